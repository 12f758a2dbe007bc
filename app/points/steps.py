"""The one way a record moves: by a move of the table whose guards all hold."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.entered import line
from app.accounts.permissions import Actor
from app.errors import NotFound, RuleBroken
from app.points.models import PointsRecord
from app.points.rows import refuse
from app.points.stages import RECORD_STATE_NAMES, RecordFacts, RecordState, move_of
from app.residents.models import Resident
from db.replicated import transaction_of

AT_ONCE = 5_000
DECIDES = frozenset({"review", "reject", "dismiss", "uphold"})
"""Moves that write down who decided."""


def move_records(
    session: Session, actor: Actor, key: str, record_ids: Sequence[UUID], *, reason: str = ""
) -> list[PointsRecord]:
    """Move records, all or none, and return them; their points stay where they are.

    Raises:
        NotAllowed.
        NotFound: one is gone, or none was named.
        InvalidInput: a reason is missing.
        RuleBroken: one is not where the move begins, or a guard forbids it; says whose it is.
    """
    reason = line(reason, "原因", "reason")
    rows = records_by_id(session, record_ids)
    now = transaction_of(session).at
    for row in rows:
        move = move_of(key, RecordState(row.state))
        if move is None:
            state = RECORD_STATE_NAMES[RecordState(row.state)]
            raise RuleBroken(f"{_name(session, row)}的这条积分现在是“{state}”。", "请刷新后再看。")
        actor.require(move.permission)
        refuse(move.missing(RecordFacts(row.recorded_by, actor.account_id, reason)))
        row.state = move.target
        if key in DECIDES:
            row.reviewed_by, row.reviewer_name = actor.account_id, actor.name
            row.reviewed_at = now
        if reason:
            row.review_note = reason
    return rows


def records_by_id(session: Session, record_ids: Sequence[UUID]) -> list[PointsRecord]:
    """These records, in this order.

    Raises:
        NotFound: one is gone, or none was named.
    """
    found: dict[UUID, PointsRecord] = {}
    for start in range(0, len(record_ids), AT_ONCE):
        part = record_ids[start : start + AT_ONCE]
        rows = session.scalars(select(PointsRecord).where(PointsRecord.id.in_(part)))
        found.update((row.id, row) for row in rows)
    if not record_ids or len(found) < len(set(record_ids)):
        raise NotFound("没有找到这些积分记录。", "可能已被撤销，请刷新后再试。")
    return [found[record_id] for record_id in dict.fromkeys(record_ids)]


def _name(session: Session, row: PointsRecord) -> str:
    return session.get_one(Resident, row.resident_id).name
