"""What the residents' list is filtered by, as conditions on a resident's own row."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, or_, select
from sqlalchemy.orm import Session

from app.grids.models import Building, ResidentialUnit
from app.residents.models import Household, Resident
from app.residents.rules import births
from app.residents.tags import vulnerable_tags
from app.residents.terms import Ages, Residence, Status
from db import clock


@dataclass(frozen=True)
class ResidentFilter:
    """Which residents; what is not given does not matter."""

    grid_id: UUID | None = None
    tag: str = ""
    status: Status | None = None
    residence: Residence | None = None
    ages: Ages | None = None
    """Of those whose birth date is known; the dead have no age."""
    vulnerable: bool = False
    """Only whoever has a tag that the office looks after first (重点人员)."""


EVERYBODY = ResidentFilter()


def conditions(session: Session, where: ResidentFilter) -> list[ColumnElement[bool]]:
    """The filter in SQL; empty for everybody."""
    found: list[ColumnElement[bool]] = []
    if where.grid_id is not None:
        found.append(Resident.household_id.in_(_doors_of(where.grid_id)))
    if where.tag:
        found.append(tagged([where.tag]))
    if where.status is not None:
        found.append(Resident.status == where.status)
    if where.residence is not None:
        found.append(Resident.residence == where.residence)
    if where.ages is not None:
        found += _of_age(where.ages, clock.today())
    if where.vulnerable:
        found.append(tagged(vulnerable_tags(session)))
    return found


def tagged(tags: list[str]) -> ColumnElement[bool]:
    """Residents who have at least one of these tags."""
    text = cast(Resident.tags, String)
    return or_(False, *(text.contains(f'"{tag}"', autoescape=True) for tag in tags))


def _doors_of(grid_id: UUID) -> Any:
    return (
        select(Household.id)
        .join(ResidentialUnit, Household.unit_id == ResidentialUnit.id)
        .join(Building, ResidentialUnit.building_id == Building.id)
        .where(Building.grid_id == grid_id)
    )


def _of_age(ages: Ages, today: date) -> list[ColumnElement[bool]]:
    after, until = births(ages, today)
    found: list[ColumnElement[bool]] = [Resident.status != Status.DECEASED]
    if after is not None:
        found.append(Resident.birth > after)
    if until is not None:
        found.append(Resident.birth <= until)
    return found
