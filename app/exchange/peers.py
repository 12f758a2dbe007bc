"""Pairing: with whom this station exchanges, confirmed by people who compared a code."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line
from app.accounts.levels import LEVEL_NAMES, Level
from app.accounts.permissions import Actor, Permission
from app.accounts.station import profile
from app.errors import InvalidInput, NotFound, RuleBroken
from app.exchange.codes import comparison_code, is_same
from app.exchange.identity_file import Identity
from app.exchange.keys import KeyPair, PublicKeys
from app.exchange.models import Peer
from app.exchange.refusals import Reason, Refused
from app.exchange.rotation import Rotation, check_rotation
from app.exchange.terms import PeerState, Relation
from db.replicated import transaction_of

HEIGHT = {Level.COMMUNITY: 0, Level.STREET: 1, Level.DISTRICT: 2}
REVOKED = "revoked"


def relation_to(own: Level, other: Level) -> Relation:
    """What a station of level ``other`` is to one of level ``own``.

    Raises:
        RuleBroken: both are of one level; bundles go up and down only.
    """
    if own is other:
        raise RuleBroken(
            f"对方也是{LEVEL_NAMES[other]}一级，同级之间不报送。", "请与上级或下级单位配对。"
        )
    return Relation.SUPERIOR if HEIGHT[other] > HEIGHT[own] else Relation.SUBORDINATE


def pair(session: Session, actor: Actor, *, own: KeyPair, identity: Identity, code: str) -> UUID:
    """Take another station's identity, after people compared the code; returns its station id.

    Pairing again replaces its keys: after a revocation, or when its PC was lost with its keys.

    Raises:
        NotAllowed.
        InvalidInput: the code typed is not the one both sides must see (field ``code``).
        RuleBroken: it is this station itself, or one of the same level.
    """
    actor.require(Permission.PAIR)
    office = profile(session)
    if identity.keys.station == office.id:
        raise RuleBroken("这是本站自己的身份文件。", "请选择对方单位发来的身份文件。")
    relation = relation_to(office.level, identity.level)
    if not is_same(code, comparison_code(own.public, identity.keys)):
        raise InvalidInput(
            "对照码不一致。", "请打电话与对方逐组核对；确实不一致时不要配对。", field="code"
        )
    peer = session.get(Peer, identity.keys.station)
    if peer is None:
        peer = Peer(station_id=identity.keys.station, old_keys={}, confirmed={})
        session.add(peer)
    elif peer.sign_public != identity.keys.sign:
        peer.old_keys = peer.old_keys | {str(peer.generation): REVOKED}
    peer.relation, peer.state = relation, PeerState.ACTIVE
    peer.level, peer.name, peer.area_code = identity.level, identity.name, identity.area_code
    peer.paired_at, peer.paired_by = transaction_of(session).at, actor.name
    peer.revoked_at, peer.revoked_reason = None, ""
    take_keys(peer, identity.keys)
    sentence = f"与{identity.name}配对，对照码核对一致"
    audit.record(session, actor, "exchange.pair", sentence, subject=("peer", peer.station_id))
    return peer.station_id


def revoke(session: Session, actor: Actor, *, station_id: UUID, reason: str) -> None:
    """Stop exchanging with a station: its bundles are refused, none is made for it.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no reason.
    """
    actor.require(Permission.PAIR)
    peer = the_peer(session, station_id)
    peer.revoked_reason = line(reason, "停用原因", "reason", required=True)
    peer.state, peer.revoked_at = PeerState.REVOKED, transaction_of(session).at
    sentence = f"停用与{peer.name}的报送：{peer.revoked_reason}"
    audit.record(session, actor, "exchange.revoke", sentence, subject=("peer", station_id))


def the_peer(session: Session, station_id: UUID) -> Peer:
    """A peer, whatever its state.

    Raises:
        NotFound.
    """
    peer = session.get(Peer, station_id)
    if peer is None:
        raise NotFound("本站没有与这个单位配对。", "请先交换身份文件，核对对照码。")
    return peer


def active_peer(session: Session, station_id: UUID) -> Peer:
    """A peer with whom we exchange.

    Raises:
        NotFound.
        RuleBroken: it was revoked.
    """
    peer = the_peer(session, station_id)
    if peer.state != PeerState.ACTIVE:
        raise RuleBroken(f"与{peer.name}的报送已停用。", "请重新交换身份文件并核对对照码。")
    return peer


def public_keys(peer: Peer) -> PublicKeys:
    """A peer's keys in force."""
    return PublicKeys(peer.station_id, peer.generation, peer.sign_public, peer.box_public)


def take_keys(peer: Peer, new: PublicKeys) -> None:
    """From now on these are the peer's keys."""
    peer.generation, peer.sign_public, peer.box_public = new.generation, new.sign, new.box


def sender_key(peer: Peer, generation: int, rotation: Rotation | None) -> bytes:
    """The key that must have signed a bundle of this generation.

    Raises:
        Refused: REVOKED_SENDER, OLD_KEY, MISSED_ROTATION, FORGED.
    """
    if peer.state != PeerState.ACTIVE:
        raise Refused(Reason.REVOKED_SENDER)
    if generation == peer.generation:
        return peer.sign_public
    if generation < peer.generation:
        old = peer.old_keys.get(str(generation), REVOKED)
        if old == REVOKED:
            raise Refused(Reason.OLD_KEY)
        return bytes.fromhex(old)
    if rotation is None or rotation.to.generation != generation:
        raise Refused(Reason.MISSED_ROTATION)
    return check_rotation(rotation, public_keys(peer)).sign


def follow_rotation(peer: Peer, rotation: Rotation | None) -> None:
    """Take a peer's new keys from the certificate in a bundle that was verified with them."""
    if rotation is None or rotation.to.generation <= peer.generation:
        return
    new = check_rotation(rotation, public_keys(peer))
    old = REVOKED if rotation.revokes_old else peer.sign_public.hex()
    peer.old_keys = peer.old_keys | {str(peer.generation): old}
    take_keys(peer, new)
