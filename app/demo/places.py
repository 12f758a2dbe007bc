"""Grids, buildings and units of the demo community."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.demo.data import data
from app.grids.grids import BuildingText, GridText, add_building, add_grid, add_unit
from app.grids.rules import BuildingKind, GridKind


@dataclass(frozen=True)
class Place:
    """A unit (staircase) and what lies behind its doors."""

    grid: int
    """Running number of the grid, from 1."""
    building: str
    building_id: UUID
    unit_id: UUID
    rooms: tuple[str, ...]


@dataclass
class Places:
    """All grids in order, and all units."""

    grids: list[UUID] = field(default_factory=list)
    buildings: list[tuple[int, str, UUID]] = field(default_factory=list)
    """Grid, number, id."""
    units: list[Place] = field(default_factory=list)


def build(session: Session, actor: Actor) -> Places:
    """Register every grid, building and unit of ``places.toml``."""
    places = Places()
    for position, entry in enumerate(data("places")["grid"], start=1):
        kind = GridKind.DEDICATED if entry.get("dedicated") else GridKind.COMMUNITY
        text = GridText(f"{position:02}", entry["name"], kind, entry["party_branch"], entry["area"])
        grid_id = add_grid(session, actor, text=text)
        session.flush()
        places.grids.append(grid_id)
        for offset, units in enumerate(entry["units"]):
            _residential(
                session, actor, places, entry | {"number": entry["first"] + offset, "n": units}
            )
        for offset, house in enumerate(entry.get("houses", ())):
            text_of = BuildingText(
                number=str(entry["first"] + offset),
                name=house["name"],
                address=house["address"],
                floors=house["floors"],
                kind=BuildingKind(house["kind"]),
            )
            building_id = add_building(session, actor, grid_id=grid_id, text=text_of)
            places.buildings.append((position, text_of.number, building_id))
    return places


def _residential(
    session: Session, actor: Actor, places: Places, entry: dict[str, int | str]
) -> None:
    number, grid = str(entry["number"]), len(places.grids)
    floors, doors = int(entry["floors"]), int(entry["doors"])
    address = f"{entry['yard']} {number} 号楼"
    building_id = add_building(
        session,
        actor,
        grid_id=places.grids[-1],
        text=BuildingText(number, address=address, floors=floors),
    )
    session.flush()
    places.buildings.append((grid, number, building_id))
    rooms = tuple(
        f"{floor}{door:02}" for floor in range(1, floors + 1) for door in range(1, doors + 1)
    )
    for unit in range(1, int(entry["n"]) + 1):
        unit_id = add_unit(session, actor, building_id=building_id, number=str(unit))
        places.units.append(Place(grid, number, building_id, unit_id, rooms))
