"""Rows that others refer to although their station deleted them, and rows nobody needs any more.

Two lives of one station may do both: one deletes a building, the other, not knowing it, puts a
unit into it. Then the building stays as long as the unit does. So a row is there when its changes
say so (:mod:`db.folding`), or when a row that is there refers to it: again a function of the set of
changes, the same everywhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, event, insert, select, update
from sqlalchemy.orm import Session, UOWTransaction

from db.changelog import Change, Operation, stations_of_replicas
from db.folding import LoggedChange, fold, in_order
from db.replicated import WriteSession
from db.shapes import (
    NO_PARENT,
    Shape,
    Unacceptable,
    children_of,
    shape_of,
    shapes,
    whole_row,
)

AT_ONCE = 500
LOG: Any = Change.__table__


def parts(row_ids: Iterable[UUID]) -> Iterable[Sequence[UUID]]:
    """Slices small enough for one statement."""
    every = list(row_ids)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))


def history_of(
    connection: Connection, table: str, row_ids: Iterable[UUID]
) -> dict[UUID, list[LoggedChange]]:
    """All changes of rows of one table that this file knows, by row."""
    found: dict[UUID, list[LoggedChange]] = defaultdict(list)
    for part in parts(row_ids):
        lines = connection.execute(
            select(
                LOG.c.origin,
                LOG.c.counter,
                LOG.c.clock,
                LOG.c.transaction_id,
                LOG.c.row_id,
                LOG.c.operation,
                LOG.c.after,
            ).where(LOG.c.table_name == table, LOG.c.row_id.in_(part))
        )
        for origin, counter, clock, transaction, row_id, operation, after in lines:
            found[row_id].append(
                LoggedChange(
                    origin, counter, clock, transaction, table, row_id, operation, after or {}
                )
            )
    return found


class Orphans:
    """Keeps what a merge deletes and refers to, and settles it at the end."""

    def __init__(
        self,
        connection: Connection,
        stations: Mapping[UUID, UUID],
        *,
        released: Mapping[str, set[UUID]] | None = None,
    ):
        """``released``: rows that something stopped naming already, by table."""
        self._connection, self._stations = connection, stations
        self._dead: dict[str, set[UUID]] = defaultdict(set)
        self._referred: dict[str, set[UUID]] = defaultdict(set)
        self._released: dict[str, set[UUID]] = defaultdict(set, released or {})

    def present(self, table: str, row_ids: Iterable[UUID]) -> set[UUID]:
        """Which of these rows are in the table."""
        key = shape_of(table).table.c.id
        return {
            row_id
            for part in parts(row_ids)
            for row_id in self._connection.scalars(select(key).where(key.in_(part)))
        }

    def delete_later(self, table: str, row_id: UUID) -> None:
        """Its changes say that the row is gone."""
        self._dead[table].add(row_id)

    def keep(self, table: str, row_id: UUID) -> None:
        """Its changes say that the row is there."""
        self._dead[table].discard(row_id)

    def will_refer(self, shape: Shape, values: Mapping[str, Any]) -> None:
        """A row is there that names others."""
        for reference in shape.references:
            target = values.get(reference.column)
            if target is not None:
                self._referred[reference.target].add(target)

    def forget_what_is_there(self) -> None:
        """Of what is referred to, keep in mind only what is missing: nothing goes before the end.

        So memory stays flat however long the merge is.
        """
        for name, wanted in self._referred.items():
            wanted.difference_update(self.present(name, wanted))

    def no_longer_refers(
        self, shape: Shape, before: Mapping[str, Any], now: Mapping[str, Any]
    ) -> None:
        """A row names others than before."""
        for reference in shape.references:
            if reference.column in now and before.get(reference.column):
                self._released[reference.target].add(UUID(before[reference.column]))

    def settle(self) -> Counter[str]:
        """Bring back what is referred to, delete what is not; returns how many went, by table.

        Raises:
            Unacceptable: a row that nobody ever sent is referred to.
        """
        self._revive()
        gone: Counter[str] = Counter()
        for name in reversed(shapes()):  # children first
            dead = self._dead.pop(name, set()) | self._ghosts(name)
            named = self.still_named(name, dead)
            if named:
                self._release_parents(name, named)
                self._keep_as_it_was(shape_of(name), named)
                self._revive()
            free = dead - named
            if free:
                self._release_parents(name, free)
                self._delete(name, free)
                gone[name] += len(free)
        return gone

    def _revive(self) -> None:
        while any(self._referred.values()):
            for name in list(self._referred):
                wanted = self._referred.pop(name)
                missing = wanted - self.present(name, wanted)
                self._bring_back(shape_of(name), missing)

    def _bring_back(self, shape: Shape, missing: set[UUID]) -> None:
        for line in self._as_they_were(shape, missing):
            self.will_refer(shape, line)
            self._connection.execute(insert(shape.table), [line])

    def _keep_as_it_was(self, shape: Shape, row_ids: set[UUID]) -> None:
        """What is kept for others' sake has the values it had, whenever its changes came."""
        for line in self._as_they_were(shape, row_ids):
            self.will_refer(shape, line)
            chosen = update(shape.table).where(shape.table.c.id == line["id"])
            self._connection.execute(chosen.values(line))

    def _as_they_were(self, shape: Shape, row_ids: set[UUID]) -> Iterator[dict[str, Any]]:
        """Deleted rows as if they were not.

        Raises:
            Unacceptable: nobody ever sent one of them.
        """
        history = history_of(self._connection, shape.name, row_ids)
        for row_id in row_ids:
            story = in_order(history.get(row_id, []), self._stations)
            row = fold(story, despite_deletes=True)
            if not row.is_there:
                raise Unacceptable(NO_PARENT, f"{shape.name} {row_id.hex}")
            yield whole_row(shape, row_id, row)

    def _ghosts(self, name: str) -> set[UUID]:
        """Of the rows that something stopped naming, those whose changes say they are gone."""
        released = self._released.pop(name, set())
        there = self.present(name, released)
        history = history_of(self._connection, name, there)
        return {
            row_id
            for row_id in there
            if not fold(in_order(history.get(row_id, []), self._stations)).is_there
        }

    def still_named(self, name: str, row_ids: set[UUID]) -> set[UUID]:
        """Of these rows, those that some row that is there refers to."""
        named: set[UUID] = set()
        for shape, column in children_of(name):
            key = shape.table.c[column]
            for part in parts(row_ids):
                named |= set(self._connection.scalars(select(key).where(key.in_(part)).distinct()))
        return named

    def _release_parents(self, name: str, row_ids: set[UUID]) -> None:
        shape = shape_of(name)
        for reference in shape.references:
            key = shape.table.c[reference.column]
            for part in parts(row_ids):
                chosen = select(key).where(shape.table.c.id.in_(part), key.is_not(None))
                self._released[reference.target] |= set(self._connection.scalars(chosen))

    def _delete(self, name: str, row_ids: set[UUID]) -> None:
        table = shape_of(name).table
        for part in parts(row_ids):
            self._connection.execute(delete(table).where(table.c.id.in_(part)))


@event.listens_for(WriteSession, "after_flush")
def _drop_what_was_kept_for_their_sake(session: Session, flush: UOWTransaction) -> None:
    """Rows deleted at this desk may have been all that kept another one."""
    freed: dict[str, set[UUID]] = defaultdict(set)
    for row in session.deleted:
        shape = shapes().get(row.__tablename__)
        for reference in shape.references if shape else ():
            target = getattr(row, reference.column)
            if target is not None:
                freed[reference.target].add(target)
    connection = session.connection()
    kept = {name: _once_deleted(connection, name, row_ids) for name, row_ids in freed.items()}
    if any(kept.values()):
        Orphans(connection, stations_of_replicas(session), released=kept).settle()


def _once_deleted(connection: Connection, name: str, row_ids: set[UUID]) -> set[UUID]:
    """Of these rows, those that the log knows a delete of: nearly always none."""
    return {
        row_id
        for part in parts(row_ids)
        for row_id in connection.scalars(
            select(LOG.c.row_id).where(
                LOG.c.table_name == name,
                LOG.c.row_id.in_(part),
                LOG.c.operation == Operation.DELETE,
            )
        )
    }
