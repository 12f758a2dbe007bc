"""The last bundle in a few words, for the line at the bottom of the window."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.levels import Level
from app.exchange.models import BundleRecord, Peer
from app.exchange.terms import Direction, Relation
from db import clock


def last_bundle(session: Session, *, level: Level) -> str:
    """上次报送 11-20 第 17 包: the latest made for a superior; empty: none was yet.

    The district reports to nobody here: of it, the latest that it took, and whose it was.
    """
    takes = level is Level.DISTRICT
    direction = Direction.IN if takes else Direction.OUT
    relation = Relation.SUBORDINATE if takes else Relation.SUPERIOR
    found = session.execute(
        select(BundleRecord.at, BundleRecord.serial, Peer.name)
        .join(Peer, Peer.station_id == BundleRecord.peer_id)
        .where(BundleRecord.direction == direction, Peer.relation == relation)
        .order_by(BundleRecord.at.desc())
        .limit(1)
    ).first()
    if found is None:
        return ""
    at, serial, name = found
    said = f"上次收取 {_day(at)} {name}" if takes else f"上次报送 {_day(at)}"
    return f"{said} 第 {serial} 包"


def _day(moment: datetime) -> str:
    """11-20; of another year 2025-11-20."""
    day = clock.local(moment).date()
    return f"{day:%m-%d}" if day.year == clock.today().year else f"{day}"
