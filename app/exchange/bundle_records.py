"""The lines that keep bundles in mind: made and taken, with number and hash (guarantees 2, 9)."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.envelope import payload_offset
from app.exchange.manifest import Earlier, Manifest, Seen
from app.exchange.models import BundleRecord
from app.exchange.terms import Direction
from db import clock
from db.ids import new_id

KEPT_SEEN, KEPT_HISTORY = 16, 64
"""Of earlier bundles, how many are named in a manifest."""


def file_size(manifest: Manifest) -> int:
    """Bytes of the bundle's file."""
    return payload_offset(manifest) + manifest.payload.size


def record_of(manifest: Manifest, direction: Direction, peer_id: UUID) -> BundleRecord:
    """The line that keeps a bundle in mind; size, file and account are the caller's."""
    return BundleRecord(
        id=new_id(),
        direction=direction,
        peer_id=peer_id,
        replica=manifest.replica,
        serial=manifest.serial,
        sha256=manifest.sha256,
        at=clock.now(),
        made_at=manifest.made_at,
        period_from=manifest.period.since,
        period_to=manifest.period.until,
        base={origin.hex: counter for origin, counter in manifest.base.items()},
        upto={origin.hex: counter for origin, counter in manifest.upto.items()},
        counts={
            table: {"insert": count.insert, "update": count.update, "delete": count.delete}
            for table, count in manifest.counts.items()
        },
        records=manifest.payload.records,
        contents=manifest.contents.count,
        named=list(manifest.named),
        size=0,
        file_name="",
        account_name="",
    )


def bundles_made(session: Session, peer_id: UUID, replica: UUID) -> Iterator[Earlier]:
    """Bundles made for this peer by this database file, the latest first."""
    rows = session.execute(
        select(BundleRecord.serial, BundleRecord.sha256)
        .where(
            BundleRecord.direction == Direction.OUT,
            BundleRecord.peer_id == peer_id,
            BundleRecord.replica == replica,
        )
        .order_by(BundleRecord.serial.desc())
        .limit(KEPT_HISTORY)
    )
    return (Earlier(serial, sha256) for serial, sha256 in rows)


def bundles_taken(session: Session, peer_id: UUID) -> Iterator[Seen]:
    """Bundles of this peer's applied here, the latest first."""
    rows = session.execute(
        select(BundleRecord.replica, BundleRecord.serial, BundleRecord.sha256)
        .where(BundleRecord.direction == Direction.IN, BundleRecord.peer_id == peer_id)
        .order_by(BundleRecord.at.desc())
        .limit(KEPT_SEEN)
    )
    return (Seen(replica, serial, sha256) for replica, serial, sha256 in rows)
