"""A strip of thumbnails for each kind of photo: 处置前, 处置后.

Files are dropped on a strip, pasted into it, or chosen; Enter opens a photo, Delete takes it off,
Ctrl with an arrow moves it. The strip shows and asks; who owns it reads and writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QListView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from app.desk import theme
from app.desk.labels import button, label
from app.desk.photo_drops import DropFrame
from app.desk.photo_tiles import HIGH, WORDS, Photo, PhotoModel, PhotoTile

FILTER = "照片 (*.jpg *.jpeg *.png *.webp *.bmp *.heic *.heif)"
"""HEIC can be chosen, so that it is said why it cannot be read and what to do."""


class PhotoList(QListView):
    """The thumbnails of one kind in a row."""

    opened = Signal(object)
    """Id of a photo."""
    remove_asked = Signal(object)
    move_asked = Signal(object, int)
    """(photo id, the position it should have, from 1)."""
    paste_asked = Signal()
    thumbnail_wanted = Signal(object)

    def __init__(self, title: str, *, may_change: bool):
        super().__init__()
        self._may_change = may_change
        self.photos = PhotoModel(self.thumbnail_wanted.emit, self)
        self.setModel(self.photos)
        self.setItemDelegate(PhotoTile(self))
        self.setAccessibleName(title)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setMouseTracking(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._open_current)
        self._fit()

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """Show these; the chosen one stays chosen where it is still there."""
        chosen = self.chosen()
        self.photos.set_photos(photos)
        row = self.photos.row_of(chosen.id) if chosen else -1
        if row >= 0:
            self.setCurrentIndex(self.photos.index(row))
        self._fit()

    def chosen(self) -> Photo | None:
        """The photo that the keys are about."""
        row = self.currentIndex().row()
        return self.photos.photos[row] if 0 <= row < len(self.photos.photos) else None

    def _fit(self) -> None:
        high = HIGH + WORDS + 22 if self.photos.photos else 44
        self.setFixedHeight(theme.px(high))

    def _open_current(self) -> None:
        if (photo := self.chosen()) is not None:
            self.opened.emit(photo.id)

    def _remove_current(self) -> None:
        if (photo := self.chosen()) is not None:
            self.remove_asked.emit(photo.id)

    def _move_current(self, by: int) -> None:
        photo = self.chosen()
        position = self.currentIndex().row() + 1 + by
        if photo is not None and 1 <= position <= len(self.photos.photos):
            self.move_asked.emit(photo.id, position)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if (index := self.indexAt(place)).isValid():
            self.setCurrentIndex(index)
            menu.addAction("查看", self._open_current)
            if self._may_change:
                menu.addAction("前移", partial(self._move_current, -1))
                menu.addAction("后移", partial(self._move_current, 1))
                menu.addSeparator()
                menu.addAction("删除", self._remove_current)
        elif self._may_change:
            menu.addAction("粘贴照片", self.paste_asked.emit)
        menu.popup(self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open_current()
        elif self._may_change and key == Qt.Key.Key_Delete:
            self._remove_current()
        elif self._may_change and control and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move_current(1 if key == Qt.Key.Key_Right else -1)
        elif self._may_change and event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.photos.photos:
            painter = QPainter(self.viewport())
            painter.setFont(theme.text_font("small"))
            painter.setPen(theme.colour("soft"))
            words = "可把照片拖到这里，或点一下后按 Ctrl+V 粘贴" if self._may_change else "没有照片"
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignVCenter, words)


class PhotoShelf(DropFrame):
    """One kind: its name, how many, the button that adds, and the thumbnails."""

    files_chosen = Signal(list)
    """Paths, or the bytes of pictures out of the clipboard."""

    def __init__(self, title: str, *, may_change: bool):
        super().__init__(may_change=may_change)
        self.title = title
        self.list = PhotoList(title, may_change=may_change)
        self._count = label(role="soft")
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(label(title, "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        self.add = button("添加照片", "quiet", "plus", press=self.choose_files)
        self.add.setAccessibleName(f"添加{title}照片")
        if not may_change:
            self.add.hide()  # shown only within the strip: on its own it would be a window
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(6), theme.px(6), theme.px(6))
        column.setSpacing(theme.px(2))
        column.addLayout(head)
        column.addWidget(self.list)
        self.dropped.connect(self.files_chosen)
        self.list.paste_asked.connect(self.paste)
        self.set_photos(())

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """Show these."""
        self.list.set_photos(photos)
        self._count.setText(f"{len(photos)} 张" if photos else "")

    def choose_files(self) -> None:
        """Let the user choose photos."""
        dialog = QFileDialog(self.window(), f"添加{self.title}照片", "", FILTER)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_chosen)
        dialog.open()

    def _take_chosen(self, names: list[str]) -> None:
        self.files_chosen.emit([Path(name) for name in names])


class PhotoStrip(QWidget):
    """The shelves of all kinds, one below the other."""

    add_asked = Signal(str, list)
    """(kind, paths or bytes)."""
    opened = Signal(object)
    remove_asked = Signal(object)
    move_asked = Signal(object, int)
    thumbnail_wanted = Signal(object)
    """Id of a photo that came into sight; answer with :meth:`take`."""

    def __init__(self, kinds: Sequence[tuple[str, str]], *, may_change: bool = True):
        super().__init__()
        self.photos: tuple[Photo, ...] = ()
        self.shelves = {key: PhotoShelf(title, may_change=may_change) for key, title in kinds}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for key, shelf in self.shelves.items():
            column.addWidget(shelf)
            shelf.files_chosen.connect(partial(self.add_asked.emit, key))
            shelf.list.opened.connect(self.opened)
            shelf.list.remove_asked.connect(self.remove_asked)
            shelf.list.move_asked.connect(self.move_asked)
            shelf.list.thumbnail_wanted.connect(self.thumbnail_wanted)

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """Show these, each on the shelf of its kind; kinds that have no shelf are left out."""
        self.photos = tuple(photo for photo in photos if photo.kind in self.shelves)
        for key, shelf in self.shelves.items():
            shelf.set_photos([photo for photo in self.photos if photo.kind == key])

    def take(self, photo_id: Any, image: QImage) -> None:
        """Show a thumbnail that was wanted; a null image says that it cannot be read."""
        for shelf in self.shelves.values():
            shelf.list.photos.take(photo_id, image)
