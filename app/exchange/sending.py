"""Making a bundle as a person does: into a folder or onto a stick, named, in volumes when asked."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.station import Station
from app.exchange.codes import check_code
from app.exchange.making import Made, make_bundle
from app.exchange.manifest import Manifest
from app.exchange.media import bundle_name, free_name, on_medium
from app.exchange.models import BundleRecord
from app.exchange.peers import active_peer
from app.exchange.terms import Direction
from app.exchange.volumes import split
from app.exchange.whole_files import Step, no_step
from db import clock
from db.changelog import Replica

MB = 1 << 20
FAT32 = (4 << 30) - 1
"""The largest file of a stick as it is sold."""


@dataclass(frozen=True)
class Sent:
    """A bundle that lies where it was asked for."""

    manifest: Manifest
    record_id: UUID
    files: tuple[Path, ...]
    """The bundle, or its volumes."""

    @property
    def check_code(self) -> str:
        """What stands on the transfer slip."""
        return check_code(self.manifest.sha256)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(path.stat().st_size for path in self.files)


def next_serial(session: Session, peer_id: UUID) -> int:
    """Which number the next bundle for a peer gets."""
    last = session.scalar(
        select(func.max(BundleRecord.serial)).where(
            BundleRecord.direction == Direction.OUT,
            BundleRecord.peer_id == peer_id,
            BundleRecord.replica.in_(select(Replica.id).where(Replica.is_current)),
        )
    )
    return (last or 0) + 1


def suggested_name(session: Session, *, peer_id: UUID, sender: str) -> str:
    """What the next bundle's file is called."""
    peer = active_peer(session, peer_id)
    return bundle_name(sender, peer.name, next_serial(session, peer_id), clock.today())


def send(
    station: Station, *, peer_id: UUID, folder: Path, volume_size: int = 0, step: Step = no_step
) -> Sent:
    """Make a bundle for a peer in ``folder``; ``volume_size`` in bytes splits it, 0 does not.

    Long; ``step(done, total)`` may cancel, and then nothing is left.

    Raises:
        NotAllowed, NotFound, RuleBroken, InvalidInput.
        StationFault: the station or the folder cannot be read or written.
    """
    with station.read() as session:
        name = suggested_name(session, peer_id=peer_id, sender=station.office.name)
    with on_medium(folder):
        target = free_name(folder, name)
        folder.stat()
    return send_as(station, peer_id=peer_id, target=target, volume_size=volume_size, step=step)


def send_as(
    station: Station, *, peer_id: UUID, target: Path, volume_size: int = 0, step: Step = no_step
) -> Sent:
    """As :func:`send`, to a file of this name."""
    if not volume_size:
        with on_medium(target):
            made = make_bundle(station, peer_id=peer_id, target=target, step=step)
        return Sent(made.manifest, made.record_id, (target,))
    with tempfile.TemporaryDirectory(prefix="liren-") as own:
        whole = Path(own) / target.name
        with on_medium(whole):
            made = make_bundle(station, peer_id=peer_id, target=whole, step=step)
        return Sent(made.manifest, made.record_id, _cut(made, target.parent, volume_size, step))


def _cut(made: Made, folder: Path, volume_size: int, step: Step) -> tuple[Path, ...]:
    """The volumes; the bundle is known as made, so a stick pulled out now costs one number only."""
    with on_medium(folder):
        return split(made.path, folder, volume_size, step=step)
