"""A community's grids with their buildings and units, who looks after them, and the chat groups."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from app.demo.data import data
from app.demo.district.plan import CommunityPlan
from app.demo.district.words import somebody
from app.demo.event_ledger import Worker
from app.demo.numbers import Numbers
from app.demo.places import Place, Places
from app.grids.chat_groups import GroupPlace
from app.grids.models import (
    Building,
    ChatGroup,
    ChatGroupHousehold,
    Grid,
    ResidentialUnit,
    StaffMember,
    StaffTerm,
)
from app.grids.rules import Duty, grid_code
from db import clock
from db.ids import new_id

ORDINALS = "一二三四五六七八九十"
FLOORS = 6
DOORS = tuple(f"{floor}{door:02}" for floor in range(1, FLOORS + 1) for door in (1, 2))
LONGEST_SERVICE = 1_200
"""Days since the longest serving of the staff began."""
OFFICER = "基层治理信息员"


@dataclass
class Ground:
    """What stands in a community."""

    places: Places = field(default_factory=Places)
    workers: dict[int, Worker] = field(default_factory=dict)
    """The full-time worker of each grid, by its number from 1."""
    groups: dict[UUID, UUID] = field(default_factory=dict)
    """The chat group of each unit, building or grid that has one."""

    def group_of(self, place: Place) -> UUID | None:
        """The nearest group of a door: of its unit, its building or its grid."""
        nearest = (place.unit_id, place.building_id, self.places.grids[place.grid - 1])
        return next((self.groups[one] for one in nearest if one in self.groups), None)


def build(session: Session, plan: CommunityPlan, area_code: str, random: Random) -> Ground:
    """Put grids, buildings, units and groups down."""
    ground = Ground()
    session.add_all(list(_grids(plan, area_code, ground)))
    session.add_all(list(_houses(plan, ground)))
    session.add_all(list(_groups(plan, ground, random)))
    session.flush()
    return ground


def _grids(plan: CommunityPlan, area_code: str, ground: Ground) -> Iterator[Grid]:
    for number in range(1, plan.grids + 1):
        ordinal = ORDINALS[number - 1] if number <= len(ORDINALS) else str(number)
        name, text = f"第{ordinal}网格", f"{number:02}"
        ground.places.grids.append(new_id())
        yield Grid(
            id=ground.places.grids[-1],
            number=text,
            code=grid_code(area_code, text),
            name=name,
            party_branch=f"{name}党支部",
            area=yard_of(number),
        )


def yard_of(grid: int) -> str:
    """The name of the yard that a grid covers, as the demo's events know it."""
    yards = [entry["yard"] for entry in data("places")["grid"] if entry["yard"]]
    name: str = yards[(grid - 1) % len(yards)]
    return name


def _houses(plan: CommunityPlan, ground: Ground) -> Iterator[Building | ResidentialUnit]:
    """Buildings dealt out to the grids in turn, units to the buildings in turn."""
    stairs = [0] * plan.buildings
    for unit in range(plan.units):
        stairs[unit % plan.buildings] += 1
    for building, units in enumerate(stairs):
        grid, number, building_id = building % plan.grids + 1, str(building + 1), new_id()
        ground.places.buildings.append((grid, number, building_id))
        yield Building(
            id=building_id,
            grid_id=ground.places.grids[grid - 1],
            number=number,
            address=f"{yard_of(grid)} {number} 号楼",
            floors=FLOORS,
        )
        for unit in range(1, units + 1):
            place = Place(grid, number, building_id, new_id(), DOORS)
            ground.places.units.append(place)
            yield ResidentialUnit(id=place.unit_id, building_id=building_id, number=str(unit))


# -- groups -----------------------------------------------------------------------------------


def _groups(plan: CommunityPlan, ground: Ground, random: Random) -> Iterator[ChatGroup]:
    """Groups of grids, then of whole buildings, then of units, as many as are planned."""
    keepers = [somebody(random) for _ in range(plan.grids)]
    for place, name in islice(_gathered(plan, ground.places), plan.chat_groups):
        grid_id = ground.places.grids[place.grid - 1]
        ground.groups[place.unit_id or place.building_id or grid_id] = group_id = new_id()
        yield ChatGroup(
            id=group_id,
            level=GroupPlace(grid_id, place.building_id, place.unit_id).level,
            grid_id=grid_id,
            building_id=place.building_id,
            unit_id=place.unit_id,
            name=name,
            keeper=keepers[place.grid - 1],
            members=random.randrange(8, 60),
        )


@dataclass(frozen=True)
class _Around:
    """Whose group it is."""

    grid: int
    building_id: UUID | None = None
    unit_id: UUID | None = None


def _gathered(plan: CommunityPlan, places: Places) -> Iterator[tuple[_Around, str]]:
    """Whatever could have a group, in order, and what the group is called."""
    for grid in range(1, plan.grids + 1):
        yield _Around(grid), f"第 {grid} 网格邻里群"
    for grid, number, building_id in places.buildings[: plan.building_groups]:
        yield _Around(grid, building_id), f"{number} 号楼邻里群"
    stairs: Counter[UUID] = Counter()
    for one in places.units:
        stairs[one.building_id] += 1
        name = f"{one.building} 号楼 {stairs[one.building_id]} 单元群"
        yield _Around(one.grid, one.building_id, one.unit_id), name


def join_groups(
    session: Session,
    ground: Ground,
    homes: list[tuple[UUID, Place]],
    count: int,
    random: Random,
) -> None:
    """Note in the nearest group that somebody of a household is in it, for so many households."""
    near = [(home, ground.group_of(place)) for home, place in homes]
    reached = [(home, group) for home, group in near if group is not None]
    session.add_all(
        ChatGroupHousehold(id=new_id(), group_id=group, household_id=home)
        for home, group in random.sample(reached, min(count, len(reached)))
    )


# -- staff ------------------------------------------------------------------------------------


def engage(
    session: Session,
    ground: Ground,
    plan: CommunityPlan,
    numbers: Numbers,
    random: Random,
) -> None:
    """A full-time worker for every grid, and the information officers planned."""
    for grid, grid_id in enumerate(ground.places.grids, start=1):
        member = _member(numbers, random, "社区工作者")
        ground.workers[grid] = Worker(member.id, member.name)
        session.add_all([member, _term(member, Duty.FULL_TIME, grid_id, random)])
    for _ in range(plan.information_officers):
        member = _member(numbers, random, OFFICER)
        grid_id = random.choice(ground.places.grids)
        session.add_all([member, _term(member, Duty.INFORMATION_OFFICER, grid_id, random)])


def _member(numbers: Numbers, random: Random, post: str) -> StaffMember:
    return StaffMember(
        id=new_id(),
        name=somebody(random),
        phone=numbers.phone(),
        post=post,
        is_party_member=random.random() < 0.4,
    )


def _term(member: StaffMember, duty: Duty, grid_id: UUID, random: Random) -> StaffTerm:
    since = clock.today() - timedelta(days=random.randrange(LONGEST_SERVICE))
    return StaffTerm(id=new_id(), staff_id=member.id, duty=duty, grid_id=grid_id, since=since)
