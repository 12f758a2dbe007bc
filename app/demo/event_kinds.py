"""What may happen in the demo community, drawn from ``resources/demo/events.toml``."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from app.demo.cast import Cast
from app.demo.data import data
from app.demo.registry import Neighbour
from app.events.terms import EventSource
from db import clock

SOURCES = (
    (EventSource.PATROL, 30),
    (EventSource.RESIDENT, 14),
    (EventSource.PHONE, 18),
    (EventSource.CHAT_GROUP, 18),
    (EventSource.VISIT, 6),
    (EventSource.SNAPSHOT, 7),
    (EventSource.HOTLINE, 4),
    (EventSource.UNIT, 3),
)
OWN_EYES = frozenset({EventSource.PATROL, EventSource.SNAPSHOT, EventSource.VISIT})
"""Found by the grid worker: nobody reported it."""
OPENING, CLOSING = 8, 20
"""Hours between which things are reported."""


@dataclass(frozen=True)
class Incident:
    """One thing that happened."""

    category: str
    title: str
    outcome: str
    place: str
    grid: int
    """Running number of the grid, from 1."""
    building_id: UUID | None
    """None: it concerns no single building."""
    source: EventSource
    reporter: Neighbour | None
    reported_at: datetime


class Incidents:
    """Draws what happens."""

    def __init__(self, cast: Cast, random: Random):
        self._random = random
        self._neighbours = [n for n in cast.registry.neighbours if n.is_settled]
        self._yards = {n: entry["yard"] for n, entry in enumerate(data("places")["grid"], start=1)}
        self._units = _unit_numbers(cast)
        kinds = data("events")["kind"]
        self._kinds, self._weights = kinds, [kind["weight"] for kind in kinds]
        self._by_category = {kind["category"]: kind for kind in kinds}

    def on(self, day: date) -> Incident:
        """Something that happens on a day."""
        return self.at(self._moment(day))

    def at(self, moment: datetime, category: str = "") -> Incident:
        """Something that is reported at a moment; of any category unless one is named."""
        kind = self._random.choices(self._kinds, self._weights)[0]
        kind = self._by_category.get(category, kind)
        neighbour = self._random.choice(self._neighbours)
        words = self._words(neighbour)
        tale, outcome = self._random.choice(kind["tales"]).split("|")
        source = self._random.choices(*zip(*SOURCES, strict=True))[0]
        return Incident(
            category=kind["category"],
            title=tale.format(**words),
            outcome=outcome.format(**words),
            place=_place(tale, words),
            grid=neighbour.place.grid,
            building_id=neighbour.place.building_id if "{b}" in tale else None,
            source=source,
            reporter=None if source in OWN_EYES else neighbour,
            reported_at=moment,
        )

    def _words(self, neighbour: Neighbour) -> dict[str, str]:
        return {
            "b": neighbour.place.building,
            "u": str(self._units[neighbour.place.unit_id]),
            "f": neighbour.room[:-2],
            "yard": self._yards[neighbour.place.grid],
        }

    def _moment(self, day: date) -> datetime:
        minutes = self._random.randrange(OPENING * 60, CLOSING * 60)
        return clock.moment(day, minutes // 60, minutes % 60) + timedelta(
            seconds=self._random.randrange(60)
        )


def _unit_numbers(cast: Cast) -> dict[UUID, int]:
    """Which staircase of its building a unit is, from 1."""
    numbers: dict[UUID, int] = {}
    passed: Counter[UUID] = Counter()
    for unit in cast.places.units:
        passed[unit.building_id] += 1
        numbers[unit.unit_id] = passed[unit.building_id]
    return numbers


def _place(tale: str, words: dict[str, str]) -> str:
    """As much of the address as the title names."""
    if "{b}" in tale:
        return f"{words['b']} 号楼" + (f" {words['u']} 单元" if "{u}" in tale else "")
    return words["yard"] if "{yard}" in tale else ""
