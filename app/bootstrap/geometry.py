"""Where the window was and how large, remembered on this PC."""

from app.desk.machine_memory import MachineMemory
from app.desk.window import DeskWindow

PLACE, FOLDED = "window/geometry", "window/folded"


def remember_geometry(memory: MachineMemory, window: DeskWindow) -> None:
    """Write down where ``window`` is, and whether its sidebar is folded."""
    memory.put_bytes(PLACE, window.saveGeometry())
    memory.put(FOLDED, window.sidebar.folded)


def restore_geometry(memory: MachineMemory, window: DeskWindow) -> None:
    """Put ``window`` where the one before was."""
    place = memory.bytes_of(PLACE)
    if place is not None:
        window.restoreGeometry(place)
    window.sidebar.set_folded(bool(memory.get(FOLDED)))
