"""The whole page of today in one reading: the day, figures, what waits, warnings."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.levels import Level
from app.accounts.permissions import Actor, Role
from app.accounts.station import profile
from app.grids.models import StaffMember, StaffTerm
from app.grids.queries import Choice, grid_choices
from app.grids.rules import Duty
from app.today.area_figures import area_figures
from app.today.community_figures import community_figures
from app.today.figure import Figure
from app.today.rules import day_words
from app.today.terms import When
from app.today.thresholds import thresholds
from app.today.waiting import Item, waiting
from app.today.warning import EarlyWarning
from app.today.warnings import early_warnings
from app.working_days import covers, is_working_day
from db import clock


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
    level = profile(session).level
    items = waiting(session, actor, level, grid_id)
    warnings = early_warnings(session, actor, level, thresholds(session), grid_id)
    figures = (
        community_figures(session, actor, items, warnings, grid_id)
        if level is Level.COMMUNITY
        else area_figures(session, actor)
    )
    return Board(_day(), figures, tuple(items), tuple(warnings))


def pressing(session: Session, *, actor: Actor, grid_id: UUID | None = None) -> int:
    """How many things are overdue or due today, without reading the rest of the page."""
    return _pressing(waiting(session, actor, profile(session).level, grid_id))


def _pressing(items: Iterable[Item]) -> int:
    return sum(item.when in (When.OVERDUE, When.TODAY) for item in items)


def _day() -> str:
    today = clock.today()
    return day_words(today, works=is_working_day(today), is_known=covers(today.year))


@dataclass(frozen=True)
class Places:
    """The grids one may look at, and one's own."""

    grids: tuple[Choice, ...]
    home: UUID | None
    """Of a grid worker: the grid of the one full-time post held under the account's name."""


def places(session: Session, *, actor: Actor) -> Places:
    """What the filter of grids offers this account; above the communities nothing."""
    if profile(session).level is not Level.COMMUNITY:
        return Places((), None)
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
