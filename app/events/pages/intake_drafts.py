"""Drafts of events from photos, as a list: thumbnail, what was typed, when and where taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
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
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.attachments.folder_intake import IntakeDraft
from app.desk import theme
from app.desk.columns import written
from app.desk.records_view import paint_pill

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
WIDE, HIGH, EDGE = 96, 72, 8


class Standing(StrEnum):
    """How far a draft is."""

    OPEN = "待填写"
    READY = "待登记"
    SKIPPED = "跳过"
    FAILED = "没有登记成"
    DONE = "已登记"


STATES = {
    Standing.OPEN: "plain",
    Standing.READY: "accent",
    Standing.SKIPPED: "plain",
    Standing.FAILED: "late",
    Standing.DONE: "good",
}


@dataclass
class Entry:
    """One draft and what was typed for it."""

    draft: IntakeDraft
    standing: Standing = Standing.OPEN
    typed: dict[str, Any] = field(default_factory=dict)
    """As the form keeps a draft."""
    values: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    place: str = ""
    category: str = ""
    error: str = ""

    @property
    def taken(self) -> str:
        """When, and how many photos."""
        draft = self.draft
        at = written(draft.taken_at, "datetime") or "拍摄时间不明"
        return f"{at}　{len(draft.photos)} 张"

    @property
    def where(self) -> str:
        """Degrees as the phone knew them; empty where it did not."""
        north, east = self.draft.latitude, self.draft.longitude
        return "" if north is None or east is None else f"北纬 {north:.4f}° 东经 {east:.4f}°"


class DraftModel(QAbstractListModel):
    """The drafts in the order of their photos; thumbnails are decoded when they come in sight."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.entries: list[Entry] = []
        self._pictures: dict[int, QPixmap] = {}

    def set_drafts(self, drafts: Sequence[IntakeDraft]) -> None:
        """Show these."""
        self.beginResetModel()
        self.entries = [Entry(draft) for draft in drafts]
        self._pictures = {}
        self.endResetModel()

    def set_standing(self, entry: Entry, standing: Standing, error: str = "") -> None:
        """Say how far an entry is; ``error`` is why it failed."""
        entry.standing, entry.error = standing, error
        place = self.index(self.entries.index(entry))
        self.dataChanged.emit(place, place)

    def count(self, *standings: Standing) -> int:
        """How many stand so."""
        return sum(entry.standing in standings for entry in self.entries)

    def first(self, standing: Standing, after: int = -1) -> int:
        """The place of the next one that stands so, from the top again; -1: there is none."""
        places = [n for n, entry in enumerate(self.entries) if entry.standing is standing]
        return next((n for n in places if n > after), places[0] if places else -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.title or '还没有填写'}　{entry.taken}　{entry.standing}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.error or None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(index.row())
        return entry if role == ENTRY else None

    def _picture(self, row: int) -> QPixmap:
        if row not in self._pictures:
            data = self.entries[row].draft.photos[0].thumbnail
            self._pictures[row] = QPixmap.fromImage(QImage.fromData(data))
        return self._pictures[row]


class DraftTile(QStyledItemDelegate):
    """Draws a draft: its first photo at the left, three lines beside it, its standing."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(WIDE * 3), theme.px(HIGH + 2 * EDGE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        entry: Entry = index.data(ENTRY)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selection"))
        picture: QPixmap = index.data(Qt.ItemDataRole.DecorationRole)
        edge = theme.px(EDGE)
        place = QRect(rect.left() + edge, rect.top() + edge, theme.px(WIDE), theme.px(HIGH))
        shown = picture.scaled(
            place.size(), Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        painter.fillRect(place, theme.colour("sunken"))
        painter.drawPixmap(place.center() - shown.rect().center(), shown)
        self._paint_words(painter, rect.adjusted(theme.px(WIDE) + 2 * edge, edge, -edge, 0), entry)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, entry: Entry) -> None:
        pill, line = theme.px(108), theme.px(24)
        about = "　".join(part for part in (entry.category, entry.place) if part)
        if entry.standing is Standing.FAILED:
            about = entry.error
        for number, (words, font, token) in enumerate(
            (
                (entry.title or "还没有填写", "text", "ink" if entry.title else "soft"),
                (about, "table", "soft"),
                (f"{entry.taken}　{entry.where}", "small", "soft"),
            )
        ):
            painter.setFont(theme.text_font(font, bold=number == 0 and bool(entry.title)))
            painter.setPen(theme.colour(token))
            width = room.width() - (pill if number == 0 else 0)
            cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
            place = QRect(room.left(), room.top() + number * line, width, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, cut)
        corner = QRectF(room.right() - pill, room.top(), pill, line)
        small = theme.text_font("small")
        paint_pill(painter, corner, entry.standing, STATES[entry.standing], small)
