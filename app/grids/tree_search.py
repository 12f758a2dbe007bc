"""Finding in the tree: what a few typed characters mean, each with the way down to it."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit
from app.grids.tree import (
    Branch,
    TreeNode,
    building_nodes,
    by_number,
    grid_nodes,
    household_nodes,
    node_of,
    resident_nodes,
    tree_top,
    unit_nodes,
)
from db.base import Base

MOST = 200
"""Finds that are shown; whoever types on finds fewer."""


@dataclass(frozen=True)
class FoundNode:
    """A node of the filtered tree, and what of its children was found or leads to a find."""

    node: TreeNode
    below: tuple["FoundNode", ...]
    is_hit: bool
    """False: shown because it leads to one."""


Key = tuple[Branch, UUID]


def find_in_tree(session: Session, text: str) -> FoundNode:
    """The community with all that ``text`` may mean: a grid, an address like 3-2-301, a name or
    its initials.
    """
    finds = _Finds(session)
    text = text.strip()
    if text:
        finds.look_for_grids(text)
        finds.look_for_address(text)
        finds.look_for_people(text)
    return finds.from_top()


class _Finds:
    """Nodes found so far, and the ways that lead to them."""

    def __init__(self, session: Session):
        self._session = session
        self._top = tree_top(session)
        self._nodes: dict[Key, TreeNode] = {}
        self._below: dict[Key, list[Key]] = {}
        self._hits: set[Key] = set()

    def look_for_grids(self, text: str) -> None:
        """By name or number."""
        fits = Grid.name.contains(text, autoescape=True) | (Grid.number == text)
        for row in self._session.execute(grid_nodes().where(fits).order_by(Grid.code).limit(MOST)):
            self._hits.add(self._put(node_of(Branch.GRID, row), None))

    def look_for_address(self, text: str) -> None:
        """3, 3号楼2单元, 3-2-301; the last part may be half typed."""
        parts = [part for part in re.split(r"号楼|楼|栋|单元|室|[-－\s]", text.lower()) if part]
        if not 1 <= len(parts) <= len(_DEPTHS):
            return
        branch, nodes, number = _DEPTHS[len(parts) - 1]
        found = _from_building(nodes(), branch)
        for (_, _, column), part in zip(_DEPTHS[:-1], parts[:-1], strict=False):
            found = found.where(column() == part)
        found = found.where(number().startswith(parts[-1], autoescape=True))
        self._hang(branch, by_number(found, number()))

    def look_for_people(self, text: str) -> None:
        """By name or by the initials of a reading."""
        person = Base.metadata.tables["resident"].c
        ways = [person.name.contains(text, autoescape=True)]
        if text.isascii() and text.isalpha():
            low = text.lower()
            ways.append(person.name_initials.startswith(low, autoescape=True))
            ways.append(person.name_initials.contains(f" {low}", autoescape=True))
        found = resident_nodes().where(or_(*ways)).order_by(person.name)
        self._hang(Branch.RESIDENT, found.add_columns(person.household_id))

    def _hang(self, branch: Branch, found: Select[Any]) -> None:
        """Take finds, each with the id of what it hangs on in the fourth column."""
        rows = self._session.execute(found.limit(MOST)).all()
        if branch is not Branch.GRID:
            self._lead_to(_ABOVE[branch], {row[3] for row in rows})
        for row in rows:
            self._hits.add(self._put(node_of(branch, row), (_ABOVE[branch], row[3])))

    def _lead_to(self, branch: Branch, ids: set[UUID]) -> None:
        """The nodes above finds, up to the grids."""
        key, nodes, above = _BY_ID[branch]
        chosen = nodes().where(key().in_(ids))
        chosen = chosen.order_by(Grid.code) if above is None else chosen.add_columns(above())
        rows = self._session.execute(chosen).all()
        if above is not None:
            self._lead_to(_ABOVE[branch], {row[3] for row in rows})
        for row in rows:
            parent = (_ABOVE[branch], row[3]) if above is not None else None
            self._put(node_of(branch, row), parent)

    def _put(self, node: TreeNode, parent: Key | None) -> Key:
        key = (node.branch, node.id)
        if key not in self._nodes:
            self._nodes[key] = node
            above = parent or (Branch.COMMUNITY, self._top.id)
            self._below.setdefault(above, []).append(key)
        return key

    def from_top(self) -> FoundNode:
        """The tree of all that was found."""
        top = (Branch.COMMUNITY, self._top.id)
        return FoundNode(self._top, self._built_below(top), False)

    def _built_below(self, key: Key) -> tuple[FoundNode, ...]:
        found = [(child, self._nodes[child]) for child in self._below.get(key, [])]
        if key[0] in (Branch.GRID, Branch.BUILDING, Branch.UNIT):  # as people count: 2 before 10
            found.sort(key=lambda pair: (len(pair[1].title), pair[1].title))
        return tuple(
            FoundNode(node, self._built_below(child), child in self._hits) for child, node in found
        )


def _household(column: str) -> Any:
    return lambda: Base.metadata.tables["household"].c[column]


def _from_building(found: Select[Any], branch: Branch) -> Select[Any]:
    """The nodes of a branch with what they hang on, joined up to their building."""
    home = Base.metadata.tables["household"].c
    if branch is Branch.BUILDING:
        return found.add_columns(Building.grid_id)
    if branch is Branch.UNIT:
        found = found.add_columns(ResidentialUnit.building_id)
    else:
        found = found.add_columns(home.unit_id)
        found = found.join(ResidentialUnit, home.unit_id == ResidentialUnit.id)
    return found.join(Building, ResidentialUnit.building_id == Building.id)


_DEPTHS: tuple[tuple[Branch, Any, Any], ...] = (
    (Branch.BUILDING, building_nodes, lambda: Building.number),
    (Branch.UNIT, unit_nodes, lambda: ResidentialUnit.number),
    (Branch.HOUSEHOLD, household_nodes, _household("room")),
)
"""What an address of one, two or three parts means, and which column each part is."""
_ABOVE = {
    Branch.BUILDING: Branch.GRID,
    Branch.UNIT: Branch.BUILDING,
    Branch.HOUSEHOLD: Branch.UNIT,
    Branch.RESIDENT: Branch.HOUSEHOLD,
}
_BY_ID: dict[Branch, tuple[Any, Any, Any]] = {
    Branch.GRID: (lambda: Grid.id, grid_nodes, None),
    Branch.BUILDING: (lambda: Building.id, building_nodes, lambda: Building.grid_id),
    Branch.UNIT: (lambda: ResidentialUnit.id, unit_nodes, lambda: ResidentialUnit.building_id),
    Branch.HOUSEHOLD: (_household("id"), household_nodes, _household("unit_id")),
}
