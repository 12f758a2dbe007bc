"""Shared tables: what every replicated row carries, and the one mechanism that logs its changes.

A table joins by inheriting :class:`Replicated`; nothing else is to be done. Every insert, update
and delete that goes through a write session is stamped (who owns the row, which database file
changed it, that file's running number) and put into the change log in the same transaction.
Statements that would go past the mechanism (bulk ``update()``/``delete()`` on a shared table)
are refused, so that no change can be lost on its way to the superior.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, ClassVar, NoReturn
from uuid import UUID

from sqlalchemy import Connection, event, insert, inspect, select
from sqlalchemy.orm import (
    Mapped,
    Mapper,
    ORMExecuteState,
    Session,
    SessionTransaction,
    UOWTransaction,
    mapped_column,
    object_session,
)

from db.base import Base, to_json
from db.changelog import Change, Operation, Stamper, stamper, store
from db.faults import OwnedElsewhere
from db.flush_order import parents_before_children
from db.ids import new_id

STAMPS = frozenset({"owner", "origin", "counter"})
UNKNOWN = object()
"""Stands for an old value that was never loaded."""


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
    __addressee__: ClassVar[str | None] = None
    """Column naming the one station the record is for (never changed); None: for everybody."""
    __answers__: ClassVar[frozenset[str]] = frozenset()
    """Fields that the addressee writes and nobody else: each field has one writer."""
    __unique__: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Columns no two rows may agree in, as far as this file writes them; see :mod:`db.guards`."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-10)
    owner: Mapped[UUID] = mapped_column(sort_order=90)
    """Station that owns the record."""
    origin: Mapped[UUID] = mapped_column(sort_order=91)
    """Database file (replica) that made the latest change."""
    counter: Mapped[int] = mapped_column(sort_order=92)
    """That replica's running number of the change."""


def shared_tables() -> dict[str, type[Replicated]]:
    """Every shared table's class by table name."""
    return _shared_tables(len(Base.metadata.tables))


@lru_cache(maxsize=1)
def _shared_tables(count: int) -> dict[str, type[Replicated]]:
    """Gathered anew when a room added its tables; by name, so that it is the same every time."""
    kinds = {
        mapper.class_.__tablename__: mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Replicated)
    }
    return dict(sorted(kinds.items()))


@dataclass
class Transaction:
    """One write session's work, from begin to commit."""

    id: UUID
    actor_id: UUID | None
    at: datetime
    label: str = ""
    undoable: bool = True
    undoes: UUID | None = None
    """The transaction that this one takes back."""
    changed: set[str] = field(default_factory=set)
    pending: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Lines of the log not yet written, by number."""
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


def _log(session: Session, row: Replicated, operation: Operation, **values: Any) -> int:
    """Give the change a number and a moment, and keep its line until the flush has happened."""
    transaction, stamp = transaction_of(session), stamper_of(session)
    counter = stamp.advance(transaction.at)
    transaction.changed.add(row.__tablename__)
    transaction.pending[counter] = {
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
    return counter


def _stamp(session: Session, row: Replicated, counter: int) -> None:
    row.origin, row.counter = stamper_of(session).replica_id, counter


@cache
def _column_keys(mapper: Mapper[Any]) -> list[str]:
    return [attribute.key for attribute in mapper.column_attrs if attribute.key not in STAMPS]


def _stored(mapper: Mapper[Any], connection: Connection, row: Replicated) -> dict[str, Any]:
    """The row as it stands in the database, whatever was set on it since."""
    table = mapper.local_table
    found = connection.execute(select(table).where(table.c.id == row.id)).one()
    return {key: to_json(found._mapping[key]) for key in (*_column_keys(mapper), "owner")}


def _before_insert(mapper: Mapper[Any], connection: Connection, row: Replicated) -> None:
    session = _live_session(row)
    row.id = row.id or new_id()
    row.owner = row.owner or stamper_of(session).station_id
    if row.__merge__ is Merge.ADD_ONLY:
        transaction_of(session).undoable = False  # what only grows is never taken out again
    _stamp(session, row, _log(session, row, Operation.INSERT))


def _after_insert(mapper: Mapper[Any], connection: Connection, row: Replicated) -> None:
    """Only now have the columns' defaults been filled in."""
    after = {key: to_json(getattr(row, key)) for key in (*_column_keys(mapper), "owner")}
    transaction_of(_live_session(row)).pending[row.counter]["after"] = after


