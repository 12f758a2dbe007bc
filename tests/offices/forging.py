"""Bundles such as our own program would never make, correctly signed and sealed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from app.accounts.levels import Level
from app.exchange.envelope_writer import EnvelopeWriter
from app.exchange.manifest import Facts, Manifest, Receiver, Sender
from app.exchange.models import Peer
from app.exchange.own_keys import current_pair
from db import clock
from tests.offices.office import OfficeAtWork


def a_change(table: str, kind: str = "insert", row: UUID | None = None, **values: Any) -> dict:
    """A record without origin, number and clock: :func:`forge` gives them."""
    row_id = (row or uuid4()).hex
    return {"x": uuid4().hex, "t": table, "r": row_id, "k": kind, "v": values}


def forge(
    sender: OfficeAtWork,
    receiver: OfficeAtWork,
    changes: Iterable[dict[str, Any]],
    *,
    origin: UUID | None = None,
    station: UUID | None = None,
    base: int = 0,
    contents: Iterable[bytes] = (),
    says: Mapping[str, Any] | None = None,
    **manifest: Any,
) -> Path:
    """A bundle with these changes, numbered after ``base``, of some database file and station.

    ``says`` is what its manifest says instead, like the named arguments that follow.
    """
    origin, station = origin or uuid4(), station or sender.id
    target = sender.folder / f"{uuid4().hex}.liren"
    changes = list(changes)
    with sender.station.read() as session:
        pair = current_pair(session, sender.station.database.key)
        peer = session.get_one(Peer, receiver.id)

    def manifest_of(facts: Facts) -> Manifest:
        said = Manifest(
            serial=1,
            replica=origin if station == sender.id else uuid4(),
            sender=Sender(
                sender.id, sender.station.office.level, sender.name,
                sender.station.office.area_code, pair.generation,
            ),
            receiver=Receiver(receiver.id, Level(receiver.station.office.level), receiver.name),
            made_at=clock.now(),
            payload=facts.payload,
            counts=facts.counts,
            contents=facts.contents,
            base={origin: base},
            upto={origin: base + len(changes)},
            stations={origin: station},
            parents={},
            receipt={},
        )  # fmt: skip
        return replace(said, **(manifest | dict(says or {})))

    with EnvelopeWriter(target, pair, peer.box_public, manifest_of) as envelope:
        now = int(clock.now().timestamp() * 1000) << 16
        for number, change in enumerate(changes, start=1):
            stamp = {"o": origin.hex, "n": base + number, "c": now + number}
            envelope.change(stamp | change)
        for data in contents:
            envelope.content(sha256(data).hexdigest(), data)
    return target
