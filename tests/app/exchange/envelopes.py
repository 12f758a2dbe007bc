"""Bundles for the tests: real ones, and ones that no honest program would make."""

import base64
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
import zstandard

from app.accounts.levels import Level
from app.exchange import keys
from app.exchange.envelope import HEAD, MAGIC, payload_offset, read_manifest, records, verify
from app.exchange.envelope_writer import EnvelopeWriter
from app.exchange.frames import Kind, Tally, frame
from app.exchange.keys import KeyPair
from app.exchange.manifest import Facts, Manifest, Period, Receiver, Sender
from app.exchange.refusals import Reason, Refused
from app.exchange.secret_stream import SecretWriter
from app.exchange.strict_json import canonical


def fixed_keys(name: str, generation: int = 1) -> KeyPair:
    """Keys that are the same in every run."""
    seeds = [hashlib.sha256(f"{name} {generation} {use}".encode()).digest() for use in "sb"]
    station = UUID(bytes=hashlib.sha256(name.encode()).digest()[:16])
    return KeyPair(station, generation, *seeds)


COMMUNITY = fixed_keys("人民里社区")
STREET = fixed_keys("河东街道")
OTHER = fixed_keys("和平社区")
REPLICA = UUID(int=7 << 96)
MADE_AT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def a_change(number: int = 1, **more):
    """One change as it stands in a bundle."""
    return {
        "o": REPLICA.hex,
        "n": number,
        "c": 115_000_000_000_000 + number,
        "x": UUID(int=number).hex,
        "t": "event",
        "r": UUID(int=900 + number).hex,
        "k": "insert",
        "v": {"title": f"楼道堆物 {number}", "is_urgent": False, "grid_id": None},
        **more,
    }


def manifest_of(facts: Facts, **other) -> Manifest:
    """What the community says of its third bundle to the street."""
    said = {
        "serial": 3,
        "replica": REPLICA,
        "sender": Sender(COMMUNITY.station, Level.COMMUNITY, "人民里社区", "130302001001", 1),
        "receiver": Receiver(STREET.station, Level.STREET, "河东街道"),
        "made_at": MADE_AT,
        "period": Period(MADE_AT.replace(day=1), MADE_AT),
        "base": {REPLICA: 0},
        "upto": {REPLICA: facts.payload.records},
        "receipt": {UUID(int=5): 12},
        "stations": {REPLICA: COMMUNITY.station},
        "parents": {},
        "payload": facts.payload,
        "counts": facts.counts,
        "contents": facts.contents,
    }
    return Manifest(**(said | other))


def a_bundle(target: Path, changes=None, contents=(), **said) -> Path:
    """A bundle from the community to the street."""
    changes = [a_change()] if changes is None else changes
    with EnvelopeWriter(
        target, COMMUNITY, STREET.public.box, lambda facts: manifest_of(facts, **said)
    ) as envelope:
        for content in contents:
            envelope.content(hashlib.sha256(content).hexdigest(), content)
        for change in changes:
            envelope.change(change)
    return target


def read_all(path: Path, own: KeyPair = STREET, sender: KeyPair = COMMUNITY) -> list:
    """Everything in a bundle, looked at, verified and read as a receiver does."""
    manifest = read_manifest(path)
    verify(path, manifest, sender.public.sign)
    return list(records(path, manifest, own=own, sign_key=sender.public.sign))


def refusal_of(path: Path, **by) -> Reason:
    """Why a bundle is refused; that it is, and in a sentence, is asserted."""
    with pytest.raises(Refused) as caught:
        read_all(path, **by)
    assert str(caught.value).endswith("。")
    return caught.value.reason


def plain_of(*frames: bytes, tally: Tally | None = None) -> bytes:
    """Frames with a right end frame, as they are before compression."""
    counted = tally or Tally()
    counted.frame(b"".join(frames))
    return b"".join(frames) + frame(Kind.END, counted.end())


def packed(plain: bytes, level: int = 3) -> bytes:
    return zstandard.ZstdCompressor(level=level, write_checksum=True).compress(plain)


class Sink:
    """A file in memory that only grows."""

    def __init__(self):
        self.data = bytearray()

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)


def encrypted(compressed: bytes, key: bytes = b"k" * 32, signer: KeyPair = COMMUNITY) -> bytes:
    sink = Sink()
    writer = SecretWriter(sink, key, signer.public.sign)
    writer.write(compressed)
    writer.finish()
    return bytes(sink.data)


def sealed(key: bytes = b"k" * 32, receiver: KeyPair = STREET) -> str:
    return base64.b64encode(keys.seal(receiver.public.box, key)).decode()


SEALED = sealed()


def payload_said(payload: bytes, plain: bytes, count: int) -> dict:
    """What a manifest says of a payload encrypted under the key of :func:`encrypted`."""
    return {
        "sha256": hashlib.sha256(payload).hexdigest(),
        "bytes": len(payload),
        "plain_bytes": len(plain),
        "records": count,
        "sealed_key": SEALED,
    }


def dumped(value) -> bytes:
    """Canonical JSON, also of what no honest program says."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def signed_file(
    path: Path, manifest: bytes, payload: bytes, signer: KeyPair = COMMUNITY, version: int = 1
) -> Path:
    """A file with a right signature over whatever manifest."""
    start = HEAD.pack(MAGIC, version, len(manifest)) + manifest
    return put(path, start + keys.sign(signer, start) + payload)


def put(path: Path, data: bytes) -> Path:
    """Write a file anew; cutting an old one to nothing waits for the disk, thousands of times."""
    path.unlink(missing_ok=True)
    path.write_bytes(data)
    return path


def said_by(path: Path) -> dict:
    """The manifest of a bundle as plain values, to be changed."""
    return json.loads(read_manifest(path).encoded)


def payload_in(path: Path) -> bytes:
    return path.read_bytes()[payload_offset(read_manifest(path)) :]


def resealed(folder: Path, plain: bytes, *, compressed=None, payload=None, of_payload=(), **said):
    """A rightly signed and encrypted bundle around any plain bytes."""
    if payload is None:
        payload = encrypted(packed(plain) if compressed is None else compressed)
    value = said_by(a_bundle(folder / "model.liren")) | said
    value["payload"] = payload_said(payload, plain, 1) | dict(of_payload)
    return signed_file(folder / "b.liren", dumped(value), payload)


def one_record() -> tuple[bytes, Tally]:
    """The frame of one change, and the tally that is to be the end's."""
    tally = Tally()
    tally.change(a_change())
    return frame(Kind.RECORD, canonical(a_change())), tally
