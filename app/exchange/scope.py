"""What goes to which peer: upwards what the stations below made, downwards what those above made.

A replica (one database file) is *ours* when our own station wrote it, otherwise it is known *via*
the peer whose bundles bring it. Upwards goes what is ours or came from below; downwards what is
ours or came from above. Of what the peer itself made only that is sent back which it no longer has:
it was restored from a backup and gets its own records again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.declared import Declaration, declarations, projected
from app.exchange.models import Peer
from app.exchange.terms import Relation
from db.changelog import Change, Operation, Replica
from db.folding import LoggedChange
from db.shapes import shapes

Vector = dict[UUID, int]


@dataclass(frozen=True)
class Known:
    """One database file as this one knows it."""

    id: UUID
    station: UUID
    counter: int
    via: UUID | None
    parent: UUID | None
    is_current: bool


def known_replicas(session: Session) -> dict[UUID, Known]:
    """Every database file this one has changes of, and its own."""
    columns = (
        Replica.id,
        Replica.station_id,
        Replica.counter,
        Replica.via,
        Replica.parent_id,
        Replica.is_current,
    )
    return {row[0]: Known(*row) for row in session.execute(select(*columns))}


def vector(text: Mapping[str, Any]) -> Vector:
    """A version vector from its stored form."""
    return {UUID(origin): int(counter) for origin, counter in text.items()}


@dataclass(frozen=True)
class Range:
    """The changes of one database file that a bundle is to carry: after ``base`` up to ``upto``."""

    origin: UUID
    station: UUID
    base: int
    upto: int
    is_return: bool
    """They came from the peer itself, which lost them."""


def ranges(session: Session, peer: Peer) -> list[Range]:
    """What the peer has not confirmed yet, by database file; also those without news."""
    confirmed, away = vector(peer.confirmed), Relation(peer.relation)
    relations = {
        row.station_id: Relation(row.relation)
        for row in session.execute(select(Peer.station_id, Peer.relation))
    }
    found = []
    for one in known_replicas(session).values():
        is_return = one.via == peer.station_id
        via = None if one.via is None else relations.get(one.via)
        away = Relation(peer.relation)
        if is_return or (via is None and one.via is None) or (via is not None and via is not away):
            base = min(confirmed.get(one.id, 0), one.counter)
            found.append(Range(one.id, one.station, base, one.counter, is_return))
    return found


class Filter:
    """Decides for each change whether it goes to a peer, and what of it."""

    def __init__(self, session: Session, peer: Peer):
        self._session, self._peer = session, peer
        self._goes_up = peer.relation == Relation.SUPERIOR
        self._behind = self._stations_behind()
        self._fixed: dict[tuple[str, UUID], Any] = {}

    def part_of(self, change: LoggedChange, *, is_return: bool) -> dict[str, Any] | None:
        """The fields to send; None: nothing of this change goes there."""
        if is_return:
            return dict(change.values)
        declared = declarations()[change.table]
        if not self._is_for(declared, change):
            return None
        if self._goes_up:
            return projected(change)
        return dict(change.values) if declared.down else None

    def _is_for(self, declared: Declaration, change: LoggedChange) -> bool:
        if declared.only is not None:
            column, values = declared.only
            if self._fixed_value(change, column) not in values:
                return False
        column = shapes()[change.table].kind.__addressee__ or ""
        if self._goes_up or not declared.down or not column:
            return True
        addressee = self._fixed_value(change, column)
        return addressee is None or UUID(addressee) in self._behind

    def _fixed_value(self, change: LoggedChange, column: str) -> Any:
        """A column that never changes: from the change, or from the record's first one."""
        if column in change.values:
            return change.values[column]
        key = change.table, change.row_id
        if key not in self._fixed:
            first = self._session.scalars(
                select(Change.after).where(
                    Change.table_name == change.table,
                    Change.row_id == change.row_id,
                    Change.operation == Operation.INSERT,
                )
            ).first()
            self._fixed[key] = (first or {}).get(column)
        return self._fixed[key]

    def _stations_behind(self) -> set[UUID]:
        """The peer and the stations whose bundles come through it."""
        peer_id = self._peer.station_id
        chosen = select(Replica.station_id).where(Replica.via == peer_id).distinct()
        return {peer_id, *self._session.scalars(chosen)}
