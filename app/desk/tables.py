"""The table every list page uses: rows, selection that survives, status line, empty states."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.desk.columns import Column
from app.desk.records import RecordModel
from app.desk.records_chosen import Chosen
from app.desk.records_empty import EmptyPanel
from app.desk.records_foot import RecordFoot
from app.desk.records_memory import ColumnMemory, Memory
from app.desk.records_pages import Source, WorkSource
from app.desk.records_view import RecordView, copy_rows
from app.desk.work import Work

__all__ = ["Column", "Memory", "RecordModel", "RecordTable", "Source", "WorkSource"]


class RecordTable(QWidget):
    """A list of frozen rows under declared columns."""

    opened = Signal(object)
    """The row the user pressed Enter on or double-clicked."""
    edit_asked = Signal(object)
    """The row the user pressed F2 on."""
    selected = Signal(list)
    """The chosen rows, whenever they change."""
    first_asked = Signal()
    """The button of the empty table."""
    clear_asked = Signal()
    """清除筛选 of a table that found nothing."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        row_id: Callable[[Any], Hashable] = attrgetter("id"),
        name: str = "",
        memory: Memory | None = None,
        unit: str = "条",
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._answered = False
        self.model = RecordModel(columns, row_id=row_id, parent=self)
        self.view = RecordView(self.model, self)
        self.columns = ColumnMemory(self.view, self.model, memory, name)
        self.empty = EmptyPanel(self)
        self._chosen = Chosen(self.view, self.model)
        self.foot = RecordFoot(unit, self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    def _lay_out(self) -> None:
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._stack, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.view.opened.connect(self.opened)
        self.view.edit_asked.connect(self.edit_asked)
        self.view.copy_pressed.connect(self.copy)
        self.model.modelReset.connect(self._draw)
        self._chosen.changed.connect(self._say_chosen)
        self._chosen.too_many.connect(self.foot.say_too_many)
        self.empty.first_asked.connect(self.first_asked)
        self.empty.clear_asked.connect(self.clear_asked)

    # -- filling ------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show ``rows``; what was chosen stays chosen where it is still there."""
        self._answered = True
        self.model.set_rows(rows)

    def load(self, work: Work, query: Callable[..., Sequence[Any]], **filters: Any) -> None:
        """Show what ``query(session, **filters)`` returns; the old rows stay dimmed till then."""
        self.model.stale.emit(True)
        work.read(query, then=self.set_rows, owner=self, latest="rows", **filters)

    def load_pages(
        self,
        work: Work,
        count: Callable[..., int],
        fetch: Callable[..., Sequence[Any]],
        **filters: Any,
    ) -> None:
        """Show a list too long to hold; see :class:`WorkSource` for the two queries."""
        self.set_source(WorkSource(work, self, count, fetch, **filters))

    def set_source(self, source: Source) -> None:
        """Show what ``source`` holds, a page at a time."""
        self._answered = True
        self.model.set_source(source)

    def set_empty(self, text: str, button: str = "") -> None:
        """Say what belongs here while there is nothing yet; ``button`` emits ``first_asked``."""
        self.empty.set_first(text, button)

    def set_filtered(self, filtered: bool) -> None:
        """Say whether a filter is on, so that an empty list offers to clear it."""
        self.empty.set_nothing_found(filtered)

    def forbid(self, text: str) -> None:
        """Show no rows but why: this account may not see them."""
        self.empty.set_forbidden(text)
        self.set_rows(())

    # -- choosing -----------------------------------------------------------------------------

    def chosen(self) -> list[Any]:
        """The chosen rows, from top to bottom."""
        return self._chosen.rows()

    def choose(self, ids: Iterable[Hashable]) -> None:
        """Choose the rows with these ids, now or when they arrive, and bring one into sight."""
        self._chosen.choose(ids)

    def current(self) -> Any | None:
        """The row with the focus, None when there is none."""
        return self.model.row(self.view.currentIndex().row())

    def copy(self, titles: bool = False) -> None:
        """Copy the chosen rows as they stand in sight, ready for a spreadsheet."""
        if rows := self.chosen():
            copy_rows(rows, self.columns.shown(), titles=titles)
            self.foot.say_copied(len(rows))

    # -- what happens -------------------------------------------------------------------------

    def _say_chosen(self) -> None:
        self.foot.forget_note()
        self._draw()
        self.selected.emit(self.chosen())

    def _draw(self) -> None:
        total = self.model.rowCount()
        self.foot.show_counts(total, self._chosen.count())
        self._stack.setCurrentWidget(self.view if total or not self._answered else self.empty)
