"""Taking back a whole transaction, by the change log.

Undoing is itself a logged transaction: inserted rows are deleted, deleted rows come back, changed
fields get their old values. It is refused unless every row stands as the transaction left it:
what was done and undone since does not stand in the way, so that steps can be taken back one by
one. Rows are compared, not changes: after 1, 2, 1, 2 nobody can tell by the changes which of them
took back which.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.base import from_json
from db.changelog import Change, Operation
from db.faults import AppendOnly, ChangedSince
from db.replicated import Merge, Replicated, shared_tables, transaction_of

T = TypeVar("T")
AT_ONCE = 500
"""Rows read and reversed together."""


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
    for table, alike in groupby(changes, key=attrgetter("table_name")):
        _reverse_all(session, shared_tables()[table], list(alike))
    transaction_of(session).undoes = transaction_id
    return len(changes)


def _reverse_all(session: Session, kind: type[Replicated], changes: list[Change]) -> None:
    """Neighbours of one table in one flush; a row that was changed twice is reversed twice."""
    if kind.__merge__ is Merge.ADD_ONLY:
        raise AppendOnly(kind.__tablename__)
    try:
        for part in batched(changes):
            wanted = [change.row_id for change in part]
            rows = session.scalars(select(kind).where(kind.id.in_(wanted))).all()
            held = {row.id: row for row in rows}  # read at once, and kept until they are reversed
            for change in part:
                _reverse(session, kind, change)
                if change.operation == Operation.UPDATE:
                    session.flush()  # one by one: a value may go back to where it came from
            session.flush()
            held.clear()
    except IntegrityError as error:
        raise ChangedSince(kind.__tablename__) from error


def _refuse_later_changes(session: Session, changes: list[Change]) -> None:
    rows: dict[str, dict[UUID, None]] = {}
    for change in changes:
        rows.setdefault(change.table_name, {})[change.row_id] = None
    for table, row_ids in rows.items():
        for part in batched(list(row_ids)):
            _refuse_changed(session, changes[0].transaction_id, table, part)


def _refuse_changed(
    session: Session, transaction_id: UUID, table: str, row_ids: Sequence[UUID]
) -> None:
    history = session.scalars(
        select(Change)
        .where(Change.table_name == table, Change.row_id.in_(row_ids))
        .order_by(Change.row_id, Change.clock, Change.counter)
    )
    for _, story in groupby(history, key=attrgetter("row_id")):
        left = now = None
        for change in story:
            now = _row_after(now, change)
            if change.transaction_id == transaction_id:
                left = now
        if now != left:
            raise ChangedSince(table)


def batched(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Slices small enough for one statement."""
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))


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
