"""A place that takes one file: dragged here, or chosen."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.desk import theme
from app.desk.icons import icon
from app.desk.labels import button, label


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files of this PC that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class DropPlace(QFrame):
    """A card with a picture, words and a button; ``more`` buttons stand beside it."""

    dropped = Signal(object)
    """The path of the file."""

    def __init__(self, icon_name: str, headline: str, hint: str, choose: str, *more: QPushButton):
        super().__init__()
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        picture = label()
        picture.setPixmap(icon(icon_name, "accent").pixmap(theme.px(40), theme.px(40)))
        self.choose = button(choose, "primary", "folder-open")
        row = QHBoxLayout()
        row.addStretch(1)
        for each in (self.choose, *more):
            row.addWidget(each)
        row.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(16)] * 4)
        column.setSpacing(theme.px(10))
        column.addStretch(1)
        column.addWidget(picture, 0, centre)
        column.addWidget(label(headline, "section"), 0, centre)
        column.addWidget(label(hint, "soft"), 0, centre)
        column.addLayout(row)
        column.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()
            theme.set_property(self, "role", "chosen")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        theme.set_property(self, "role", "card")

    def dropEvent(self, event: QDropEvent) -> None:
        theme.set_property(self, "role", "card")
        if files := dropped_files(event):
            event.acceptProposedAction()
            self.dropped.emit(files[0])
