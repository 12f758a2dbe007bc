"""Making a bundle (报送包) for a peer: all that it has not confirmed, and our receipt for its own.

A lost bundle costs nothing: what is not confirmed goes into the next one again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app import machine
from app.accounts import audit
from app.accounts.levels import Level
from app.accounts.permissions import Actor, Permission
from app.accounts.station import Station, profile
from app.exchange.bundle_records import (
    KEPT_HISTORY,
    bundles_made,
    bundles_taken,
    file_size,
    record_of,
)
from app.exchange.due import named_in
from app.exchange.envelope_writer import EnvelopeWriter
from app.exchange.keys import KeyPair
from app.exchange.manifest import (
    Facts,
    Manifest,
    Period,
    Receiver,
    Sender,
)
from app.exchange.models import BundleRecord, Peer
from app.exchange.outgoing import ContentsToSend, as_record, changes_for
from app.exchange.own_keys import current_pair, latest_rotation
from app.exchange.peers import active_peer
from app.exchange.scope import Known, Range, known_replicas, ranges
from app.exchange.terms import Direction
from app.exchange.whole_files import Step, no_step
from db import clock
from db.changelog import Operation
from db.folding import LoggedChange


@dataclass(frozen=True)
class Made:
    """A bundle that was made."""

    path: Path
    manifest: Manifest
    record_id: UUID


@dataclass
class _Draft:
    """What becomes known of a bundle while its changes go by."""

    peer: Peer
    pair: KeyPair
    replicas: dict[UUID, Known]
    wanted: list[Range]
    named: list[str] = field(default_factory=list)
    clocks: list[int] = field(default_factory=list)

    def note(self, change: LoggedChange, values: dict[str, Any]) -> None:
        """First and last moment, and personal data that is in it on purpose."""
        if not self.clocks:
            self.clocks = [change.clock, change.clock]
        self.clocks[1] = max(self.clocks[1], change.clock)
        if change.table == "whistle" and change.operation == Operation.INSERT:
            self.named += named_in(values)

    @property
    def current(self) -> Known:
        """Our own database file."""
        return next(one for one in self.replicas.values() if one.is_current)


def make_bundle(station: Station, *, peer_id: UUID, target: Path, step: Step = no_step) -> Made:
    """Write a bundle for a peer to ``target``, whole or not at all.

    ``step(done, total)`` tells of changes and may raise to cancel. Long: not in the UI thread.

    Raises:
        NotAllowed, NotFound, RuleBroken: the peer was revoked.
        StationFault, OSError: a file cannot be read or written.
    """
    station.actor.require(Permission.EXCHANGE)
    with station.read() as session:
        peer = active_peer(session, peer_id)
        pair = current_pair(session, station.database.key)
        draft = _Draft(peer, pair, known_replicas(session), ranges(session, peer))
        recorded: list[UUID] = []

        def manifest_of(facts: Facts) -> Manifest:
            manifest, record_id = _record(station, draft, facts, target)
            recorded.append(record_id)
            return manifest

        try:
            with EnvelopeWriter(
                target, pair, peer.box_public, manifest_of, step=no_step
            ) as envelope:
                _fill(session, envelope, draft, step)
        except BaseException:
            for record_id in recorded:
                _forget(station, peer, record_id)
            raise
    return Made(target, envelope.manifest, recorded[0])


def _fill(session: Session, envelope: EnvelopeWriter, draft: _Draft, step: Step) -> None:
    total = sum(one.upto - one.base for one in draft.wanted)
    contents = ContentsToSend(session, draft.wanted)
    for done, (change, values) in enumerate(changes_for(session, draft.peer, draft.wanted)):
        envelope.change(as_record(change, values))
        draft.note(change, values)
        contents.note(change, values)
        if done % 500 == 0:
            step(done, total)
    for digest, data in contents.each():
        envelope.content(digest, data)
        step(total, total)


def _record(station: Station, draft: _Draft, facts: Facts, target: Path) -> tuple[Manifest, UUID]:
    """Give the bundle its number and write it down, before the file appears."""
    with station.write() as session:
        manifest = _manifest(session, draft, facts)
        machine.remember_sent(draft.current.id, manifest.upto.get(draft.current.id, 0))
        record = record_of(manifest, Direction.OUT, draft.peer.station_id)
        record.size = file_size(manifest)
        record.file_name, record.account_name = target.name, station.actor.name
        session.add(record)
        _audit(session, station.actor, draft, manifest)
        return manifest, record.id


def _audit(session: Session, actor: Actor, draft: _Draft, manifest: Manifest) -> None:
    name, serial = draft.peer.name, manifest.serial
    sentence = f"制作给{name}的第 {serial} 包，{manifest.payload.records} 条记录"
    subject = ("peer", draft.peer.station_id)
    audit.record(session, actor, "bundle.make", sentence, subject=subject)
    for named in manifest.named:
        audit.record(session, actor, "bundle.named", f"报送给{name}：{named}", subject=subject)


def _forget(station: Station, peer: Peer, record_id: UUID) -> None:
    """The file did not come about, so the bundle was never made; the audit log is told so."""
    with station.write() as session:
        record = session.get_one(BundleRecord, record_id)
        session.delete(record)
        sentence = f"给{peer.name}的第 {record.serial} 包没有写成，已作废"
        subject = ("peer", peer.station_id)
        audit.record(session, station.actor, "bundle.make", sentence, subject=subject)


def _manifest(session: Session, draft: _Draft, facts: Facts) -> Manifest:
    office, current, peer = profile(session), draft.current, draft.peer
    moments = [datetime.fromtimestamp((at >> 16) / 1000, UTC) for at in draft.clocks]
    earlier = list(bundles_made(session, peer.station_id, current.id))
    return Manifest(
        serial=(earlier[0].serial if earlier else 0) + 1,
        replica=current.id,
        sender=Sender(
            office.id, office.level, office.name, office.area_code, draft.pair.generation
        ),
        receiver=Receiver(peer.station_id, Level(peer.level), peer.name),
        made_at=clock.now(),
        payload=facts.payload,
        counts=facts.counts,
        contents=facts.contents,
        period=Period(*moments) if moments else Period(),
        lineage=tuple(lineage(draft.replicas, current)),
        base={one.origin: one.base for one in draft.wanted if one.upto > one.base},
        upto={one.origin: one.upto for one in draft.wanted if one.upto > one.base},
        receipt={one.id: one.counter for one in draft.replicas.values()},
        stations={one.origin: one.station for one in draft.wanted if one.upto > one.base},
        parents={
            one.origin: parent
            for one in draft.wanted
            if one.upto > one.base and (parent := draft.replicas[one.origin].parent) is not None
        },
        seen=tuple(bundles_taken(session, peer.station_id)),
        history=tuple(earlier[:KEPT_HISTORY]),
        named=tuple(draft.named),
        rotation=latest_rotation(session),
    )


def lineage(replicas: dict[UUID, Known], current: Known) -> Iterator[UUID]:
    """The database files this one came from by restoring backups, oldest first."""
    chain: list[UUID] = []
    parent = current.parent
    while parent is not None and parent not in chain:
        chain.append(parent)
        parent = replicas[parent].parent if parent in replicas else None
    return reversed(chain)
