"""The bundle file (报送包, suffix ``.liren``) as its receiver meets it: look, verify, read.

    magic, version, manifest's length │ manifest │ signature over all before │ encrypted payload

:func:`read_manifest` needs no key and believes nothing; :func:`verify` needs the sender's signing
key; :func:`records` the receiver's own. docs/bundle-format.md has it byte by byte.
:class:`app.exchange.envelope_writer.EnvelopeWriter` makes one.
"""

import hashlib
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import zstandard

from app.exchange import keys
from app.exchange.frames import (
    HEAD_BYTES,
    LONGEST,
    ChangeFrame,
    ContentFrame,
    Kind,
    Tally,
    change_in,
    header_in,
)
from app.exchange.keys import KEY_BYTES, SIGNATURE_BYTES, KeyPair
from app.exchange.manifest import VERSION, Manifest
from app.exchange.manifest_reading import LARGEST_MANIFEST, manifest_in
from app.exchange.refusals import Reason, Refused
from app.exchange.secret_stream import CHUNK, SecretReader
from app.exchange.strict_json import Malformed
from app.exchange.whole_files import Step, no_step, sha256_of

SUFFIX = ".liren"
MAGIC = b"LIRENBDL"
HEAD = struct.Struct(">8sHI")
"""Magic, version, bytes of the manifest."""
LARGEST_WINDOW = 8 << 20
"""Memory that decompression may ask for."""


def head(manifest: bytes) -> bytes:
    """What stands before the manifest."""
    return HEAD.pack(MAGIC, VERSION, len(manifest))


def payload_offset(manifest: Manifest) -> int:
    """Where in the file the payload begins."""
    return HEAD.size + len(manifest.encoded) + SIGNATURE_BYTES


def read_manifest(path: Path) -> Manifest:
    """What a bundle says of itself, before anybody has verified it.

    Raises:
        Refused: NOT_A_BUNDLE, CUT_SHORT, TOO_NEW, TOO_LARGE, BAD_MANIFEST, or ALTERED when
            something follows the payload.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        manifest = manifest_in(_manifest_bytes(file))
        size = file.seek(0, 2)
    expected = payload_offset(manifest) + manifest.payload.size
    if size != expected:
        raise Refused(Reason.CUT_SHORT if size < expected else Reason.ALTERED)
    return manifest


def _manifest_bytes(file: BinaryIO) -> bytes:
    start = file.read(HEAD.size)
    if not start.startswith(MAGIC[: len(start)]):
        raise Refused(Reason.NOT_A_BUNDLE)
    if len(start) < HEAD.size:
        raise Refused(Reason.CUT_SHORT)
    _, version, length = HEAD.unpack(start)
    if version > VERSION:
        raise Refused(Reason.TOO_NEW)
    if version < 1:
        raise Refused(Reason.ALTERED)
    if length > LARGEST_MANIFEST:
        raise Refused(Reason.TOO_LARGE)
    return _exactly(file, length)


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise Refused(Reason.CUT_SHORT)
    return data


def verify(path: Path, manifest: Manifest, sign_key: bytes, *, step: Step = no_step) -> None:
    """Go on only when the holder of ``sign_key`` made this file, and nothing in it has changed.

    Raises:
        Refused: FORGED, the signature is not of this key or not over this manifest; ALTERED,
            the payload is another; CUT_SHORT.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        start = _exactly(file, HEAD.size + len(manifest.encoded))
        if start != head(manifest.encoded) + manifest.encoded:
            raise Refused(Reason.ALTERED)
        keys.verify(sign_key, start, _exactly(file, SIGNATURE_BYTES))
        found = sha256_of(file, manifest.payload.size, step=step)
        if found != manifest.payload.sha256 or file.read(1):
            raise Refused(Reason.ALTERED)


