"""What pages show of residents' chat groups, and coverage (入群率) by group, grid and community.

Households belong to the room above this one, so they are reached through the metadata, read-only.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, distinct, func, select
from sqlalchemy.orm import Session

from app.grids.chat_groups import GroupPlace
from app.grids.models import Building, ChatGroup, ChatGroupHousehold, Grid, ResidentialUnit
from app.grids.rules import GROUP_LEVEL_NAMES, GroupLevel, coverage
from app.grids.staff_views import place_words
from db.base import Base


@dataclass(frozen=True)
class Coverage:
    """Households with somebody in a running group, of all households."""

    joined: int
    households: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None when there are no households."""
        return coverage(self.joined, self.households)


@dataclass(frozen=True)
class GroupRow:
    """One line of the list of groups."""

    id: UUID
    name: str
    level: GroupLevel
    level_name: str
    grid_id: UUID
    grid: str
    place: str
    keeper: str
    members: int
    note: str
    ended_on: date | None
    coverage: Coverage


@dataclass(frozen=True)
class PlaceChoice:
    """A place that may have a group, with what it is called."""

    place: GroupPlace
    title: str


@dataclass(frozen=True)
class Door:
    """A household that may be in a group."""

    household_id: UUID
    room: str
    head: str
    """Who lives there: the head of the household, or anybody."""
    is_in: bool


@dataclass(frozen=True)
class UnitDoors:
    """The doors of one staircase."""

    unit_id: UUID
    title: str
    doors: tuple[Door, ...]


def groups(
    session: Session, *, text: str = "", grid_id: UUID | None = None, ended: bool = False
) -> list[GroupRow]:
    """The groups, by grid, from the widest to the narrowest; closed ones only when asked for."""
    chosen = (
        select(ChatGroup, Grid.name, Building.number, ResidentialUnit.number)
        .join(Grid, ChatGroup.grid_id == Grid.id)
        .outerjoin(Building, ChatGroup.building_id == Building.id)
        .outerjoin(ResidentialUnit, ChatGroup.unit_id == ResidentialUnit.id)
        .order_by(Grid.code, func.length(Building.number), Building.number, ResidentialUnit.number)
    )
    if grid_id is not None:
        chosen = chosen.where(ChatGroup.grid_id == grid_id)
    if not ended:
        chosen = chosen.where(ChatGroup.ended_on.is_(None))
    if text.strip():
        fits = ChatGroup.name.contains(text.strip(), autoescape=True)
        chosen = chosen.where(fits | ChatGroup.keeper.contains(text.strip(), autoescape=True))
    return _rows(session, chosen)


def group_row(session: Session, group_id: UUID) -> GroupRow | None:
    """One group; None when there is no such record."""
    found = [row for row in groups(session, ended=True) if row.id == group_id]
    return found[0] if found else None


def group_places(session: Session) -> list[PlaceChoice]:
    """Every grid, then its buildings, each with its units, as people count."""
    grids = session.execute(select(Grid.id, Grid.name).order_by(Grid.code)).all()
    below: dict[UUID, list[PlaceChoice]] = defaultdict(list)
    names = {row.id: row.name for row in grids}
    seen: set[UUID] = set()
    for grid_id, building_id, building, unit_id, unit in session.execute(
        select(
            Building.grid_id,
            Building.id,
            Building.number,
            ResidentialUnit.id,
            ResidentialUnit.number,
        )
        .outerjoin(ResidentialUnit, ResidentialUnit.building_id == Building.id)
        .order_by(
            func.length(Building.number),
            Building.number,
            func.length(ResidentialUnit.number),
            ResidentialUnit.number,
        )
    ):
        words = f"{names[grid_id]} {place_words(building, None)}"
        if building_id not in seen:
            seen.add(building_id)
            below[grid_id].append(PlaceChoice(GroupPlace(grid_id, building_id), words))
        if unit_id is not None:
            place = GroupPlace(grid_id, building_id, unit_id)
            below[grid_id].append(PlaceChoice(place, f"{words} {unit} 单元"))
    return [
        choice
        for row in grids
        for choice in (PlaceChoice(GroupPlace(row.id), row.name), *below[row.id])
    ]


