"""The records inside a payload, before compression: frames of a length, a kind and a body.

A frame is the body's length (4 bytes, big-endian), one byte of kind, and the body. Both sides keep
a tally, and the last frame repeats the writer's, with SHA-256 of all frames before it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from app.exchange.fields import DIGEST, WORD, Fields, matching
from app.exchange.manifest import Contents, Count
from app.exchange.strict_json import Malformed, canonical, parse

HEAD_BYTES = 5
LONGEST_RECORD = 1 << 20
LARGEST_CONTENT = 64 << 20
PIECE = 1 << 18
DEEPEST = 16


class Kind(bytes, Enum):
    """What a frame holds."""

    RECORD = b"R"
    HEADER = b"H"
    PIECE = b"B"
    END = b"E"


LONGEST = {Kind.RECORD: LONGEST_RECORD, Kind.HEADER: 256, Kind.PIECE: PIECE, Kind.END: 256}
"""Bytes of a body, by kind."""


@dataclass(frozen=True)
class ChangeFrame:
    """One change to one shared row; what its parts mean, docs/bundle-format.md says."""

    change: dict[str, Any]


@dataclass(frozen=True)
class ContentFrame:
    """One attachment's content, whole and agreeing with its digest.

    In memory, 64 MiB at most: a temporary file would leave photos readable on the disk.
    """

    sha256: str
    content: bytes


class Tally:
    """Counts and hashes the frames as they go by, on either side."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[str, int]] = {}
        self._digest = hashlib.sha256()
        self.records = 0
        self.contents = Contents()
        self.plain_bytes = 0

    def frame(self, *parts: bytes) -> None:
        """Another frame, in the parts it consists of."""
        for part in parts:
            self._digest.update(part)
            self.plain_bytes += len(part)

    def change(self, change: Mapping[str, Any]) -> str:
        """Another change; returns its table."""
        table: str = change["t"]
        kinds = self._counts.setdefault(table, {"insert": 0, "update": 0, "delete": 0})
        kinds[change["k"]] += 1
        self.records += 1
        return table

    def content(self, size: int) -> None:
        """Another content of ``size`` bytes."""
        self.contents = Contents(self.contents.count + 1, self.contents.size + size)

    @property
    def counts(self) -> dict[str, Count]:
        """Changes by table."""
        return {table: Count(**kinds) for table, kinds in self._counts.items()}

    def end(self) -> bytes:
        """The body of the end frame after these frames."""
        return canonical(
            {
                "records": self.records,
                "contents": self.contents.count,
                "bytes": self.contents.size,
                "sha256": self._digest.hexdigest(),
            }
        )


def frame(kind: Kind, body: bytes) -> bytes:
    """The bytes of one frame."""
    return len(body).to_bytes(4, "big") + kind.value + body


def change_in(body: bytes) -> dict[str, Any]:
    """The change in a record's body; that it names a table and a kind is checked, no more.

    Raises:
        Malformed: something else.
    """
    change = parse(body, deepest=DEEPEST)
    if not isinstance(change, dict) or change.get("k") not in ("insert", "update", "delete"):
        raise Malformed("no change")
    matching(change.get("t"), WORD)
    return change


def header_in(body: bytes) -> tuple[str, int]:
    """Digest and size of a content, from its header's body.

    Raises:
        Malformed: something else, or too large.
    """
    at = Fields(parse(body, deepest=1), "sha256 size")
    return at.matching("sha256", DIGEST), at.number("size", most=LARGEST_CONTENT)
