"""Households with somebody vulnerable that have waited too long for a visit."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.grids.models import Building, ResidentialUnit
from app.residents.filters import ResidentFilter, conditions
from app.residents.models import Household, Resident, ResidentPlace, Visit
from app.residents.queries import joined
from app.residents.rules import vulnerable
from app.residents.tags import vulnerable_tags
from app.residents.terms import Status
from app.today.rules import listed
from db import clock

_latest = (
    select(func.max(Visit.visited_at))
    .where(Visit.household_id == Household.id, Visit.answered)
    .correlate(Household)
    .scalar_subquery()
)
LINE = (
    Household.id.label("household_id"),
    Building.number.label("building"),
    ResidentialUnit.number.label("unit"),
    Household.room,
    Resident.name,
    Resident.tags,
    _latest.label("last"),
)


@dataclass(frozen=True)
class UnvisitedDoor:
    """One household."""

    household_id: UUID
    address: str
    people: str
    """Whom to look after, with what marks them: 王秀芬（独居老人）."""
    last: date | None
    """When somebody last answered; None: never."""


def unvisited(
    session: Session, *, every_days: int, grid_id: UUID | None = None
) -> list[UnvisitedDoor]:
    """Those not visited for longer than ``every_days``: the never visited first, then the longest.

    A visit to which nobody answered does not count (see :class:`app.residents.models.Visit`).
    """
    marked = vulnerable_tags(session)
    behind: dict[tuple[UUID, str, date | None], list[str]] = {}
    for line in session.execute(_people(session, every_days, grid_id)):
        address = f"{line.building}-{line.unit}-{line.room}"
        last = line.last and clock.local(line.last).date()
        person = f"{line.name}（{'、'.join(vulnerable(line.tags, marked))}）"
        behind.setdefault((line.household_id, address, last), []).append(person)
    doors = [
        UnvisitedDoor(household_id, address, listed(people), last)
        for (household_id, address, last), people in behind.items()
    ]
    return sorted(doors, key=lambda door: door.last or date.min)


def _people(session: Session, every_days: int, grid_id: UUID | None) -> Select[Any]:
    """The vulnerable behind these doors in walking order.

    The rule is :func:`app.residents.rules.is_overdue`, asked in SQL: of thousands few are overdue.
    """
    asked = ResidentFilter(grid_id=grid_id, status=Status.LIVING, vulnerable=True)
    before = clock.moment(clock.today() - timedelta(days=every_days))
    return (
        joined(*LINE)
        .join(ResidentPlace, ResidentPlace.resident_id == Resident.id)
        .where(*conditions(session, asked), or_(_latest.is_(None), _latest < before))
        .order_by(ResidentPlace.number)
    )
