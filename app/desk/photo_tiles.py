"""Thumbnails as a list: a model that asks for them when they come into sight, and their tile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desk import theme
from app.desk.columns import CHINA

Index = QModelIndex | QPersistentModelIndex
PHOTO = Qt.ItemDataRole.UserRole
WIDE, HIGH, WORDS = 112, 84, 20
"""Of a tile: its picture, and the line below it."""
UNREADABLE = "照片读不出来"


@dataclass(frozen=True)
class Photo:
    """One photo of a strip."""

    id: Any
    kind: str
    name: str = ""
    note: str = ""
    taken_at: datetime | None = None

    @property
    def caption(self) -> str:
        """What stands under it: what somebody wrote, or else when it was taken."""
        if self.note or self.taken_at is None:
            return self.note
        return f"{self.taken_at.astimezone(CHINA):%m-%d %H:%M}"

    @property
    def story(self) -> str:
        """Everything there is to say, for a tooltip and for the viewer."""
        at = self.taken_at and f"拍摄于 {self.taken_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
        return " · ".join(part for part in (self.note, at, self.name) if part)


class PhotoModel(QAbstractListModel):
    """The photos of one kind, in order."""

    def __init__(self, ask: Callable[[Any], object], parent: QObject | None = None):
        super().__init__(parent)
        self.photos: tuple[Photo, ...] = ()
        self._ask = ask
        self._pictures: dict[Any, QPixmap | None] = {}
        """None: asked for; a null picture: cannot be read."""

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """Show these; thumbnails that are there already stay."""
        self.beginResetModel()
        self.photos = tuple(photos)
        there = {photo.id for photo in photos}
        self._pictures = {key: one for key, one in self._pictures.items() if key in there}
        self.endResetModel()

    def take(self, photo_id: Any, image: QImage) -> None:
        """Show ``image``; a null one says that the photo cannot be read. Others' are dropped."""
        row = self.row_of(photo_id)
        if row >= 0:
            self._pictures[photo_id] = QPixmap.fromImage(image)
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, photo_id: Any) -> int:
        """Where a photo stands; -1 when it is not here."""
        return next((row for row, photo in enumerate(self.photos) if photo.id == photo_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        photo = self.photos[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return photo.caption
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            broken = (one := self._pictures.get(photo.id)) is not None and one.isNull()
            return UNREADABLE if broken else photo.story
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(photo.id)
        return photo if role == PHOTO else None

    def _picture(self, photo_id: Any) -> QPixmap | None:
        if photo_id not in self._pictures:
            self._pictures[photo_id] = None
            self._ask(photo_id)
        return self._pictures[photo_id]


class PhotoTile(QStyledItemDelegate):
    """Draws a thumbnail, cut to the tile, and a line of words below it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(WIDE + 8), theme.px(HIGH + WORDS + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        rect: QRect = option.rect
        edge = theme.px(4)
        place = QRect(rect.left() + edge, rect.top() + edge, theme.px(WIDE), theme.px(HIGH))
        self._paint_picture(painter, place, index.data(Qt.ItemDataRole.DecorationRole))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
            painter.drawRoundedRect(QRectF(place).adjusted(-2, -2, 2, 2), 5, 5)
        painter.setFont(theme.text_font("small"))
        painter.setPen(theme.colour("soft"))
        line = QRect(place.left(), place.bottom() + 1, place.width(), theme.px(WORDS))
        words = painter.fontMetrics().elidedText(
            index.data() or "", Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_picture(self, painter: QPainter, place: QRect, picture: QPixmap | None) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(place, 4, 4)
        if picture is None or picture.isNull():
            painter.setFont(theme.text_font("small"))
            painter.setPen(theme.colour("soft" if picture is None else "late"))
            words = "…" if picture is None else UNREADABLE
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
            return
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(place), 4, 4)
        painter.setClipPath(outline)
        painter.drawPixmap(QRectF(place), picture, _middle(picture, place))
        painter.setClipping(False)


def _middle(picture: QPixmap, place: QRect) -> QRectF:
    """The part of a picture that fills ``place`` without being stretched."""
    factor = min(picture.width() / place.width(), picture.height() / place.height())
    part = QRectF(0, 0, place.width() * factor, place.height() * factor)
    part.moveCenter(QRectF(picture.rect()).center())
    return part
