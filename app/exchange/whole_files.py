"""Files that are there whole or not at all, and reading them in portions."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PORTION = 1 << 18

Step = Callable[[int, int], None]
"""Told how much of how much is done; may raise :class:`~app.errors.Cancelled`."""


def no_step(done: int, total: int) -> None:
    """Progress nobody watches."""


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Write a file under another name; at the end it is on the disk and takes its own.

    After any exception nothing is left, and what was at ``target`` before is untouched.
    """
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        with suppress(OSError):  # the stick is gone; the next attempt writes over what it kept
            part.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Bring the new name itself to the disk, where the system and the stick can."""
    if os.name != "posix":
        return
    with suppress(OSError):  # some file systems know no such call; the file itself is written
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def portions(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The next ``size`` bytes of a file, fewer when it ends before."""
    while size > 0 and (portion := file.read(min(PORTION, size))):
        size -= len(portion)
        yield portion


def sha256_of(file: BinaryIO, size: int, *, step: Step = no_step) -> str:
    """SHA-256 of the next ``size`` bytes of a file, in hexadecimal."""
    digest = hashlib.sha256()
    done = 0
    for portion in portions(file, size):
        digest.update(portion)
        done += len(portion)
        step(done, size)
    return digest.hexdigest()
