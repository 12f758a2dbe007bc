"""Registering households."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.new_station import check_name
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, NotFound
from app.grids.models import Building, ResidentialUnit
from app.residents.models import Household
from db.ids import new_id


def add_household(session: Session, actor: Actor, *, unit_id: UUID, room: str) -> UUID:
    """Register a household behind a door.

    Raises:
        NotAllowed, NotFound, InvalidInput: the room is empty or taken in the unit.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    room = room.strip()
    check_name(room, "房号", "room")
    if session.get(ResidentialUnit, unit_id) is None:
        raise NotFound("找不到这个单元。", "请先在“网格”中登记。")
    taken = select(Household).where(Household.unit_id == unit_id, Household.room == room)
    if session.scalars(taken).first() is not None:
        raise InvalidInput(f"{room} 室已经登记过。", "请直接在该户下添加居民。", field="room")
    household = Household(id=new_id(), unit_id=unit_id, room=room)
    session.add(household)
    session.flush()
    sentence = f"登记住户：{address_of(session, household.id)}"
    audit.record(session, actor, "household.add", sentence, subject=("household", household.id))
    return household.id


def household_at(session: Session, actor: Actor, *, unit_id: UUID, room: str) -> UUID:
    """The household behind a door; it is registered when it is new.

    Raises:
        NotAllowed, NotFound, InvalidInput: see :func:`add_household`.
    """
    known = select(Household.id).where(Household.unit_id == unit_id, Household.room == room.strip())
    household_id = session.scalars(known).first()
    return household_id or add_household(session, actor, unit_id=unit_id, room=room)


def address_of(session: Session, household_id: UUID) -> str:
    """The short address people use: 3-2-301 (building, unit, room)."""
    row = session.execute(
        select(Building.number, ResidentialUnit.number, Household.room)
        .join(ResidentialUnit, ResidentialUnit.building_id == Building.id)
        .join(Household, Household.unit_id == ResidentialUnit.id)
        .where(Household.id == household_id)
    ).one()
    return "-".join(row)
