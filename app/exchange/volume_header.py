"""The head of a volume (分卷): which slice of which bundle follows.

Names of files say nothing here: a volume is known by its head alone, and the digest in it covers
the head and the slice, so that no byte can change unnoticed.
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.exchange.refusals import Reason, Refused
from app.exchange.whole_files import portions

MAGIC = b"LIRENVOL"
VERSION = 1
MOST_VOLUMES = 999
FIELDS = struct.Struct(">8sH32sQIIQ")
DIGEST_BYTES = 32
HEAD_BYTES = FIELDS.size + DIGEST_BYTES


@dataclass(frozen=True)
class Whole:
    """Which bundle was split, and into how many volumes."""

    sha256: str
    size: int
    count: int


@dataclass(frozen=True)
class VolumeHeader:
    """What a volume says of itself."""

    whole: Whole
    index: int
    """1 for the first."""
    slice_size: int
    digest: bytes
    """SHA-256 of the fields before it and of the slice."""

    def encoded(self) -> bytes:
        """The head as it stands in the file."""
        return fields_of(self.whole, self.index, self.slice_size) + self.digest


def fields_of(whole: Whole, index: int, slice_size: int) -> bytes:
    """The head without its digest."""
    sha256 = bytes.fromhex(whole.sha256)
    return FIELDS.pack(MAGIC, VERSION, sha256, whole.size, index, whole.count, slice_size)


def read_header(file: BinaryIO) -> VolumeHeader | None:
    """The head of a volume; None when the file is something else.

    Raises:
        Refused: TOO_NEW; CUT_SHORT, it ends within the head; ALTERED, it cannot be so.
    """
    data = file.read(HEAD_BYTES)
    if not data.startswith(MAGIC):
        return None
    if len(data) < HEAD_BYTES:
        raise Refused(Reason.CUT_SHORT)
    _, version, sha256, size, index, count, slice_size = FIELDS.unpack(data[: FIELDS.size])
    if version > VERSION:
        raise Refused(Reason.TOO_NEW)
    if version < 1 or not 1 <= index <= count <= MOST_VOLUMES or not 1 <= slice_size <= size:
        raise Refused(Reason.ALTERED)
    return VolumeHeader(Whole(sha256.hex(), size, count), index, slice_size, data[FIELDS.size :])


def checked_slice(path: Path, whole: Whole, index: int) -> Iterator[bytes]:
    """The slice in a volume, in portions; sound only when the iteration ends by itself.

    Raises:
        Refused: CUT_SHORT, ALTERED, with a sentence that names the volume.
    """
    with path.open("rb") as file:
        header = read_header(file)
        if header is None or (header.whole, header.index) != (whole, index):
            raise Refused(Reason.ALTERED, f"第 {index} 卷被改动过或已损坏。")
        digest = hashlib.sha256(fields_of(whole, index, header.slice_size))
        found = 0
        for portion in portions(file, header.slice_size):
            digest.update(portion)
            found += len(portion)
            yield portion
        if found < header.slice_size:
            raise Refused(Reason.CUT_SHORT, f"第 {index} 卷不完整，可能是写入时U盘被提前拔出。")
        if file.read(1) or digest.digest() != header.digest:
            raise Refused(Reason.ALTERED, f"第 {index} 卷被改动过或已损坏。")
