"""How far a peer and this station are: what is confirmed, what waits, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.models import BundleRecord, Peer
from app.exchange.outgoing import changes_for
from app.exchange.scope import Range, Vector, ranges, vector
from app.exchange.terms import Direction
from db.changelog import Replica

COUNTED_EXACTLY = 500
"""Changes up to which it is looked at each whether it goes to the peer at all."""
LOOKED_BACK = 64
"""Bundles among which the confirmed one is sought."""


@dataclass(frozen=True)
class Last:
    """The latest bundle of one direction."""

    serial: int
    at: datetime


@dataclass(frozen=True)
class Progress:
    """How far it is."""

    made: Last | None
    received: Last | None
    confirmed: Last | None
    """The latest of ours that the peer says it has; ``at`` is when it said so."""
    unsent: int
    """Changes that are in no bundle yet."""
    is_exact: bool
    """False: so many changes that some of them may not concern the peer."""
    missing: tuple[int, ...]
    """Serials of the peer's that never came; later bundles carry what they held."""

    @property
    def is_confirmed(self) -> bool:
        """Whether the peer has all that was ever made for it."""
        if self.made is None:
            return True
        return self.confirmed is not None and self.confirmed.serial >= self.made.serial

    @property
    def owes_receipt(self) -> bool:
        """Whether the peer has not been told yet that its latest bundle came."""
        if self.received is None:
            return False
        return self.made is None or self.made.at < self.received.at


def progress(session: Session, peer: Peer) -> Progress:
    """How far a peer and this station are."""
    out = _records(session, peer, Direction.OUT)
    came = _records(session, peer, Direction.IN)
    unsent, is_exact = _unsent(session, peer, out[0] if out else None)
    return Progress(
        made=_last(out),
        received=_last(came),
        confirmed=_confirmed(peer, out),
        unsent=unsent,
        is_exact=is_exact,
        missing=_missing(came),
    )


def _records(session: Session, peer: Peer, direction: Direction) -> list[BundleRecord]:
    """Bundles of one direction that were made by the file in use, the latest first."""
    statement = select(BundleRecord).where(
        BundleRecord.peer_id == peer.station_id, BundleRecord.direction == direction
    )
    if direction is Direction.OUT:
        current = select(Replica.id).where(Replica.is_current)
        statement = statement.where(BundleRecord.replica.in_(current))
    order = BundleRecord.serial if direction is Direction.OUT else BundleRecord.at
    return list(session.scalars(statement.order_by(order.desc()).limit(LOOKED_BACK)))


def _last(records: list[BundleRecord]) -> Last | None:
    return Last(records[0].serial, records[0].at) if records else None


def _confirmed(peer: Peer, out: Iterable[BundleRecord]) -> Last | None:
    """Of ours with anything in it, the latest whose whole contents the peer has."""
    if peer.confirmed_at is None:
        return None
    has = vector(peer.confirmed)
    for record in out:
        if record.upto and covers(has, vector(record.upto)):
            return Last(record.serial, peer.confirmed_at)
    return None


def covers(has: Vector, upto: Vector) -> bool:
    """Whether who has all this has all that, too."""
    return all(has.get(origin, 0) >= counter for origin, counter in upto.items())


def _unsent(session: Session, peer: Peer, latest: BundleRecord | None) -> tuple[int, bool]:
    """Changes after the latest bundle, and whether each was looked at."""
    sent = vector(latest.upto) if latest is not None else {}
    wanted = [
        replace(one, base=max(one.base, min(sent.get(one.origin, 0), one.upto)))
        for one in ranges(session, peer)
    ]
    together = sum(one.upto - one.base for one in wanted)
    if together > COUNTED_EXACTLY:
        return together, False
    return _going(session, peer, wanted), True


def _going(session: Session, peer: Peer, wanted: list[Range]) -> int:
    return sum(1 for _ in islice(changes_for(session, peer, wanted), COUNTED_EXACTLY))


def _missing(came: list[BundleRecord]) -> tuple[int, ...]:
    """Gaps in the serials of the file that the peer uses now, among those looked at."""
    if not came:
        return ()
    had = {record.serial for record in came if record.replica == came[0].replica}
    first = min(had) if len(came) == LOOKED_BACK else 1
    return tuple(number for number in range(first, max(had)) if number not in had)
