"""总览: the figures of a period side by side with those of the period before, room by room."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor, Permission
from app.figures.council_period import council_figures
from app.figures.event_tallies import COUNTS, tallies_by_category, together
from app.figures.headline import Figure
from app.figures.periods import Period
from app.figures.points_flow import activity_figures, flow_figures, points_flow
from app.figures.visit_coverage import coverage_figure, visit_coverage


@dataclass(frozen=True)
class Compared:
    """A figure and what it was in the period before."""

    figure: Figure
    before: Figure

    @property
    def is_rate(self) -> bool:
        """Whether it is a percentage of something."""
        return self.figure.base is not None


@dataclass(frozen=True)
class Group:
    """The figures of one room."""

    key: str
    """events, council, points."""
    name: str
    figures: tuple[Compared, ...]

    def of(self, key: str) -> Compared:
        """One figure by its key."""
        return next(one for one in self.figures if one.figure.key == key)


@dataclass(frozen=True)
class Overview:
    """The figures of a period for whom may see them."""

    period: Period
    grid: str
    """Name of the grid they are about; empty: the whole community."""
    groups: tuple[Group, ...]


Reads = Callable[[Session, Period, UUID | None], list[Figure]]


def event_group(session: Session, period: Period, grid_id: UUID | None) -> list[Figure]:
    """Counts and rates of events, and the coverage of visits."""
    tally = together(tallies_by_category(session, period=period, grid_id=grid_id))
    coverage = coverage_figure(visit_coverage(session, period=period, grid_id=grid_id))
    figures = tally.figures()
    return [*figures[: len(COUNTS)], coverage, *figures[len(COUNTS) :]]


def council_group(session: Session, period: Period, grid_id: UUID | None) -> list[Figure]:
    """Matters, meetings, votes."""
    return council_figures(session, period=period, grid_id=grid_id)


def points_group(session: Session, period: Period, grid_id: UUID | None) -> list[Figure]:
    """Flows, of a grid's residents where one is asked for; activities of the whole community."""
    flows = flow_figures(points_flow(session, period=period, grid_id=grid_id))
    return flows if grid_id else [*flows, *activity_figures(session, period=period)]


GROUPS: tuple[tuple[str, str, Permission, Reads], ...] = (
    ("events", "事项", Permission.SEE_EVENTS, event_group),
    ("council", "议事", Permission.SEE_COUNCIL, council_group),
    ("points", "积分", Permission.SEE_POINTS, points_group),
)
"""Key, name, who may see it, how it is read."""


def overview(
    session: Session, *, actor: Actor, period: Period, grid_id: UUID | None = None, grid: str = ""
) -> Overview:
    """The figures of every room that this account may see."""
    groups = []
    for key, name, permission, read in GROUPS:
        if actor.may(permission):
            now, before = (read(session, each, grid_id) for each in (period, period.before))
            compared = tuple(map(Compared, now, before))
            groups.append(Group(key, name, compared))
    return Overview(period, grid, tuple(groups))
