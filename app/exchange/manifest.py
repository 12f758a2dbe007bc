"""What a bundle says of itself: the part that anybody can read, and that the signature covers.

It is canonical JSON, so that a manifest has one form only and its SHA-256 names the bundle.
:mod:`app.exchange.manifest_reading` reads one from outside.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from app.accounts.levels import Level
from app.exchange.rotation import Rotation
from app.exchange.strict_json import canonical

FORMAT = "liren-bundle"
VERSION = 1
KNOWN_NEEDS: frozenset[str] = frozenset()
"""Features beyond version 1 that this program knows; a bundle that needs another is too new."""

Vector = dict[UUID, int]
"""Counter by origin: how far the changes of each database file are known."""


@dataclass(frozen=True)
class Sender:
    """Who made the bundle, with which generation of keys."""

    station: UUID
    level: Level
    name: str
    area_code: str
    generation: int


@dataclass(frozen=True)
class Receiver:
    """Whom the bundle is for."""

    station: UUID
    level: Level
    name: str


@dataclass(frozen=True)
class Period:
    """Moments of the first and the last change in it; None where there is none."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Seen:
    """A bundle of the receiver's that the sender applied."""

    replica: UUID
    serial: int
    sha256: str


@dataclass(frozen=True)
class Earlier:
    """A bundle that the sender made for this receiver before."""

    serial: int
    sha256: str


@dataclass(frozen=True)
class Count:
    """How many changes of each kind there are in one table."""

    insert: int = 0
    update: int = 0
    delete: int = 0

    @property
    def total(self) -> int:
        """All three together."""
        return self.insert + self.update + self.delete


@dataclass(frozen=True)
class Contents:
    """How many attachments' contents travel along, and their bytes."""

    count: int = 0
    size: int = 0
    """Bytes of all of them."""


@dataclass(frozen=True)
class Payload:
    """What is needed to open the encrypted part and to know that it is whole."""

    sha256: str
    size: int
    """Bytes of the encrypted part."""
    plain_bytes: int
    """Once decrypted and decompressed."""
    records: int
    sealed_key: bytes


@dataclass(frozen=True)
class Facts:
    """What is known of a payload once it is written; stands unchanged in the manifest."""

    payload: Payload
    counts: dict[str, Count]
    contents: Contents


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Everything a bundle says of itself; docs/bundle-format.md explains each part."""

    serial: int
    replica: UUID
    sender: Sender
    receiver: Receiver
    made_at: datetime
    payload: Payload
    counts: dict[str, Count]
    contents: Contents
    period: Period = Period()
    needs: tuple[str, ...] = ()
    lineage: tuple[UUID, ...] = ()
    base: Vector
    upto: Vector
    receipt: Vector
    stations: dict[UUID, UUID]
    parents: dict[UUID, UUID]
    seen: tuple[Seen, ...] = ()
    history: tuple[Earlier, ...] = ()
    named: tuple[str, ...] = ()
    rotation: Rotation | None = None

    @cached_property
    def encoded(self) -> bytes:
        """The manifest as it stands in the file."""
        return canonical(_as_json(self))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of :attr:`encoded` in hexadecimal: names the bundle in chains and on slips."""
        return hashlib.sha256(self.encoded).hexdigest()


def _as_json(manifest: Manifest) -> dict[str, Any]:
    rotation = manifest.rotation
    return {
        "format": FORMAT,
        "version": VERSION,
        "needs": list(manifest.needs),
        "serial": manifest.serial,
        "replica": manifest.replica.hex,
        "lineage": [replica.hex for replica in manifest.lineage],
        "sender": _sender(manifest.sender),
        "receiver": _receiver(manifest.receiver),
        "made_at": manifest.made_at.isoformat(),
        "period": {"from": _moment(manifest.period.since), "to": _moment(manifest.period.until)},
        "base": _hex_keys(manifest.base),
        "upto": _hex_keys(manifest.upto),
        "receipt": _hex_keys(manifest.receipt),
        "stations": {one.hex: other.hex for one, other in manifest.stations.items()},
        "parents": {one.hex: other.hex for one, other in manifest.parents.items()},
        "seen": [
            {"replica": one.replica.hex, "serial": one.serial, "sha256": one.sha256}
            for one in manifest.seen
        ],
        "history": [[one.serial, one.sha256] for one in manifest.history],
        "counts": {
            table: {"insert": count.insert, "update": count.update, "delete": count.delete}
            for table, count in manifest.counts.items()
        },
        "contents": {"count": manifest.contents.count, "bytes": manifest.contents.size},
        "named": list(manifest.named),
        "rotation": None if rotation is None else rotation.as_json(),
        "payload": _payload(manifest.payload),
    }


def _sender(sender: Sender) -> dict[str, Any]:
    return {
        "station": sender.station.hex,
        "level": sender.level.value,
        "name": sender.name,
        "area_code": sender.area_code,
        "generation": sender.generation,
    }


def _receiver(receiver: Receiver) -> dict[str, Any]:
    level = receiver.level.value
    return {"station": receiver.station.hex, "level": level, "name": receiver.name}


def _payload(payload: Payload) -> dict[str, Any]:
    return {
        "sha256": payload.sha256,
        "bytes": payload.size,
        "plain_bytes": payload.plain_bytes,
        "records": payload.records,
        "sealed_key": base64.b64encode(payload.sealed_key).decode(),
    }


def _hex_keys(vector: Vector) -> dict[str, int]:
    return {origin.hex: counter for origin, counter in vector.items()}


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
