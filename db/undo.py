"""Taking back a whole transaction, by the change log.

Undoing is itself a logged transaction: inserted rows are deleted, deleted rows come back, changed
fields get their old values. It is refused unless every row stands as the transaction left it:
what was done and undone since does not stand in the way, so that steps can be taken back one by
one. Rows are compared, not changes: after 1, 2, 1, 2 nobody can tell by the changes which of them
took back which.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.base import from_json
from db.changelog import Change, Operation
from db.faults import AppendOnly, ChangedSince
from db.replicated import Merge, Replicated, shared_tables, transaction_of


def undo(session: Session, transaction_id: UUID) -> int:
    """Take back what a transaction did to shared rows; returns how many changes were reversed.

    Raises:
        ChangedSince: a row was changed by a later transaction, or a later row stands in the way
            (it hangs on a row that would go, or took the place of one that would come back).
        AppendOnly: the transaction added to a table that only grows (ledger, minutes signed).
    """
    changes = list(
        session.scalars(
            select(Change)
            .where(Change.transaction_id == transaction_id)
            .order_by(Change.counter.desc())
        )
    )
    _refuse_later_changes(session, changes)
    classes = shared_tables()
    for change in changes:
        kind = classes[change.table_name]
        if kind.__merge__ is Merge.ADD_ONLY:
            raise AppendOnly(change.table_name)
        _reverse(session, kind, change)
        try:
            session.flush()
        except IntegrityError as error:
            raise ChangedSince(kind.__tablename__) from error
    transaction_of(session).undoes = transaction_id
    return len(changes)


def _refuse_later_changes(session: Session, changes: list[Change]) -> None:
    for table, row_id in {(change.table_name, change.row_id) for change in changes}:
        history = session.scalars(
            select(Change)
            .where(Change.table_name == table, Change.row_id == row_id)
            .order_by(Change.clock, Change.counter)
        )
        left = now = None
        for change in history:
            now = _row_after(now, change)
            if change.transaction_id == changes[0].transaction_id:
                left = now
        if now != left:
            raise ChangedSince(table)


def _row_after(row: dict[str, Any] | None, change: Change) -> dict[str, Any] | None:
    """What a change makes of a row, by the log; None is a row that is not there."""
    if change.operation == Operation.DELETE:
        return None
    return (row or {}) | (change.after or {})


def _reverse(session: Session, kind: type[Replicated], change: Change) -> None:
    columns = kind.__table__.columns  # type: ignore[attr-defined]
    values = {key: from_json(columns[key], value) for key, value in (change.before or {}).items()}
    if change.operation == Operation.DELETE:
        session.add(kind(**values))
        return
    row = session.get(kind, change.row_id)
    if row is None:
        raise ChangedSince(change.table_name)
    if change.operation == Operation.INSERT:
        session.delete(row)
    else:
        for key, value in values.items():
            setattr(row, key, value)
