"""What else a signed bundle may say that is not so: numbers, vectors, lineages, contents."""

import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from app.exchange.manifest import Earlier, Seen
from db.shapes import shapes
from tests.offices.hostile_records import Mutation, any_record
from tests.offices.hostile_world import Record, World

ODD_NUMBERS = (0, -1, 1, 2, 2**31, 2**62, 2**63 - 1, 1.5, True, None, "1", [])


def odd_number(world: World, records: list[Record]) -> None:
    any_record(world, records)["n"] = world.chance.choice(ODD_NUMBERS)


def number_again(world: World, records: list[Record]) -> None:
    any_record(world, records)["n"] = any_record(world, records)["n"]


def backwards(world: World, records: list[Record]) -> None:
    records.reverse()


def number_of_the_past(world: World, records: list[Record]) -> None:
    """As if it had come before, and had said something else."""
    any_record(world, records)["n"] = world.chance.randrange(1, 2 * len(world.tables) + 1)


OF_SEQUENCE: tuple[Mutation, ...] = (odd_number, number_again, backwards, number_of_the_past)


def _png(width: int, height: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        summed = kind + body
        return len(body).to_bytes(4, "big") + summed + zlib.crc32(summed).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\0\0\0"
    parts = chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


PICTURES = (
    b"", b"no picture", _png(2, 2, b"\0ab\0cd"), _png(2, 2, b"\0a"), _png(60_000, 60_000, b""),
    _png(0, 0, b""), _png(2**31 - 1, 1, b""), _png(9, 9, bytes(90))[:60],
    b"\xff\xd8\xff\xe0" + bytes(40), b"BM" + bytes(60), b"RIFF\0\0\0\0WEBPVP8 " + bytes(30),
)  # fmt: skip
"""Contents of attachments: one a sound picture, most of them not."""


def some_contents(world: World) -> list[bytes]:
    """Mostly none; or pictures, of which no attachment tells."""
    return world.chance.sample(PICTURES, world.chance.choice((0, 0, 0, 0, 1, 3)))


def with_a_picture(world: World, contents: list[bytes]) -> list[Record]:
    """An attachment that tells of one of the contents, if there is one."""
    shape = shapes()["attachment"]
    if not contents or shape not in world.tables:
        return []
    record = world.insert(shape)
    data = world.chance.choice(contents)
    record["v"] |= {"content": sha256(data).hexdigest(), "width": 2, "height": 2, "size": len(data)}
    return [record]


Said = dict[str, Any]


def a_manifest(world: World, station: UUID, base: int) -> Said:
    """What a bundle of these changes says; often something that is not so."""
    said: Said = {
        "serial": 2,
        "base": {world.origin: base},
        "upto": {world.origin: world.number},
        "stations": {world.origin: station},
    }
    for _ in range(world.chance.choice((0, 0, 0, 1, 2))):
        said |= world.chance.choice(LIES)(world, said)
    return said


def _other_base(world: World, said: Said) -> Said:
    base = said["base"].get(world.origin, 0)
    number = world.chance.choice((0, base - 1, base + 1, 2**62, 2**63 - 1))
    return {"base": {world.origin: number}}


def _other_end(world: World, said: Said) -> Said:
    upto = said["upto"].get(world.origin, 0)
    number = world.chance.choice((0, 1, upto - 1, upto + 10, 2**62, 2**63 - 1))
    return {"upto": {world.origin: number}}


def _nothing_said(world: World, said: Said) -> Said:
    return {world.chance.choice(("base", "upto", "stations")): {}}


def _other_file(world: World, said: Said) -> Said:
    """Of some other database file, among them the receiver's own, says whose it is and how far."""
    other = world.chance.choice([*world.others, uuid4()])
    station = world.chance.choice([*world.strangers, world.owner])
    return {
        "upto": said["upto"] | {other: world.chance.choice((0, 1, 2**40))},
        "stations": said["stations"] | {other: station},
    }


def _other_owner(world: World, said: Said) -> Said:
    return {"stations": {world.origin: world.chance.choice(world.strangers)}}


def _family(world: World, said: Said) -> Said:
    """Files that come from one another in a circle."""
    files = [world.origin, *world.others, uuid4()]
    one, other, third = world.chance.choices(files, k=3)
    return {"parents": {one: other, other: third, third: one}, "lineage": (one, other, third)}


def _other_replica(world: World, said: Said) -> Said:
    return {"replica": world.chance.choice([*world.others, uuid4()])}


def _receipt(world: World, said: Said) -> Said:
    """It confirms what was never sent."""
    files = [*world.others, uuid4()]
    return {"receipt": {one: world.chance.choice((0, 1, 5, 2**40, 2**63 - 1)) for one in files}}


def _seen(world: World, said: Said) -> Said:
    replica = world.chance.choice([*world.others, uuid4()])
    return {"seen": (Seen(replica, world.chance.choice((1, 7)), "0" * 64),)}


def _history(world: World, said: Said) -> Said:
    return {"history": (Earlier(world.chance.choice((1, 2, 3)), "0" * 64),)}


def _serial(world: World, said: Said) -> Said:
    return {"serial": world.chance.choice((0, 1, 2, 1000, 2**63 - 1))}


def _made_at(world: World, said: Said) -> Said:
    year = world.chance.choice((1970, 2000, 2999))
    return {"made_at": datetime(year, 1, 1, tzinfo=UTC)}


LIES: tuple[Callable[[World, Said], Said], ...] = (
    _other_base, _other_end, _nothing_said, _other_file, _other_owner, _family, _other_replica,
    _receipt, _seen, _history, _serial, _made_at,
)  # fmt: skip
