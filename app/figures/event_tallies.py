"""Events of a period counted by the database: by category, with the five rates.

``MEASURES`` is the counterpart in SQL of :data:`app.events.rules.RATES`, for a hundred thousand
events at once; a test holds both against each other. Names and formulas are those of the rules.
An event belongs to the period in which it was reported; void events are in no number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.events.categories import Category, all_categories, named
from app.events.filters import EventFilter, filtered
from app.events.models import Event
from app.events.rules import RATES
from app.events.stages import FINISHED, IN_HANDLING, OPEN_STATES, State
from app.events.terms import Satisfaction
from app.figures.areas import owned
from app.figures.headline import Figure
from app.figures.periods import Period
from db import clock

LIVE = tuple(state for state in State if state is not State.VOID)
"""States of the events that count."""
Condition = ColumnElement[bool]
COUNTS = {
    "reported": ("上报", "期内上报，不含作废"),
    "closed": ("已结案", "其中已结案"),
    "open": ("在办", "其中还没有结案"),
    "overdue": ("超期未办结", "其中正在办理、已过时限（挂起的看挂起前）"),
}
"""Name and formula by key; keys and words are those of :mod:`app.events.figures`."""


@dataclass(frozen=True)
class EventTally:
    """The numbers of one category, or of all together."""

    key: str
    """Of the category; empty for all together."""
    name: str
    numbers: dict[str, int]
    """By the keys of :data:`COUNTS`, ``finished``, and base and hits of each rate."""

    @property
    def reported(self) -> int:
        """Events reported."""
        return self.numbers["reported"]

    @property
    def finished(self) -> int:
        """Of those, handled."""
        return self.numbers["finished"]

    @property
    def overdue(self) -> int:
        """Of those, in handling past their limit."""
        return self.numbers["overdue"]

    def rate(self, key: str) -> Figure:
        """One of the five rates."""
        rule = next(rule for rule in RATES if rule.key == key)
        hits, base = self.numbers[f"{key}_hits"], self.numbers[f"{key}_base"]
        return Figure(key, rule.name, hits, rule.formula, base)

    def figures(self) -> list[Figure]:
        """Four counts and the five rates, in the order they are read out."""
        counts = [Figure(key, *_worded(key, self.numbers[key])) for key in COUNTS]
        return [*counts, *(self.rate(rule.key) for rule in RATES)]


def _worded(key: str, value: int) -> tuple[str, int, str]:
    name, formula = COUNTS[key]
    return name, value, formula


def measures(now: datetime, disputes: Iterable[str]) -> dict[str, Condition]:
    """What is counted, by name, as conditions on :class:`Event`; ``disputes``: category keys."""
    finished, in_handling = Event.state.in_(FINISHED), Event.state.in_(IN_HANDLING)
    overdue = and_(in_handling, Event.due_at < func.coalesce(Event.suspended_at, now))
    dispute = and_(Event.category.in_(list(disputes)), Event.accepted_at.is_not(None))
    rates: dict[str, tuple[Condition, Condition]] = {
        "handled": (Event.accepted_at.is_not(None), finished),
        "responded": (
            or_(Event.responded_at.is_not(None), Event.response_due < now),
            Event.responded_at <= Event.response_due,
        ),
        "in_time": (
            and_(Event.due_at.is_not(None), or_(finished, overdue)),
            and_(finished, Event.handled_at <= Event.due_at),
        ),
        "settled": (dispute, Event.settled.is_(True)),
        "satisfied": (
            Event.satisfaction != "",
            Event.satisfaction.in_((Satisfaction.SATISFIED, Satisfaction.FAIRLY)),
        ),
    }
    counted: dict[str, Condition] = {
        "reported": Event.id.is_not(None),
        "closed": Event.state == State.CLOSED,
        "open": Event.state.in_(OPEN_STATES),
        "finished": finished,
        "overdue": overdue,
    }
    for key, (base, hits) in rates.items():
        counted[f"{key}_base"], counted[f"{key}_hits"] = base, and_(base, hits)
    return counted


def summed(counted: dict[str, Condition]) -> list[Any]:
    """A column for each condition: how many rows of the group fulfil it."""
    return [
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0).label(name)
        for name, condition in counted.items()
    ]


def live_events(
    chosen: Select[Any], period: Period, grid_id: UUID | None, area: str | None = None
) -> Select[Any]:
    """A statement narrowed to the events of a period that count."""
    where = EventFilter(
        from_day=period.from_day, until_day=period.until_day, grid_id=grid_id, states=LIVE
    )
    return filtered(chosen, where).where(*owned(Event.owner, area))


def tallies_by_category(
    session: Session, *, period: Period, grid_id: UUID | None = None, area: str | None = None
) -> list[EventTally]:
    """A tally for every category that has events, the most reported first."""
    categories = all_categories(session)
    counted = measures(clock.now(), _disputes(categories))
    chosen = select(Event.category, *summed(counted)).group_by(Event.category)
    rows = session.execute(live_events(chosen, period, grid_id, area))
    found = [
        EventTally(
            row.category,
            named(categories, row.category).name,
            {name: getattr(row, name) for name in counted},
        )
        for row in rows
    ]
    return sorted(found, key=lambda tally: (-tally.reported, tally.name))


def _disputes(categories: dict[str, Category]) -> list[str]:
    return [key for key, category in categories.items() if category.is_dispute]


def together(tallies: Iterable[EventTally], name: str = "合计") -> EventTally:
    """The sum of tallies."""
    numbers = dict.fromkeys(measures(clock.now(), ()), 0)
    for tally in tallies:
        for key, value in tally.numbers.items():
            numbers[key] += value
    return EventTally("", name, numbers)
