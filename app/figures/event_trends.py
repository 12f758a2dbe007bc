"""Events of a period over time, and by grid and category, counted by the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.events.categories import all_categories, named
from app.events.models import Event
from app.events.stages import State
from app.figures.areas import owned
from app.figures.event_tallies import live_events
from app.figures.local_days import local_day
from app.figures.periods import Grain, Period, Span, grain_of, spans
from app.grids.models import Grid
from db import clock

NO_GRID = "未划网格"


@dataclass(frozen=True)
class TrendStep:
    """A day, week or month of the trend."""

    span: Span
    reported: int
    closed: int
    """Closed in this time, whenever they were reported."""

    @property
    def label(self) -> str:
        """As it stands below the chart."""
        return self.span.label


@dataclass(frozen=True)
class Trend:
    """How many events came and how many were closed."""

    grain: Grain
    steps: tuple[TrendStep, ...]


def event_trend(
    session: Session, *, period: Period, grid_id: UUID | None = None, area: str | None = None
) -> Trend:
    """Events reported and closed by days, weeks or months, as the length of the period suggests."""
    by_report = counted_by(local_day(Event.reported_at))
    reported = by_day(session, live_events(by_report, period, grid_id, area))
    closed = by_day(session, _closed(period, grid_id).where(*owned(Event.owner, area)))
    grain = grain_of(period)
    steps = tuple(
        TrendStep(span, in_span(reported, span), in_span(closed, span))
        for span in spans(period, grain)
    )
    return Trend(grain, steps)


def _closed(period: Period, grid_id: UUID | None) -> Select[Any]:
    chosen = counted_by(local_day(Event.closed_at)).where(
        Event.state == State.CLOSED,
        Event.closed_at >= clock.moment(period.from_day),
        Event.closed_at < clock.moment(period.until_day + timedelta(days=1)),
    )
    if grid_id is not None:
        chosen = chosen.where(Event.grid_id == grid_id)
    return chosen


def counted_by(day: Any) -> Select[Any]:
    """How many rows there are by a day; the caller narrows it down."""
    return select(day, func.count()).group_by(day)


def by_day(session: Session, chosen: Select[Any]) -> Counter[date]:
    """The answer to a statement of days and numbers."""
    return Counter({day: count for day, count in session.execute(chosen)})


def in_span(numbers: Counter[date], span: Span) -> int:
    """The sum over the days of a step."""
    days = (span.until_day - span.from_day).days + 1
    return sum(numbers[span.from_day + timedelta(days=n)] for n in range(days))


@dataclass(frozen=True)
class HeatCell:
    """How many events of a category a grid has; only cells with some."""

    grid_id: UUID | None
    grid: str
    category: str
    """Key."""
    category_name: str
    count: int


@dataclass(frozen=True)
class Heat:
    """Grids against categories; grids in the order of their numbers, the busiest category first."""

    grids: tuple[str, ...]
    categories: tuple[str, ...]
    cells: tuple[HeatCell, ...]

    def at(self, row: int, column: int) -> HeatCell | None:
        """The cell of a grid and a category; None where there are no events."""
        grid, category = self.grids[row], self.categories[column]
        found = (c for c in self.cells if c.grid == grid and c.category_name == category)
        return next(found, None)

    def rows(self) -> tuple[tuple[int, ...], ...]:
        """The counts as a matrix."""
        counts = {(cell.grid, cell.category_name): cell.count for cell in self.cells}
        return tuple(
            tuple(counts.get((grid, category), 0) for category in self.categories)
            for grid in self.grids
        )


def event_heat(session: Session, *, period: Period, grid_id: UUID | None = None) -> Heat:
    """Events reported in a period by grid and category."""
    keys: tuple[Any, ...] = (Event.grid_id, Grid.name, Grid.code, Event.category)
    chosen: Select[Any] = select(*keys, func.count().label("events"))
    chosen = chosen.outerjoin(Grid, Event.grid_id == Grid.id).group_by(*keys)
    rows = list(session.execute(live_events(chosen, period, grid_id)))
    categories = all_categories(session)
    cells = [
        HeatCell(
            row.grid_id,
            row.name or NO_GRID,
            row.category,
            named(categories, row.category).name,
            row.events,
        )
        for row in sorted(rows, key=lambda row: (row.code is None, row.code or "", row.category))
    ]
    return _heat(cells)


def _heat(cells: Sequence[HeatCell]) -> Heat:
    totals: Counter[str] = Counter()
    for cell in cells:
        totals[cell.category_name] += cell.count
    busiest = sorted(totals, key=lambda name: (-totals[name], name))
    return Heat(tuple(dict.fromkeys(cell.grid for cell in cells)), tuple(busiest), tuple(cells))
