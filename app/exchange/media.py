"""Sticks and folders that bundles go through: faults in words, and names for what lies there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from app.accounts.fault_words import fault_in_words
from app.errors import StationFault
from app.exchange.envelope import SUFFIX
from app.exchange.identity_file import SUFFIX as IDENTITY_SUFFIX
from db.engine import translated_faults
from db.faults import FileFault

FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\t', "_"))
"""What no file may be called on Windows, and what stands in its place."""
LONGEST = 24
"""Letters of an office's name in a file's name: three bytes each, and some systems take 255."""


@contextmanager
def on_medium(path: Path) -> Iterator[None]:
    """Turn what goes wrong with a file that comes or goes into messages that name it.

    A full stick met in the middle of reading the station would otherwise be told as the station's.

    Raises:
        StationFault: full, write-protected, pulled out, not there.
    """
    try:
        with translated_faults():
            yield
    except FileFault as fault:
        raise fault_in_words(fault, path) from fault
    except StationFault as error:
        cause = error.__cause__
        if isinstance(cause, FileNotFoundError):
            raise _gone(path) from error
        if isinstance(cause, FileFault) and isinstance(cause.__cause__, OSError):
            raise fault_in_words(cause, path) from error
        raise
    except FileNotFoundError as error:
        raise _gone(path) from error
    except OSError as error:
        raise StationFault(
            f"读写“{path.name}”时出错：{error.strerror or '原因不明'}。",
            "请换一个文件夹或U盘再试。",
        ) from error


def _gone(path: Path) -> StationFault:
    return StationFault(f"找不到“{path}”。", "请插好U盘，或换一个文件夹后再试。")


def _plain(name: str) -> str:
    return name.translate(FORBIDDEN).strip()[:LONGEST]


def bundle_name(sender: str, receiver: str, serial: int, day: date) -> str:
    """人民里社区→文昌路街道-第0017包-20261125.liren."""
    return f"{_plain(sender)}→{_plain(receiver)}-第{serial:04d}包-{day:%Y%m%d}{SUFFIX}"


def identity_name(office: str) -> str:
    """人民里社区身份文件.lirenid."""
    return f"{_plain(office)}身份文件{IDENTITY_SUFFIX}"


def free_name(folder: Path, name: str) -> Path:
    """A path in ``folder`` that is not taken: 包.liren, 包（2）.liren, …"""
    path, stem, suffix, number = folder / name, Path(name).stem, Path(name).suffix, 2
    while path.exists() or path.with_name(f"{path.name}.001").exists():
        path = folder / f"{stem}（{number}）{suffix}"
        number += 1
    return path
