"""A bundle before it is taken: from whom, since when, what and how much, its place in the row."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.accounts.levels import LEVEL_NAMES
from app.desk import theme
from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, stacked
from app.desk.labels import label
from app.exchange.history_views import period_words
from app.exchange.pages.pieces import contents, spoken
from app.exchange.taking import Examined
from app.exchange.terms import RELATION_NAMES
from app.exchange.words import file_size, subjects

RETURNS = (
    "带回本站自己的记录",
    "本站从备份恢复过，对方送回恢复时缺少的记录；收取后本站的数据就齐了。",
)
SLIP_HINT = "照移交单输入四组校验码，大小写、横线都不要紧"


class PreviewCard(QScrollArea):
    """Shows what was checked; asks for the code on the slip where the office wants it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.slip = QLineEdit()
        self.slip.setPlaceholderText(SLIP_HINT)
        self.slip.setAccessibleName("移交单上的校验码")
        self.slip.setMaximumWidth(theme.px(420))
        self._asked = stacked(section("移交单上的校验码（必填）"), self.slip, spacing=4)
        self.error = label(role="error", wrap=True)
        self.error.hide()
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._shown: QWidget | None = None
        self._column.addWidget(self._asked)
        self._column.addWidget(self.error)
        self._column.addStretch(1)
        self.setWidget(self._inside)

    def say(self, error: str) -> None:
        """Say why it was not taken; empty takes it back."""
        self.error.setText(error)
        self.error.setVisible(bool(error))
        if error:
            self.ensureWidgetVisible(self.error)

    def show_examined(self, examined: Examined) -> None:
        """Show a bundle that may be taken."""
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = _panel(examined)
        self._column.insertWidget(0, self._shown)
        self.slip.clear()
        self._asked.setVisible(examined.needs_slip)
        self.say("")


def _panel(examined: Examined) -> QWidget:
    preview = examined.preview
    manifest, sender = preview.manifest, preview.manifest.sender
    place = preview.sequence.in_words(manifest.serial)
    counts = {table: count.total for table, count in manifest.counts.items()}
    period = period_words(manifest.period.since, manifest.period.until)
    relation = RELATION_NAMES[preview.relation]
    photos = manifest.contents
    return stacked(
        label(f"{sender.name}的第 {manifest.serial} 包，签名有效，可以收取", "title", wrap=True),
        Notice("waiting", "", [place]) if place else None,
        Notice("info", *_with_lines(RETURNS)) if preview.returns_own else None,
        FactList(
            (
                ("发送单位", f"{sender.name}（{relation}，{LEVEL_NAMES[sender.level]}，"
                           f"{sender.area_code}）"),
                ("制作时间", written(manifest.made_at, "datetime")),
                ("内容期间", period),
                ("大小", file_size(examined.size)),
                ("照片附件", f"{photos.count:,} 份，{file_size(photos.size)}"
                 if photos.count else ""),
                ("校验码", "" if examined.needs_slip else spoken(examined.check_code)),
                ("文件", examined.came_as.name),
            )
        ),
        section(f"包里的内容，共 {manifest.payload.records:,} 条"),
        contents(subjects(counts), "没有新的记录，只有回执：对方告知收到了哪些。"),
        Notice("waiting", "含个人信息", manifest.named) if manifest.named else None,
    )  # fmt: skip


def _with_lines(words: tuple[str, str]) -> tuple[str, list[str]]:
    return words[0], [words[1]]
