"""Bundles that went out and came in, as the list, the drawer and the slip show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.exchange.codes import check_code
from app.exchange.models import BundleRecord, Peer
from app.exchange.progress import covers
from app.exchange.scope import vector
from app.exchange.terms import DIRECTION_NAMES, Direction
from app.exchange.words import Subject, in_short, subjects
from app.pills import Pill, Tone
from db import clock


@dataclass(frozen=True)
class BundleFilter:
    """Which bundles are asked for."""

    peer_id: UUID | None = None
    direction: Direction | None = None
    text: str = ""
    """Part of an office's name, of a file's name, or of who did it."""


@dataclass(frozen=True)
class BundleRow:
    """One bundle."""

    id: UUID
    direction: Direction
    peer_id: UUID
    peer: str
    serial: int
    at: datetime
    """Made, or taken, here."""
    made_at: datetime
    period: str
    records: int
    contents: int
    short: str
    """The largest kinds in it."""
    size: int
    """Bytes."""
    check_code: str
    file_name: str
    account: str
    result: Pill

    @property
    def direction_name(self) -> str:
        """报出, 收取."""
        return DIRECTION_NAMES[self.direction]


@dataclass(frozen=True)
class BundleSheet:
    """One bundle with all that is known of it."""

    row: BundleRow
    counts: list[Subject]
    changed: list[Subject]
    """Of one taken: what it changed here."""
    named: tuple[str, ...]


def count_bundles(session: Session, *, where: BundleFilter) -> int:
    """How many bundles fit."""
    found = _chosen(select(BundleRecord.id), where).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def bundle_history(
    session: Session,
    *,
    where: BundleFilter,
    limit: int = 200,
    offset: int = 0,
    sort: str = "at",
    descending: bool = True,
) -> list[BundleRow]:
    """Bundles that fit, the latest first unless sorted otherwise."""
    columns: dict[str, Any] = {
        "at": BundleRecord.at,
        "serial": BundleRecord.serial,
        "peer": Peer.name,
        "records": BundleRecord.records,
        "size": BundleRecord.size,
        "account": BundleRecord.account_name,
        "direction": BundleRecord.direction,
    }
    column = columns.get(sort, BundleRecord.at)
    order = column.desc() if descending else column.asc()
    statement = _chosen(select(BundleRecord, Peer), where)
    statement = statement.order_by(order, BundleRecord.at.desc(), BundleRecord.id)
    return [_row(*line) for line in session.execute(statement.limit(limit).offset(offset))]


def bundle_sheet(session: Session, record_id: UUID) -> BundleSheet:
    """One bundle.

    Raises:
        NotFound: it is not (or no longer) in the history.
    """
    line = session.execute(
        select(BundleRecord, Peer)
        .outerjoin(Peer, Peer.station_id == BundleRecord.peer_id)
        .where(BundleRecord.id == record_id)
    ).first()
    if line is None:
        raise NotFound("收发记录里没有这个报送包。")
    record: BundleRecord = line[0]
    counts, changed = subjects(record.counts), subjects(record.changed)
    return BundleSheet(_row(*line), counts, changed, tuple(record.named))


def _chosen(statement: Any, where: BundleFilter) -> Any:
    statement = statement.outerjoin(Peer, Peer.station_id == BundleRecord.peer_id)
    if where.peer_id is not None:
        statement = statement.where(BundleRecord.peer_id == where.peer_id)
    if where.direction is not None:
        statement = statement.where(BundleRecord.direction == where.direction)
    if text := where.text.strip():
        statement = statement.where(
            Peer.name.contains(text, autoescape=True)
            | BundleRecord.file_name.contains(text, autoescape=True)
            | BundleRecord.account_name.contains(text, autoescape=True)
        )
    return statement


def _row(record: BundleRecord, peer: Peer | None) -> BundleRow:
    return BundleRow(
        id=record.id,
        direction=Direction(record.direction),
        peer_id=record.peer_id,
        peer=peer.name if peer else "（单位已不在名单中）",
        serial=record.serial,
        at=record.at,
        made_at=record.made_at,
        period=period_words(record.period_from, record.period_to),
        records=record.records,
        contents=record.contents,
        short=in_short(record.counts) or "只有回执",
        size=record.size,
        check_code=check_code(record.sha256),
        file_name=record.file_name,
        account=record.account_name,
        result=_result(record, peer),
    )


def _result(record: BundleRecord, peer: Peer | None) -> Pill:
    if record.direction == Direction.IN:
        rows = rows_of(record.changed)
        return Pill(f"变动 {rows:,} 条", Tone.GOOD) if rows else Pill("没有变动", Tone.QUIET)
    if not record.upto:
        return Pill("只有回执", Tone.QUIET)
    if peer is not None and covers(vector(peer.confirmed), vector(record.upto)):
        return Pill("对方已确认", Tone.GOOD)
    return Pill("等待确认", Tone.INFORMATION)


def rows_of(changed: Mapping[str, Mapping[str, int]]) -> int:
    """How many rows a bundle changed here."""
    return sum(sum(kinds.values()) for kinds in changed.values())


def period_words(since: datetime | None, until: datetime | None) -> str:
    """2026-11-18 至 2026-11-25; empty: there is nothing in it."""
    if since is None or until is None:
        return ""
    first, last = clock.local(since).date(), clock.local(until).date()
    return f"{first}" if first == last else f"{first} 至 {last}"
