"""The first page: recent stations, a new one, an existing one, or the demo community."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.accounts.pages.segments import TEXT_SIZES, Segments
from app.desk import theme
from app.desk.labels import Elided, button, label, rule
from app.desk.messages import choose_file

MOST_RECENT = 5
STATIONS = "里仁站点 (*.station)"
BACKUPS = "里仁备份 (*.stationbackup)"
DEMO_HINT = "演示社区里的人和事都是编的，可以随意试用。"


class StartPage(QWidget):
    """A quiet column in the middle: what was open before, and four ways to begin."""

    station_chosen = Signal(Path)
    new_asked = Signal()
    demo_asked = Signal()
    backup_chosen = Signal(Path)
    scale_chosen = Signal(object)
    """The text size chosen."""

    def __init__(self, recent: list[str], scale: float):
        super().__init__()
        self._folder = str(Path(recent[0]).parent if recent else documents())
        self._hint = label(DEMO_HINT, "hint", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout()
        column.setSpacing(theme.px(10))
        column.addWidget(label("里仁", "brand"))
        column.addWidget(label("社区居委会的办公程序 · 网格 · 居民 · 事项 · 议事 · 积分", "soft"))
        column.addSpacing(theme.px(16))
        shown = [Path(name) for name in recent if Path(name).is_file()][:MOST_RECENT]
        if shown:
            column.addWidget(label("最近打开", "section"))
            for path in shown:
                column.addWidget(self._recent(path))
            column.addSpacing(theme.px(12))
        self._add_ways(column, prefer_demo=not shown)
        column.addSpacing(theme.px(18))
        column.addWidget(rule())
        column.addLayout(self._foot(scale))
        inner = QWidget()
        inner.setLayout(column)
        self.setLayout(centred(inner))

    def say_busy(self, words: str) -> None:
        """Take no more orders: one is being carried out."""
        self._hint.setText(words)
        self.setEnabled(False)

    def _recent(self, path: Path) -> QPushButton:
        made = button("", "entry", "house")
        made.setToolTip(str(path))
        made.setAccessibleName(f"打开{path.stem}")
        name, folder = label(path.stem), Elided(str(path.parent))
        folder.setProperty("role", "hint")
        row = QHBoxLayout(made)
        row.setContentsMargins(theme.px(42), 0, theme.px(14), 0)
        row.setSpacing(theme.px(16))
        for words in (name, folder):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(words)
        row.insertStretch(1, 1)
        made.clicked.connect(lambda _=False, path=path: self.station_chosen.emit(path))
        return made

    def _add_ways(self, column: QVBoxLayout, *, prefer_demo: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        new = button("新建站点", "plain", "plus", press=self.new_asked.emit)
        row.addWidget(new, 1)
        row.addWidget(button("打开站点", "plain", "folder-open", press=self._ask_station), 1)
        look = "primary" if prefer_demo else "plain"
        demo = button("看演示社区", look, "sparkles", press=self.demo_asked.emit)
        if prefer_demo:
            column.addWidget(demo)
            column.addWidget(self._hint)
            column.addSpacing(theme.px(6))
            column.addLayout(row)
        else:
            column.addLayout(row)
            column.addWidget(demo)
            column.addWidget(self._hint)

    def _foot(self, scale: float) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button("恢复备份", "quiet", "database-backup", press=self._ask_backup))
        row.addStretch(1)
        row.addWidget(label("字号", "soft"))
        sizes = Segments("字号", TEXT_SIZES, scale)
        sizes.chosen.connect(self.scale_chosen)
        row.addWidget(sizes)
        return row

    def _ask_station(self) -> None:
        path = choose_file(self, "打开站点", STATIONS, self._folder)
        if path is not None:
            self.station_chosen.emit(path)

    def _ask_backup(self) -> None:
        path = choose_file(self, "选择备份文件", BACKUPS, self._folder)
        if path is not None:
            self.backup_chosen.emit(path)


def documents() -> Path:
    """Where this user keeps documents."""
    where = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(where))


def heading(title: str, detail: str) -> QVBoxLayout:
    """A title with an explanation under it, as every page before log-in begins."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    column.addWidget(label(title, "title"))
    column.addWidget(label(detail, "soft", wrap=True))
    return column


def centred(content: QWidget, width: int = 460) -> QVBoxLayout:
    """Lay ``content`` out as a column of fixed width in the middle."""
    content.setFixedWidth(theme.px(width))
    row = QHBoxLayout()  # not an alignment: Qt would ask for the height at the page's width
    row.addStretch(1)
    row.addWidget(content)
    row.addStretch(1)
    whole = QVBoxLayout()
    whole.addStretch(2)
    whole.addLayout(row)
    whole.addStretch(3)
    return whole
