"""统计: the figures of all rooms, as tiles and as charts with their tables."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from app.accounts.levels import Level
from app.accounts.permissions import Actor, Permission
from app.desk.drafts import Drafts
from app.desk.page import Page
from app.desk.paper_page import Paper, PaperPage, Renderer
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.events.filters import EventFilter
from app.figures.area_lines import overdue_in_area
from app.figures.pages import (
    area_panels,
    compare_panel,
    council_panels,
    event_panels,
    points_panels,
)
from app.figures.pages.area_filter import AreaFilterRow
from app.figures.pages.at_hand import AREA_KINDS, KINDS, Asked, AtHand, EventsBehind
from app.figures.pages.behind_list import BehindList
from app.figures.pages.board import Board
from app.figures.pages.filter_row import FilterRow
from app.figures.pages.overview_view import OverviewView
from app.figures.pages.panel import Behind, Elsewhere, Events, Lines, Panel
from app.figures.sheets import community_sheet
from app.printing.community_report import compose_community_report
from app.printing.preview import page_count, render_page

RENDERER = Renderer(render_page, page_count)
REPORT = Paper(community_sheet, compose_community_report, lambda sheet: str(sheet.title))
OVERVIEW = "总览"
BoardOf = tuple[str, Permission, tuple[Panel, ...]]
"""Name of a tab, who may see it, its charts."""
AREA_BOARDS: tuple[BoardOf, ...] = (
    ("社区", Permission.SEE_EVENTS, (compare_panel.COMPARE,)),
    ("事项", Permission.SEE_EVENTS, (area_panels.TREND, area_panels.CATEGORIES)),
    ("议事", Permission.SEE_COUNCIL, (area_panels.FUNNEL, area_panels.MONTHS)),
    ("积分", Permission.SEE_POINTS, (area_panels.FLOW,)),
)
"""Of a street or district; its sums and its report stand in the room of communities."""


def boards(hand: AtHand, level: Level) -> list[tuple[str, tuple[Panel, ...]]]:
    """The rooms whose charts this account may see, with their panels."""
    found = _own_boards(hand) if level is Level.COMMUNITY else AREA_BOARDS
    return [(name, panels) for name, permission, panels in found if hand.actor.may(permission)]


def _own_boards(hand: AtHand) -> tuple[BoardOf, ...]:
    events: tuple[Panel, ...] = (event_panels.TREND, event_panels.CATEGORIES, event_panels.HEAT)
    if hand.sees_residents:
        events = (*events, event_panels.COVERAGE)
    return (
        ("事项", Permission.SEE_EVENTS, events),
        ("议事", Permission.SEE_COUNCIL, (council_panels.FUNNEL, council_panels.MONTHS)),
        ("积分", Permission.SEE_POINTS, (points_panels.FLOW, points_panels.CATEGORIES)),
    )


class FiguresPage(Page):
    """The room; lists behind numbers and the report take its place while they are open."""

    drawer_beside = False  # a chart squeezed to make room for it would be no chart

    def __init__(
        self, work: Work, drafts: Drafts, actor: Actor, memory: Memory | None = None,
        *, events_behind: EventsBehind | None = None, level: Level = Level.COMMUNITY,
    ):  # fmt: skip
        super().__init__("统计")
        self._hand = AtHand(work, drafts, actor, memory)
        self._show_events = events_behind(self) if events_behind else None
        self._level, self._boards = level, boards(self._hand, level)
        self._is_own = level is Level.COMMUNITY
        names = [name for name, _ in self._boards]
        self._names = [OVERVIEW, *names] if self._is_own else names
        self._tabs = self.add_views(self._names, self._look)
        self.filters_row = self._make_filters()
        self.lines = BehindList(self, self._hand)
        self.views = QStackedWidget()
        self._made: dict[int, OverviewView | Board] = {}
        self.body.addWidget(self.views, 1)
        if self._is_own:
            self.set_primary("打印月报", self.print_page, "printer")
        self.filters_row.changed.connect(self._load)
        self.lines.opened.connect(self.go)
        work.watch(self, KINDS if self._is_own else AREA_KINDS, self._refresh_in_sight)
        self._bring()

    def _make_filters(self) -> FilterRow:
        if self._is_own:
            return FilterRow(self, self._hand)
        return AreaFilterRow(self, self._hand, with_streets=self._level is Level.DISTRICT)

    # -- views --------------------------------------------------------------------------------

    @property
    def shown(self) -> Any:
        """The view in sight: the overview, or the board of a room."""
        place = max(self._tabs.currentIndex(), 0)
        if place not in self._made:
            self._made[place] = made = self._make(place)
            made.behind_asked.connect(self._show_behind)
            self.views.addWidget(made)
        return self._made[place]

    def _make(self, place: int) -> OverviewView | Board:
        if self._names[place] == OVERVIEW:
            return OverviewView(self, self._hand)
        name, panels = self._boards[place - self._is_own]
        return Board(self, self._hand, name, panels)

    def look_at(self, name: str, key: str = "") -> None:
        """Show the view with this name, and of a board the panel with this key."""
        self._tabs.setCurrentIndex(self._names.index(name))
        if key:
            self.shown.look_at(key)

    def _bring(self) -> None:
        shown = self.shown
        self.views.setCurrentWidget(shown)
        for view in self._made.values():
            view.set_exports_on(view is shown)

    def _look(self, _place: int) -> None:
        self._bring()
        if self.drawer.isVisible():
            self.drawer.close_drawer()
        self._load()

    def reload(self) -> None:
        """Read the grids and the figures again."""
        self.filters_row.read()
        self._load()
        if self.entered is not None:
            self.entered.reload()

    def _refresh_in_sight(self) -> None:
        """Nobody waits for a year's figures while he records an event in another room."""
        if self.isVisible():
            self._load()

    def _load(self) -> None:
        asked = self.filters_row.asked()
        if asked is not None and self.entered is None:
            self.shown.load(asked)

    # -- the lists behind numbers ---------------------------------------------------------------

    def open_record(self, what: Any) -> None:
        """Of a superior: ("overdue", None) lists what is overdue now in all communities."""
        self.leave_entered()
        if isinstance(what, tuple) and what[0] == "overdue":
            self.lines.show(Lines("现在超期的事项", overdue_in_area))

    def _show_behind(self, behind: Behind) -> None:
        if isinstance(behind, Lines):
            self.lines.show(behind)
        elif isinstance(behind, Elsewhere):
            self.go.emit(behind.room, behind.record)
        elif behind.ids is None:
            self._list_events(behind)
        else:
            self._hand.work.read(
                behind.ids, then=partial(self._list_counted, behind), owner=self,
                latest="behind", title="正在查找",
            )  # fmt: skip

    def _list_counted(self, behind: Events, ids: Sequence[UUID]) -> None:
        self._list_events(Events(EventFilter(ids=tuple(ids)), f"{behind.words} {len(ids)} 件"))

    def _list_events(self, behind: Events) -> None:
        if self._show_events is not None:
            self._show_events(behind.where, behind.words)

    # -- paper ----------------------------------------------------------------------------------

    def print_page(self) -> None:
        """Ctrl+P: the report of the period in the filter row."""
        if self.entered is not None or not self._is_own:
            super().print_page()
            return
        asked: Asked | None = self.filters_row.asked()
        if asked is not None:
            self.enter(
                PaperPage(
                    self._hand, "社区工作月报", REPORT, RENDERER, actor=self._hand.actor,
                    period=asked.period, grid_id=asked.grid_id,
                )
            )  # fmt: skip
