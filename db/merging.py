"""Merging changes of other database files into this one: unite the logs, and let rows follow.

Each row touched is folded anew from all its changes (:mod:`db.folding`), so that order and
repetition make no difference. What is checked here, for each change: the table and its fields
exist and the values are of their kind; the station that made it may write those fields; what it
refers to is there. Whatever fails raises :class:`~db.shapes.Unacceptable`, and the caller's
transaction leaves everything as it was.

The database's guards (uniqueness, balances) are to be lifted meanwhile, see ``db.guards``: two
lives of one station may each have given a number, and both have happened.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, insert, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from db.changelog import Change, MergeRunning, Operation
from db.folding import Folded, LoggedChange, fold, in_order
from db.orphans import Orphans, history_of
from db.replicated import Merge, may_write, transaction_of
from db.shapes import (
    BAD_VALUE,
    NOT_OWNER,
    Shape,
    Unacceptable,
    shape_of,
    shapes,
    stamp_of,
    whole_row,
)

LOG: Any = Change.__table__


@contextmanager
def lifted_guards(session: Session) -> Iterator[None]:
    """Within it what is written counts as reported from elsewhere: guards look away.

    An exception leaves the mark to the rollback of the whole transaction.
    """
    session.execute(insert(MergeRunning).values(id=1))
    yield
    session.flush()
    session.execute(delete(MergeRunning))


class Merging:
    """One merge, within one write transaction: ``add`` as often as needed, then ``finish``.

    The caller has lifted the guards and deferred foreign keys (``db.guards``).
    """

    def __init__(
        self, session: Session, *, known: Mapping[UUID, int], stations: Mapping[UUID, UUID]
    ):
        """``known``: our version vector. ``stations``: whose each database file is, all of them."""
        session.flush()
        self._session = session
        self._connection: Connection = session.connection()
        self._known, self._stations = dict(known), stations
        self._names = {origin: station.hex for origin, station in stations.items()}
        self._orphans = Orphans(self._connection, stations)
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        """What changed here, by table and operation."""

    def add(self, changes: Sequence[LoggedChange]) -> int:
        """Merge changes in the sender's order; returns how many were new.

        Raises:
            Unacceptable: one of them cannot be taken; nothing may be committed.
        """
        new = [one for one in changes if one.counter > self._known.get(one.origin, 0)]
        by_table = sorted(new, key=attrgetter("table"))
        parts = {name: list(part) for name, part in groupby(by_table, key=attrgetter("table"))}
        for name in parts:
            shape_of(name)
        with _what_the_database_refuses():
            for name, shape in shapes().items():  # parents first: triggers look them up
                if name in parts:
                    self._merge_table(shape, parts[name])
        self._orphans.forget_what_is_there()
        return len(new)

    def finish(self) -> dict[str, Counter[str]]:
        """Settle deletes and what refers to rows that are gone; returns what changed, by table.

        Raises:
            Unacceptable: a record refers to one that nobody has.
        """
        with _what_the_database_refuses():
            settled = self._orphans.settle()
        for name, gone in settled.items():
            self.counts[name][Operation.DELETE] += gone
        changed = {name: count for name, count in self.counts.items() if count.total()}
        transaction_of(self._session).changed.update(changed)
        self._session.expire_all()
        return changed

    def _merge_table(self, shape: Shape, changes: list[LoggedChange]) -> None:
        row_ids = list({one.row_id for one in changes})
        history = history_of(self._connection, shape.name, row_ids)
        present = self._orphans.present(shape.name, row_ids)
        incoming: dict[UUID, list[LoggedChange]] = defaultdict(list)
        for change in changes:
            incoming[change.row_id].append(change)
        read = {one.key: _read(shape, one) for one in changes}
        self._connection.execute(insert(LOG), [_line(one) for one in changes])
        fresh, known = [], []
        for row_id, new in incoming.items():
            old = history.get(row_id, [])
            past, story = (in_order(part, self._stations) for part in (old, [*old, *new]))
            self._check(shape, past or story, story, new)
            before, after = fold(past), fold(story)
            if after.is_there and row_id not in present:
                whole = read[story[0].key] if len(story) == 1 else None
                fresh.append((row_id, after, whole))
            elif after.is_there:
                known.append((row_id, before, after))
            elif row_id in present:
                self._orphans.delete_later(shape.name, row_id)
        self._insert(shape, fresh)
        self._update(shape, known)

    def _check(
        self,
        shape: Shape,
        past: list[LoggedChange],
        story: list[LoggedChange],
        new: list[LoggedChange],
    ) -> None:
        """Whether the stations that made the new changes of a row's story may make them.

        Whose it is, its past says: an insert with an earlier clock does not take it over.
        """
        first = next((one for one in past if one.operation == Operation.INSERT), None)
        if first is None:
            raise Unacceptable(BAD_VALUE, f"{shape.name}: a change to a record never sent")
        owner = first.values.get("owner")
        addressee = first.values.get(shape.kind.__addressee__ or "")
        for change in new:
            if not self._may(shape, change, owner, addressee):
                raise Unacceptable(NOT_OWNER, f"{shape.name} {change.row_id.hex}")
        if shape.kind.__merge__ is Merge.ADD_ONLY and not _agree(story):
            raise Unacceptable(BAD_VALUE, f"{shape.name} {first.row_id.hex}: added otherwise")

    def _may(self, shape: Shape, change: LoggedChange, owner: Any, addressee: Any) -> bool:
        """A station changes only what it owns, or answers what is addressed to it."""
        station = self._names[change.origin]
        if change.values.get("owner", owner) != owner:
            return False
        if change.values.get(shape.kind.__addressee__ or "", addressee) != addressee:
            return False
        if change.operation != Operation.INSERT and shape.kind.__merge__ is Merge.ADD_ONLY:
            return False
        if change.operation != Operation.UPDATE:
            return bool(station == owner)
        return bool(may_write(shape.kind, owner, addressee, station, set(change.values)))

    def _insert(self, shape: Shape, rows: list[tuple[UUID, Folded, dict[str, Any] | None]]) -> None:
        if not rows:
            return
        lines = []
        for row_id, row, read in rows:
            lines.append(whole_row(shape, row_id, row, read))
            self._orphans.will_refer(shape, lines[-1])
        self._connection.execute(insert(shape.table), lines)
        self.counts[shape.name][Operation.INSERT] += len(lines)

    def _update(self, shape: Shape, rows: list[tuple[UUID, Folded, Folded]]) -> None:
        alike: dict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
        for row_id, before, after in rows:
            self._orphans.keep(shape.name, row_id)
            differs = {
                key: shape.value(key, value)
                for key, value in after.values.items()
                if key != "id" and (key not in before.values or before.values[key] != value)
            }
            is_fixed = shape.kind.__merge__ is Merge.ADD_ONLY  # a second life may have sent it, too
            if not differs and (is_fixed or before.stamp == after.stamp):
                continue
            self._orphans.will_refer(shape, differs)
            self._orphans.no_longer_refers(shape, before.values, differs)
            line = {f"new_{key}": value for key, value in differs.items()}
            line |= stamp_of(after, "new_") | {"row_id": row_id}
            alike[frozenset(differs)].append(line)
        for keys, lines in alike.items():
            values: dict[str, Any] = {
                key: bindparam(f"new_{key}") for key in (*keys, "origin", "counter")
            }
            chosen = update(shape.table).where(shape.table.c.id == bindparam("row_id"))
            self._connection.execute(chosen.values(values), lines)
            self.counts[shape.name][Operation.UPDATE] += len(lines)


def _agree(story: list[LoggedChange]) -> bool:
    """Whether what was added more than once is the same as far as each of them says."""
    values: dict[str, Any] = {}
    for change in story:
        values = dict(change.values) | values
    return all(values[key] == value for change in story for key, value in change.values.items())


@contextmanager
def _what_the_database_refuses() -> Iterator[None]:
    """Its checks hold whoever writes: balances, entries that mirror each other."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise Unacceptable(BAD_VALUE, str(error.orig)) from error


def _read(shape: Shape, change: LoggedChange) -> dict[str, Any]:
    """The Python values; every one is checked, also one that a later one covers."""
    return {key: shape.value(key, value) for key, value in change.values.items()}


def _line(change: LoggedChange) -> dict[str, Any]:
    """A line for the log."""
    return {
        "origin": change.origin,
        "counter": change.counter,
        "clock": change.clock,
        "transaction_id": change.transaction_id,
        "actor_id": None,
        "table_name": change.table,
        "row_id": change.row_id,
        "operation": change.operation,
        "before": None,
        "after": dict(change.values) if change.operation != Operation.DELETE else None,
    }
