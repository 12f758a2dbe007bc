"""This station's file was exchanged for an old copy of itself, and a peer tells us so.

Copied over by hand, or carried to another PC, the old file goes on with numbers that the lost one
has given out already. The peer's receipt shows it: it has more of our changes than we do, or
bundles of ours that we never made. Then what was written since the last bundle both remember is
numbered anew, as a new replica's; what the lost file had sent comes back under its own numbers.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor
from app.exchange.manifest import Manifest
from app.exchange.models import BundleRecord
from app.exchange.scope import Known, known_replicas
from app.exchange.terms import Direction
from db import clock
from db.changelog import Change, Replica
from db.ids import new_id
from db.replicated import Merge, transaction_of
from db.shapes import shapes

LOG: Any = Change.__table__
REPLICAS: Any = Replica.__table__


def is_set_back(session: Session, manifest: Manifest) -> bool:
    """Whether a peer has seen more of this file than the file remembers."""
    current = _current(session)
    if manifest.receipt.get(current.id, 0) > current.counter:
        return True
    ours = _bundles_made(session, current.id, manifest.sender.station)
    seen = {(one.serial, one.sha256) for one in manifest.seen if one.replica == current.id}
    return not seen <= set(ours)


def number_anew(session: Session, actor: Actor, manifest: Manifest) -> None:
    """Become a new replica, and give what was written since the last bundle both remember to it.

    What a lost life sent with the same content comes twice then, under two numbers: no harm.
    """
    current, fresh = _current(session), new_id()
    common = _last_in_common(session, current, manifest)
    session.flush()
    connection = session.connection()
    connection.execute(update(REPLICAS).values(is_current=False))
    connection.execute(
        insert(REPLICAS).values(
            id=fresh,
            station_id=current.station,
            counter=current.counter - common,
            clock=select(REPLICAS.c.clock).where(REPLICAS.c.id == current.id).scalar_subquery(),
            is_current=True,
            since=clock.now(),
            parent_id=current.id,
        )
    )
    connection.execute(update(REPLICAS).where(REPLICAS.c.id == current.id).values(counter=common))
    tables = [LOG] + [
        shape.table for shape in shapes().values() if shape.kind.__merge__ is not Merge.ADD_ONLY
    ]
    for table in tables:
        connection.execute(
            update(table)
            .where(table.c.origin == current.id, table.c.counter > common)
            .values(origin=fresh, counter=table.c.counter - common)
        )
    session.expire_all()
    transaction_of(session).stamper = None
    sentence = "发现本站文件曾被旧的拷贝替换，此后登记的内容已重新编号"
    audit.record(session, actor, "exchange.set_back", sentence)


def _current(session: Session) -> Known:
    return next(one for one in known_replicas(session).values() if one.is_current)


def _bundles_made(session: Session, replica: UUID, peer_id: UUID) -> dict[tuple[int, str], int]:
    """How far each bundle made for a peer went, by serial and hash."""
    rows = session.execute(
        select(BundleRecord.serial, BundleRecord.sha256, BundleRecord.upto).where(
            BundleRecord.direction == Direction.OUT,
            BundleRecord.replica == replica,
            BundleRecord.peer_id == peer_id,
        )
    )
    return {(serial, sha256): upto.get(replica.hex, 0) for serial, sha256, upto in rows}


def _last_in_common(session: Session, current: Known, manifest: Manifest) -> int:
    """Up to which number this file and the one that the peer heard from are the same."""
    ours = _bundles_made(session, current.id, manifest.sender.station)
    shared = [
        ours[one.serial, one.sha256]
        for one in manifest.seen
        if one.replica == current.id and (one.serial, one.sha256) in ours
    ]
    return min(max(shared, default=0), current.counter)
