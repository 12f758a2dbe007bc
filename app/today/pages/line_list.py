"""A list of lines under headings: arrows pass over the headings, a click or Enter opens a line."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Heading:
    """The title of a group and how many lines it has."""

    title: str
    count: int
    is_late: bool = False

    @property
    def told(self) -> str:
        """As it is read aloud."""
        return f"{self.title} {self.count}"


class Line(Protocol):
    """What a line must tell of itself; its delegate knows the rest."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def told(self) -> str:
        """All of it, as its tooltip shows it and a screen reader reads it."""

    @property
    def key(self) -> Hashable:
        """The same for the same thing, read again."""


class LineModel(QAbstractListModel):
    """Headings and lines, in order."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.lines: list[Any] = []

    def set_lines(self, lines: Sequence[Heading | Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.lines[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.told
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(line, Heading):
            return line.told
        return None


class LineList(QListView):
    """Shows a :class:`LineModel`; what was current stays current when it is read again."""

    opened = Signal(object)
    """The line of a click or of Enter."""

    def __init__(self, delegate: QStyledItemDelegate, name: str):
        super().__init__()
        self.lines = LineModel(self)
        self.setModel(self.lines)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._released = QPoint()
        self.clicked.connect(self._click)

    def show_lines(self, lines: Sequence[Heading | Line]) -> None:
        """Show these instead; the place in the list is kept as far as it is still there."""
        before = self.current()
        row, offset = self.currentIndex().row(), self.verticalScrollBar().value()
        self.lines.set_lines(lines)
        self._go_to(None if before is None else before.key, row)
        self.verticalScrollBar().setValue(offset)

    def _go_to(self, key: Hashable, row: int) -> None:
        """Make the line with this key current, else the one now in its place, else the first."""
        places = [n for n, line in enumerate(self.lines.lines) if not isinstance(line, Heading)]
        if not places:
            return
        kept = (n for n in places if self.lines.lines[n].key == key)
        nearest = min(places, key=lambda n: abs(n - row))
        self.setCurrentIndex(self.lines.index(next(kept, nearest)))

    def current(self) -> Any | None:
        """The line the keys go to."""
        return self.currentIndex().data(LINE_ROLE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (line := self.current()) is not None:
                self.opened.emit(line)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.indexAt(event.position().toPoint())
        usable = bool(over.flags() & Qt.ItemFlag.ItemIsEnabled)
        shape = Qt.CursorShape.PointingHandCursor if usable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._released = event.position().toPoint()
        super().mouseReleaseEvent(event)

    def _click(self, index: QModelIndex) -> None:
        self.chosen_at(index, self._released)

    def chosen_at(self, index: QModelIndex, place: QPoint) -> None:
        """A line was clicked at a place of it."""
        self.opened.emit(index.data(LINE_ROLE))
