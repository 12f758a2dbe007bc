"""The data of the monthly report (事项月报): by category, grid, worker and day, with its lists."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidInput
from app.events.figures import Count, Counted, counted, counts_of
from app.events.filters import EventFilter
from app.events.models import Event
from app.events.queries import EventRow, events
from app.events.rules import Rate, is_overdue, rates_of
from app.events.stages import FINISHED, State
from app.grids.models import Grid
from db import clock

LONGEST_BY_DAY = 31
"""Days; longer periods are cut into weeks."""


@dataclass(frozen=True)
class ReportLine:
    """One line of a table: a category, a grid or a worker."""

    name: str
    ids: tuple[UUID, ...]
    """Events reported, void ones left out."""
    finished: int
    overdue: int
    """In handling past their limit."""
    rates: tuple[Rate, ...]

    @property
    def reported(self) -> int:
        """How many events."""
        return len(self.ids)

    def rate(self, key: str) -> Rate:
        """One of the five rates by its key."""
        return next(rate for rate in self.rates if rate.key == key)


@dataclass(frozen=True)
class TrendPoint:
    """A day or a week."""

    label: str
    """11-24, or the first day of the week."""
    from_day: date
    until_day: date
    reported: int
    closed: int
    """Closed in this time, whenever they were reported."""


@dataclass(frozen=True)
class EventReport:
    """Everything a report of a period says."""

    from_day: date
    until_day: date
    grid: str
    """Name of the grid it is about; empty: the whole community."""
    counts: tuple[Count, ...]
    rates: tuple[Rate, ...]
    by_category: tuple[ReportLine, ...]
    by_grid: tuple[ReportLine, ...]
    by_worker: tuple[ReportLine, ...]
    trend: tuple[TrendPoint, ...]
    overdue: tuple[EventRow, ...]
    """Finished late or overdue now, in the order of the reports."""


def event_report(
    session: Session, *, from_day: date, until_day: date, grid_id: UUID | None = None
) -> EventReport:
    """The report of a period, both days included.

    Raises:
        InvalidInput: it ends before it begins.
    """
    if until_day < from_day:
        raise InvalidInput("结束日期早于开始日期。", "请改正。", field="until_day")
    found, now = counted(session, from_day, until_day, grid_id), clock.now()
    live = [event for event in found if event.measured.state is not State.VOID]
    rates = rates_of((event.measured for event in found), now)
    late = next(rate for rate in rates if rate.key == "in_time").misses
    where = EventFilter(ids=late)
    grid = session.get(Grid, grid_id) if grid_id else None
    return EventReport(
        from_day=from_day,
        until_day=until_day,
        grid=grid.name if grid else "",
        counts=counts_of(found, now),
        rates=rates,
        by_category=_lines(live, lambda event: event.category, now),
        by_grid=_lines(live, lambda event: event.grid, now),
        by_worker=_lines(live, lambda event: event.handler, now),
        trend=_trend(session, live, from_day, until_day, grid_id),
        overdue=tuple(events(session, limit=len(late), sort="reported_at", where=where)),
    )


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the month a day is in."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)


def _lines(
    live: Sequence[Counted], key: Callable[[Counted], str], now: datetime
) -> tuple[ReportLine, ...]:
    """A line for each value, the most reported first; events without one are left out."""
    groups: dict[str, list[Counted]] = defaultdict(list)
    for event in live:
        if key(event):
            groups[key(event)].append(event)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_line(name, group, now) for name, group in ordered)


def _line(name: str, group: list[Counted], now: datetime) -> ReportLine:
    measured = [event.measured for event in group]
    return ReportLine(
        name=name,
        ids=tuple(event.id for event in measured),
        finished=sum(event.state in FINISHED for event in measured),
        overdue=sum(is_overdue(event, now) for event in measured),
        rates=rates_of(measured, now),
    )


def _trend(
    session: Session,
    live: Sequence[Counted],
    from_day: date,
    until_day: date,
    grid_id: UUID | None,
) -> tuple[TrendPoint, ...]:
    reported = Counter(clock.local(event.reported_at).date() for event in live)
    closed = _closed(session, from_day, until_day, grid_id)
    width = 1 if (until_day - from_day).days < LONGEST_BY_DAY else 7
    points = []
    first = from_day
    while first <= until_day:
        last = min(first + timedelta(days=width - 1), until_day)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        numbers = (sum(reported[day] for day in days), sum(closed[day] for day in days))
        points.append(TrendPoint(f"{first:%m-%d}", first, last, *numbers))
        first = last + timedelta(days=1)
    return tuple(points)


def _closed(
    session: Session, from_day: date, until_day: date, grid_id: UUID | None
) -> Counter[date]:
    chosen = select(Event.closed_at).where(
        Event.state == State.CLOSED,
        Event.closed_at >= clock.moment(from_day),
        Event.closed_at < clock.moment(until_day + timedelta(days=1)),
    )
    if grid_id:
        chosen = chosen.where(Event.grid_id == grid_id)
    moments = session.scalars(chosen)
    return Counter(clock.local(moment).date() for moment in moments if moment)
