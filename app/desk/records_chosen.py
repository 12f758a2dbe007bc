"""Which rows are chosen, by their ids: sorting, filtering and reading again do not lose them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Signal
from PySide6.QtWidgets import QTableView

from app.desk.records import RecordModel

MOST = 5_000
"""Rows of a paged table that can be chosen at once: they are fetched, and must fit."""

_Flag = QItemSelectionModel.SelectionFlag


class Chosen(QObject):
    """The chosen rows of one table."""

    changed = Signal()
    too_many = Signal(int)

    def __init__(self, view: QTableView, model: RecordModel):
        super().__init__(view)
        self._view, self._model = view, model
        self._rows: dict[int, Any] = {}
        self._waiting: dict[Hashable, Any] = {}
        self._current: Hashable | None = None
        self._restoring = False
        self._scroll = 0
        self._reveal: Hashable | None = None
        view.selectionModel().selectionChanged.connect(self._read)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.arrived.connect(self._take_arrived)

    def rows(self) -> list[Any]:
        """The chosen rows that are known, from top to bottom; then those not seen again yet."""
        rows = [self._rows[number] for number in sorted(self._rows)]
        return rows + [row for row in self._waiting.values() if row is not None]

    def count(self) -> int:
        """How many are chosen."""
        return len(self._rows) + sum(row is not None for row in self._waiting.values())

    def choose(self, ids: Iterable[Hashable]) -> None:
        """Choose the rows with ``ids``; those not there yet are chosen when they arrive."""
        self._waiting = dict.fromkeys(ids)
        self._reveal = next(iter(self._waiting), None)
        self._restoring = True
        self._view.selectionModel().clearSelection()
        self._restoring = False
        self._rows = {}
        self._take(range(self._model.rowCount()))
        self.changed.emit()

    # -- the user chooses ---------------------------------------------------------------------

    def _read(self, _: QItemSelection, taken_back: QItemSelection) -> None:
        if self._restoring:
            return
        if not taken_back.isEmpty():
            self._waiting = {}
        ranges = self._ranges()
        missing = [pair for pair in ranges if self._model.missing(*pair)]
        if missing and sum(last - first + 1 for first, last in ranges) > MOST:
            self._view.selectionModel().clearSelection()
            self.too_many.emit(MOST)
            return
        for pair in missing:
            self._model.want(*pair)
        self._rows = dict(self._known(ranges))
        self.changed.emit()

    def _ranges(self) -> list[tuple[int, int]]:
        selection = self._view.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.count()))
        return [(part.top(), part.bottom()) for part in parts]

    def _known(self, ranges: list[tuple[int, int]]) -> Iterator[tuple[int, Any]]:
        for first, last in ranges:
            for number in range(first, last + 1):
                if (row := self._model.row(number)) is not None:
                    yield number, row

    # -- the rows change ----------------------------------------------------------------------

    def _keep(self) -> None:
        row_id = self._model.row_id
        for row in self._rows.values():
            self._waiting.setdefault(row_id(row), row)
        current = self._model.row(self._view.currentIndex().row())
        self._current = None if current is None else row_id(current)
        self._scroll = self._view.verticalScrollBar().value()
        self._rows = {}

    def _restore(self) -> None:
        revealing = self._reveal is not None
        self._take(range(self._model.rowCount()))
        if not self._model.paged:
            self._waiting = {key: None for key, row in self._waiting.items() if row is None}
        if not revealing:
            self._view.verticalScrollBar().setValue(self._scroll)
        self.changed.emit()

    def _take_arrived(self, first: int, last: int) -> None:
        ranges = self._ranges()
        within = [(max(a, first), min(b, last)) for a, b in ranges if a <= last and b >= first]
        self._rows.update(self._known(within))
        self._take(range(first, last + 1))
        self.changed.emit()

    def _take(self, numbers: range) -> None:
        """Choose those of ``numbers`` whose ids are waited for."""
        if not self._waiting and self._current is None:
            return
        found: list[int] = []
        row_id = self._model.row_id
        for number, row in self._known([(numbers.start, numbers.stop - 1)]):
            key = row_id(row)
            if key in self._waiting:
                del self._waiting[key]
                self._rows[number] = row
                found.append(number)
            if key in (self._current, self._reveal):
                self._focus(number, key)
        self._restoring = True
        self._view.selectionModel().select(self._as_selection(found), _Flag.Select | _Flag.Rows)
        self._restoring = False

    def _focus(self, number: int, key: Hashable) -> None:
        index = self._model.index(number, 0)
        self._view.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        if key == self._reveal:
            self._view.scrollTo(index)
            self._reveal = None
        self._current = None

    def _as_selection(self, numbers: list[int]) -> QItemSelection:
        """Runs of neighbouring rows as ranges: thousands of single ones would take seconds."""
        selection = QItemSelection()
        last_column = len(self._model.columns) - 1
        start = 0
        for place in range(1, len(numbers) + 1):
            if place == len(numbers) or numbers[place] != numbers[place - 1] + 1:
                top = self._model.index(numbers[start], 0)
                bottom = self._model.index(numbers[place - 1], last_column)
                selection.select(top, bottom)
                start = place
        return selection
