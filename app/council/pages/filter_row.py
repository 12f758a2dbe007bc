"""The filter row: search, grid, body, year; shared by board, list of matters and meetings."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.council.board import MatterFilter
from app.council.body_views import BodyView, bodies
from app.council.meeting_views import MeetingFilter
from app.council.pages.at_hand import AtHand
from app.desk.fields import Choice
from app.desk.filter_box import FilterBox
from app.desk.page import Page
from app.grids.queries import Choice as Place
from app.grids.queries import grid_choices

YEARS_BACK = 5
TYPED_AFTER = 150
"""Milliseconds of quiet before typed words are searched."""


class FilterRow(QObject):
    """Owns the fields of the filter row and says what they ask for."""

    changed = Signal()

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._hand, row = hand, page.filters
        self.search = page.add_search("查找议题、提议人、发言和纪要，可用拼音首字母", self._type)
        self.grid, self.body = FilterBox("全部网格"), FilterBox("全部议事组织")
        self.year = FilterBox("全部年份")
        for box in (self.grid, self.body, self.year):
            row.addWidget(box)
            box.currentIndexChanged.connect(self._emit)
        row.addStretch(0)
        self._soon = QTimer(self, singleShot=True, interval=TYPED_AFTER)
        self._soon.timeout.connect(self.changed)

    def _type(self, _text: str) -> None:
        self._soon.start()

    def read_choices(self) -> None:
        """Read what the drop-downs offer."""
        self._hand.work.read(_choices, then=self._offer, owner=self, latest="choices")

    def _offer(self, found: tuple[list[Place], list[BodyView]]) -> None:
        grids, council_bodies = found
        self.grid.offer([Choice(grid.id, grid.title) for grid in grids])
        self.body.offer([Choice(one.id, one.name) for one in council_bodies])
        year = self._hand.today().year
        years = range(year, year - YEARS_BACK, -1)
        self.year.offer([Choice(one, f"{one} 年") for one in years])

    def _emit(self, _place: int) -> None:
        self.changed.emit()

    def clear(self) -> None:
        """Ask for everything again."""
        self.search.clear()
        for box in (self.grid, self.body, self.year):
            box.setCurrentIndex(0)

    @property
    def typed(self) -> str:
        """The words searched for."""
        return self.search.text()

    @property
    def is_on(self) -> bool:
        """Whether anything is filtered."""
        boxes = (self.grid, self.body, self.year)
        return bool(self.search.text().strip()) or any(box.value() for box in boxes)

    def for_matters(self) -> MatterFilter:
        """What the board and the list of matters show."""
        return MatterFilter(
            text=self.search.text(),
            grid_id=self.grid.value_id(),
            body_id=self.body.value_id(),
            year=_int(self.year.value()),
        )

    def for_meetings(self) -> MeetingFilter:
        """What the list of meetings shows."""
        return MeetingFilter(
            text=self.search.text(),
            body_id=self.body.value_id(),
            year=_int(self.year.value()),
        )

    def show_for(self, *, grid: bool, rest: bool) -> None:
        """Show only the fields that mean something in the present view."""
        self.grid.setVisible(grid)
        for field in (self.search, self.body, self.year):
            field.setVisible(rest)


def _choices(session: Any) -> tuple[list[Place], list[BodyView]]:
    return grid_choices(session), bodies(session)


def _int(value: object) -> int | None:
    return value if isinstance(value, int) else None
