"""Looking at a bundle that came: what it says, whether it may be taken, what is missing before it.

Nothing is changed here; :mod:`app.exchange.applying` takes it.
"""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.station import OfficeProfile, profile
from app.exchange.envelope import read_manifest, verify
from app.exchange.manifest import Manifest
from app.exchange.models import BundleRecord, Peer
from app.exchange.peers import sender_key
from app.exchange.refusals import Reason, Refused
from app.exchange.scope import Known, known_replicas
from app.exchange.set_back import is_set_back
from app.exchange.terms import Direction, Relation
from app.exchange.whole_files import Step, no_step


@dataclass(frozen=True)
class Sequence:
    """Where a bundle stands among those of its sender."""

    is_repeated: bool
    """This very bundle was applied before; taking it again changes nothing."""
    last: int
    """Serial of the latest one applied; 0: none of this database file's."""
    missing: tuple[int, ...]
    """Serials between the latest applied and this one; this one holds what they held."""

    def in_words(self, serial: int) -> str:
        """What a person should know of it; empty: it is simply the next one."""
        if self.is_repeated:
            return f"第 {serial} 包以前收取过，再收一次不会有变化。"
        if serial <= self.last:
            return f"这是较早的第 {serial} 包，已收到第 {self.last} 包；不会覆盖较新的内容。"
        if self.missing:
            first, last = self.missing[0], self.missing[-1]
            gap = f"第 {first} 包" if first == last else f"第 {first} 至 {last} 包"
            return f"已收到第 {self.last} 包，缺{gap}；缺的内容已包含在本包中。"
        return ""


@dataclass(frozen=True)
class Preview:
    """A bundle as it is shown before it is taken."""

    path: Path
    manifest: Manifest
    relation: Relation
    sequence: Sequence
    sign_key: bytes
    returns_own: bool
    """It brings back records of this station that a restored backup had not."""
    set_back: bool
    """It shows that this station's file was replaced by an old copy (app.exchange.set_back)."""


def look(session: Session, path: Path, *, step: Step = no_step) -> Preview:
    """Check everything that can be known before the records are read; takes a while for a big one.

    Raises:
        Refused: it is not a bundle, not whole, not from a peer, not for this station, or it does
            not follow on what this station has; the reason says which.
        OSError: the file cannot be read.
    """
    manifest = read_manifest(path)
    preview = judge(session, path, manifest)
    verify(path, manifest, preview.sign_key, step=step)
    return preview


def judge(session: Session, path: Path, manifest: Manifest) -> Preview:
    """Whether a bundle follows on what this station has, by its manifest alone.

    Raises:
        Refused: as :func:`look`.
    """
    office = profile(session)
    _refuse_strangers(office, manifest)
    peer = session.get(Peer, manifest.sender.station)
    if peer is None:
        raise Refused(Reason.UNKNOWN_SENDER, f"本站还没有与{manifest.sender.name}配对。")
    sign_key = sender_key(peer, manifest.sender.generation, manifest.rotation)
    replicas = known_replicas(session)
    sequence = _sequence(session, manifest)
    if not sequence.is_repeated:
        _refuse_forks(session, manifest)
        _refuse_gaps(manifest, replicas, peer)
    set_back = is_set_back(session, manifest)
    returns_own = set_back or _check_origins(session, office.id, peer, manifest, replicas)
    relation = Relation(peer.relation)
    return Preview(path, manifest, relation, sequence, sign_key, returns_own, set_back)


def _refuse_strangers(office: OfficeProfile, manifest: Manifest) -> None:
    if manifest.sender.station == office.id:
        raise Refused(Reason.OWN_BUNDLE)
    if manifest.receiver.station != office.id:
        raise Refused(
            Reason.OTHER_RECEIVER, f"这个报送包是给{manifest.receiver.name}的，不是给本站的。"
        )


