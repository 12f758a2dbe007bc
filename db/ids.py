"""Identifiers: UUID version 7 (RFC 9562), so that rows made later sort later.

The demo community needs the same identifiers from the same seed, hence the settable source
of randomness.
"""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from db import clock

_lock = threading.Lock()
_last_ms = 0
_sequence = 0
_bits: Callable[[int], int] = secrets.randbits


def new_id() -> UUID:
    """A fresh identifier: 48 bits of milliseconds, 12 bits of sequence, 62 random bits.

    Identifiers made by one process in one millisecond rise strictly (up to 4,096 of them,
    after which the millisecond is borrowed from the future).
    """
    global _last_ms, _sequence  # noqa: PLW0603  one sequence a process
    with _lock:
        milliseconds = int(clock.now().timestamp() * 1000)
        if milliseconds > _last_ms:
            _last_ms, _sequence = milliseconds, 0
        else:
            _sequence += 1
            if _sequence > 0xFFF:
                _last_ms, _sequence = _last_ms + 1, 0
        return _compose(_last_ms, _sequence, _bits(62))


def _compose(milliseconds: int, sequence: int, random_bits: int) -> UUID:
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80
    value |= 0x7 << 76 | (sequence & 0xFFF) << 64
    value |= 0b10 << 62 | random_bits
    return UUID(int=value)


@contextmanager
def drawn_from(bits: Callable[[int], int]) -> Iterator[None]:
    """Take randomness from ``bits(n)`` and restart the sequence inside the block (demo, tests)."""
    global _bits, _last_ms, _sequence
    before = _bits, _last_ms, _sequence
    _bits, _last_ms, _sequence = bits, 0, 0
    try:
        yield
    finally:
        _bits, _last_ms, _sequence = before
