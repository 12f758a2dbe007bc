"""The table model: frozen rows in memory, or pages of them fetched as they come into sight.

One model serves both. In memory, rows are sorted here by native values. Paged, counting and
sorting happen in SQL on the worker thread; the model knows the count, holds the pages near what
is seen, and keeps showing the old rows until the new ones have arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.desk.columns import Column, sorted_rows
from app.desk.records_pages import PAGE, Pages, Source

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The native value of a cell."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
"""The whole row, None while its page is on the way."""
STATE_ROLE = Qt.ItemDataRole.UserRole + 3
"""The state of a pill cell, which gives its colour."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RecordModel(QAbstractTableModel):
    """Rows under declared columns."""

    arrived = Signal(int, int)
    """First and last row of a page that was missing and now is there."""
    stale = Signal(bool)
    """True while the rows shown are older than what was asked for."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        row_id: Callable[[Any], Hashable] = attrgetter("id"),
        parent: QObject | None = None,
    ):
        super().__init__(parent)
        self.columns = tuple(columns)
        self.row_id = row_id
        self.sorted_by: tuple[str, bool] | None = None
        """Key of the column sorted by, and whether descending."""
        self._unsorted: list[Any] = []
        self._rows: list[Any] = []
        self._pages: Pages | None = None

    # -- filling ------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show ``rows``, in their own order or as the user has sorted."""
        self.beginResetModel()
        self._drop_pages()
        self._unsorted = list(rows)
        self._rows = self._ordered()
        self.endResetModel()
        self.stale.emit(False)

    def set_source(self, source: Source) -> None:
        """Show what ``source`` holds, a page at a time; the old rows stay until it answered."""
        if self._coming is not None and self._coming is not self._pages:
            self._coming.silence()
        pages = Pages(source, self.sorted_by, self)
        self._coming = pages
        self.stale.emit(True)
        pages.open(partial(self._turn_to, pages), self._say_arrived)

    def _turn_to(self, pages: Pages) -> None:
        if pages is not self._coming:
            return  # the user has asked for something newer meanwhile
        self.beginResetModel()
        if self._pages is not None:
            self._pages.silence()
        self._unsorted, self._rows, self._pages = [], [], pages
        self.endResetModel()
        self.stale.emit(False)

    def _say_arrived(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        self.arrived.emit(first, last)

    def _drop_pages(self) -> None:
        for pages in {self._pages, self._coming} - {None}:
            pages.silence()  # type: ignore[union-attr]
        self._pages = self._coming = None

    _coming: Pages | None = None

    # -- reading ------------------------------------------------------------------------------

    @property
    def paged(self) -> bool:
        """Whether rows are fetched as they come into sight."""
        return self._pages is not None

    def row(self, number: int) -> Any | None:
        """The row at ``number``, None while it has not arrived; asks for nothing."""
        if self._pages is not None:
            return self._pages.known(number)
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def want(self, first: int, last: int) -> None:
        """Fetch what is missing between two rows, although nobody looks at them."""
        if self._pages is not None:
            for number in range(first - first % PAGE, last + 1, PAGE):
                self._pages.ask(number)

    def missing(self, first: int, last: int) -> bool:
        """Whether any row between two has not arrived."""
        return self._pages is not None and self._pages.missing(first, last)

    # -- what Qt asks -------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        if parent.isValid():
            return 0
        return self._pages.count if self._pages is not None else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _ANSWERED:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        number, pages = index.row(), self._pages
        row = pages.seen(number) if pages is not None else self._rows[number]
        return None if row is None else _ANSWERED[role](column, row)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].alignment
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the native values of ``column``; -1 goes back to the rows' own order."""
        wanted = None
        if 0 <= column < len(self.columns):
            wanted = (self.columns[column].key, order == Qt.SortOrder.DescendingOrder)
        if wanted == self.sorted_by:
            return
        self.sorted_by = wanted
        if self._pages is not None or self._coming is not None:
            self.set_source((self._coming or self._pages).source)  # type: ignore[union-attr]
            return
        self.beginResetModel()
        self._rows = self._ordered()
        self.endResetModel()

    def _ordered(self) -> list[Any]:
        if self.sorted_by is None:
            return list(self._unsorted)
        key, descending = self.sorted_by
        column = next(column for column in self.columns if column.key == key)
        return sorted_rows(self._unsorted, column, descending=descending)


def _state(column: Column, row: Any) -> Any:
    value = column.getter(row) if column.kind == "pill" else None
    return value[1] if value is not None else None


_ANSWERED: dict[int, Callable[[Column, Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: Column.text,
    Qt.ItemDataRole.ToolTipRole: Column.text,
    Qt.ItemDataRole.TextAlignmentRole: Column.text,  # answered before the row is looked up
    SORT_ROLE: Column.order,
    ROW_ROLE: lambda _, row: row,
    STATE_ROLE: _state,
}
