"""What a peer confirms: its version vector, carried by each of its bundles."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.exchange.manifest import Manifest
from app.exchange.models import Peer
from app.exchange.scope import known_replicas


def take_receipt(session: Session, peer: Peer, manifest: Manifest) -> None:
    """Keep the receipt in a bundle, unless a later one came before it.

    A restored file has less than it once confirmed; its receipt counts, so that it gets again what
    it lost. Later means: a higher serial of one file, or a file that came from it by restoring.
    """
    if not _is_newer(session, peer, manifest):
        return
    peer.confirmed = {origin.hex: counter for origin, counter in manifest.receipt.items()}
    peer.confirmed_replica, peer.confirmed_serial = manifest.replica, manifest.serial
    peer.confirmed_at = manifest.made_at


def _is_newer(session: Session, peer: Peer, manifest: Manifest) -> bool:
    held = peer.confirmed_replica
    if held is None:
        return True
    if held == manifest.replica:
        return manifest.serial > peer.confirmed_serial
    return manifest.replica not in _ancestors(session, held)


def _ancestors(session: Session, replica: UUID) -> set[UUID]:
    replicas = known_replicas(session)
    found: set[UUID] = set()
    one = replicas.get(replica)
    while one is not None and one.parent is not None and one.parent not in found:
        found.add(one.parent)
        one = replicas.get(one.parent)
    return found
