"""A batch: many papers printed into one folder, all of them or, when stopped, none.

Every file is first written aside, in a folder of its own beside the others, and moved into place
when the last one is done; so a job that is cancelled or a computer that stops leaves no half.
What cannot be printed is collected and told at the end; the others are printed all the same.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.errors import Cancelled, InvalidInput, LirenError
from app.printing.pen import Step

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST = 200
"""Bytes of a file's name; file systems hold 255, some encrypted ones fewer."""


@dataclass(frozen=True, slots=True)
class Job:
    """One paper of a batch."""

    name: str
    """What the file shall be called, with its ending: 2026-012会议通知.pdf."""
    compose: Callable[[], bytes]
    """Makes the file's content when its turn comes."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A paper that was not printed, and why."""

    name: str
    what_happened: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of a batch."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def print_batch(jobs: Sequence[Job], folder: Path, step: Step | None = None) -> Printed:
    """Print every job into ``folder``; ``step(done, total)`` is told of each and may raise to stop.

    Files of the same name are replaced. Papers that cannot be composed become problems.

    Raises:
        Cancelled: ``step`` raised it; nothing was written.
        InvalidInput: the folder is missing, read-only or full; nothing was written.
    """
    with _aside(folder) as aside:
        made, problems = _compose_all(jobs, Path(aside), step)
        files, stuck = _moved(made, folder)
    return Printed(files, (*problems, *stuck))


def _aside(folder: Path) -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix=".liren-", dir=folder)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> InvalidInput:
    reason = error.strerror or str(error)
    return InvalidInput(f"文件夹“{folder}”写不进去：{reason}。", "请换一个文件夹。")


def _moved(made: Sequence[Path], folder: Path) -> tuple[tuple[Path, ...], list[Problem]]:
    """Every file to its place; one that is open elsewhere becomes a problem."""
    files: list[Path] = []
    stuck: list[Problem] = []
    for part in made:
        try:
            files.append(part.replace(folder / part.name))
        except OSError as error:
            reason = error.strerror or str(error)
            stuck.append(
                Problem(
                    part.name,
                    f"原来的文件替换不了：{reason}。",
                    "若它正在别的程序里打开，请先关闭它。",
                )
            )
    return tuple(files), stuck


def _compose_all(
    jobs: Sequence[Job], aside: Path, step: Step | None
) -> tuple[list[Path], list[Problem]]:
    made: list[Path] = []
    problems: list[Problem] = []
    taken: set[str] = set()
    for done, job in enumerate(jobs, start=1):
        try:
            content = job.compose()
        except Cancelled:
            raise
        except LirenError as error:
            problems.append(Problem(job.name, error.what_happened, error.what_to_do))
        else:
            made.append(aside / _free(file_name(job.name), taken))
            _write(made[-1], content)
        if step is not None:
            step(done, len(jobs))
    return made, problems


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise _unwritable(path.parent.parent, error) from error


def file_name(wanted: str) -> str:
    """A name that Windows and Linux take: no forbidden marks, not reserved, not too long."""
    stem, dot, ending = wanted.rpartition(".")
    if not dot:
        stem, ending = wanted, ""
    stem = _FORBIDDEN.sub("_", stem).strip(" .")
    ending = _FORBIDDEN.sub("_", ending).strip(" .")
    room = LONGEST - len(ending.encode()) - 1
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(" .") or "未命名"
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem}.{ending}" if ending else stem


def _free(name: str, taken: set[str]) -> str:
    """The name, or the next numbered one when a file of this batch has it."""
    stem, dot, ending = name.rpartition(".")
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{stem}（{number}）{dot}{ending}" if dot else f"{name}（{number}）"
    taken.add(candidate.casefold())
    return candidate
