"""今日: the page the day begins with; what waits in all rooms, figures, early warnings."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent

from app.accounts.levels import Level
from app.accounts.permissions import Actor, Permission
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.today.pages.figures_row import FiguresRow
from app.today.pages.leads import EventsBehind, Leads
from app.today.pages.put_away import PutAway
from app.today.pages.side_by_side import SideBySide
from app.today.pages.waiting_panel import WaitingPanel
from app.today.pages.warnings_panel import WarningsPanel
from app.today.queries import Board, Places, board, places, pressing
from app.today.waiting import words_of

WATCHED = frozenset(
    {
        *("event", "event_step", "event_category", "task"),
        *("matter", "matter_step", "meeting", "agenda_item", "vote", "public_notice", "objection"),
        *("work_plan", "work_change", "evaluation"),
        *("points_record", "points_publicity", "points_objection", "activity", "project_claim"),
        *("stock_move", "redemption", "publication", "publication_reading", "whistle", "response"),
        *("peer", "bundle_record", "office"),
        *("visit", "resident", "household", "grid", "building", "setting"),
    }
)
"""Tables whose change may change what waits."""
READ_AGAIN = 60_000
"""Milliseconds between two readings of a page that nobody touches: limits come nearer."""
COUNT_AFTER = 1500
"""Milliseconds after the last change before what waits is counted for the sidebar."""


class TodayPage(Page):
    """Figures above, the list at the left, warnings at the right; a click leads to the record."""

    def __init__(
        self,
        work: Work,
        actor: Actor,
        memory: Memory | None = None,
        *,
        events_behind: EventsBehind,
        level: Level = Level.COMMUNITY,
    ):
        super().__init__("今日")
        self._work, self._actor, self._memory = work, actor, memory
        self.figures = FiguresRow()
        self.waiting = WaitingPanel(words_of(actor, level))
        self.waiting.grid.setVisible(level is Level.COMMUNITY)
        may_change = actor.may(Permission.CHANGE_SETTINGS)
        self.warnings = WarningsPanel(PutAway(memory, actor.account_id), may_change=may_change)
        self._leads = Leads(self, events_behind)
        self._grid_key = f"today/{actor.account_id}/grid"
        self._is_placed = False
        """Whether the grid to begin with has been chosen."""
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        panels = SideBySide((self.waiting, self.warnings))
        panels.tabs = self.add_views(("待办", "风险预警"), panels.choose)
        self._header.addWidget(self.waiting.grid)
        self.body.addWidget(self.figures)
        self.body.addWidget(panels, 1)

    def _connect(self) -> None:
        leads = self._leads
        self.figures.asked.connect(leads.figure)
        self.waiting.opened.connect(leads.item)
        self.waiting.grid_changed.connect(self._change_grid)
        self.warnings.opened.connect(leads.warning)
        self.warnings.rules_asked.connect(leads.rules)
        self._work.watch(self, WATCHED, self._note_change)
        self._tick = QTimer(self, interval=READ_AGAIN)
        self._tick.timeout.connect(self._refresh_in_sight)
        self._tick.start()
        self._soon = QTimer(self, singleShot=True, interval=COUNT_AFTER)
        self._soon.timeout.connect(self._count)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read everything again."""
        self._work.read(places, actor=self._actor, then=self._offer, owner=self, latest="places")
        if self.entered is not None:
            self.entered.reload()

    def _offer(self, found: Places) -> None:
        self.waiting.offer(found)
        if not self._is_placed:
            self._is_placed = True
            kept = self._memory.get(self._grid_key) if self._memory is not None else None
            self.waiting.choose_grid(found.home if kept is None else _id(kept))
        self._refresh()

    def _refresh(self) -> None:
        self._work.read(
            board,
            actor=self._actor,
            grid_id=self.waiting.grid_id,
            then=self._show,
            owner=self,
            latest="board",
        )

    def _refresh_in_sight(self) -> None:
        if self.isVisible():
            self._refresh()

    def _note_change(self) -> None:
        """In sight the page follows at once; out of sight only the sidebar's count does."""
        if self.isVisible():
            self._refresh()
        else:
            self._soon.start()

    def _count(self) -> None:
        self._work.read(
            pressing,
            actor=self._actor,
            grid_id=self.waiting.grid_id,
            then=self.waiting_changed.emit,
            owner=self,
            latest="count",
        )

    def _show(self, found: Board) -> None:
        self.set_subtitle(found.day)
        self.figures.show_figures(found.figures)
        self.waiting.show_items(found.items)
        self.warnings.show_warnings(found.warnings)
        self.waiting_changed.emit(found.pressing)

    def showEvent(self, event: QShowEvent) -> None:
        """The list has the focus: arrows and Enter work at once."""
        super().showEvent(event)
        if self.entered is None:
            self.waiting.setFocus()

    def _change_grid(self) -> None:
        if self._memory is not None:
            chosen = self.waiting.grid_id
            self._memory.put(self._grid_key, "" if chosen is None else str(chosen))
        self._refresh()


def _id(kept: Any) -> UUID | None:
    """The id that was remembered; anything else means all grids."""
    try:
        return UUID(kept)
    except (TypeError, ValueError, AttributeError):
        return None
