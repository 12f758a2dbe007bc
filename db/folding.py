"""A row is what its changes lead to, taken in one order that is the same everywhere.

The order is by hybrid clock, then station, then database file, then number: a total order that
keeps causes before effects. Because rows are a function of the *set* of changes, stations that
hold the same changes hold the same rows, whatever order they came in (bundle.md, guarantees 1
and 5). Of two values for one field the later in this order stands; the other stays in the log.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from db.changelog import Operation


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One line of a change log, from here or from outside."""

    origin: UUID
    counter: int
    clock: int
    transaction_id: UUID
    table: str
    row_id: UUID
    operation: str
    values: Mapping[str, Any]
    """Fields that were set, in JSON form; empty for a delete."""

    @property
    def key(self) -> tuple[UUID, int]:
        """Which change it is: its database file and number."""
        return self.origin, self.counter


@dataclass
class Folded:
    """What a row's changes lead to."""

    is_there: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    """In JSON form."""
    stamp: tuple[UUID, int] | None = None
    """The latest change that left something to see: what the row's origin and counter say."""


def in_order(changes: Iterable[LoggedChange], stations: Mapping[UUID, UUID]) -> list[LoggedChange]:
    """Changes in the one order; ``stations`` tells whose each database file is."""
    found = list(changes)
    if len(found) < 2:
        return found
    return sorted(
        found,
        key=lambda one: (one.clock, stations[one.origin].int, one.origin.int, one.counter),
    )


def fold(ordered: Iterable[LoggedChange], *, despite_deletes: bool = False) -> Folded:
    """What changes of one row, in order, lead to.

    With ``despite_deletes`` deletes count for nothing: the row as it was, for one that others
    still refer to.
    """
    row = Folded()
    for change in ordered:
        if change.operation == Operation.DELETE:
            if not despite_deletes:
                row = Folded()
            continue
        row.is_there = row.is_there or change.operation == Operation.INSERT
        row.values.update(change.values)
        row.stamp = change.key
    return row
