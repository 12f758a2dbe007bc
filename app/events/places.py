"""Where an event is: finding a building by what people say of a place."""

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid

WORDS = re.compile("号楼|楼|栋|单元|号|室|－|—|/| ")


@dataclass(frozen=True)
class PlaceChoice:
    """A building, with what was typed behind it."""

    id: UUID
    """Of the building."""
    name: str
    """3 号楼 2 单元 301 室."""
    address: str
    """The grid it lies in; pickers show it beside the name."""
    phone: str = ""


def find_places(session: Session, text: str, limit: int = 8) -> list[PlaceChoice]:
    """Buildings that ``3-2-301``, ``3号楼2单元`` or ``3`` may mean."""
    parts = [part for part in WORDS.sub("-", text.strip()).split("-") if part]
    if not parts:
        return []
    number = Building.number == parts[0]
    if len(parts) == 1:
        number = Building.number.startswith(parts[0], autoescape=True)
    found = session.execute(
        select(Building.id, Building.number, Grid.name)
        .join(Grid, Grid.id == Building.grid_id)
        .where(number)
        .order_by(func.length(Building.number), Building.number)
        .limit(limit)
    )
    inside = "".join(_inside(part, place) for place, part in enumerate(parts[1:]))
    return [PlaceChoice(key, f"{name} 号楼{inside}", grid) for key, name, grid in found]


def _inside(part: str, place: int) -> str:
    """2 单元, 301 室; words such as 东侧 stand as they were typed."""
    word = ("单元", "室")[place] if place < 2 and part.isascii() else ""
    return f" {part} {word}".rstrip()