def coverage_by_grid(session: Session) -> dict[UUID, Coverage]:
    """入群率 of every grid; a household counts once, however many groups it is in."""
    households = _counts(session, _doors(Building.grid_id, func.count()).group_by(Building.grid_id))
    household = _household()
    inside = (
        _doors(Building.grid_id, func.count(distinct(household.c.id)))
        .join(ChatGroupHousehold, ChatGroupHousehold.household_id == household.c.id)
        .join(ChatGroup, ChatGroupHousehold.group_id == ChatGroup.id)
        .where(ChatGroup.ended_on.is_(None))
        .group_by(Building.grid_id)
    )
    joined = _counts(session, inside)
    grids = session.scalars(select(Grid.id))
    return {grid_id: Coverage(joined[grid_id], households[grid_id]) for grid_id in grids}


def community_coverage(session: Session) -> Coverage:
    """入群率 of the whole community."""
    grids = coverage_by_grid(session).values()
    return Coverage(sum(one.joined for one in grids), sum(one.households for one in grids))


def doors_of_group(session: Session, group_id: UUID) -> tuple[UnitDoors, ...]:
    """Every household the group is for, by staircase; empty when the group is gone."""
    group = session.get(ChatGroup, group_id)
    if group is None:
        return ()
    household, resident = _household(), Base.metadata.tables["resident"]
    inside = set(
        session.scalars(
            select(ChatGroupHousehold.household_id).where(ChatGroupHousehold.group_id == group_id)
        )
    )
    heads = (
        select(resident.c.household_id, resident.c.name)
        .where(resident.c.status == "living")
        .order_by(resident.c.is_head)
    )
    within = _within(group)
    named = {
        home: name
        for home, name in session.execute(
            heads.where(resident.c.household_id.in_(_doors(household.c.id).where(within)))
        )
    }
    found = session.execute(
        _doors(ResidentialUnit.id, Building.number, ResidentialUnit.number)
        .add_columns(household.c.id, household.c.room)
        .where(within)
        .order_by(
            func.length(Building.number),
            Building.number,
            func.length(ResidentialUnit.number),
            ResidentialUnit.number,
            func.length(household.c.room),
            household.c.room,
        )
    )
    return tuple(
        UnitDoors(
            unit_id,
            place_words(building, unit),
            tuple(
                Door(home, room, named.get(home, ""), home in inside) for *_, home, room in doors
            ),
        )
        for (unit_id, building, unit), doors in groupby(found, key=lambda row: tuple(row[:3]))
    )


def _household() -> Table:
    return Base.metadata.tables["household"]


def _doors(*columns: Any) -> Select[Any]:
    """Households with where they are."""
    household = _household()
    return (
        select(*columns)
        .select_from(household)
        .join(ResidentialUnit, household.c.unit_id == ResidentialUnit.id)
        .join(Building, ResidentialUnit.building_id == Building.id)
    )


def _within(group: ChatGroup) -> Any:
    if group.unit_id is not None:
        return ResidentialUnit.id == group.unit_id
    if group.building_id is not None:
        return Building.id == group.building_id
    return Building.grid_id == group.grid_id


def _rows(session: Session, chosen: Any) -> list[GroupRow]:
    homes = {
        level: _counts(session, _doors(column, func.count()).group_by(column))
        for level, column in (
            (GroupLevel.GRID, Building.grid_id),
            (GroupLevel.BUILDING, Building.id),
            (GroupLevel.UNIT, ResidentialUnit.id),
        )
    }
    joined = _joined(session)
    rows = []
    for group, grid, building, unit in session.execute(chosen):
        level = GroupLevel(group.level)
        place = group.unit_id or group.building_id or group.grid_id
        rows.append(
            GroupRow(
                group.id,
                group.name,
                level,
                GROUP_LEVEL_NAMES[level],
                group.grid_id,
                grid,
                place_words(building, unit),
                group.keeper,
                group.members,
                group.note,
                group.ended_on,
                Coverage(joined[group.id], homes[level][place]),
            )
        )
    return rows


def _joined(session: Session) -> dict[UUID, int]:
    """Households of each group that still live where the group is for."""
    household = _household()
    here = (
        (ChatGroup.unit_id == ResidentialUnit.id)
        | (ChatGroup.unit_id.is_(None) & (ChatGroup.building_id == Building.id))
        | (ChatGroup.building_id.is_(None) & (ChatGroup.grid_id == Building.grid_id))
    )
    counted = (
        _doors(ChatGroup.id, func.count())
        .join(ChatGroupHousehold, ChatGroupHousehold.household_id == household.c.id)
        .join(ChatGroup, ChatGroupHousehold.group_id == ChatGroup.id)
        .where(here)
        .group_by(ChatGroup.id)
    )
    return _counts(session, counted)


def _counts(session: Session, counted: Select[Any]) -> dict[UUID, int]:
    return defaultdict(int, {key: number for key, number in session.execute(counted)})
