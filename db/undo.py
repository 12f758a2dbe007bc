"""Taking back a whole transaction, by the change log.

Undoing is itself a logged transaction: inserted rows are deleted, deleted rows come back, changed
fields get their old values. It is refused when any of the rows was changed again since.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Base, from_json
from db.changelog import Change, Operation
from db.faults import AppendOnly, ChangedSince
from db.replicated import Merge, Replicated

Row = tuple[str, UUID]


def shared_tables() -> dict[str, type[Replicated]]:
    """Every shared table's class by table name."""
    return {
        mapper.class_.__tablename__: mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Replicated)
    }


def undo(session: Session, transaction_id: UUID) -> int:
    """Take back what a transaction did to shared rows; returns how many changes were reversed.

    Raises:
        ChangedSince: a row was changed by a later transaction.
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
        session.flush()
    return len(changes)


def _refuse_later_changes(session: Session, changes: list[Change]) -> None:
    last: dict[Row, int] = {}
    for change in changes:
        row = (change.table_name, change.row_id)
        last[row] = max(last.get(row, 0), change.counter)
    for (table, row_id), counter in last.items():
        newest = session.scalars(
            select(Change)
            .where(Change.table_name == table, Change.row_id == row_id)
            .order_by(Change.clock.desc(), Change.counter.desc())
            .limit(1)
        ).one()
        if newest.counter != counter:
            raise ChangedSince(table)


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
