"""Two records of one person become one, and two again.

The record that stays takes over what the user picked; the other points to it (``merged_into``),
leaves lists and search, and keeps whatever refers to it. What the survivor had before stands in the
change log, from where parting them again (撤销合并) brings it back.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, RuleBroken
from app.residents.models import Resident
from app.residents.residents import set_search_keys, the_resident
from db.base import from_json
from db.changelog import Change, Operation

PICKED = {
    "name": ("name",),
    "id_number": ("id_number", "birth", "sex"),
    "phone": ("phone",),
    "address": ("household_id", "relation", "is_head"),
    "tags": ("tags",),
    "residence": ("residence",),
    "status": ("status",),
    "note": ("note",),
}
"""What can be taken over from the other record, and the columns that go together."""


def merge_residents(
    session: Session,
    actor: Actor,
    *,
    survivor_id: UUID,
    other_id: UUID,
    take: Collection[str] = (),
) -> None:
    """Let ``survivor_id`` stand for both records; ``take`` names what the other one knew better.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: the same record twice, or nothing of that name can be taken.
        RuleBroken: one of the two has been merged before.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    strays = set(take) - PICKED.keys()
    if survivor_id == other_id or strays:
        raise InvalidInput("请选两份不同的记录，再选要采用的内容。")
    survivor, other = the_resident(session, survivor_id), the_resident(session, other_id)
    for resident in (survivor, other):
        if resident.merged_into is not None:
            raise RuleBroken(f"{resident.name}的这份记录已经合并过。", "请刷新后再看。")
    other.merged_into = survivor.id
    for name in take:
        for column in PICKED[name]:
            setattr(survivor, column, getattr(other, column))
    set_search_keys(survivor)
    sentence = f"合并重复居民：{other.name}的另一份记录并入{survivor.name}"
    audit.record(session, actor, "resident.merge", sentence, subject=("resident", survivor.id))


def unmerge_residents(session: Session, actor: Actor, other_id: UUID) -> None:
    """Part two records again: each is as it was before, but for what was changed since.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: the record was not merged.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    other = the_resident(session, other_id)
    if other.merged_into is None:
        raise RuleBroken(f"{other.name}的记录没有合并过。", "请刷新后再看。")
    survivor = the_resident(session, other.merged_into)
    _give_back(session, survivor, _merging(session, other))
    other.merged_into = None
    sentence = f"撤销合并：{other.name}的记录与{survivor.name}分开"
    audit.record(session, actor, "resident.unmerge", sentence, subject=("resident", survivor.id))


def _merging(session: Session, other: Resident) -> UUID | None:
    """The transaction that merged a record, as the log has it."""
    found = None
    log = session.scalars(
        select(Change)
        .where(Change.table_name == "resident", Change.row_id == other.id)
        .order_by(Change.clock, Change.counter)
    )
    for change in log:
        if (change.after or {}).get("merged_into"):
            found = change.transaction_id
    return found


def _give_back(session: Session, survivor: Resident, merging: UUID | None) -> None:
    """Undo what the merging wrote into the survivor, where it still stands so."""
    changes = session.scalars(
        select(Change).where(
            Change.transaction_id == merging,
            Change.table_name == "resident",
            Change.row_id == survivor.id,
            Change.operation == Operation.UPDATE,
        )
    )
    columns: Any = Resident.__table__.columns
    for change in changes:
        before: dict[str, Any] = change.before or {}
        after: dict[str, Any] = change.after or {}
        for key, value in before.items():
            if getattr(survivor, key) == from_json(columns[key], after[key]):
                setattr(survivor, key, from_json(columns[key], value))
    set_search_keys(survivor)


def tell_apart(session: Session, actor: Actor, first_id: UUID, second_id: UUID) -> None:
    """Note that two records are of two people: they are not offered as duplicates again.

    Raises:
        NotAllowed, NotFound.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    first, second = the_resident(session, first_id), the_resident(session, second_id)
    told = settings.get(session, settings.NOT_ONE_PERSON)
    settings.put(session, settings.NOT_ONE_PERSON, [*told, pair_key(first_id, second_id)])
    sentence = f"确认不是同一人：{first.name}和{second.name}"
    audit.record(session, actor, "resident.tell_apart", sentence, subject=("resident", first_id))


def pair_key(first_id: UUID, second_id: UUID) -> str:
    """How a pair is noted, whichever comes first."""
    return "+".join(sorted((first_id.hex, second_id.hex)))


def merged_records(session: Session, survivor_id: UUID) -> list[tuple[UUID, str]]:
    """The records that were merged into one: id, and name as it stood there."""
    found = session.execute(
        select(Resident.id, Resident.name)
        .where(Resident.merged_into == survivor_id)
        .order_by(Resident.name, Resident.id)
    )
    return [(resident_id, name) for resident_id, name in found]
