"""The encrypted payload: libsodium's secretstream (XChaCha20-Poly1305), chunk by chunk.

Whoever reads it gets each chunk authenticated, in order, up to the last, which is marked as such.
Every chunk is bound to the sender's signing key: a payload that somebody else signs again as his
own cannot be opened.
"""

import hashlib
from typing import BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError

from app.exchange.refusals import Reason, Refused

HEADER_BYTES = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
MORE_BYTES = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
"""By which an encrypted chunk is longer than what went in."""
CHUNK = 1 << 16
LENGTH_BYTES = 4
MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class SecretWriter:
    """Encrypts what is written to it into a file, and says what has gone there."""

    def __init__(self, file: BinaryIO, key: bytes, bound_to: bytes):
        self._file = file
        self._bound_to = bound_to
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self._waiting = bytearray()
        self._digest = hashlib.sha256()
        self.written = 0
        header = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        self._put(header)

    def write(self, data: bytes) -> None:
        """Take more of the plain bytes."""
        self._waiting += data
        while len(self._waiting) > CHUNK:  # the last chunk is not empty, hence not ">="
            self._push(bytes(self._waiting[:CHUNK]), MESSAGE)
            del self._waiting[:CHUNK]

    def finish(self) -> str:
        """Write the last chunk; returns SHA-256 of everything written."""
        self._push(bytes(self._waiting), FINAL)
        return self._digest.hexdigest()

    def _push(self, plain: bytes, tag: int) -> None:
        secret = bindings.crypto_secretstream_xchacha20poly1305_push(
            self._state, plain, self._bound_to, tag
        )
        self._put(len(secret).to_bytes(LENGTH_BYTES, "big") + secret)

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self.written += len(data)


class SecretReader:
    """Decrypts the next ``size`` bytes of a file, chunk by chunk.

    ``read`` raises :class:`Refused`: CUT_SHORT, the file or the stream ends too early; ALTERED,
    a chunk is not the sender's, not at its place, or something follows the last.
    """

    def __init__(self, file: BinaryIO, size: int, key: bytes, bound_to: bytes):
        self._file = file
        self._left = size
        self._bound_to = bound_to
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self._is_over = False
        self.done = 0
        header = self._take(HEADER_BYTES)
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(self._state, header, key)

    def read(self, size: int = -1) -> bytes:
        """The next plain bytes, of one chunk whatever ``size``; none after the last chunk."""
        while not self._is_over:
            if plain := self._next_chunk():
                return plain
        return b""

    def _next_chunk(self) -> bytes:
        length = int.from_bytes(self._take(LENGTH_BYTES), "big")
        if not MORE_BYTES <= length <= CHUNK + MORE_BYTES:
            raise Refused(Reason.ALTERED)
        try:
            plain, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(
                self._state, self._take(length), self._bound_to
            )
        except CryptoError as error:
            raise Refused(Reason.ALTERED) from error
        self._is_over = tag == FINAL
        if tag not in (MESSAGE, FINAL) or (self._is_over and self._left):
            raise Refused(Reason.ALTERED)
        return plain

    def _take(self, size: int) -> bytes:
        if size > self._left:
            raise Refused(Reason.CUT_SHORT)
        data = self._file.read(size)
        if len(data) != size:
            raise Refused(Reason.CUT_SHORT)
        self._left -= size
        self.done += size
        return data
