"""What taking a bundle changed here, and what is to be done next."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.detail import section
from app.desk.labels import button, label
from app.exchange.applying import Applied
from app.exchange.pages.pieces import contents, headed
from app.exchange.words import subjects

RECEIPT = "再制作一包交给对方，对方就知道本站已经收到（回执）；可以等下次报送时一并带去。"


class TakenCard(QWidget):
    """Facts in words, and buttons."""

    make_asked = Signal(object)
    """Id of the sender, for a bundle with the receipt."""
    next_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sender: Any = None
        self.headline = label(role="title", wrap=True)
        self.sentence = label(wrap=True)
        self.note = label(role="soft", wrap=True)
        self._held = QVBoxLayout()
        self._held.setContentsMargins(0, 0, 0, 0)
        held = QWidget()
        held.setLayout(self._held)
        card = headed(
            ("circle-check", "good"),
            self.headline,
            self.sentence,
            self.note,
            held,
            label(RECEIPT, "soft", wrap=True),
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
        self.next = button("收取另一个", "primary", "download", press=self.next_asked.emit)
        self.make = button("制作回执包", "plain", "package", press=self._ask)
        self.back = button("回到报送", "plain", press=self.back_asked.emit)
        for one in (self.next, self.make, self.back):
            row.addWidget(one)
        row.addStretch(1)
        return whole

    def show_applied(self, applied: Applied, left: int, *, may_make: bool) -> None:
        """Show what was done; ``left`` more files wait."""
        manifest = applied.manifest
        self._sender = manifest.sender.station
        self.headline.setText(f"已收取{manifest.sender.name}的第 {manifest.serial} 包")
        photos = f"，收到照片附件 {applied.contents:,} 份" if applied.contents else ""
        said = f"本站变动 {applied.rows:,} 条{photos}。" if applied.rows else (
            "本站没有变动：内容以前已经收到过，或只有回执。"
        )  # fmt: skip
        self.sentence.setText(said)
        self.note.setText(applied.note)
        self.note.setVisible(bool(applied.note))
        self._show(applied)
        self.next.setText(f"收取下一个（还有 {left} 个）" if left else "收取另一个")
        self.make.setVisible(may_make)
        (self.next if left else self.back).setFocus()

    def _show(self, applied: Applied) -> None:
        while (item := self._held.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        if applied.changed:
            self._held.addWidget(section("改动的内容"))
            self._held.addWidget(contents(subjects(applied.changed)))

    def _ask(self) -> None:
        self.make_asked.emit(self._sender)
