"""总览: the figures of all rooms as tiles, each leading to the list behind it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.columns import Column
from app.desk.detail import section
from app.desk.export_flow import Chosen
from app.desk.page import Page
from app.events.filters import EventFilter
from app.events.rules import RATES
from app.events.stages import OPEN_STATES, State
from app.figures.behind import Part, events_counted, has_lines, lines_behind
from app.figures.event_tallies import COUNTS, LIVE
from app.figures.overview import Compared, Group, Overview, overview
from app.figures.pages.at_hand import Asked, AtHand
from app.figures.pages.exports import export_of
from app.figures.pages.panel import Events, Lines
from app.figures.pages.tiles import PART_NAMES, Tile, TileGrid

RATE_KEYS = frozenset(rule.key for rule in RATES)
STATES = {"reported": LIVE, "closed": (State.CLOSED,), "open": OPEN_STATES}
"""Counts of events that a filter can say."""
MOST_ACROSS, MOST_LARGE = 6, 3
"""Tiles side by side, at normal and at large text."""
Row = tuple[str, Compared]
COLUMNS = (
    Column("room", "方面", lambda row: row[0], width=70),
    Column("name", "指标", lambda row: row[1].figure.name, width=140),
    Column("now", "本期", lambda row: row[1].figure.shown, width=140),
    Column("before", "上期", lambda row: row[1].before.shown, width=140),
    Column("formula", "计算方法", lambda row: row[1].figure.formula, width=420),
)


class OverviewView(QScrollArea):
    """Reads all figures of a period beside the screen."""

    behind_asked = Signal(object)
    """An :class:`Events` or :class:`Lines`."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__()
        self._hand = hand
        self._asked: Asked | None = None
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(theme.px(6))
        self._column.addStretch(1)
        self._grids: dict[str, TileGrid] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self.flow = export_of(page, hand, "社区指标总览", COLUMNS, self.chosen)

    def load(self, asked: Asked) -> None:
        """Read the figures of a period and a grid."""
        self._asked = asked
        self._hand.work.read(
            overview, actor=self._hand.actor, period=asked.period, grid_id=asked.grid_id,
            grid=asked.grid, then=partial(self._show, asked), owner=self, latest="overview",
            title="正在统计",
        )  # fmt: skip

    def set_exports_on(self, on: bool) -> None:
        """Whether Ctrl+E is about these figures."""
        if self.flow is not None:
            self.flow.set_on(on)

    def _show(self, asked: Asked, found: Overview) -> None:
        for group in found.groups:
            grid = self._grid_of(group)
            grid.show_tiles(group.figures, partial(self._tile, asked))

    def _grid_of(self, group: Group) -> TileGrid:
        if group.key not in self._grids:
            self._grids[group.key] = grid = TileGrid(_across(group))
            place = self._column.count() - 1
            self._column.insertWidget(place, section(group.name))
            self._column.insertWidget(place + 1, grid)
        return self._grids[group.key]

    def _tile(self, asked: Asked, compared: Compared) -> Tile:
        key = compared.figure.key
        has_list = key in COUNTS or has_lines(key)
        tile = Tile(compared, has_list=has_list, has_parts=key in RATE_KEYS)
        tile.asked.connect(partial(self._ask, asked))
        return tile

    def _ask(self, asked: Asked, compared: Compared, part: Part) -> None:
        figure = compared.figure
        if figure.key in RATE_KEYS:
            words = f"{figure.name}：{PART_NAMES[part]}"
            self.behind_asked.emit(_events(asked, figure.key, words, part))
        elif figure.key in COUNTS:
            self.behind_asked.emit(_events(asked, figure.key, figure.name))
        else:
            words = f"{figure.name} {figure.shown}"
            read = partial(lines_behind, key=figure.key, period=asked.period, grid_id=asked.grid_id)
            self.behind_asked.emit(Lines(words, read))

    def chosen(self) -> Chosen:
        """What an export of all figures reads."""
        asked, actor = self._asked, self._hand.actor
        assert asked is not None, "figures are loaded before they can be seen"

        def read(session: Any, *, masked: bool) -> Sequence[Row]:
            found = overview(session, actor=actor, period=asked.period, grid_id=asked.grid_id)
            return [(group.name, one) for group in found.groups for one in group.figures]

        return Chosen(read, asked.words)


def _across(group: Group) -> int:
    """How many tiles stand side by side: all of them in one row or two of the same length."""
    most = MOST_LARGE if theme.current().scale > 1 else MOST_ACROSS
    rows = -(-len(group.figures) // most)
    return -(-len(group.figures) // rows)


def _events(asked: Asked, key: str, words: str, part: Part = Part.BASE) -> Events:
    days = asked.period.from_day, asked.period.until_day
    where = EventFilter(from_day=days[0], until_day=days[1], grid_id=asked.grid_id)
    if key in STATES:
        return Events(replace(where, states=STATES[key]), words)
    ids = partial(events_counted, key=key, part=part, period=asked.period, grid_id=asked.grid_id)
    return Events(where, words, ids)
