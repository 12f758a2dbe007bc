"""Moving people between doors, and who is the head behind one.

A move says when and why; both stand in the audit log with the step, and the record's history tells
the address before and after.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, RuleBroken
from app.residents.details import living_in
from app.residents.households import address_of, household_at
from app.residents.models import Resident
from app.residents.residents import check_occasion, the_resident
from app.residents.terms import HEAD, Status


@dataclass(frozen=True)
class Move:
    """Where to, when and why."""

    unit_id: UUID
    room: str
    on: date
    reason: str


def move_residents(
    session: Session, actor: Actor, resident_ids: Sequence[UUID], *, move: Move
) -> UUID:
    """Move people of one household to another door, new or lived in; returns that household.

    Splitting a household (分户) is moving some of it. Behind an empty door the first one is head
    unless the head came along; among others nobody's relation to their head is known yet.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: nobody was chosen, no reason, a date to come, no room; names the field.
        RuleBroken: they live there already.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    if not resident_ids:
        raise InvalidInput("没有选人。", "请选至少一位。", field="who")
    check_occasion(move.on, move.reason)
    movers = [the_resident(session, one) for one in resident_ids]
    household_id = household_at(session, actor, unit_id=move.unit_id, room=move.room)
    if any(mover.household_id == household_id for mover in movers):
        raise RuleBroken("本来就住在这里。", "请填写新的住址。")
    lived_in = bool(living_in(session, household_id))
    for mover in movers:
        mover.household_id = household_id
    if lived_in or not any(mover.is_head for mover in movers):
        for place, mover in enumerate(movers):
            set_head(mover, is_head=place == 0 and not lived_in)
    for mover in movers:
        sentence = f"{mover.name}{_day(move.on)}搬到 {address_of(session, household_id)}"
        _record(session, actor, mover, f"{sentence}：{move.reason.strip()}")
    return household_id


def _day(on: date) -> str:
    return f" {on:%Y-%m-%d} "


def _record(session: Session, actor: Actor, resident: Resident, sentence: str) -> None:
    subject = ("resident", resident.id)
    audit.record(session, actor, "resident.move", sentence, subject=subject)


def change_head(
    session: Session, actor: Actor, resident_id: UUID, *, relation_of_former: str
) -> None:
    """Make somebody the head of the household; the one before gets a relation to the new one.

    The others' relations are to the head: they are to be looked through, and the page says so.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: somebody who is gone cannot be head.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    chosen = the_resident(session, resident_id)
    if chosen.status != Status.LIVING:
        raise RuleBroken(f"{chosen.name}不在住，不能做户主。", "请选在住的家人。")
    for member in living_in(session, chosen.household_id):
        if member.is_head and member is not chosen:
            set_head(member, is_head=False, relation=relation_of_former)
    set_head(chosen, is_head=True)
    sentence = f"{address_of(session, chosen.household_id)} 户主改为{chosen.name}"
    _record(session, actor, chosen, sentence)


def set_head(resident: Resident, *, is_head: bool, relation: str = "") -> None:
    """Keep the flag and the word for the relation of one mind."""
    resident.is_head = is_head
    resident.relation = HEAD if is_head else relation
