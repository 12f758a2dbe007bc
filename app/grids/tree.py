"""The community as a tree, opened branch by branch: grid, building, unit, household.

Households belong to the room above this one, so they are reached through the metadata, read-only.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit
from db.base import Base


class Branch(StrEnum):
    """What a node of the tree is."""

    GRID = "grid"
    BUILDING = "building"
    UNIT = "unit"
    HOUSEHOLD = "household"


@dataclass(frozen=True)
class TreeNode:
    """One node; ``within`` counts what opening it would show."""

    branch: Branch
    id: UUID
    title: str
    within: int


def tree_roots(session: Session) -> list[TreeNode]:
    """The grids of the community, by code."""
    found = _counted(Grid.id, Grid.name, Building.id)
    found = found.outerjoin(Building, Building.grid_id == Grid.id).group_by(Grid.id)
    return _nodes(session, Branch.GRID, "{}", found.order_by(Grid.code))


def tree_children(session: Session, branch: Branch, parent_id: UUID) -> list[TreeNode]:
    """What lies right below a node; nothing below a household, or when the node is gone."""
    match branch:
        case Branch.GRID:
            return _buildings(session, parent_id)
        case Branch.BUILDING:
            return _units(session, parent_id)
        case Branch.UNIT:
            return _households(session, parent_id)
        case Branch.HOUSEHOLD:
            return []


def _buildings(session: Session, grid_id: UUID) -> list[TreeNode]:
    found = _counted(Building.id, Building.number, ResidentialUnit.id)
    found = found.outerjoin(ResidentialUnit, ResidentialUnit.building_id == Building.id)
    found = found.where(Building.grid_id == grid_id).group_by(Building.id)
    return _nodes(session, Branch.BUILDING, "{} 号楼", _by_number(found, Building.number))


def _units(session: Session, building_id: UUID) -> list[TreeNode]:
    household = Base.metadata.tables["household"]
    found = _counted(ResidentialUnit.id, ResidentialUnit.number, household.c.id)
    found = found.outerjoin(household, household.c.unit_id == ResidentialUnit.id)
    found = found.where(ResidentialUnit.building_id == building_id).group_by(ResidentialUnit.id)
    return _nodes(session, Branch.UNIT, "{} 单元", _by_number(found, ResidentialUnit.number))


def _households(session: Session, unit_id: UUID) -> list[TreeNode]:
    """Each with the number of people who live there now."""
    household, resident = (Base.metadata.tables[name] for name in ("household", "resident"))
    here = (resident.c.household_id == household.c.id) & (resident.c.status == "living")
    found = _counted(household.c.id, household.c.room, resident.c.id).outerjoin(resident, here)
    found = found.where(household.c.unit_id == unit_id).group_by(household.c.id)
    return _nodes(session, Branch.HOUSEHOLD, "{} 室", _by_number(found, household.c.room))


def _counted(key: Any, title: Any, below: Any) -> Select[Any]:
    return select(key, title, func.count(below)).select_from(key.table)


def _by_number(found: Select[Any], number: Any) -> Select[Any]:
    """As people count: 2 before 10."""
    return found.order_by(func.length(number), number)


def _nodes(session: Session, branch: Branch, words: str, found: Select[Any]) -> list[TreeNode]:
    rows = session.execute(found)
    return [TreeNode(branch, key, words.format(title), within) for key, title, within in rows]
