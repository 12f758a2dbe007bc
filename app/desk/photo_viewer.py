"""Photos at full size: one after the other, or one of before beside one of after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import Elided, button, label, tool
from app.desk.photo_tiles import UNREADABLE, Photo
from app.desk.photo_zoom import ZoomView

KEPT = 12
"""Photos held decoded: 12 MB each at most."""


class PhotoPane(QWidget):
    """One photo with its kind and its story above it."""

    def __init__(self) -> None:
        super().__init__()
        self.photo: Photo | None = None
        self.view = ZoomView()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.kind = label(role="section")
        self.story = Elided()
        self.story.setProperty("role", "soft")
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addWidget(self.story)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.view, 1)

    def show_photo(self, photo: Photo, kind: str, image: QImage | None) -> None:
        """Show ``photo``; without an image, that it is on its way."""
        self.photo = photo
        self.kind.setText(kind)
        self.story.setText(photo.story)
        self.take(image)

    def take(self, image: QImage | None) -> None:
        """Show the image of the photo, or that it cannot be read."""
        scene = self.view.scene()
        scene.clear()
        if image is None or image.isNull():
            words = scene.addSimpleText("正在打开…" if image is None else UNREADABLE)
            words.setBrush(theme.colour("soft" if image is None else "late"))
            self.view.set_extent(words.boundingRect())
            return
        drawn = scene.addPixmap(QPixmap.fromImage(image))
        drawn.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.view.set_extent(QRectF(image.rect()))


class PhotoViewer(QDialog):
    """Shows the photos of a record; arrows turn the pages, Esc closes."""

    picture_wanted = Signal(object)
    """Id of a photo; answer with :meth:`take`."""

    def __init__(
        self, parent: QWidget | None, photos: Sequence[Photo], kinds: Sequence[tuple[str, str]]
    ):
        super().__init__(parent)
        self.setWindowTitle("查看照片")
        self._photos, self._names = list(photos), dict(kinds)
        self._at = 0
        self._images: dict[Any, QImage | None] = {}
        used = [[photo for photo in photos if photo.kind == key] for key, _ in kinds]
        self._sides = [side for side in used if side][:2]
        self.left, self.right = PhotoPane(), PhotoPane()
        self.count = label(role="soft")
        self.compare = button("前后对比", "plain", "columns-2")
        self.compare.setCheckable(True)
        self.compare.setVisible(len(self._sides) == 2)
        self.compare.toggled.connect(self._show)
        panes = QHBoxLayout()
        panes.setSpacing(theme.px(12))
        panes.addWidget(self.left, 1)
        panes.addWidget(self.right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.addLayout(panes, 1)
        column.addLayout(self._bar())
        self.resize(self._fitting())

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        self._back = tool("chevron-left", "上一张（←）", press=self.show_previous)
        self._on = tool("chevron-right", "下一张（→）", press=self.show_next)
        for widget in (self._back, self.count, self._on):
            bar.addWidget(widget)
        bar.addSpacing(theme.px(16))
        bar.addWidget(tool("zoom-out", "缩小（-）", press=self._zoom_out))
        bar.addWidget(tool("zoom-in", "放大（+）", press=self._zoom_in))
        bar.addWidget(tool("maximize", "整张显示（0）", press=self._fit))
        bar.addSpacing(theme.px(16))
        bar.addWidget(self.compare)
        bar.addStretch(1)
        bar.addWidget(button("关闭", "plain", press=self.accept))
        return bar

    def _fitting(self) -> QSize:
        room = self.screen().availableGeometry().size()
        return QSize(min(theme.px(1100), room.width() - 80), min(theme.px(760), room.height() - 80))

    # -- which one ----------------------------------------------------------------------------

    def show_photo(self, photo_id: Any) -> None:
        """Begin with this photo."""
        self._at = next((n for n, photo in enumerate(self._photos) if photo.id == photo_id), 0)
        self._show()

    def show_next(self) -> None:
        """The next photo, or pair."""
        self._turn(1)

    def show_previous(self) -> None:
        """The photo, or pair, before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self._at = max(0, min(self._at + by, self._last()))
        self._show()

    def _last(self) -> int:
        comparing = self.compare.isChecked()
        return (max(map(len, self._sides)) if comparing else len(self._photos)) - 1

    def _show(self) -> None:
        comparing = self.compare.isChecked()
        self._at = min(self._at, self._last())
        self.right.setVisible(comparing)
        if comparing:
            for pane, side in zip((self.left, self.right), self._sides, strict=True):
                self._fill(pane, side[min(self._at, len(side) - 1)])
        else:
            self._fill(self.left, self._photos[self._at])
        self.count.setText(f"{self._at + 1} / {self._last() + 1}")
        self._back.setEnabled(self._at > 0)
        self._on.setEnabled(self._at < self._last())

    def _fill(self, pane: PhotoPane, photo: Photo) -> None:
        known = photo.id in self._images
        pane.show_photo(photo, self._names[photo.kind], self._images.get(photo.id))
        if not known:
            while len(self._images) >= KEPT:
                del self._images[next(iter(self._images))]
            self._images[photo.id] = None
            self.picture_wanted.emit(photo.id)

    def take(self, photo_id: Any, image: QImage) -> None:
        """Show a picture that was wanted; a null one says that it cannot be read."""
        self._images[photo_id] = image
        for pane in (self.left, self.right):
            if pane.photo is not None and pane.photo.id == photo_id:
                pane.take(image)

    # -- how large ----------------------------------------------------------------------------

    def _zoom_in(self) -> None:
        self.left.view.zoom_in()
        self.right.view.zoom_in()

    def _zoom_out(self) -> None:
        self.left.view.zoom_out()
        self.right.view.zoom_out()

    def _fit(self) -> None:
        self.left.view.fit()
        self.right.view.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Left: self.show_previous,
            Qt.Key.Key_PageUp: self.show_previous,
            Qt.Key.Key_Right: self.show_next,
            Qt.Key.Key_PageDown: self.show_next,
            Qt.Key.Key_Plus: self._zoom_in,
            Qt.Key.Key_Equal: self._zoom_in,
            Qt.Key.Key_Minus: self._zoom_out,
            Qt.Key.Key_0: self._fit,
        }
        action = keys.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            action()
