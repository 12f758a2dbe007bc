"""Shared tables: what every replicated row carries, and the one mechanism that logs its changes.

A table joins by inheriting :class:`Replicated`; nothing else is to be done. Every insert, update
and delete that goes through a write session is stamped (who owns the row, which database file
changed it, that file's running number) and put into the change log in the same transaction.
Statements that would go past the mechanism (bulk ``update()``/``delete()`` on a shared table)
are refused, so that no change can be lost on its way to the superior.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Connection, event, insert, inspect
from sqlalchemy.orm import (
    Mapped,
    Mapper,
    ORMExecuteState,
    Session,
    UOWTransaction,
    mapped_column,
    object_session,
)

from db.base import to_json
from db.changelog import Change, Operation, Stamper, stamper, store
from db.ids import new_id

STAMPS = frozenset({"owner", "origin", "counter"})


class Merge(StrEnum):
    """How two stations' changes to one row of a table come together (bundle.md, guarantee 5)."""

    OWNER_ONLY = "owner_only"
    """Only the owning station writes; the others hold copies."""
    NEWEST_FIELD = "newest_field"
    """Each field's newest value by hybrid clock, then by station, wins."""
    ADD_ONLY = "add_only"
    """Rows are only ever added; a row never changes."""


class Replicated:
    """Mixin of every shared table."""

    __tablename__: str
    __merge__: ClassVar[Merge] = Merge.OWNER_ONLY

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-10)
    owner: Mapped[UUID] = mapped_column(sort_order=90)
    """Station that owns the record."""
    origin: Mapped[UUID] = mapped_column(sort_order=91)
    """Database file (replica) that made the latest change."""
    counter: Mapped[int] = mapped_column(sort_order=92)
    """That replica's running number of the change."""


@dataclass
class Transaction:
    """One write session's work, from begin to commit."""

    id: UUID
    actor_id: UUID | None
    at: datetime
    label: str = ""
    undoable: bool = True
    changed: set[str] = field(default_factory=set)
    pending: list[dict[str, Any]] = field(default_factory=list)
    stamper: Stamper | None = None


def transaction_of(session: Session) -> Transaction:
    """The running transaction of a write session; reading sessions have none (KeyError)."""
    transaction: Transaction = session.info["transaction"]
    return transaction


def stamper_of(session: Session) -> Stamper:
    """Which database file this is and how far its numbers have come."""
    transaction = transaction_of(session)
    if transaction.stamper is None:
        transaction.stamper = stamper(session)
    return transaction.stamper


def _live_session(row: Any) -> Session:
    session = object_session(row)
    if session is None:
        raise RuntimeError("a shared row was flushed outside a session")
    return session


def _stamp(session: Session, row: Replicated) -> int:
    transaction, stamp = transaction_of(session), stamper_of(session)
    row.origin, row.counter = stamp.replica_id, stamp.advance(transaction.at)
    transaction.changed.add(row.__tablename__)
    return row.counter


def _log(
    session: Session, row: Replicated, operation: Operation, counter: int, **values: Any
) -> None:
    transaction, stamp = transaction_of(session), stamper_of(session)
    transaction.pending.append(
        {
            "origin": stamp.replica_id,
            "counter": counter,
            "transaction_id": transaction.id,
            "actor_id": transaction.actor_id,
            "clock": stamp.clock,
            "table_name": row.__tablename__,
            "row_id": row.id,
            "operation": operation.value,
            "before": None,
            "after": None,
            **values,
        }
    )


def _values(row: Any, keys: Iterable[str]) -> dict[str, Any]:
    return {key: to_json(getattr(row, key)) for key in keys}


def _column_keys(mapper: Mapper[Any]) -> list[str]:
    return [attribute.key for attribute in mapper.column_attrs if attribute.key not in STAMPS]


def _before_insert(mapper: Mapper[Any], connection: Connection, row: Replicated) -> None:
    session = _live_session(row)
    row.id = row.id or new_id()
    row.owner = row.owner or stamper_of(session).station_id
    _stamp(session, row)


def _after_insert(mapper: Mapper[Any], connection: Connection, row: Replicated) -> None:
    after = _values(row, _column_keys(mapper)) | {"owner": to_json(row.owner)}
    _log(_live_session(row), row, Operation.INSERT, row.counter, after=after)


def _before_update(mapper: Mapper[Any], connection: Connection, row: Replicated) -> None:
    session = _live_session(row)
    if not session.is_modified(row):
        return
    before, after = {}, {}
    for attribute in inspect(row).attrs:
        history = attribute.history
        if attribute.key in mapper.column_attrs and history.has_changes():
            before[attribute.key] = to_json(history.deleted[0]) if history.deleted else None
            after[attribute.key] = to_json(history.added[0]) if history.added else None
    if after:
        counter = _stamp(session, row)
        _log(session, row, Operation.UPDATE, counter, before=before, after=after)


def _before_delete(mapper: Mapper[Any], connection: Connection, row: Replicated) -> None:
    session = _live_session(row)
    before = _values(row, _column_keys(mapper)) | {"owner": to_json(row.owner)}
    transaction = transaction_of(session)
    counter = stamper_of(session).advance(transaction.at)
    transaction.changed.add(row.__tablename__)
    _log(session, row, Operation.DELETE, counter, before=before)


for _name, _listener in (
    ("before_insert", _before_insert),
    ("after_insert", _after_insert),
    ("before_update", _before_update),
    ("before_delete", _before_delete),
):
    event.listen(Replicated, _name, _listener, propagate=True)


class WriteSession(Session):
    """A session whose changes to shared tables are logged."""


class ReadSession(Session):
    """A session that only reads: a flush is a mistake in the program."""


@event.listens_for(WriteSession, "after_flush_postexec")
def _write_log(session: Session, flush: UOWTransaction) -> None:
    pending = transaction_of(session).pending
    if pending:
        session.execute(insert(Change), pending)
        store(session, stamper_of(session))
        pending.clear()


@event.listens_for(WriteSession, "do_orm_execute")
def _refuse_what_goes_past_the_log(state: ORMExecuteState) -> None:
    if not (state.is_update or state.is_delete or state.is_insert):
        return
    mapper = state.bind_mapper
    if mapper is not None and issubclass(mapper.class_, Replicated):
        raise RuntimeError(f"bulk statement on shared table {mapper.local_table}: use the session")


@event.listens_for(ReadSession, "before_flush")
def _refuse_to_write(session: Session, flush: UOWTransaction, instances: object) -> None:
    if session.new or session.deleted or any(session.is_modified(row) for row in session.dirty):
        raise RuntimeError("a reading session was asked to write")
