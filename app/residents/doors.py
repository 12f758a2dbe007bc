"""The doors of a round: who lives behind them, in the order one walks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit
from app.residents.filters import ResidentFilter, conditions
from app.residents.masking import mask_phone
from app.residents.models import Household, Resident, ResidentPlace
from app.residents.queries import joined
from app.residents.rules import vulnerable
from app.residents.tags import vulnerable_tags
from app.residents.terms import Audience, Status


@dataclass(frozen=True)
class Round:
    """Which doors a round goes to."""

    grid_id: UUID | None = None
    audience: Audience = Audience.ALL
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Door:
    """One household with somebody in it."""

    household_id: UUID
    grid_id: UUID
    grid: str
    building: str
    address: str
    head: str
    phone: str
    """Of the head, masked."""
    people: int
    in_care: tuple[str, ...]
    """Whom to look after first, with what marks them: 王秀芬（独居老人）."""
    is_vulnerable: bool
    words: str
    """What it is searched by: address, everybody's name and initials."""


LINE = (
    Household.id.label("household_id"),
    Grid.id.label("grid_id"),
    Grid.name.label("grid"),
    Building.number.label("building"),
    ResidentialUnit.number.label("unit"),
    Household.room,
    Resident.name,
    Resident.name_initials,
    Resident.phone,
    Resident.tags,
)


def doors(session: Session, where: Round) -> list[Door]:
    """Households of a round in walking order: building, unit, room. Empty ones are none."""
    marked = vulnerable_tags(session)
    filters = conditions(session, ResidentFilter(grid_id=where.grid_id, status=Status.LIVING))
    people = session.execute(
        joined(*LINE)
        .join(ResidentPlace, ResidentPlace.resident_id == Resident.id)
        .where(*filters)
        .order_by(ResidentPlace.number, Resident.is_head.desc())
    )
    behind: dict[UUID, list[Row[Any]]] = {}
    for person in people:
        behind.setdefault(person.household_id, []).append(person)
    wanted = _wanted(where, marked)
    return [
        _door(family, marked)
        for family in behind.values()
        if wanted is None or any(set(one.tags) & set(wanted) for one in family)
    ]


def _wanted(where: Round, marked: Collection[str]) -> Collection[str] | None:
    """Tags of which somebody must have one; None for every door."""
    return {Audience.ALL: None, Audience.VULNERABLE: marked, Audience.TAGS: where.tags}[
        where.audience
    ]


def _door(family: list[Row[Any]], marked: Collection[str]) -> Door:
    first = family[0]
    in_care = []
    for one in family:
        reasons = vulnerable(one.tags, marked)
        if reasons:
            in_care.append(f"{one.name}（{'、'.join(reasons)}）")
    address = f"{first.building}-{first.unit}-{first.room}"
    return Door(
        first.household_id,
        first.grid_id,
        first.grid,
        first.building,
        address,
        first.name,
        mask_phone(first.phone),
        len(family),
        tuple(in_care),
        bool(in_care),
        " ".join([address, *(f"{one.name} {one.name_initials}" for one in family)]),
    )