def _before_update(mapper: Mapper[Any], connection: Connection, row: Replicated) -> None:
    session = _live_session(row)
    before, after = {}, {}
    for key in (*_column_keys(mapper), "owner"):
        history = inspect(row).attrs[key].history
        if history.has_changes():
            before[key] = to_json(history.deleted[0]) if history.deleted else UNKNOWN
            after[key] = to_json(history.added[0]) if history.added else None
    if UNKNOWN in before.values():
        stored = _stored(mapper, connection, row)
        before = {key: stored[key] for key in before}
        after = {key: value for key, value in after.items() if value != before[key]}
        before = {key: before[key] for key in after}
    if after:
        _refuse_what_others_own(session, row, set(after))
        _stamp(session, row, _log(session, row, Operation.UPDATE, before=before, after=after))


def may_write(
    kind: type[Replicated], owner: Any, addressee: Any, station: Any, fields: set[str]
) -> bool:
    """Whether ``station`` may change these fields of a record (bundle.md, guarantees 4 and 5)."""
    answers = fields & kind.__answers__ if addressee is not None and addressee != owner else set()
    if answers and station != addressee:
        return False
    return fields <= answers or station == owner


def _refuse_what_others_own(session: Session, row: Replicated, fields: set[str]) -> None:
    here = stamper_of(session).station_id
    addressee = getattr(row, row.__addressee__) if row.__addressee__ else None
    if not may_write(type(row), row.owner, addressee, here, fields):
        raise OwnedElsewhere(row.__tablename__)


def _before_delete(mapper: Mapper[Any], connection: Connection, row: Replicated) -> None:
    if row.owner != stamper_of(_live_session(row)).station_id:
        raise OwnedElsewhere(row.__tablename__)
    before = _stored(mapper, connection, row)
    _log(_live_session(row), row, Operation.DELETE, before=before)


for _name, _listener in (
    ("before_insert", _before_insert),
    ("after_insert", _after_insert),
    ("before_update", _before_update),
    ("before_delete", _before_delete),
):
    event.listen(Replicated, _name, _listener, propagate=True)


class WriteSession(Session):
    """A session whose changes to shared tables are logged."""

    def _past_the_log(self, *_: Any, **__: Any) -> NoReturn:
        raise RuntimeError("bulk saving goes past the change log: add rows to the session")

    bulk_save_objects = _past_the_log
    bulk_insert_mappings = _past_the_log
    bulk_update_mappings = _past_the_log


class ReadSession(Session):
    """A session that only reads: writing through it is a mistake in the program."""


event.listen(WriteSession, "before_flush", parents_before_children)


@event.listens_for(WriteSession, "after_flush_postexec")
def _write_log(session: Session, flush: UOWTransaction) -> None:
    pending = transaction_of(session).pending
    if pending:
        session.execute(insert(Change), list(pending.values()))
        store(session, stamper_of(session))
        pending.clear()


@event.listens_for(WriteSession, "after_soft_rollback")
def _forget_numbers_given_in_vain(session: Session, ended: SessionTransaction) -> None:
    """After a savepoint is taken back, go on from the numbers that the database holds."""
    transaction_of(session).pending.clear()
    transaction_of(session).stamper = None


@event.listens_for(WriteSession, "do_orm_execute")
def _refuse_what_goes_past_the_log(state: ORMExecuteState) -> None:
    if not (state.is_update or state.is_delete or state.is_insert):
        return
    name = getattr(getattr(state.statement, "table", None), "name", None)
    if name in shared_tables():
        raise RuntimeError(f"bulk statement on shared table {name}: use the session")


@event.listens_for(ReadSession, "do_orm_execute")
def _refuse_to_execute(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise RuntimeError("a reading session was asked to write")


@event.listens_for(ReadSession, "before_flush")
def _refuse_to_write(session: Session, flush: UOWTransaction, instances: object) -> None:
    if session.new or session.deleted or any(session.is_modified(row) for row in session.dirty):
        raise RuntimeError("a reading session was asked to write")


@event.listens_for(ReadSession, "before_commit")
def _refuse_to_commit(session: Session) -> None:
    raise RuntimeError("a reading session was asked to commit")