def records(
    path: Path,
    manifest: Manifest,
    *,
    own: KeyPair,
    sign_key: bytes,
    step: Step = no_step,
) -> Iterator[ChangeFrame | ContentFrame]:
    """Everything in a bundle, in its order; valid only when the iteration ends by itself.

    What comes is authenticated, chunk by chunk, but that the end is there and the counts agree is
    known at the end: use it in a transaction. Memory stays below one content and a few portions.

    Raises:
        Refused: OTHER_RECEIVER, not sealed to ``own``; CUT_SHORT, ALTERED, BAD_RECORDS, TOO_LARGE.
        OSError: the file cannot be read.
    """
    key = keys.open_sealed(own, manifest.payload.sealed_key)
    if len(key) != KEY_BYTES:
        raise Refused(Reason.ALTERED)
    with path.open("rb") as file:
        file.seek(payload_offset(manifest))
        secret = SecretReader(file, manifest.payload.size, key, sign_key)
        yield from _Frames(secret, manifest, step)


class _Frames:
    """The frames of a payload, within what the manifest says there is."""

    def __init__(self, secret: SecretReader, manifest: Manifest, step: Step):
        self._secret = secret
        self._manifest = manifest
        self._step = step
        self._tally = Tally()
        self._told = 0
        unpacker = zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW)
        self._plain = unpacker.stream_reader(secret, read_size=CHUNK, read_across_frames=True)  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[ChangeFrame | ContentFrame]:
        try:
            while (found := self._next())[0] is not Kind.END:
                yield self._record(*found)
                self._tell()
            self._check_end(found[1])
        except Malformed as error:
            raise Refused(Reason.BAD_RECORDS) from error

    def _tell(self) -> None:
        if self._secret.done != self._told:
            self._told = self._secret.done
            self._step(self._told, self._manifest.payload.size)

    def _next(self) -> tuple[Kind, bytes]:
        start = self._take(HEAD_BYTES)
        try:
            kind = Kind(start[4:])
        except ValueError as error:
            raise Malformed("kind of frame") from error
        length = int.from_bytes(start[:4], "big")
        if length > LONGEST[kind]:
            raise Refused(Reason.TOO_LARGE)
        body = self._take(length)
        if kind is not Kind.END:
            self._tally.frame(start, body)
        return kind, body

    def _take(self, size: int) -> bytes:
        """Exactly so many plain bytes, never decompressing more than the manifest allows."""
        try:
            data = self._plain.read(size)
        except zstandard.ZstdError as error:
            raise Malformed("compression") from error
        if len(data) != size or self._tally.plain_bytes > self._manifest.payload.plain_bytes:
            raise Malformed("ends too early, or goes on too long")
        return data

    def _record(self, kind: Kind, body: bytes) -> ChangeFrame | ContentFrame:
        if kind is Kind.RECORD:
            change = change_in(body)
            table = self._tally.change(change)
            if table not in self._manifest.counts:
                raise Malformed("a table the manifest does not name")
            return ChangeFrame(change)
        if kind is Kind.HEADER:
            return self._content(*header_in(body))
        raise Malformed("a piece of no content")

    def _content(self, sha256: str, size: int) -> ContentFrame:
        pieces: list[bytes] = []
        left = size
        while left > 0:
            kind, piece = self._next()
            if kind is not Kind.PIECE or not 0 < len(piece) <= left:
                raise Malformed("content")
            pieces.append(piece)
            left -= len(piece)
            self._tell()
        content = b"".join(pieces)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Malformed("digest of a content")
        self._tally.content(size)
        return ContentFrame(sha256, content)

    def _check_end(self, body: bytes) -> None:
        """The writer's tally, ours and the manifest's agree, and nothing follows."""
        tally, said = self._tally, self._manifest
        if body != tally.end() or tally.counts != said.counts or tally.contents != said.contents:
            raise Malformed("counts")
        if tally.plain_bytes + HEAD_BYTES + len(body) != said.payload.plain_bytes:
            raise Malformed("size")
        try:
            rest = self._plain.read(1)
        except zstandard.ZstdError as error:
            raise Malformed("compression") from error
        if rest:
            raise Malformed("something after the end")
        self._tell()
