"""One resident with the household, as the drawer shows them; numbers masked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit
from app.residents.masking import mask_id, mask_phone
from app.residents.models import Household, Resident
from app.residents.queries import joined
from app.residents.rules import age_on, vulnerable
from app.residents.tags import vulnerable_tags
from app.residents.terms import RESIDENCE_NAMES, STATUS_NAMES, Residence, Status
from db import clock


@dataclass(frozen=True)
class Member:
    """Somebody of the same household."""

    id: UUID
    name: str
    relation: str
    age: int | None
    is_head: bool = False


@dataclass(frozen=True)
class ResidentDetail:
    """One resident, as the drawer shows it; identity number and phone masked."""

    id: UUID
    household_id: UUID
    name: str
    sex: str
    birth: date | None
    age: int | None
    id_number: str
    phone: str
    relation: str
    is_head: bool
    tags: tuple[str, ...]
    vulnerable: tuple[str, ...]
    """Those of the tags that mark whom the office looks after first."""
    residence: Residence
    residence_name: str
    status: Status
    status_name: str
    note: str
    address: str
    grid: str
    household: tuple[Member, ...]
    """The others who live there."""
    merged_into: UUID | None
    """The record that stands for this one."""


def resident_detail(session: Session, resident_id: UUID) -> ResidentDetail | None:
    """One resident with the household; None when there is no such record."""
    columns = (Resident, Building.number, ResidentialUnit.number, Household.room, Grid.name)
    found = session.execute(joined(*columns).where(Resident.id == resident_id)).first()
    if found is None:
        return None
    resident, building, unit, room, grid = found
    today = clock.today()
    return ResidentDetail(
        resident.id,
        resident.household_id,
        resident.name,
        resident.sex,
        resident.birth,
        age_on(today, resident.birth),
        mask_id(resident.id_number),
        mask_phone(resident.phone),
        resident.relation,
        resident.is_head,
        tuple(resident.tags),
        vulnerable(resident.tags, vulnerable_tags(session)),
        Residence(resident.residence),
        RESIDENCE_NAMES[Residence(resident.residence)],
        Status(resident.status),
        STATUS_NAMES[Status(resident.status)],
        resident.note,
        f"{building}-{unit}-{room}",
        grid,
        tuple(_members(session, resident, today)),
        resident.merged_into,
    )


def _members(session: Session, resident: Resident, today: date) -> list[Member]:
    others = living_in(session, resident.household_id)
    return [
        Member(other.id, other.name, other.relation, age_on(today, other.birth), other.is_head)
        for other in others
        if other.id != resident.id
    ]


def living_in(session: Session, household_id: UUID) -> list[Resident]:
    """Whoever lives behind a door now: the head, then from the oldest to the youngest."""
    return list(
        session.scalars(
            select(Resident)
            .where(Resident.household_id == household_id, Resident.status == Status.LIVING)
            .where(Resident.merged_into.is_(None))
            .order_by(Resident.is_head.desc(), Resident.birth, Resident.id)
        )
    )
