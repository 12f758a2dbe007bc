"""The community as a tree, opened branch by branch: grid, building, unit, household, residents.

Households and residents belong to the room above this one, so they are reached through the
metadata, read-only; of residents the name alone is shown.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.grids.models import Building, Grid, ResidentialUnit
from db.base import Base


class Branch(StrEnum):
    """What a node of the tree is."""

    COMMUNITY = "community"
    GRID = "grid"
    BUILDING = "building"
    UNIT = "unit"
    HOUSEHOLD = "household"
    RESIDENT = "resident"


@dataclass(frozen=True)
class TreeNode:
    """One node; ``within`` counts what opening it would show."""

    branch: Branch
    id: UUID
    title: str
    within: int


def tree_top(session: Session) -> TreeNode:
    """The community itself."""
    office = profile(session)
    grids = session.scalar(select(func.count()).select_from(Grid)) or 0
    return TreeNode(Branch.COMMUNITY, office.id, office.name, grids)


def tree_roots(session: Session) -> list[TreeNode]:
    """The grids of the community, by code."""
    return _nodes(session, Branch.GRID, grid_nodes().order_by(Grid.code))


def tree_children(session: Session, branch: Branch, parent_id: UUID) -> list[TreeNode]:
    """What lies right below a node; nothing below a resident, or when the node is gone."""
    match branch:
        case Branch.COMMUNITY:
            return tree_roots(session) if parent_id == profile(session).id else []
        case Branch.GRID:
            found = building_nodes().where(Building.grid_id == parent_id)
            return _nodes(session, Branch.BUILDING, by_number(found, Building.number))
        case Branch.BUILDING:
            found = unit_nodes().where(ResidentialUnit.building_id == parent_id)
            return _nodes(session, Branch.UNIT, by_number(found, ResidentialUnit.number))
        case Branch.UNIT:
            room = Base.metadata.tables["household"].c
            found = household_nodes().where(room.unit_id == parent_id)
            return _nodes(session, Branch.HOUSEHOLD, by_number(found, room.room))
        case Branch.HOUSEHOLD:
            person = Base.metadata.tables["resident"].c
            found = resident_nodes().where(person.household_id == parent_id)
            return _nodes(
                session, Branch.RESIDENT, found.order_by(person.is_head.desc(), person.id)
            )
        case Branch.RESIDENT:
            return []


def grid_nodes() -> Select[Any]:
    """Grids with the number of their buildings: id, title, within."""
    found = _counted(Grid.id, Grid.name, Building.id)
    return found.outerjoin(Building, Building.grid_id == Grid.id).group_by(Grid.id)


def building_nodes() -> Select[Any]:
    """Buildings with the number of their units."""
    found = _counted(Building.id, Building.number, ResidentialUnit.id)
    found = found.outerjoin(ResidentialUnit, ResidentialUnit.building_id == Building.id)
    return found.group_by(Building.id)


def unit_nodes() -> Select[Any]:
    """Units with the number of their households."""
    household = Base.metadata.tables["household"]
    found = _counted(ResidentialUnit.id, ResidentialUnit.number, household.c.id)
    found = found.outerjoin(household, household.c.unit_id == ResidentialUnit.id)
    return found.group_by(ResidentialUnit.id)


def household_nodes() -> Select[Any]:
    """Households, each with the number of people who live there now.

    The status is compared as an expression, or SQLite would look through everybody who lives here
    for each household instead of through the household's people.
    """
    household, resident = (Base.metadata.tables[name] for name in ("household", "resident"))
    lives = resident.c.status.concat("") == "living"
    here = (resident.c.household_id == household.c.id) & lives
    found = _counted(household.c.id, household.c.room, resident.c.id).outerjoin(resident, here)
    return found.group_by(household.c.id)


def resident_nodes() -> Select[Any]:
    """People who live here now, by name; nothing lies below them."""
    resident = Base.metadata.tables["resident"]
    found = select(resident.c.id, resident.c.name, 0 * func.length(resident.c.name))
    return found.where(resident.c.status == "living")


def by_number(found: Select[Any], number: Any) -> Select[Any]:
    """As people count: 2 before 10."""
    return found.order_by(func.length(number), number)


TITLES = {
    Branch.BUILDING: "{} 号楼",
    Branch.UNIT: "{} 单元",
    Branch.HOUSEHOLD: "{} 室",
}


def _counted(key: Any, title: Any, below: Any) -> Select[Any]:
    return select(key, title, func.count(below)).select_from(key.table)


def _nodes(session: Session, branch: Branch, found: Select[Any]) -> list[TreeNode]:
    return [node_of(branch, row) for row in session.execute(found)]


def node_of(branch: Branch, row: Any) -> TreeNode:
    """A node of a row that begins with id, title, within."""
    return TreeNode(branch, row[0], TITLES.get(branch, "{}").format(row[1]), row[2])
