"""Who is one person: records of residents that were merged stand for one, with all their accounts.

A merge of residents moves no points. What a person has is the sum over the accounts of his records,
and spending takes from all of them, oldest points first. Parting the records again leaves with
each account what is its own, less what was spent of it; nothing has to be moved back, and the
merge itself can still be undone.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, func, select
from sqlalchemy.orm import Session

from app.residents.models import Resident


def roots() -> CTE:
    """``(id, root)`` of every merged record: the record that stands for it, chains followed."""
    first = select(Resident.id, Resident.merged_into.label("root")).where(
        Resident.merged_into.is_not(None)
    )
    merged = first.cte("merged", recursive=True)
    further = (
        select(merged.c.id, Resident.merged_into)
        .join(Resident, Resident.id == merged.c.root)
        .where(Resident.merged_into.is_not(None))
    )
    merged = merged.union(further)
    standing = (
        select(merged.c.id, merged.c.root)
        .join(Resident, Resident.id == merged.c.root)
        .where(Resident.merged_into.is_(None))
    )
    return standing.cte("standing")


def person(standing: CTE, resident_id: Any) -> ColumnElement[UUID]:
    """The record that stands for a resident; ``standing`` is joined from outside by its id."""
    return func.coalesce(standing.c.root, resident_id)


def merged_records(session: Session) -> dict[UUID, UUID]:
    """Every merged record with the one that stands for it; few, if any."""
    into = {
        resident_id: target
        for resident_id, target in session.execute(
            select(Resident.id, Resident.merged_into).where(Resident.merged_into.is_not(None))
        )
        if target is not None
    }
    return {resident_id: _end(into, resident_id) for resident_id in into}


def _end(into: dict[UUID, UUID], resident_id: UUID) -> UUID:
    seen: set[UUID] = set()
    while resident_id in into and resident_id not in seen:
        seen.add(resident_id)
        resident_id = into[resident_id]
    return resident_id


def standing_for(session: Session, resident_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Each resident with the record that stands for him now."""
    merged = merged_records(session)
    return {resident_id: merged.get(resident_id, resident_id) for resident_id in resident_ids}


def same_person(session: Session, resident_ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Of each standing record: itself and all records merged into it."""
    wanted = set(resident_ids)
    found: dict[UUID, list[UUID]] = {resident_id: [resident_id] for resident_id in wanted}
    for resident_id, root in merged_records(session).items():
        if root in found:
            found[root].append(resident_id)
    return {root: tuple(ids) for root, ids in found.items()}


def records_of(session: Session, standing: Iterable[UUID]) -> list[UUID]:
    """All records of these people, by the records that stand for them."""
    return [record for records in same_person(session, standing).values() for record in records]
