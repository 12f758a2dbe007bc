"""The filter row: the tabs with their counts, search, category, grid and period."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.desk.chips import ChipBar
from app.desk.fields import Choice
from app.desk.filter_box import FilterBox
from app.desk.page import Page
from app.events.categories import Category, all_categories
from app.events.filters import EventFilter
from app.events.pages.at_hand import AtHand
from app.events.queries import group_counts
from app.events.terms import STATE_GROUP_NAMES, StateGroup
from app.grids.queries import Choice as Place
from app.grids.queries import grid_choices

TYPED_AFTER = 150
"""Milliseconds of quiet before typed words are searched."""
GROUPS = tuple(Choice(group, STATE_GROUP_NAMES[group]) for group in StateGroup)
URGENT = frozenset({StateGroup.WAITING, StateGroup.NEAR, StateGroup.OVERDUE})
Offers = tuple[list[Place], dict[str, Category]]


class FilterRow(QObject):
    """Owns the fields of the filter row and says what they ask for."""

    changed = Signal()

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._hand, row = hand, page.filters
        self.groups = ChipBar(GROUPS)
        self.groups.choose(StateGroup.OPEN)
        self.groups.chosen.connect(self._emit)
        page.body.addWidget(self.groups)
        self.search = page.add_search("事项、地点、反映人、编号，可用拼音首字母", self._type)
        self.category, self.grid = FilterBox("全部类别"), FilterBox("全部网格")
        self.period = FilterBox("全部时间")
        for box in (self.category, self.grid, self.period):
            row.addWidget(box)
            box.currentIndexChanged.connect(self._emit)
        row.addStretch(0)
        self._soon = QTimer(self, singleShot=True, interval=TYPED_AFTER)
        self._soon.timeout.connect(self.changed)

    def _type(self, _text: str) -> None:
        self._soon.start()

    def _emit(self, _value: object) -> None:
        self.changed.emit()

    def read(self) -> None:
        """Read the counts of the tabs and what the drop-downs offer."""
        work = self._hand.work
        work.read(_offers, then=self._offer, owner=self, latest="offers")
        self.count()

    def count(self) -> None:
        """Read the counts of the tabs, with the rest of the filter."""
        self._hand.work.read(
            group_counts, where=self.filter(), then=self._show_counts, owner=self, latest="counts"
        )

    def _offer(self, found: Offers) -> None:
        grids, categories = found
        self.grid.offer([Choice(grid.id, grid.title) for grid in grids])
        self.category.offer([Choice(one.key, one.name) for one in categories.values()])
        self.period.offer(_periods(self._hand.today()))

    def _show_counts(self, counts: dict[StateGroup, int]) -> None:
        self.groups.set_counts(counts, URGENT)

    def clear(self) -> None:
        """Ask for everything again; what is open stays the tab that the room begins with."""
        self.search.clear()
        self._soon.stop()
        if self.groups.value() is not StateGroup.OPEN:
            self.groups.choose(StateGroup.ALL)
        for box in (self.category, self.grid, self.period):
            box.setCurrentIndex(0)
        self.changed.emit()

    @property
    def is_on(self) -> bool:
        """Whether anything is filtered; the tab the room begins with is no filter."""
        boxes = (self.category, self.grid, self.period)
        filtered = bool(self.search.text().strip()) or any(box.value() for box in boxes)
        return filtered or self.groups.value() not in (StateGroup.OPEN, StateGroup.ALL)

    def filter(self) -> EventFilter:
        """What the list shows."""
        days: Any = self.period.value() or (None, None)
        group: Any = self.groups.value()
        return EventFilter(
            group,
            text=self.search.text(),
            category=str(self.category.value() or ""),
            grid_id=self.grid.value_id(),
            from_day=days[0],
            until_day=days[1],
        )

    def set_visible(self, visible: bool) -> None:
        """Show or hide the whole row."""
        for part in (self.groups, self.search, self.category, self.grid, self.period):
            part.setVisible(visible)


def _offers(session: Any) -> Offers:
    return grid_choices(session), all_categories(session)


def _periods(today: date) -> list[Choice]:
    """Periods by the day of the report; what is chosen stays the same days all day long."""
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    last_month = (first - timedelta(days=1)).replace(day=1)
    return [
        Choice((monday, today), "本周"),
        Choice((first, today), "本月"),
        Choice((last_month, first - timedelta(days=1)), "上月"),
        Choice((today.replace(month=1, day=1), today), "今年"),
    ]
