"""Figures of a period: counts and the five rates, each with the events behind it.

An event belongs to the period in which it was reported. Figures stand as of now: a month that is
over still changes while its last events are being worked on, and says so by its open ones.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from app.events.categories import Category, all_categories, named
from app.events.filters import EventFilter, filtered
from app.events.models import Event
from app.events.rules import Measured, Rate, is_overdue, rates_of
from app.events.stages import OPEN_STATES, State
from app.grids.models import Grid
from db import clock


@dataclass(frozen=True)
class Count:
    """A number and the events it counts; how it is counted stands in ``formula``."""

    key: str
    name: str
    formula: str
    ids: tuple[UUID, ...]

    @property
    def value(self) -> int:
        """How many."""
        return len(self.ids)


@dataclass(frozen=True)
class EventFigures:
    """What the page of figures shows."""

    from_day: date
    until_day: date
    counts: tuple[Count, ...]
    rates: tuple[Rate, ...]


@dataclass(frozen=True)
class Counted:
    """One event of the period, with what tables are cut by."""

    measured: Measured
    category: str
    """Name of the category."""
    grid: str
    handler: str
    reported_at: datetime
    rounds: int
    is_escalated: bool


def figures(
    session: Session, *, from_day: date, until_day: date, grid_id: UUID | None = None
) -> EventFigures:
    """Counts and rates of the events reported in a period (both days included)."""
    events, now = counted(session, from_day, until_day, grid_id), clock.now()
    rates = rates_of((event.measured for event in events), now)
    return EventFigures(from_day, until_day, counts_of(events, now), rates)


_COLUMNS: tuple[Any, ...] = (
    Event.id,
    Event.state,
    Event.response_due,
    Event.responded_at,
    Event.accepted_at,
    Event.due_at,
    Event.handled_at,
    Event.suspended_at,
    Event.settled,
    Event.satisfaction,
    Event.category,
    Event.handler_name,
    Event.reported_at,
    Event.rounds,
    Event.escalated_at,
    Grid.name.label("grid"),
)


def counted(
    session: Session, from_day: date, until_day: date, grid_id: UUID | None = None
) -> list[Counted]:
    """Every event reported in a period, in the order of the reports."""
    where = EventFilter(from_day=from_day, until_day=until_day, grid_id=grid_id)
    chosen: Select[Any] = select(*_COLUMNS)
    chosen = chosen.outerjoin(Grid, Event.grid_id == Grid.id)
    chosen = filtered(chosen, where).order_by(Event.reported_at, Event.id)
    categories = all_categories(session)
    return [_counted(line, categories) for line in session.execute(chosen)]


def _counted(line: Row[Any], categories: dict[str, Category]) -> Counted:
    category = named(categories, line.category)
    measured = Measured(
        id=line.id,
        state=State(line.state),
        response_due=line.response_due,
        responded_at=line.responded_at,
        accepted_at=line.accepted_at,
        due_at=line.due_at,
        handled_at=line.handled_at,
        suspended_at=line.suspended_at,
        is_dispute=category.is_dispute,
        settled=line.settled,
        satisfaction=line.satisfaction,
    )
    return Counted(
        measured,
        category.name,
        line.grid or "未划网格",
        line.handler_name,
        line.reported_at,
        line.rounds,
        line.escalated_at is not None,
    )


Test = Callable[[Counted, datetime], bool]
_COUNTS: tuple[tuple[str, str, str, Test], ...] = (
    ("reported", "上报", "期内上报，不含作废", lambda e, now: True),
    ("closed", "已结案", "其中已结案", lambda e, now: e.measured.state is State.CLOSED),
    ("open", "在办", "其中还没有结案", lambda e, now: e.measured.state in OPEN_STATES),
    (
        "overdue",
        "超期未办结",
        "其中正在办理、已过时限（挂起的看挂起前）",
        lambda e, now: is_overdue(e.measured, now),
    ),
    (
        "suspended",
        "挂起",
        "其中正在挂起",
        lambda e, now: e.measured.suspended_at is not None,
    ),
    ("escalated", "吹哨", "其中已吹哨上报", lambda e, now: e.is_escalated),
    ("reopened", "重新办理", "其中居民不认可、重新办理过的", lambda e, now: e.rounds > 1),
)


def counts_of(events: Sequence[Counted], now: datetime) -> tuple[Count, ...]:
    """The numbers that are no rates; void events are in none but their own."""
    live = [event for event in events if event.measured.state is not State.VOID]
    counts = [
        Count(key, name, formula, _ids(event for event in live if test(event, now)))
        for key, name, formula, test in _COUNTS
    ]
    void = _ids(event for event in events if event.measured.state is State.VOID)
    return (*counts, Count("void", "作废", "期内上报、后来作废，不计入其他数字", void))


def _ids(events: Iterable[Counted]) -> tuple[UUID, ...]:
    return tuple(event.measured.id for event in events)
