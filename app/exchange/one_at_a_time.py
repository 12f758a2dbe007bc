"""A lock at which two runs over one folder meet; one that is killed gives it back."""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.errors import RuleBroken
from app.machine import data_folder


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder on this PC.

    It lies with the program's own files, so that nothing is left in the folder.

    Raises:
        RuleBroken: another run holds it.
    """
    locks = data_folder() / "locks"
    locks.mkdir(exist_ok=True)
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:32]
    with (locks / name).open("ab") as file:
        if not _taken(file):
            raise RuleBroken("这个文件夹正在由另一次收取处理。", "请等它结束后再运行。")
        yield


def _taken(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held by somebody else
        return False
    return True
