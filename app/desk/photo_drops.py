"""Taking photos that are dropped or pasted: as files, or as a picture copied out of a program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFrame

from app.desk import theme


def photos_in(data: QMimeData) -> list[Path | bytes]:
    """The files that ``data`` names, or the picture that it is, as PNG."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        return list(files)
    image = QImage(data.imageData()) if data.hasImage() else QImage()
    return [] if image.isNull() else [_png(image)]


def _png(image: QImage) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(kept.data())


class DropFrame(QFrame):
    """A card that takes photos, and shows while they are held over it that it will."""

    dropped = Signal(list)
    """Paths, or the bytes of pictures."""

    def __init__(self, *, may_change: bool):
        super().__init__()
        self.setProperty("role", "card")
        self.setAcceptDrops(may_change)

    def paste(self) -> None:
        """Take what is in the clipboard."""
        if photos := photos_in(QGuiApplication.clipboard().mimeData()):
            self.dropped.emit(photos)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasImage() or any(url.isLocalFile() for url in data.urls()):
            theme.set_property(self, "role", "chosen")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        theme.set_property(self, "role", "card")

    def dropEvent(self, event: QDropEvent) -> None:
        theme.set_property(self, "role", "card")
        if photos := photos_in(event.mimeData()):
            self.dropped.emit(photos)
            event.acceptProposedAction()
