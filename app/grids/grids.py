"""Registering and changing grids, buildings and units."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.new_station import LONGEST_LINE, LONGEST_NAME, check_length, check_name
from app.accounts.permissions import Actor, Permission
from app.accounts.station import profile
from app.errors import InvalidInput, NotFound
from app.grids.models import Building, Grid, ResidentialUnit
from app.grids.rules import BuildingKind, GridKind, grid_code
from db.ids import new_id

LONGEST_TEXT = 500
MOST_FLOORS, MOST_UNITS = 150, 60
"""More than any residential building in the country has; a slip of the finger beyond."""


@dataclass(frozen=True)
class GridText:
    """What a form says of a grid."""

    number: str
    name: str
    kind: GridKind = GridKind.COMMUNITY
    party_branch: str = ""
    area: str = ""
    note: str = ""


@dataclass(frozen=True)
class BuildingText:
    """What a form says of a building."""

    number: str
    name: str = ""
    address: str = ""
    floors: int = 0
    kind: BuildingKind = BuildingKind.RESIDENTIAL


def add_grid(session: Session, actor: Actor, *, text: GridText) -> UUID:
    """Register a grid.

    Raises:
        NotAllowed, InvalidInput: the number is wrong or taken, the name empty or too long.
    """
    actor.require(Permission.EDIT_GRIDS)
    code = _checked_code(session, text, None)
    grid = Grid(id=new_id(), code=code)
    _fill(grid, text)
    session.add(grid)
    audit.record(session, actor, "grid.add", f"登记网格：{text.name}", subject=("grid", grid.id))
    return grid.id


def change_grid(session: Session, actor: Actor, grid_id: UUID, *, text: GridText) -> None:
    """Change a grid.

    Raises:
        NotAllowed, NotFound, InvalidInput: as for :func:`add_grid`.
    """
    actor.require(Permission.EDIT_GRIDS)
    grid = session.get(Grid, grid_id)
    if grid is None:
        raise NotFound("找不到这个网格。", "它可能刚被撤销，请刷新。")
    grid.code = _checked_code(session, text, grid_id)
    _fill(grid, text)
    audit.record(session, actor, "grid.change", f"修改网格：{text.name}", subject=("grid", grid_id))


def _checked_code(session: Session, text: GridText, own: UUID | None) -> str:
    check_name(text.name, "网格名称", "name")
    for field, label, value in (
        ("area", "四至范围", text.area),
        ("note", "备注", text.note),
        ("party_branch", "党组织", text.party_branch),
    ):
        if len(value) > LONGEST_TEXT:
            raise InvalidInput(f"{label}最多 {LONGEST_TEXT} 个字。", "请缩短。", field=field)
    code = grid_code(profile(session).area_code, text.number)
    holder = session.scalars(select(Grid).where(Grid.code == code)).first()
    if holder is not None and holder.id != own:
        raise InvalidInput(
            f"网格编号 {text.number} 已由“{holder.name}”使用。", "请换一个编号。", field="number"
        )
    return code


def _fill(grid: Grid, text: GridText) -> None:
    grid.number, grid.name, grid.kind = text.number, text.name.strip(), text.kind
    grid.party_branch, grid.area, grid.note = text.party_branch, text.area, text.note


def add_building(
    session: Session, actor: Actor, *, grid_id: UUID, text: BuildingText, units: int = 0
) -> UUID:
    """Register a building in a grid, with units numbered from 1.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: the number is empty or taken at this address; a text is too long, a count
            out of all measure.
    """
    actor.require(Permission.EDIT_GRIDS)
    text = replace(text, number=text.number.strip(), address=text.address.strip())
    _check_building(session, text, units)
    if session.get(Grid, grid_id) is None:
        raise NotFound("找不到这个网格。", "它可能刚被撤销，请刷新。")
    building = Building(id=new_id(), grid_id=grid_id, **text.__dict__)
    session.add(building)
    for number in range(1, units + 1):
        session.add(ResidentialUnit(building_id=building.id, number=str(number)))
    sentence = f"登记楼栋：{text.number} 号楼"
    audit.record(session, actor, "building.add", sentence, subject=("building", building.id))
    return building.id


def _check_building(session: Session, text: BuildingText, units: int) -> None:
    check_name(text.number, "楼号", "number")
    check_length(text.name, "楼名", "name", LONGEST_NAME)
    check_length(text.address, "地址", "address", LONGEST_LINE)
    for field, label, count, most in (
        ("floors", "层数", text.floors, MOST_FLOORS),
        ("units", "单元数", units, MOST_UNITS),
    ):
        if not 0 <= count <= most:
            raise InvalidInput(f"{label}应在 0 到 {most} 之间，现在是 {count}。", field=field)
    same = select(Building).where(Building.number == text.number, Building.address == text.address)
    if session.scalars(same).first() is not None:
        raise InvalidInput(
            f"{text.number} 号楼已经登记过。", "地址不同的同号楼请写明地址。", field="number"
        )


def add_unit(session: Session, actor: Actor, *, building_id: UUID, number: str) -> UUID:
    """Register a unit (staircase) of a building.

    Raises:
        NotAllowed, NotFound, InvalidInput: the number is empty or taken in the building.
    """
    actor.require(Permission.EDIT_GRIDS)
    number = number.strip()
    check_name(number, "单元号", "number")
    building = session.get(Building, building_id)
    if building is None:
        raise NotFound("找不到这栋楼。", "请刷新后再试。")
    taken = select(ResidentialUnit).where(
        ResidentialUnit.building_id == building_id, ResidentialUnit.number == number
    )
    if session.scalars(taken).first() is not None:
        raise InvalidInput(f"{building.number} 号楼已有 {number} 单元。", field="number")
    unit = ResidentialUnit(id=new_id(), building_id=building_id, number=number)
    session.add(unit)
    sentence = f"登记单元：{building.number} 号楼 {number} 单元"
    audit.record(session, actor, "unit.add", sentence, subject=("unit", unit.id))
    return unit.id
