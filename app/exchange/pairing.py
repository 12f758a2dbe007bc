"""Pairing as people do it: hand over the identity file, take the other's, compare the code."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Permission
from app.accounts.station import Station, profile
from app.errors import RuleBroken
from app.exchange.codes import comparison_code
from app.exchange.identity_file import Identity, read_identity, write_identity
from app.exchange.keys import KeyPair
from app.exchange.media import on_medium
from app.exchange.models import Peer
from app.exchange.own_keys import ensure_pair, own_identity
from app.exchange.peers import relation_to
from app.exchange.terms import PeerState, Relation


@dataclass(frozen=True)
class Introduction:
    """Another station's identity file, read; nothing is agreed yet."""

    identity: Identity
    own: KeyPair
    relation: Relation
    code: str
    """What both stations must see."""
    replaces: str
    """What pairing changes when this station is a peer already, in words; empty: it is new."""


def export_identity(station: Station, target: Path) -> Path:
    """Write this station's identity file, for another one to take.

    Raises:
        NotAllowed, StationFault.
    """
    with station.write() as session:
        pair = ensure_pair(session, station.actor, database_key=station.database.key)
        identity = own_identity(session, pair)
        audit.record(session, station.actor, "exchange.identity", "导出了本站身份文件")
    with on_medium(target):
        return write_identity(target, identity, pair)


def read_introduction(station: Station, path: Path) -> Introduction:
    """Read another station's identity file and work out the code to compare.

    Raises:
        NotAllowed, StationFault.
        Refused: it is no identity file, or was altered.
        RuleBroken: it is this station's own, or one of the same level.
    """
    station.actor.require(Permission.PAIR)
    with on_medium(path):
        identity = read_identity(path)
    with station.write() as session:
        office = profile(session)
        if identity.keys.station == office.id:
            raise RuleBroken("这是本站自己的身份文件。", "请选择对方单位发来的身份文件。")
        relation = relation_to(office.level, identity.level)
        own = ensure_pair(session, station.actor, database_key=station.database.key)
        replaces = _replaced(session, identity)
    return Introduction(
        identity, own, relation, comparison_code(own.public, identity.keys), replaces
    )


def _replaced(session: Session, identity: Identity) -> str:
    peer = session.get(Peer, identity.keys.station)
    if peer is None:
        return ""
    if peer.state == PeerState.REVOKED:
        return "与这个单位的报送已停用，确认后重新启用。"
    if peer.sign_public == identity.keys.sign:
        return "已经与这个单位配对，密钥没有变化。"
    return "已经与这个单位配对，确认后改用它的新密钥，旧密钥作废。"
