"""What pages, pickers and sheets show of residents: masked, and never the rows themselves."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, String, cast, func, select
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit
from app.residents.masking import mask_id, mask_phone
from app.residents.models import Household, Resident
from app.residents.search import matches, rank
from app.residents.terms import RESIDENCE_NAMES, STATUS_NAMES, Residence, Status
from db import clock


@dataclass(frozen=True)
class ResidentRow:
    """One line of the residents' list."""

    id: UUID
    name: str
    sex: str
    age: int | None
    address: str
    """3-2-301"""
    grid: str
    phone: str
    """masked"""
    tags: str
    status: str
    household_id: UUID


@dataclass(frozen=True)
class Member:
    """Somebody of the same household."""

    id: UUID
    name: str
    relation: str
    age: int | None


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
    tags: tuple[str, ...]
    residence: Residence
    residence_name: str
    status: Status
    status_name: str
    note: str
    address: str
    grid: str
    household: tuple[Member, ...]


def age_on(day: date, birth: date | None) -> int | None:
    """Full years of age on a day."""
    if birth is None:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _joined(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Resident)
        .join(Household, Resident.household_id == Household.id)
        .join(ResidentialUnit, Household.unit_id == ResidentialUnit.id)
        .join(Building, ResidentialUnit.building_id == Building.id)
        .join(Grid, Building.grid_id == Grid.id)
    )


SORTS: dict[str, tuple[Any, ...]] = {
    "name": (Resident.name_pinyin,),
    "sex": (Resident.sex,),
    "age": (Resident.birth,),
    "address": (
        func.length(Building.number),
        Building.number,
        func.length(ResidentialUnit.number),
        ResidentialUnit.number,
        func.length(Household.room),
        Household.room,
    ),
    "grid": (Grid.code,),
    "phone": (Resident.phone,),
    "status": (Resident.status,),
}


def count_residents(
    session: Session, *, text: str = "", grid_id: UUID | None = None, tag: str = ""
) -> int:
    """How many residents fit the filter."""
    everybody = select(func.count()).select_from(Resident)
    chosen = everybody if grid_id is None else _joined(func.count())
    return session.scalar(_filtered(chosen, text, grid_id, tag)) or 0


def residents(  # noqa: PLR0913  a page of a list is asked for by all of these
    session: Session,
    offset: int,
    limit: int,
    sort: str | None = None,
    descending: bool = False,
    *,
    text: str = "",
    grid_id: UUID | None = None,
    tag: str = "",
) -> list[ResidentRow]:
    """A page of the residents' list."""
    downwards = descending != (sort == "age")  # the older somebody is, the earlier the birth
    order = [key.desc() if downwards else key for key in SORTS[sort or "address"]]
    chosen = _filtered(_joined(Resident.id), text, grid_id, tag).order_by(*order, Resident.id)
    return _rows(session, chosen.offset(offset).limit(limit))


def _rows(session: Session, chosen: Select[Any]) -> list[ResidentRow]:
    """The lines of the chosen ids, in their order; sorting ids alone takes half the time."""
    ids = list(session.scalars(chosen))
    found = session.execute(_joined(*LINE).where(Resident.id.in_(ids)))
    today = clock.today()
    rows = {line.id: _row(line, today) for line in found}
    return [rows[resident_id] for resident_id in ids]


LINE = (
    Resident.id,
    Resident.name,
    Resident.sex,
    Resident.birth,
    Resident.phone,
    Resident.tags,
    Resident.status,
    Resident.household_id,
    Building.number.label("building"),
    ResidentialUnit.number.label("unit"),
    Household.room,
    Grid.name.label("grid"),
)
"""What a line is made of; columns and no objects, which would take twice as long."""


def _row(line: Row[Any], today: date) -> ResidentRow:
    return ResidentRow(
        line.id,
        line.name,
        line.sex,
        age_on(today, line.birth),
        f"{line.building}-{line.unit}-{line.room}",
        line.grid,
        mask_phone(line.phone),
        "、".join(line.tags),
        STATUS_NAMES[Status(line.status)],
        line.household_id,
    )


def _filtered(chosen: Select[Any], text: str, grid_id: UUID | None, tag: str) -> Select[Any]:
    if text.strip():
        chosen = chosen.where(matches(text))
    if grid_id is not None:
        chosen = chosen.where(Grid.id == grid_id)
    if tag:
        chosen = chosen.where(cast(Resident.tags, String).contains(f'"{tag}"', autoescape=True))
    return chosen


def find_residents(session: Session, text: str, limit: int = 8) -> list[ResidentRow]:
    """Who a few typed characters may mean, the likeliest first. For pickers and the palette."""
    if not text.strip():
        return []
    chosen = select(Resident.id).where(matches(text), Resident.status == Status.LIVING)
    likeliest = (rank(text), func.length(Resident.name), Resident.name, Resident.id)
    return _rows(session, chosen.order_by(*likeliest).limit(limit))


def resident_detail(session: Session, resident_id: UUID) -> ResidentDetail | None:
    """One resident with the household; None when there is no such record."""
    columns = (Resident, Building.number, ResidentialUnit.number, Household.room, Grid.name)
    found = session.execute(_joined(*columns).where(Resident.id == resident_id)).first()
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
        tuple(resident.tags),
        Residence(resident.residence),
        RESIDENCE_NAMES[Residence(resident.residence)],
        Status(resident.status),
        STATUS_NAMES[Status(resident.status)],
        resident.note,
        f"{building}-{unit}-{room}",
        grid,
        tuple(_members(session, resident, today)),
    )


def _members(session: Session, resident: Resident, today: date) -> list[Member]:
    others = session.scalars(
        select(Resident)
        .where(Resident.household_id == resident.household_id, Resident.id != resident.id)
        .where(Resident.status == Status.LIVING)
        .order_by(Resident.is_head.desc(), Resident.birth)
    )
    return [Member(o.id, o.name, o.relation, age_on(today, o.birth)) for o in others]
