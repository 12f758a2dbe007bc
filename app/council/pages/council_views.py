"""The four views of the room: board, matters, meetings, bodies; they read what they show."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.council.board import Column, board
from app.council.pages.at_hand import AtHand
from app.council.pages.board_view import BoardView
from app.council.pages.filter_row import FilterRow
from app.council.pages.lists import (
    all_bodies,
    all_meetings,
    body_table,
    count_matters,
    matter_table,
    matters_page,
    meeting_table,
)
from app.desk.tables import RecordTable

BOARD, MATTERS, MEETINGS, BODIES = range(4)


class CouncilViews(QStackedWidget):
    """One view at a time; what is clicked in any of them is told with its row."""

    matter_chosen = Signal(object)
    """Id of a matter."""
    meeting_chosen = Signal(object)
    meeting_opened = Signal(object)
    """Id of a meeting that Enter or a double click opens at full width."""
    body_chosen = Signal(object)
    first_asked = Signal()
    clear_asked = Signal()
    loaded = Signal(int)
    """The board is filled; how many matters are under way."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self._filtered = False
        self.board = BoardView(hand)
        self.matters, self.meetings = matter_table(hand), meeting_table(hand)
        self.bodies = body_table(hand)
        for view in (self.board, self.matters, self.meetings, self.bodies):
            self.addWidget(view)
            view.first_asked.connect(self.first_asked)
            view.clear_asked.connect(self.clear_asked)
        self.board.opened.connect(self.matter_chosen)
        self._tell(self.matters, self.matter_chosen.emit)
        self._tell(self.meetings, self.meeting_chosen.emit)
        self._tell(self.bodies, self.body_chosen.emit)
        self.meetings.opened.connect(self._open_meeting)

    def _tell(self, table: RecordTable, chosen: Callable[[Any], object]) -> None:
        table.view.clicked.connect(partial(self._click, table, chosen))
        if table is not self.meetings:
            table.opened.connect(partial(self._open, chosen))

    @staticmethod
    def _click(table: RecordTable, chosen: Callable[[Any], object], index: Any) -> None:
        row = table.model.row(index.row())
        if row is not None:
            chosen(row.id)

    @staticmethod
    def _open(chosen: Callable[[Any], object], row: Any) -> None:
        chosen(row.id)

    def _open_meeting(self, row: Any) -> None:
        self.meeting_opened.emit(row.id)

    def load(self, filters: FilterRow) -> None:
        """Read what the view in sight shows."""
        place, work = self.currentIndex(), self._hand.work
        self._filtered = filters.is_on
        if place == BOARD:
            where = filters.for_matters()
            work.read(board, where=where, then=self._show_board, owner=self, latest="board")
        elif place == MATTERS:
            self.matters.set_filtered(self._filtered)
            where = filters.for_matters()
            self.matters.load_pages(work, count_matters, matters_page, where=where)
        elif place == MEETINGS:
            self.meetings.set_filtered(self._filtered)
            self.meetings.load(work, all_meetings, where=filters.for_meetings())
        else:
            self.bodies.load(work, all_bodies)

    def _show_board(self, columns: tuple[Column, ...]) -> None:
        self.board.show_columns(columns, filtered=self._filtered)
        self.loaded.emit(sum(column.count for column in columns[:-1]))
