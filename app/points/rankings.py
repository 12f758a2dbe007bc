"""Who got most points in a period: people, households, buildings, grids.

Counted over posted records by the day it happened: awards less deductions. Points from an old
sheet count for the balance and not here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit
from app.points.models import PointsRecord
from app.points.people import person, roots
from app.points.rows import own_station
from app.points.stages import RecordState
from app.residents.masking import mask_name
from app.residents.models import Household, Resident
from app.residents.rules import age_on
from db import clock

ADULT = 18


class RankBy(StrEnum):
    """What is ranked."""

    PERSON = "person"
    HOUSEHOLD = "household"
    BUILDING = "building"
    GRID = "grid"


RANK_BY_NAMES = {
    RankBy.PERSON: "个人",
    RankBy.HOUSEHOLD: "家庭",
    RankBy.BUILDING: "楼栋",
    RankBy.GRID: "网格",
}


@dataclass(frozen=True)
class RankLine:
    """One place; equal points share a place, the next one is left out (1, 2, 2, 4)."""

    place: int
    id: UUID
    """Of the resident, household, building or grid."""
    name: str
    where: str
    """Address and grid of people, grid of the others."""
    people: int
    """How many got points."""
    points: int
    is_minor: bool = False

    @property
    def public_name(self) -> str:
        """As it may hang on the board: of minors the family name and stars."""
        return mask_name(self.name) if self.is_minor else self.name


def ranking(
    session: Session,
    *,
    by: RankBy = RankBy.PERSON,
    from_day: date,
    until_day: date,
    limit: int = 50,
    grid_id: UUID | None = None,
) -> list[RankLine]:
    """The first ``limit`` places and whoever shares the last; nobody without points."""
    standing = roots()
    who = person(standing, PointsRecord.resident_id)
    points = func.sum(PointsRecord.points)
    people = func.count(who.distinct())
    chosen: Select[Any] = (
        select(*_COLUMNS[by], points.label("points"), people.label("people"))
        .select_from(PointsRecord)
        .outerjoin(standing, standing.c.id == PointsRecord.resident_id)
        .join(Resident, Resident.id == who)
        .join(Household, Household.id == Resident.household_id)
        .join(ResidentialUnit, ResidentialUnit.id == Household.unit_id)
        .join(Building, Building.id == ResidentialUnit.building_id)
        .join(Grid, Grid.id == Building.grid_id)
        .where(PointsRecord.owner == own_station(session))
        .where(PointsRecord.state == RecordState.POSTED)
        .where(PointsRecord.happened_on.between(from_day, until_day))
        .group_by(_COLUMNS[by][0])
        .having(points > 0)
        .order_by(points.desc(), *_ORDER[by])
    )
    if grid_id is not None:
        chosen = chosen.where(Grid.id == grid_id)
    return list(_placed(session.execute(chosen), by, limit))


_DOOR: tuple[Any, ...] = (
    Building.number.label("building"),
    ResidentialUnit.number.label("stairs"),
    Household.room,
    Grid.name.label("grid"),
)
_COLUMNS: dict[RankBy, tuple[Any, ...]] = {
    RankBy.PERSON: (Resident.id, Resident.name, Resident.birth, *_DOOR),
    RankBy.HOUSEHOLD: (Household.id, *_DOOR),
    RankBy.BUILDING: (Building.id, Building.number.label("building"), Grid.name.label("grid")),
    RankBy.GRID: (Grid.id, Grid.name.label("grid")),
}
_ORDER: dict[RankBy, tuple[Any, ...]] = {
    RankBy.PERSON: (Resident.name_pinyin, Resident.id),
    RankBy.HOUSEHOLD: (Building.number, ResidentialUnit.number, Household.room),
    RankBy.BUILDING: (Building.number,),
    RankBy.GRID: (Grid.code,),
}


def _placed(rows: Iterable[Any], by: RankBy, limit: int) -> Iterable[RankLine]:
    place, last, today = 0, None, clock.today()
    for number, row in enumerate(rows, start=1):
        if row.points != last:
            if number > limit:
                return
            place, last = number, row.points
        name, where, minor = _named(row, by, today)
        yield RankLine(place, row.id, name, where, row.people, row.points, minor)


def _named(row: Any, by: RankBy, today: date) -> tuple[str, str, bool]:
    if by is RankBy.GRID:
        return row.grid, "", False
    if by is RankBy.BUILDING:
        return f"{row.building} 号楼", row.grid, False
    address = f"{row.building}-{row.stairs}-{row.room}"
    if by is RankBy.HOUSEHOLD:
        return address, row.grid, False
    age = age_on(today, row.birth)
    return row.name, f"{address} {row.grid}", age is not None and age < ADULT
