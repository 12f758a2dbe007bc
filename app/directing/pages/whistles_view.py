"""The list of whistles with its filter row, on the page of who directs and of who whistles."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.chips import ChipBar
from app.desk.export_flow import Chosen
from app.desk.fields import Choice
from app.desk.filter_box import FilterBox
from app.directing.pages.at_hand import WHISTLE_KINDS, AtHand
from app.directing.pages.search_line import SearchLine
from app.directing.pages.whistle_lists import (
    BY_KEY,
    CHIPS,
    GROUPS,
    OVER,
    URGENT,
    whistle_table,
)
from app.directing.terms import OPEN_WHISTLES
from app.directing.whistle_views import WhistleFilter, WhistleRow, whistles

HINT = "编号、事项、地点或部门"
READ_AGAIN = 60_000
"""Milliseconds between two readings of a list that nobody touches: times run out meanwhile."""


class WhistlesView(QWidget):
    """Tabs with counts, search, whose whistle, and the list."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self._rows: Sequence[WhistleRow] = ()
        self._has_all = False
        """The rows hold what is over, too."""
        self.groups = ChipBar(CHIPS)
        self.search = SearchLine(HINT)
        self.station = FilterBox("全部社区")
        self.station.setVisible(hand.is_above)
        self.table = whistle_table(hand)
        self._lay_out()
        self.groups.chosen.connect(self._look)
        self.station.currentIndexChanged.connect(self._filter)
        self.search.asked.connect(self.reload)
        self.table.clear_asked.connect(self.clear)
        hand.work.watch(self, WHISTLE_KINDS, self.reload)
        self._tick = QTimer(self, interval=READ_AGAIN)
        self._tick.timeout.connect(self._reload_in_sight)
        self._tick.start()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.search, 1)
        row.addWidget(self.station)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(row)
        column.addWidget(self.groups)
        column.addWidget(self.table, 1)

    def reload(self) -> None:
        """Read the whistles again."""
        states = () if self.groups.value() in OVER else OPEN_WHISTLES
        where = WhistleFilter(states=states, text=self.search.words)
        then = partial(self._take, not states)
        self._hand.work.read(whistles, where=where, then=then, owner=self, latest="whistles")

    def _look(self, group: object) -> None:
        """Another tab: what is over is read now, if it was not."""
        if group in OVER and not self._has_all:
            self.reload()
        else:
            self._filter()

    def _reload_in_sight(self) -> None:
        if self.isVisible():
            self.reload()

    def _take(self, has_all: bool, rows: Sequence[WhistleRow]) -> None:
        self._rows, self._has_all = rows, has_all
        stations = {row.station_id: row.station for row in rows}
        offered = sorted(stations.items(), key=lambda pair: pair[1])
        self.station.offer([Choice(station_id, name) for station_id, name in offered])
        self._filter()

    def _filter(self, _value: object = None) -> None:
        of_station = self.station.value_id()
        here = [row for row in self._rows if of_station in (None, row.station_id)]
        known = [group for group in GROUPS if self._has_all or group.key not in OVER]
        counts = {group.key: sum(map(group.holds, here)) for group in known}
        self.groups.set_counts(counts, URGENT[self._hand.is_above])
        self.table.set_filtered(self.is_filtered)
        holds = BY_KEY[str(self.groups.value())].holds
        self.table.set_rows([row for row in here if holds(row)])

    @property
    def is_filtered(self) -> bool:
        """Whether anything is filtered; the tab the list begins with is no filter."""
        return bool(self.search.words or self.station.value()) or (
            self.groups.value() not in ("open", "all")
        )

    def clear(self) -> None:
        """Ask for everything again."""
        self.search.clear()
        self.station.setCurrentIndex(0)
        self.groups.choose("all")
        self.reload()

    def chosen(self) -> Chosen:
        """What is shown, for the export."""
        model = self.table.model
        rows = [model.row(place) for place in range(model.rowCount())]
        words = [BY_KEY[str(self.groups.value())].name]
        words += [self.station.currentText()] if self.station.value() else []
        words += [f"“{self.search.words}”"] if self.search.words else []
        return Chosen(partial(_known, rows), "、".join(words))


def _known(rows: list[Any], _session: Any, *, masked: bool) -> list[Any]:
    return rows
