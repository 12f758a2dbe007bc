"""What pages and sheets show of grids, buildings, units and the people who look after them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.grids.group_views import coverage_by_grid
from app.grids.models import Building, Grid, ResidentialUnit, StaffMember, StaffTerm
from app.grids.rules import (
    BUILDING_KIND_NAMES,
    DUTY_NAMES,
    GRID_KIND_NAMES,
    BuildingKind,
    Duty,
    GridKind,
)
from db import clock
from db.base import Base


@dataclass(frozen=True)
class GridRow:
    """One line of the list of grids."""

    id: UUID
    number: str
    name: str
    kind: str
    worker: str
    worker_phone: str
    buildings: int
    households: int
    residents: int
    party_branch: str
    coverage: float | None
    """入群率, from 0 to 1: households with somebody in a chat group; None without households."""


@dataclass(frozen=True)
class StaffLine:
    """Somebody's duty, past or present."""

    term_id: UUID
    staff_id: UUID
    name: str
    phone: str
    duty: Duty
    duty_name: str
    place: str
    since: date
    until: date | None
    is_serving: bool
    """Today; somebody whose last day is still to come serves until then."""


@dataclass(frozen=True)
class BuildingRow:
    """One building of a grid."""

    id: UUID
    number: str
    kind: str
    floors: int
    units: int
    households: int
    head: str


@dataclass(frozen=True)
class GridDetail:
    """One grid, as the drawer shows it."""

    id: UUID
    number: str
    code: str
    name: str
    kind: GridKind
    kind_name: str
    party_branch: str
    area: str
    note: str
    staff: tuple[StaffLine, ...]
    buildings: tuple[BuildingRow, ...]


@dataclass(frozen=True)
class Choice:
    """Something to choose in a field: its id, and how it is called."""

    id: UUID
    title: str


def grids(session: Session) -> list[GridRow]:
    """All grids by number, with what they hold."""
    workers = _full_time_workers(session)
    buildings = _counts(session, Building.grid_id, Building.__table__)
    households, residents = _people(session)
    covered = coverage_by_grid(session)
    rows = []
    for grid in session.scalars(select(Grid).order_by(Grid.code)):
        name, phone = workers.get(grid.id, ("", ""))
        rows.append(
            GridRow(
                grid.id,
                grid.number,
                grid.name,
                GRID_KIND_NAMES[GridKind(grid.kind)],
                name,
                phone,
                buildings[grid.id],
                households[grid.id],
                residents[grid.id],
                grid.party_branch,
                covered[grid.id].share,
            )
        )
    return rows


def grid_choices(session: Session) -> list[Choice]:
    """Every grid, for a filter or a field."""
    found = session.execute(select(Grid.id, Grid.name).order_by(Grid.code))
    return [Choice(grid_id, name) for grid_id, name in found]


def find_units(session: Session, text: str, limit: int = 12) -> list[Choice]:
    """Units a few typed characters may mean: 3-2, 3号楼2单元, or the building alone."""
    for word in ("号楼", "楼", "单元", "栋"):
        text = text.replace(word, "-")
    parts = [part.strip() for part in text.split("-") if part.strip()]
    if not parts:
        return []
    found = (
        select(ResidentialUnit.id, Building.number, ResidentialUnit.number)
        .join(Building, ResidentialUnit.building_id == Building.id)
        .where(Building.number.startswith(parts[0], autoescape=True))
    )
    if len(parts) > 1:
        unit = ResidentialUnit.number.startswith(parts[1], autoescape=True)
        found = found.where(Building.number == parts[0], unit)
    found = found.order_by(
        func.length(Building.number),
        Building.number,
        func.length(ResidentialUnit.number),
        ResidentialUnit.number,
    )
    rows = session.execute(found.limit(limit))
    return [Choice(unit_id, f"{building} 号楼 {unit} 单元") for unit_id, building, unit in rows]


def grid_detail(session: Session, grid_id: UUID) -> GridDetail | None:
    """One grid with its people and buildings; None when there is no such record."""
    grid = session.get(Grid, grid_id)
    if grid is None:
        return None
    staff = tuple(_staff(session, grid_id))
    return GridDetail(
        grid.id,
        grid.number,
        grid.code,
        grid.name,
        GridKind(grid.kind),
        GRID_KIND_NAMES[GridKind(grid.kind)],
        grid.party_branch,
        grid.area,
        grid.note,
        staff,
        tuple(_buildings(session, grid_id)),
    )


