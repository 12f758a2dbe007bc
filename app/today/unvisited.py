"""Households with somebody vulnerable that have waited too long for a visit."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.grids.models import Building, ResidentialUnit
from app.residents.filters import ResidentFilter, conditions
from app.residents.models import Household, Resident, ResidentPlace, Visit
from app.residents.queries import joined
from app.residents.rules import is_overdue, vulnerable
from app.residents.tags import vulnerable_tags
from app.residents.terms import Status
from app.today.rules import listed
from db import clock

LINE = (
    Household.id.label("household_id"),
    Building.number.label("building"),
    ResidentialUnit.number.label("unit"),
    Household.room,
    Resident.name,
    Resident.tags,
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
    today, latest = clock.today(), _latest_answers(session)
    marked = vulnerable_tags(session)
    behind: dict[tuple[UUID, str], list[str]] = {}
    for line in session.execute(_people(session, grid_id)):
        if is_overdue(latest.get(line.household_id), today, every_days):
            address = f"{line.building}-{line.unit}-{line.room}"
            person = f"{line.name}（{'、'.join(vulnerable(line.tags, marked))}）"
            behind.setdefault((line.household_id, address), []).append(person)
    doors = [
        UnvisitedDoor(household_id, address, listed(people), latest.get(household_id))
        for (household_id, address), people in behind.items()
    ]
    return sorted(doors, key=lambda door: door.last or date.min)


def _people(session: Session, grid_id: UUID | None) -> Select[Any]:
    """The vulnerable in walking order; columns and no objects, which would take twice as long."""
    asked = ResidentFilter(grid_id=grid_id, status=Status.LIVING, vulnerable=True)
    return (
        joined(*LINE)
        .join(ResidentPlace, ResidentPlace.resident_id == Resident.id)
        .where(*conditions(session, asked))
        .order_by(ResidentPlace.number)
    )


def _latest_answers(session: Session) -> dict[UUID, date]:
    found = session.execute(
        select(Visit.household_id, func.max(Visit.visited_at))
        .where(Visit.answered)
        .group_by(Visit.household_id)
    )
    return {household: clock.local(at).date() for household, at in found}
