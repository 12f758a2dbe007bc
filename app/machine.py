"""What belongs to this PC and not to a station: where the program keeps its own files."""

import os
import sys
from pathlib import Path


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
