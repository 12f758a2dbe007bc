"""Moving a building to another grid: who looked after it before stays on record as it was."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, NotFound
from app.grids.models import Building, ChatGroup, Grid, ResidentialUnit, StaffTerm
from db.ids import new_id


def move_building(
    session: Session, actor: Actor, *, building_id: UUID, grid_id: UUID, since: date
) -> None:
    """Give a building to another grid from ``since`` on.

    Terms of building and unit heads that run go on in the new grid as new ones: the old ones end
    the day before and keep the old grid. Chat groups of the building go along.

    Raises:
        NotAllowed, NotFound, InvalidInput: it lies in that grid already.
    """
    actor.require(Permission.EDIT_GRIDS)
    building, grid = session.get(Building, building_id), session.get(Grid, grid_id)
    if building is None or grid is None:
        raise NotFound("找不到这栋楼或这个网格。", "请刷新后再试。")
    if building.grid_id == grid_id:
        raise InvalidInput(f"{building.number} 号楼本来就在{grid.name}。", field="grid_id")
    before = session.get_one(Grid, building.grid_id)
    audit.record(
        session,
        actor,
        "building.move",
        f"{building.number} 号楼由{before.name}划归{grid.name}，{since} 起",
        subject=("building", building_id),
    )
    building.grid_id = grid_id
    units = select(ResidentialUnit.id).where(ResidentialUnit.building_id == building_id)
    _carry_terms_over(session, _inside(StaffTerm, building_id, units), grid_id, since)
    for group in session.scalars(select(ChatGroup).where(_inside(ChatGroup, building_id, units))):
        group.grid_id = grid_id
    session.flush()


def _inside(
    table: type[StaffTerm] | type[ChatGroup], building_id: UUID, units: object
) -> ColumnElement[bool]:
    """What belongs to the building or to one of its units."""
    return (table.building_id == building_id) | table.unit_id.in_(units)  # type: ignore[arg-type]


def _carry_terms_over(
    session: Session, which: ColumnElement[bool], grid_id: UUID, since: date
) -> None:
    running = StaffTerm.until.is_(None) | (StaffTerm.until >= since)
    for term in list(session.scalars(select(StaffTerm).where(which, running))):
        if term.since >= since:
            term.grid_id = grid_id  # it has not begun yet
            continue
        session.add(
            StaffTerm(
                id=new_id(),
                staff_id=term.staff_id,
                duty=term.duty,
                grid_id=grid_id,
                building_id=term.building_id,
                unit_id=term.unit_id,
                since=since,
                until=term.until,
            )
        )
        term.until = since - timedelta(days=1)
