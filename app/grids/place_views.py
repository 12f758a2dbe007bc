"""One building, unit or household as the tree's drawer shows it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import AuditEntry
from app.grids.models import Building, Grid, ResidentialUnit
from app.grids.rules import BUILDING_KIND_NAMES, BuildingKind, Duty
from app.grids.staff_views import StaffEntry, Standing, staff_entries
from app.grids.tree import Branch, TreeNode, tree_children
from db.base import Base


@dataclass(frozen=True)
class PlaceStep:
    """Something that happened to a building or unit, as the audit log words it."""

    at: datetime
    sentence: str
    who: str


@dataclass(frozen=True)
class PlaceDetail:
    """A building, a unit or a household."""

    branch: Branch
    id: UUID
    title: str
    grid_id: UUID
    building_id: UUID
    unit_id: UUID | None
    facts: tuple[tuple[str, str], ...]
    staff: tuple[StaffEntry, ...]
    """Who looks after it, or did, and what is vacant."""
    people: tuple[TreeNode, ...]
    """Who lives there, of a household."""
    history: tuple[PlaceStep, ...]

    def serving(self, duty: Duty) -> StaffEntry | None:
        """Who holds a duty of this place today."""
        return next(
            (e for e in self.staff if e.duty is duty and e.standing is Standing.SERVING), None
        )


def place_detail(session: Session, branch: Branch, place_id: UUID) -> PlaceDetail | None:
    """What the drawer shows; None when there is no such record, or it is of another kind."""
    match branch:
        case Branch.BUILDING:
            building = session.get(Building, place_id)
            return None if building is None else _building(session, building)
        case Branch.UNIT:
            unit = session.get(ResidentialUnit, place_id)
            return None if unit is None else _unit(session, unit)
        case Branch.HOUSEHOLD:
            return _household(session, place_id)
        case _:
            return None


def _building(session: Session, building: Building) -> PlaceDetail:
    grid = session.get_one(Grid, building.grid_id)
    units = tree_children(session, Branch.BUILDING, building.id)
    facts = (
        ("网格", grid.name),
        ("用途", BUILDING_KIND_NAMES[BuildingKind(building.kind)]),
        ("楼名", building.name),
        ("地址", building.address),
        ("层数", f"{building.floors} 层" if building.floors else ""),
        ("单元", f"{len(units)} 个，{sum(unit.within for unit in units)} 户"),
    )
    staff = [
        entry
        for entry in staff_entries(session, grid_id=None)
        if entry.building_id == building.id and entry.duty is Duty.BUILDING_HEAD
    ]
    history = _history(session, "building", building.id)
    title = f"{building.number} 号楼"
    return PlaceDetail(
        Branch.BUILDING, building.id, title, grid.id, building.id, None, facts, tuple(staff), (),
        history,
    )  # fmt: skip


def _unit(session: Session, unit: ResidentialUnit) -> PlaceDetail:
    building = session.get_one(Building, unit.building_id)
    grid = session.get_one(Grid, building.grid_id)
    homes = tree_children(session, Branch.UNIT, unit.id)
    facts = (
        ("网格", grid.name),
        ("地址", building.address),
        ("住户", f"{len(homes)} 户，{sum(home.within for home in homes)} 人"),
    )
    staff = [entry for entry in staff_entries(session) if entry.unit_id == unit.id]
    title = f"{building.number} 号楼 {unit.number} 单元"
    return PlaceDetail(
        Branch.UNIT, unit.id, title, grid.id, building.id, unit.id, facts, tuple(staff), (),
        _history(session, "unit", unit.id),
    )  # fmt: skip


def _household(session: Session, household_id: UUID) -> PlaceDetail | None:
    household = Base.metadata.tables["household"]
    row = session.execute(
        select(household.c.room, household.c.note, household.c.unit_id).where(
            household.c.id == household_id
        )
    ).first()
    if row is None:
        return None
    unit = session.get_one(ResidentialUnit, row.unit_id)
    building = session.get_one(Building, unit.building_id)
    grid = session.get_one(Grid, building.grid_id)
    people = tuple(tree_children(session, Branch.HOUSEHOLD, household_id))
    title = f"{building.number}-{unit.number}-{row.room}"
    facts = (("网格", grid.name), ("人口", f"{len(people)} 人"), ("备注", row.note))
    return PlaceDetail(
        Branch.HOUSEHOLD, household_id, title, grid.id, building.id, unit.id, facts, (), people, ()
    )


def _history(session: Session, table: str, record_id: UUID) -> tuple[PlaceStep, ...]:
    found = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_table == table, AuditEntry.subject_id == record_id)
        .order_by(AuditEntry.number.desc())
    )
    return tuple(PlaceStep(entry.at, entry.sentence, entry.account_name) for entry in found)
