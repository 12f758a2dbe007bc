"""What pages, pickers and sheets show of residents: masked, and never the rows themselves."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit
from app.residents.masking import mask_id, mask_phone
from app.residents.models import Household, Resident
from app.residents.terms import RESIDENCE_NAMES, STATUS_NAMES, Residence, Status
from db import clock

SHORTEST_TAIL = 3
"""Digits a phone or identity number is searched by, at least."""


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
    chosen = _filtered(_joined(func.count()), text, grid_id, tag)
    return session.scalar(chosen) or 0


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
    order = [key.desc() if descending else key for key in SORTS[sort or "address"]]
    chosen = _joined(Resident, Building.number, ResidentialUnit.number, Household.room, Grid.name)
    chosen = _filtered(chosen, text, grid_id, tag).order_by(*order, Resident.id)
    found = session.execute(chosen.offset(offset).limit(limit))
    return [_row(resident, f"{b}-{u}-{r}", grid) for resident, b, u, r, grid in found]


def _row(resident: Resident, address: str, grid: str) -> ResidentRow:
    return ResidentRow(
        resident.id,
        resident.name,
        resident.sex,
        age_on(clock.today(), resident.birth),
        address,
        grid,
        mask_phone(resident.phone),
        "、".join(resident.tags),
        STATUS_NAMES[Status(resident.status)],
        resident.household_id,
    )


def _filtered(chosen: Select[Any], text: str, grid_id: UUID | None, tag: str) -> Select[Any]:
    if text.strip():
        chosen = chosen.where(_matches(text.strip()))
    if grid_id is not None:
        chosen = chosen.where(Grid.id == grid_id)
    if tag:
        chosen = chosen.where(cast(Resident.tags, String).contains(f'"{tag}"', autoescape=True))
    return chosen


def _matches(text: str) -> ColumnElement[bool]:
    """Name, then phone or identity tail, pinyin, initials from the first letter, address."""
    low = text.lower()
    ways: list[ColumnElement[bool]] = [Resident.name.contains(text, autoescape=True)]
    digits = low.replace(" ", "")
    if digits.rstrip("x").isdecimal() and len(digits) >= SHORTEST_TAIL:
        ways.append(Resident.phone.endswith(digits, autoescape=True))
        ways.append(Resident.id_number.endswith(digits.upper(), autoescape=True))
    if low.isascii() and low.isalpha():
        for column in (Resident.name_initials, Resident.name_pinyin):
            ways.append(column.startswith(low, autoescape=True))
            ways.append(column.contains(f" {low}", autoescape=True))
    parts = [part for part in low.replace("号楼", "-").replace("单元", "-").split("-") if part]
    if len(parts) > 1 or low.endswith("-"):
        ways.append(_address(parts))
    return or_(*ways)


def _address(parts: list[str]) -> ColumnElement[bool]:
    columns = (Building.number, ResidentialUnit.number, Household.room)
    exact = zip(columns[: len(parts) - 1], parts[:-1], strict=False)
    last = columns[min(len(parts), 3) - 1].startswith(parts[-1].removesuffix("室"), autoescape=True)
    return and_(*(column == part for column, part in exact), last)


def find_residents(session: Session, text: str, limit: int = 8) -> list[ResidentRow]:
    """Who a few typed characters may mean; exact names first. For pickers and the palette."""
    if not text.strip():
        return []
    best = case((Resident.name == text.strip(), 0), else_=1)
    columns = (Resident, Building.number, ResidentialUnit.number, Household.room, Grid.name)
    chosen = _filtered(_joined(*columns), text, None, "")
    chosen = chosen.where(Resident.status == Status.LIVING)
    found = session.execute(chosen.order_by(best, Resident.name, Resident.id).limit(limit))
    return [_row(resident, f"{b}-{u}-{r}", grid) for resident, b, u, r, grid in found]


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
