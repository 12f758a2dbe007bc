"""走访覆盖率 of a period by grid, counted by the database.

The same households as :func:`app.residents.visit_views.round_view` counts for everybody: those
with somebody living in them; a visit without an answer covers nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Session

from app.figures.headline import Figure
from app.figures.periods import Period
from app.grids.models import Grid
from app.residents.filters import ResidentFilter, conditions
from app.residents.models import Household, Visit
from app.residents.queries import joined
from app.residents.rules import Coverage
from app.residents.terms import Status
from db import clock

FORMULA = "期内走访到人的户 ÷ 有人居住的户"


@dataclass(frozen=True)
class GridCoverage:
    """How far a grid was covered."""

    grid_id: UUID
    name: str
    coverage: Coverage


def visit_coverage(
    session: Session, *, period: Period, grid_id: UUID | None = None
) -> list[GridCoverage]:
    """Every grid with somebody living in it, in the order of their numbers."""
    answered = select(Visit.household_id).where(
        Visit.answered,
        Visit.visited_at >= clock.moment(period.from_day),
        Visit.visited_at < clock.moment(period.until_day + timedelta(days=1)),
    )
    visited = case((Household.id.in_(answered), Household.id))
    rows = session.execute(
        joined(
            Grid.id, Grid.name, func.count(distinct(visited)), func.count(distinct(Household.id))
        )
        .where(*conditions(session, ResidentFilter(grid_id=grid_id, status=Status.LIVING)))
        .group_by(Grid.id, Grid.name, Grid.code)
        .order_by(Grid.code)
    )
    return [GridCoverage(id_, name, Coverage(done, all_)) for id_, name, done, all_ in rows]


def coverage_figure(grids: Iterable[GridCoverage]) -> Figure:
    """All grids together."""
    told = [grid.coverage for grid in grids]
    visited, households = (sum(c.visited for c in told), sum(c.households for c in told))
    return Figure("coverage", "走访覆盖率", visited, FORMULA, base=households)
