"""The offices this station exchanges with: one sentence each on how it stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from app import settings
from app.accounts.levels import LEVEL_NAMES, Level
from app.exchange.models import Peer
from app.exchange.peers import the_peer
from app.exchange.progress import Last, Progress, progress
from app.exchange.terms import RELATION_NAMES, PeerState, Relation
from app.exchange.words import serials
from app.pills import Pill, Tone
from db import clock


@dataclass(frozen=True)
class PeerRow:
    """One office."""

    id: UUID
    name: str
    relation: Relation
    level_name: str
    area_code: str
    is_active: bool
    pill: Pill
    sentence: str
    """What it has confirmed, what waits, what is missing."""
    made: Last | None
    received: Last | None
    confirmed: Last | None
    unsent: int
    missing: str
    """Serials that never came, in words."""
    due: datetime | None
    """Of a superior: until when the next bundle is due. Of a subordinate: when one is late."""
    is_overdue: bool

    @property
    def relation_name(self) -> str:
        """上级, 下级."""
        return RELATION_NAMES[self.relation]


@dataclass(frozen=True)
class PeerSheet:
    """One office with the state of its keys."""

    row: PeerRow
    paired_at: datetime
    paired_by: str
    generation: int
    revoked_at: datetime | None
    revoked_reason: str


@dataclass(frozen=True)
class _Days:
    """The office's intervals."""

    every: int
    late: int


def peer_rows(session: Session) -> list[PeerRow]:
    """Every office paired with: superiors first, by area code; those revoked last."""
    days = _days(session)
    order = (
        case((Peer.state == PeerState.ACTIVE, 0), else_=1),
        case((Peer.relation == Relation.SUPERIOR, 0), else_=1),
        Peer.area_code,
        Peer.name,
    )
    return [_row(session, peer, days) for peer in session.scalars(select(Peer).order_by(*order))]


def peer_sheet(session: Session, peer_id: UUID) -> PeerSheet:
    """One office.

    Raises:
        NotFound.
    """
    peer = the_peer(session, peer_id)
    return PeerSheet(
        _row(session, peer, _days(session)),
        peer.paired_at,
        peer.paired_by,
        peer.generation,
        peer.revoked_at,
        peer.revoked_reason,
    )


def exchange_settings(session: Session) -> dict[str, int | bool]:
    """The office's settings of this room by key."""
    known: tuple[settings.Setting[Any], ...] = (
        settings.EXCHANGE_EVERY_DAYS,
        settings.BUNDLE_DAYS_LATE,
        settings.EXCHANGE_REQUIRE_SLIP,
    )
    return {setting.key: settings.get(session, setting) for setting in known}


def _days(session: Session) -> _Days:
    return _Days(
        settings.get(session, settings.EXCHANGE_EVERY_DAYS),
        settings.get(session, settings.BUNDLE_DAYS_LATE),
    )


def _row(session: Session, peer: Peer, days: _Days) -> PeerRow:
    found = progress(session, peer)
    relation = Relation(peer.relation)
    due = _due(peer, relation, found, days)
    is_overdue = due is not None and due <= clock.now()
    return PeerRow(
        id=peer.station_id,
        name=peer.name,
        relation=relation,
        level_name=LEVEL_NAMES[Level(peer.level)],
        area_code=peer.area_code,
        is_active=peer.state == PeerState.ACTIVE,
        pill=_pill(peer, relation, found, due if is_overdue else None),
        sentence=_sentence(peer, relation, found),
        made=found.made,
        received=found.received,
        confirmed=found.confirmed,
        unsent=found.unsent,
        missing=serials(found.missing),
        due=due,
        is_overdue=is_overdue,
    )


def _due(peer: Peer, relation: Relation, found: Progress, days: _Days) -> datetime | None:
    """Upwards: some days after our last bundle, if there is anything. Downwards: after its last."""
    if peer.state != PeerState.ACTIVE:
        return None
    upwards = relation is Relation.SUPERIOR
    last, interval = (found.made, days.every) if upwards else (found.received, days.late)
    if interval <= 0 or (upwards and not found.unsent):
        return None
    return (last.at if last else peer.paired_at) + timedelta(days=interval)


def _pill(peer: Peer, relation: Relation, found: Progress, overdue: datetime | None) -> Pill:
    if peer.state != PeerState.ACTIVE:
        return Pill("已停用", Tone.QUIET)
    if overdue is not None:
        return Pill("该报送了" if relation is Relation.SUPERIOR else "迟报", Tone.LATE)
    if relation is Relation.SUBORDINATE and found.received is None:
        return Pill("还没报来", Tone.WAITING)
    if found.unsent or found.owes_receipt:
        return Pill("待制作", Tone.WAITING)
    if not found.is_confirmed:
        return Pill("等待确认", Tone.INFORMATION)
    return Pill("已同步", Tone.GOOD)


def _sentence(peer: Peer, relation: Relation, found: Progress) -> str:
    if peer.state != PeerState.ACTIVE:
        return f"已停用：{peer.revoked_reason}"
    said = [_confirmation(found), _waiting(relation, found)]
    if relation is Relation.SUBORDINATE:
        said.insert(0, _silence(peer, found))
    if found.owes_receipt and found.received:
        said.append(f"收到的第 {found.received.serial} 包还没有回执")
    if found.missing:
        said.append(f"缺对方{serials(found.missing)}（内容已在后来的包中）")
    return "，".join(part for part in said if part) + "。"


def _confirmation(found: Progress) -> str:
    if found.made is None:
        return "还没有制作过报送包"
    if found.is_confirmed:
        return f"第 {found.made.serial} 包对方已确认"
    if found.confirmed is None:
        return f"第 {found.made.serial} 包对方还没有确认"
    return f"对方已确认到第 {found.confirmed.serial} 包，第 {found.made.serial} 包还没有确认"


def _waiting(relation: Relation, found: Progress) -> str:
    if not found.unsent:
        return "没有新的改动"
    about = "" if found.is_exact else "约 "
    way = "待报送" if relation is Relation.SUPERIOR else "待下发"
    return f"{about}{found.unsent:,} 条改动{way}"


def _silence(peer: Peer, found: Progress) -> str:
    if found.received is None:
        days = _days_since(peer.paired_at)
        return f"配对 {days} 天，还没有报来" if days else "配对后还没有报来"
    days = _days_since(found.received.at)
    return f"{days} 天前报来第 {found.received.serial} 包" if days else (
        f"今天报来第 {found.received.serial} 包"
    )  # fmt: skip


def _days_since(moment: datetime) -> int:
    return (clock.today() - clock.local(moment).date()).days