def _staff(session: Session, grid_id: UUID) -> list[StaffLine]:
    found = session.execute(
        select(StaffTerm, StaffMember, Building.number, ResidentialUnit.number)
        .join(StaffMember, StaffTerm.staff_id == StaffMember.id)
        .outerjoin(ResidentialUnit, StaffTerm.unit_id == ResidentialUnit.id)
        .outerjoin(
            Building,
            (StaffTerm.building_id == Building.id) | (ResidentialUnit.building_id == Building.id),
        )
        .where(StaffTerm.grid_id == grid_id)
    )
    order = list(Duty)
    lines = [_line(term, member, building, unit) for term, member, building, unit in found]
    return sorted(lines, key=lambda line: (not line.is_serving, order.index(line.duty), line.place))


def _line(
    term: StaffTerm, member: StaffMember, building: str | None, unit: str | None
) -> StaffLine:
    place = f"{building} 号楼" if building else ""
    place += f" {unit} 单元" if unit else ""
    duty = Duty(term.duty)
    return StaffLine(
        term.id,
        member.id,
        member.name,
        member.phone,
        duty,
        DUTY_NAMES[duty],
        place,
        term.since,
        term.until,
        term.since <= clock.today() and (term.until is None or term.until >= clock.today()),
    )


def _serving() -> ColumnElement[bool]:
    """Terms that cover today."""
    today = clock.today()
    return (StaffTerm.since <= today) & (StaffTerm.until.is_(None) | (StaffTerm.until >= today))


def _buildings(session: Session, grid_id: UUID) -> list[BuildingRow]:
    units = _counts(session, ResidentialUnit.building_id, ResidentialUnit.__table__)
    household = Base.metadata.tables["household"]
    doors = _grouped(
        session,
        select(ResidentialUnit.building_id, func.count())
        .join(household, household.c.unit_id == ResidentialUnit.id)
        .group_by(ResidentialUnit.building_id),
    )
    heads = _grouped(
        session,
        select(StaffTerm.building_id, func.min(StaffMember.name))
        .join(StaffMember, StaffTerm.staff_id == StaffMember.id)
        .where(StaffTerm.duty == Duty.BUILDING_HEAD, _serving())
        .group_by(StaffTerm.building_id),
    )
    found = session.scalars(
        select(Building)
        .where(Building.grid_id == grid_id)
        .order_by(func.length(Building.number), Building.number)
    )
    return [
        BuildingRow(
            row.id,
            row.number,
            BUILDING_KIND_NAMES[BuildingKind(row.kind)],
            row.floors,
            units[row.id],
            doors.get(row.id, 0),
            heads.get(row.id, ""),
        )
        for row in found
    ]


def _full_time_workers(session: Session) -> dict[UUID, tuple[str, str]]:
    found = session.execute(
        select(StaffTerm.grid_id, StaffMember.name, StaffMember.phone)
        .join(StaffMember, StaffTerm.staff_id == StaffMember.id)
        .where(StaffTerm.duty == Duty.FULL_TIME, _serving())
    )
    return {grid_id: (name, phone) for grid_id, name, phone in found if grid_id is not None}


def _people(session: Session) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """Households and living residents by grid. Their tables belong to the room above this one,
    so they are reached through the metadata, read-only.
    """
    household = Base.metadata.tables["household"]
    resident = Base.metadata.tables["resident"]
    doors = (
        select(Building.grid_id, func.count())
        .join(ResidentialUnit, ResidentialUnit.building_id == Building.id)
        .join(household, household.c.unit_id == ResidentialUnit.id)
        .group_by(Building.grid_id)
    )
    people = (
        select(Building.grid_id, func.count())
        .join(ResidentialUnit, ResidentialUnit.building_id == Building.id)
        .join(household, household.c.unit_id == ResidentialUnit.id)
        .join(resident, resident.c.household_id == household.c.id)
        .where(resident.c.status == "living")
        .group_by(Building.grid_id)
    )
    return _zeros(_grouped(session, doors)), _zeros(_grouped(session, people))


def _counts(session: Session, column: Any, table: Any) -> dict[UUID, int]:
    counted = select(column, func.count()).select_from(table).group_by(column)
    return _zeros(_grouped(session, counted))


def _grouped(session: Session, chosen: Any) -> dict[Any, Any]:
    return {key: value for key, value in session.execute(chosen)}


def _zeros(counts: dict[UUID, int]) -> dict[UUID, int]:
    return defaultdict(int, counts)
