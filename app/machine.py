"""What belongs to this PC and not to a station: where the program keeps its own files."""

import os
import sys
from pathlib import Path
from uuid import UUID


def data_folder() -> Path:
    """The user's folder for the program's files (the demo community); made when missing."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData/Roaming")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    folder = base / "liren"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def is_on_network_share(path: Path) -> bool:
    """Whether a file lies on a shared network folder, where SQLite's locks cannot be trusted."""
    if sys.platform == "win32":
        return str(path.resolve()).startswith("\\\\")  # a mapped drive resolves to its share
    try:
        mounts = Path("/proc/mounts").read_text("utf-8")
    except OSError:
        return False
    return kind_of_mount(path.resolve(), mounts) in NETWORK


def kind_of_mount(path: Path, mounts: str) -> str:
    """File system of the mount a path lies on, by the lines of ``/proc/mounts``."""
    found = ("", "")
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split()
        point = point.replace("\\040", " ").replace("\\011", "\t")  # as the kernel writes them
        if path.is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, kind)
    return found[1]


NETWORK = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "fuse.sshfs", "9p"})
"""File systems that lie on another computer."""


def remember_sent(replica: UUID, counter: int) -> None:
    """Note, outside the station's file, up to which number its changes have left this PC.

    A station file that somebody set back by copying an old one over it would give the same numbers
    again; this note survives and tells (:func:`sent_from_here`).
    """
    note = _sent_note(replica)
    if counter > sent_from_here(replica):
        part = note.with_suffix(".part")
        part.write_text(str(counter), "ascii")
        part.replace(note)


def sent_from_here(replica: UUID) -> int:
    """The highest number of a database file's changes that left this PC; 0: none, or not known."""
    try:
        return int(_sent_note(replica).read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return 0


def _sent_note(replica: UUID) -> Path:
    folder = data_folder() / "sent"
    folder.mkdir(exist_ok=True)
    return folder / replica.hex
