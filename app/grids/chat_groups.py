"""Residents' chat groups: setting them up, and which households have somebody in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.new_station import LONGEST_LINE, check_length, check_name
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, NotFound, RuleBroken
from app.grids.models import Building, ChatGroup, ChatGroupHousehold, Grid, ResidentialUnit
from app.grids.rules import GROUP_LEVEL_NAMES, GroupLevel
from db import clock
from db.base import Base
from db.ids import new_id

MOST_MEMBERS = 5_000
"""More than any chat program lets into a group; a slip of the finger beyond."""


@dataclass(frozen=True)
class GroupPlace:
    """Whose group it is: a grid's, a building's or a unit's."""

    grid_id: UUID
    building_id: UUID | None = None
    unit_id: UUID | None = None

    @property
    def level(self) -> GroupLevel:
        """The level that follows from the place."""
        if self.unit_id is not None:
            return GroupLevel.UNIT
        return GroupLevel.BUILDING if self.building_id is not None else GroupLevel.GRID


@dataclass(frozen=True)
class GroupText:
    """What a form says of a group."""

    name: str
    keeper: str = ""
    members: int = 0
    note: str = ""


def set_up_group(session: Session, actor: Actor, *, place: GroupPlace, text: GroupText) -> UUID:
    """Register a chat group.

    Raises:
        NotAllowed, NotFound: the grid, or the building or unit in it.
        InvalidInput: the name is empty or taken by a running group, a figure out of all measure.
    """
    actor.require(Permission.EDIT_GRIDS)
    place = _completed(session, place)
    _check(session, text, None)
    group = ChatGroup(id=new_id(), level=place.level, **place.__dict__)
    _fill(group, text)
    session.add(group)
    sentence = f"建立{GROUP_LEVEL_NAMES[place.level]}：{group.name}"
    audit.record(session, actor, "group.add", sentence, subject=("chat_group", group.id))
    return group.id


def change_group(session: Session, actor: Actor, *, group_id: UUID, text: GroupText) -> None:
    """Change a group's name, keeper, count and note.

    Raises:
        NotAllowed, NotFound, RuleBroken: it has ended; InvalidInput as above.
    """
    actor.require(Permission.EDIT_GRIDS)
    group = _running(session, group_id)
    _check(session, text, group_id)
    _fill(group, text)
    sentence = f"修改居民群：{group.name}"
    audit.record(session, actor, "group.change", sentence, subject=("chat_group", group_id))


def end_group(session: Session, actor: Actor, *, group_id: UUID, ended_on: date) -> None:
    """Close a group; its households no longer count.

    Raises:
        NotAllowed, NotFound, RuleBroken: it has ended already.
        InvalidInput: the day is still to come.
    """
    actor.require(Permission.EDIT_GRIDS)
    group = _running(session, group_id)
    if ended_on > clock.today():
        raise InvalidInput(f"解散日期 {ended_on} 还没有到。", "请填今天或以前。", field="ended_on")
    group.ended_on = ended_on
    sentence = f"解散居民群：{group.name}"
    audit.record(session, actor, "group.end", sentence, subject=("chat_group", group_id))


def tick_households(
    session: Session,
    actor: Actor,
    *,
    group_id: UUID,
    joined: Collection[UUID] = (),
    left: Collection[UUID] = (),
) -> None:
    """Say of households that they have, or no longer have, somebody in the group; in one go.

    Raises:
        NotAllowed, NotFound, RuleBroken: the group has ended.
        InvalidInput: a household lies outside what the group is for.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    group = _running(session, group_id)
    _refuse_strangers(session, group, joined)
    found = session.scalars(
        select(ChatGroupHousehold).where(ChatGroupHousehold.group_id == group_id)
    )
    inside = {row.household_id: row for row in found}
    entering = [one for one in joined if one not in inside]
    leaving = [inside[one] for one in left if one in inside]
    if not (entering or leaving):
        return
    for household_id in entering:
        session.add(ChatGroupHousehold(group_id=group_id, household_id=household_id))
    for row in leaving:
        session.delete(row)
    parts = [f"入群 {len(entering)} 户"] * bool(entering) + [f"退群 {len(leaving)} 户"] * bool(
        leaving
    )
    sentence = f"{group.name}：{'，'.join(parts)}"
    audit.record(session, actor, "group.tick", sentence, subject=("chat_group", group_id))


def _completed(session: Session, place: GroupPlace) -> GroupPlace:
    """The place with the building of its unit; NotFound when the parts do not lie in each other."""
    grid_id, building_id = place.grid_id, place.building_id
    missing = NotFound("找不到这个网格、楼栋或单元。", "请刷新后再试。")
    if session.get(Grid, grid_id) is None:
        raise missing
    if place.unit_id is not None:
        unit = session.get(ResidentialUnit, place.unit_id)
        if unit is None or building_id not in (None, unit.building_id):
            raise missing
        building_id = unit.building_id
    if building_id is not None:
        building = session.get(Building, building_id)
        if building is None or building.grid_id != grid_id:
            raise missing
    return GroupPlace(grid_id, building_id, place.unit_id)


def _running(session: Session, group_id: UUID) -> ChatGroup:
    group = session.get(ChatGroup, group_id)
    if group is None:
        raise NotFound("找不到这个居民群。", "它可能刚被撤销，请刷新。")
    if group.ended_on is not None:
        raise RuleBroken(f"“{group.name}”已于 {group.ended_on} 解散。", "请另建新群。")
    return group


def _check(session: Session, text: GroupText, own: UUID | None) -> None:
    check_name(text.name, "群名称", "name")
    for field, label, value in (("keeper", "群主", text.keeper), ("note", "备注", text.note)):
        check_length(value, label, field, LONGEST_LINE)
    if not 0 <= text.members <= MOST_MEMBERS:
        raise InvalidInput(f"群人数应在 0 到 {MOST_MEMBERS} 之间。", field="members")
    same = select(ChatGroup.id).where(
        ChatGroup.name == text.name.strip(), ChatGroup.ended_on.is_(None)
    )
    if session.scalars(same).first() not in (None, own):
        raise InvalidInput(
            f"已有名为“{text.name.strip()}”的居民群。", "请换一个名称。", field="name"
        )


def _fill(group: ChatGroup, text: GroupText) -> None:
    group.name, group.keeper = text.name.strip(), text.keeper.strip()
    group.members, group.note = text.members, text.note.strip()


def _refuse_strangers(session: Session, group: ChatGroup, joined: Collection[UUID]) -> None:
    household = Base.metadata.tables["household"]
    within = (
        select(household.c.id)
        .join(ResidentialUnit, household.c.unit_id == ResidentialUnit.id)
        .join(Building, ResidentialUnit.building_id == Building.id)
    )
    if group.unit_id is not None:
        within = within.where(ResidentialUnit.id == group.unit_id)
    elif group.building_id is not None:
        within = within.where(Building.id == group.building_id)
    else:
        within = within.where(Building.grid_id == group.grid_id)
    if not set(joined) <= set(session.scalars(within)):
        raise InvalidInput(
            f"有住户不在“{group.name}”的范围内。", "请刷新名单后重新勾选。", field="households"
        )
