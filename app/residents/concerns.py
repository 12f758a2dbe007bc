"""Everything that concerns a person, told by whichever room knows.

Rooms above this one (events, council) may not be imported from here. They hand in a query, once,
when the program starts; the drawer of a resident asks all of them.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.residents.merges import merged_records

MOST_OF_A_KIND = 20


@dataclass(frozen=True)
class Concern:
    """One thing that has to do with a resident."""

    when: date
    kind: str
    """What it is: 走访, 事项, 议题."""
    title: str
    detail: str = ""
    go_to: tuple[str, Any] | None = None
    """Room and record that a click leads to; None leads nowhere."""


Query = Callable[[Session, Collection[UUID]], Sequence[Concern]]
"""Given every record of one person (those merged among them), what the room knows, newest first."""
_queries: dict[str, Query] = {}


def tell_of(kind: str, query: Query) -> None:
    """Let a room answer; a second query of the same kind takes the place of the first."""
    _queries[kind] = query


def concerns_of(session: Session, resident_id: UUID) -> list[Concern]:
    """What every room knows of a resident, the newest first."""
    records = {resident_id, *(record for record, _ in merged_records(session, resident_id))}
    found: list[Concern] = []
    for query in _queries.values():
        found += list(query(session, records))[:MOST_OF_A_KIND]
    return sorted(found, key=lambda concern: concern.when, reverse=True)
