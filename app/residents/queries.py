"""What lists, pickers and sheets show of residents: masked, and never the rows themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit
from app.residents.filters import EVERYBODY, ResidentFilter, conditions
from app.residents.masking import mask_phone
from app.residents.models import Household, Resident, ResidentPlace
from app.residents.rules import age_on
from app.residents.search import Conditions, count_hits, hits, matching
from app.residents.terms import STATUS_NAMES, Status
from db import clock

AT_ONCE = 5_000
"""Lines read by one statement: SQLite takes 32,766 parameters."""


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


def joined(*columns: Any) -> Select[Any]:
    """Residents with their door, stairs, building and grid."""
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
    "address": (ResidentPlace.number,),
    "grid": (Grid.code,),
    "phone": (Resident.phone,),
    "status": (Resident.status,),
}


def count_residents(session: Session, *, text: str = "", where: ResidentFilter = EVERYBODY) -> int:
    """How many residents fit; those merged into another record are not counted."""
    filters = conditions(session, where)
    if text.strip() and not filters:
        return session.scalar(count_hits(text)) or 0
    counted = select(func.count()).select_from(ResidentPlace)
    if filters:
        counted = counted.join(Resident, Resident.id == ResidentPlace.resident_id)
    if text.strip():
        counted = counted.where(ResidentPlace.number.in_(matching(text)))
    return session.scalar(counted.where(*filters)) or 0


def residents(  # noqa: PLR0913  a page of a list is asked for by all of these
    session: Session,
    offset: int,
    limit: int,
    sort: str | None = None,
    descending: bool = False,
    *,
    text: str = "",
    where: ResidentFilter = EVERYBODY,
) -> list[ResidentRow]:
    """A page of the list: by address, or with ``text`` the likeliest first, or as sorted."""
    filters = conditions(session, where)
    if sort is None and text.strip():
        chosen = _likeliest(text, filters, offset + limit)
    else:
        chosen = _sorted(sort or "address", descending, filters)
        if text.strip():
            chosen = chosen.where(ResidentPlace.number.in_(matching(text)))
    return rows_of(session, list(session.scalars(chosen.offset(offset).limit(limit))))


def _likeliest(text: str, filters: Conditions, limit: int) -> Select[Any]:
    found = hits(text, filters, limit)
    return select(found.c.resident_id).order_by(found.c.rank, found.c.place)


def _sorted(sort: str, descending: bool, filters: Conditions) -> Select[Any]:
    """Ids in an order; by address they stand in the index of places already."""
    if sort == "address" and not filters:
        chosen = select(ResidentPlace.resident_id)
    else:
        chosen = joined(Resident.id).join(ResidentPlace, ResidentPlace.resident_id == Resident.id)
    downwards = descending != (sort == "age")  # the older somebody is, the earlier the birth
    keys = [key.desc() if downwards else key for key in SORTS[sort]]
    return chosen.where(*filters).order_by(*keys, ResidentPlace.number)


def rows_of(session: Session, ids: Sequence[UUID]) -> list[ResidentRow]:
    """The lines of these residents, in this order; sorting ids alone takes half the time."""
    today = clock.today()
    rows: dict[UUID, ResidentRow] = {}
    for part in _parts(ids):
        found = session.execute(joined(*LINE).where(Resident.id.in_(part)))
        rows.update((line.id, _row(line, today)) for line in found)
    return [rows[resident_id] for resident_id in ids]


def _parts(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


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


def find_residents(session: Session, text: str, limit: int = 8) -> list[ResidentRow]:
    """Who a few typed characters may mean, the likeliest first. For pickers and the palette."""
    if not text.strip():
        return []
    chosen = _likeliest(text, [Resident.status == Status.LIVING], limit)
    return rows_of(session, list(session.scalars(chosen.limit(limit))))
