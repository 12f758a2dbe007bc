"""Making a bundle file: records go in one by one, the manifest is made from what went in."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import zstandard

from app.errors import RuleBroken, StationFault
from app.exchange import keys
from app.exchange.envelope import head
from app.exchange.frames import (
    LARGEST_CONTENT,
    LONGEST_RECORD,
    PIECE,
    Kind,
    Tally,
    change_in,
    frame,
)
from app.exchange.keys import KEY_BYTES, KeyPair
from app.exchange.manifest import Facts, Manifest, Payload
from app.exchange.manifest_reading import manifest_in, most_plain
from app.exchange.refusals import Refused
from app.exchange.secret_stream import SecretWriter
from app.exchange.strict_json import Malformed, canonical
from app.exchange.whole_files import Step, no_step, portions, whole_file

LEVEL = 3
"""Of zstd's compression: 500 MB a second with signing and encrypting, docs/benches.md."""


class EnvelopeWriter:
    """A bundle in the making::

        with EnvelopeWriter(target, own, peer.box, manifest_of) as envelope:
            envelope.change({...})
            envelope.content(sha256, data)
        envelope.manifest.sha256

    ``manifest_of`` is called at the end with the payload's :class:`~app.exchange.manifest.Facts`.
    The file appears at ``target`` when the block ends; when it ends by an exception, nothing does.
    The payload is written beside it first: the folder needs room for it twice.

    Raises (at any point):
        RuleBroken: something is too large to go into a bundle.
        StationFault: an attachment's content does not agree with its digest.
        OSError: the folder cannot be written, or is full.
    """

    def __init__(
        self,
        target: Path,
        own: KeyPair,
        receiver_box: bytes,
        manifest_of: Callable[[Facts], Manifest],
        *,
        step: Step = no_step,
    ):
        self.manifest: Manifest
        """Of the finished file."""
        self._target = target
        self._scratch = target.with_name(target.name + ".payload")
        self._own = own
        self._manifest_of = manifest_of
        self._step = step
        self._tally = Tally()
        self._key = secrets.token_bytes(KEY_BYTES)
        self._sealed_key = keys.seal(receiver_box, self._key)
        self._packer = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compressobj()
        self._file: BinaryIO
        self._secret: SecretWriter

    def __enter__(self) -> Self:
        self._file = self._scratch.open("w+b")
        self._secret = SecretWriter(self._file, self._key, self._own.public.sign)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            with suppress(OSError):  # a full disk cannot take what is still to be written
                self._file.close()
            with suppress(OSError):  # the stick is gone; the next attempt writes over what it kept
                self._scratch.unlink(missing_ok=True)

    def change(self, change: Mapping[str, Any]) -> None:
        """Put one change in; docs/bundle-format.md says what its parts mean."""
        try:
            body = canonical(change)
            if len(body) > LONGEST_RECORD:
                raise Malformed("long")
            change_in(body)
        except ValueError as error:  # among them: half a character, which no file can hold
            raise RuleBroken(
                "有一条记录太大，或有不能保存的字符，装不进报送包。",
                "请把最近填写的特别长的文字缩短后再制作。",
            ) from error
        self._tally.change(change)
        self._put(Kind.RECORD, body)

    def content(self, sha256: str, content: bytes) -> None:
        """Put one attachment's content in."""
        if len(content) > LARGEST_CONTENT:
            raise RuleBroken(
                "有一份附件超过 64 MB，装不进报送包。", "请把这份附件换成小一些的，再制作。"
            )
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StationFault(
                "有一份附件的内容已损坏，没有制作报送包。", "请先做一次“体检”，再从备份恢复。"
            )
        self._tally.content(len(content))
        self._put(Kind.HEADER, canonical({"sha256": sha256, "size": len(content)}))
        for start in range(0, len(content), PIECE):
            self._put(Kind.PIECE, content[start : start + PIECE])

    def _put(self, kind: Kind, body: bytes) -> None:
        data = frame(kind, body)
        self._tally.frame(data)
        self._secret.write(self._packer.compress(data))

    def _finish(self) -> None:
        self._put(Kind.END, self._tally.end())
        self._secret.write(self._packer.flush())
        facts = self._facts(self._secret.finish())
        manifest = self._manifest_of(facts)
        _check_manifest(manifest, facts)
        self._assemble(manifest)
        self.manifest = manifest

    def _facts(self, sha256: str) -> Facts:
        tally, size = self._tally, self._secret.written
        if tally.plain_bytes > most_plain(size):
            raise RuleBroken("报送包的内容太多，一包装不下。", "请缩短期间，分几次制作。")
        payload = Payload(sha256, size, tally.plain_bytes, tally.records, self._sealed_key)
        return Facts(payload, tally.counts, tally.contents)

    def _assemble(self, manifest: Manifest) -> None:
        signed = head(manifest.encoded) + manifest.encoded
        size = manifest.payload.size
        self._file.seek(0)
        with whole_file(self._target) as file:
            file.write(signed + keys.sign(self._own, signed))
            for portion in portions(self._file, size):
                file.write(portion)
                self._step(self._file.tell(), size)


def _check_manifest(manifest: Manifest, facts: Facts) -> None:
    """Others can read it, and it says what went in; anything else is a mistake of ours.

    Raises:
        ValueError: a mistake in the program.
    """
    try:
        read_back = manifest_in(manifest.encoded)
    except Refused as error:
        raise ValueError("nobody could read this manifest") from error
    if read_back != manifest:
        raise ValueError("the manifest changes when it is written")
    if Facts(manifest.payload, manifest.counts, manifest.contents) != facts:
        raise ValueError("the manifest does not say what is in the payload")
