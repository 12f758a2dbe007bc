"""The whole page of today in one reading: the day, figures, what waits, warnings."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.permissions import Actor, Permission, Role
from app.council.board import MatterFilter, count_matters
from app.council.stages import FIVE_STAGES
from app.events.filters import EventFilter
from app.events.queries import group_counts
from app.events.terms import StateGroup
from app.grids.models import StaffMember, StaffTerm
from app.grids.queries import Choice, grid_choices
from app.grids.rules import Duty
from app.points.record_views import state_counts
from app.points.stages import RecordState
from app.today.rules import day_words
from app.today.terms import Rule, When
from app.today.thresholds import thresholds
from app.today.waiting import Item, waiting
from app.today.warnings import EarlyWarning, early_warnings
from app.working_days import covers, is_working_day
from db import clock


@dataclass(frozen=True)
class Figure:
    """A number that matters this morning, and where it leads."""

    name: str
    value: int
    room: str
    record: object = None
    """What the room opens; None: the room as it is."""
    where: EventFilter | None = None
    """The events it counts, for their list."""
    is_late: bool = False
    """Coloured when it is not zero."""


@dataclass(frozen=True)
class Board:
    """What the page shows."""

    day: str
    """2026-11-25 星期三 · 工作日"""
    figures: tuple[Figure, ...]
    items: tuple[Item, ...]
    warnings: tuple[EarlyWarning, ...]

    @property
    def pressing(self) -> int:
        """How many things are overdue or due today; the sidebar shows it."""
        return _pressing(self.items)


def board(session: Session, *, actor: Actor, grid_id: UUID | None = None) -> Board:
    """The page for an account; with a grid, what belongs to that grid."""
    items = waiting(session, actor, grid_id)
    warnings = early_warnings(session, actor, thresholds(session), grid_id)
    figures = (
        *_event_figures(session, actor, grid_id),
        *_council_figures(session, actor, items, grid_id),
        *_points_figures(session, actor, grid_id),
        *_visit_figures(actor, warnings),
    )
    return Board(_day(), figures, tuple(items), tuple(warnings))


def pressing(session: Session, *, actor: Actor, grid_id: UUID | None = None) -> int:
    """How many things are overdue or due today, without reading the rest of the page."""
    return _pressing(waiting(session, actor, grid_id))


def _pressing(items: Iterable[Item]) -> int:
    return sum(item.when in (When.OVERDUE, When.TODAY) for item in items)


def _day() -> str:
    today = clock.today()
    return day_words(today, works=is_working_day(today), is_known=covers(today.year))


def _event_figures(session: Session, actor: Actor, grid_id: UUID | None) -> list[Figure]:
    if not actor.may(Permission.SEE_EVENTS):
        return []
    counts = group_counts(session, where=EventFilter(grid_id=grid_id))
    waits, late = StateGroup.WAITING, StateGroup.OVERDUE
    return [
        Figure("待响应事项", counts[waits], "events", where=EventFilter(waits, grid_id=grid_id)),
        Figure(
            "超期事项",
            counts[late],
            "events",
            where=EventFilter(late, grid_id=grid_id),
            is_late=True,
        ),
        Figure("在办事项", counts[StateGroup.OPEN], "events"),
    ]


def _council_figures(
    session: Session, actor: Actor, items: list[Item], grid_id: UUID | None
) -> list[Figure]:
    if not actor.may(Permission.SEE_COUNCIL):
        return []
    meetings = [item for item in items if item.kind == "meeting" and item.when is When.TODAY]
    record = meetings[0].record if len(meetings) == 1 else None
    running = count_matters(session, where=MatterFilter(grid_id=grid_id, stages=FIVE_STAGES))
    return [
        Figure("今日会议", len(meetings), "council", record),
        Figure("在办议题", running, "council"),
    ]


def _points_figures(session: Session, actor: Actor, grid_id: UUID | None) -> list[Figure]:
    if not actor.may(Permission.SEE_POINTS) or grid_id:
        return []
    count = state_counts(session)[RecordState.RECORDED]
    return [Figure("待审核积分", count, "points", ("review", None))]


def _visit_figures(actor: Actor, warnings: list[EarlyWarning]) -> list[Figure]:
    if not actor.may(Permission.SEE_RESIDENTS):
        return []
    doors = [warning for warning in warnings if warning.rule is Rule.UNVISITED]
    record = doors[0].record if len(doors) == 1 else None
    return [Figure("待访重点户", len(doors), "residents", record)]


@dataclass(frozen=True)
class Places:
    """The grids one may look at, and one's own."""

    grids: tuple[Choice, ...]
    home: UUID | None
    """Of a grid worker: the grid of the one full-time post held under the account's name."""


def places(session: Session, *, actor: Actor) -> Places:
    """What the filter of grids offers this account."""
    return Places(tuple(grid_choices(session)), _home(session, actor))


def _home(session: Session, actor: Actor) -> UUID | None:
    if actor.role is not Role.GRID_WORKER:
        return None
    today = clock.today()
    posts = session.scalars(
        select(StaffTerm.grid_id)
        .join(StaffMember, StaffMember.id == StaffTerm.staff_id)
        .where(
            StaffMember.name == actor.name,
            StaffTerm.duty == Duty.FULL_TIME,
            StaffTerm.since <= today,
            StaffTerm.until.is_(None) | (StaffTerm.until >= today),
        )
    ).all()
    return posts[0] if len(posts) == 1 else None