def _sequence(session: Session, manifest: Manifest) -> Sequence:
    rows = session.execute(
        select(BundleRecord.serial, BundleRecord.sha256).where(
            BundleRecord.direction == Direction.IN,
            BundleRecord.peer_id == manifest.sender.station,
            BundleRecord.replica == manifest.replica,
        )
    )
    had = {serial: sha256 for serial, sha256 in rows}
    last = max(had, default=0)
    missing = tuple(n for n in range(last + 1, manifest.serial) if n not in had)
    return Sequence(had.get(manifest.serial) == manifest.sha256, last, missing)


def _refuse_forks(session: Session, manifest: Manifest) -> None:
    """Two bundles with one serial: the sender's file was set back by hand, or is used twice."""
    said = {one.serial: one.sha256 for one in manifest.history} | {manifest.serial: manifest.sha256}
    rows = session.execute(
        select(BundleRecord.serial, BundleRecord.sha256).where(
            BundleRecord.direction == Direction.IN,
            BundleRecord.peer_id == manifest.sender.station,
            BundleRecord.replica == manifest.replica,
        )
    )
    if any(said.get(serial, sha256) != sha256 for serial, sha256 in rows):
        raise Refused(Reason.FORK)


def _refuse_gaps(manifest: Manifest, replicas: dict[UUID, Known], peer: Peer) -> None:
    """It goes on from where we do not stand: we confirmed more once than we have now."""
    for origin, base in manifest.base.items():
        have = replicas[origin].counter if origin in replicas else 0
        if base > have:
            raise Refused(
                Reason.GAP,
                f"这一包接在本站没有的内容之后，本站的数据可能恢复过备份（有 {have}，需 {base}）。",
                f"请先制作一个报送包交给{peer.name}，对方再制作的一包会补齐。",
            )


def _check_origins(
    session: Session,
    own: UUID,
    peer: Peer,
    manifest: Manifest,
    replicas: dict[UUID, Known],
) -> bool:
    """Whose changes they are, and whether the sender may bring them; True: some are our own."""
    returns_own = False
    for origin, upto in manifest.upto.items():
        station = manifest.stations.get(origin)
        known = replicas.get(origin)
        if station is None or (known is not None and known.station != station):
            raise Refused(Reason.BAD_MANIFEST)
        if station == own:
            _refuse_impostors(manifest, replicas, origin, upto)
            returns_own = returns_own or known is None or upto > known.counter
        elif station != peer.station_id:
            _refuse_other_routes(session, peer, station)
    return returns_own


def _refuse_impostors(
    manifest: Manifest, replicas: dict[UUID, Known], origin: UUID, upto: int
) -> None:
    """Changes in our own name come back only to a file that was restored from a backup."""
    current = next(one for one in replicas.values() if one.is_current)
    known = replicas.get(origin)
    if known is not None and upto <= known.counter:
        return
    if current.id in _ancestors(manifest, replicas, origin):
        raise Refused(
            Reason.SUPERSEDED,
            "本站已在另一台电脑上由备份恢复并使用，这台电脑上的文件已经停用。",
            "请改用那一台电脑；这里新登记的内容请在那里补登。",
        )
    if current.parent is None:
        raise Refused(Reason.NOT_OWNER, "报送包冒用本站的名义。")


def _ancestors(manifest: Manifest, replicas: dict[UUID, Known], origin: UUID) -> set[UUID]:
    found: set[UUID] = set()
    known = replicas.get(origin)
    parent = manifest.parents.get(origin) or (known.parent if known else None)
    while parent is not None and parent not in found:
        found.add(parent)
        known = replicas.get(parent)
        parent = manifest.parents.get(parent) or (known.parent if known else None)
    return found


def _refuse_other_routes(session: Session, peer: Peer, station: UUID) -> None:
    """A third station's changes come through one peer only, and never around a pairing."""
    if session.get(Peer, station) is not None:
        raise Refused(Reason.NOT_OWNER)
    routes = {one.via for one in known_replicas(session).values() if one.station == station}
    if routes - {peer.station_id}:
        raise Refused(Reason.NOT_OWNER)
