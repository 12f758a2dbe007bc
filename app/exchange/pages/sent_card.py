"""What came of making a bundle: its file, its check code, and what to do with them now."""

from uuid import UUID

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.detail import FactList, Notice
from app.desk.labels import button, label
from app.exchange.pages.pieces import headed, large_code, spoken
from app.exchange.queries import PeerRow
from app.exchange.sending import Sent
from app.exchange.words import file_size

SHOWN_FILES = 6


class SentCard(QWidget):
    """Facts, the code in large letters, and buttons."""

    slip_asked = Signal(object, list)
    """Id of the bundle in the history, and the names of its files."""
    again_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sent: Sent | None = None
        self.headline = label(role="title", wrap=True)
        self.code = large_code()
        self._facts = QVBoxLayout()
        held = QWidget()
        held.setLayout(self._facts)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self.copied = label(role="soft")
        card = headed(
            ("circle-check", "good"),
            self.headline,
            label("校验码（印在移交单上，收取的人可以核对）", "soft"),
            self.code,
            held,
            self._buttons(),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def _buttons(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, theme.px(6), 0, 0)
        self.slip = button("打印移交单", "primary", "printer", press=self.ask_slip)
        self.open = button("打开文件夹", "plain", "folder-open", press=self._open_folder)
        self.copy = button("复制校验码", "plain", "copy", press=self._copy)
        self.back = button("回到报送", "plain", press=self.again_asked.emit)
        for one in (self.slip, self.open, self.copy, self.back):
            row.addWidget(one)
        row.addWidget(self.copied)
        row.addStretch(1)
        return whole

    def show_sent(self, row: PeerRow, sent: Sent) -> None:
        """Show a bundle just made."""
        self._sent = sent
        manifest = sent.manifest
        self.headline.setText(f"给{row.name}的第 {manifest.serial} 包已制作")
        self.code.setText(spoken(sent.check_code))
        self.copied.setText("")
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        names = [path.name for path in sent.files]
        shown = names if len(names) <= SHOWN_FILES else [*names[:2], "…", names[-1]]
        volumes = f"，共 {len(names)} 卷，缺一不可" if len(names) > 1 else ""
        self._facts.addWidget(
            FactList(
                (
                    ("文件", "\n".join(shown)),
                    ("存放在", str(sent.files[0].parent)),
                    ("大小", file_size(sent.size) + volumes),
                    ("记录", f"{manifest.payload.records:,} 条"),
                )
            )
        )
        if manifest.named:
            self._facts.addWidget(Notice("waiting", "含个人信息，请妥善保管", manifest.named))
        self.slip.setFocus()

    def ask_slip(self) -> None:
        """Ask for the slip."""
        if self._sent is not None:
            record: UUID = self._sent.record_id
            self.slip_asked.emit(record, [path.name for path in self._sent.files])

    def _open_folder(self) -> None:
        if self._sent is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._sent.files[0].parent)))

    def _copy(self) -> None:
        if self._sent is not None:
            QGuiApplication.clipboard().setText(self._sent.check_code)
            self.copied.setText("已复制")
