"""Child of the start bench: opens one window and says how long it took to be usable.

Usable: drawn, every question to the database answered, the event loop free for the next key.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench.child import peak_megabytes, since_begun


def bare(_folder: Path) -> None:
    """What PySide6 alone costs: an application and an empty main window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    _say_when(lambda: True, window)
    app.exec()


def start(folder: Path) -> None:
    """The program as it comes up, before a station is open."""
    from PySide6.QtWidgets import QApplication

    from app.bootstrap.program import Program
    from app.desk.machine_memory import MachineMemory

    app = QApplication([])
    program = Program(app, MachineMemory(str(folder / "memory.ini")))
    window = program.show_start()
    _say_when(program.work.idle, window)
    app.exec()


def desk(folder: Path, login: str, password: str) -> None:
    """The same, and then the log-in and the council's board with the demo's matters."""
    from PySide6.QtWidgets import QApplication

    import app.tables  # noqa: F401
    from app.accounts.station import open_station
    from app.bootstrap.program import Program
    from app.desk.machine_memory import MachineMemory

    application = QApplication([])
    program = Program(application, MachineMemory(str(folder / "memory.ini")))
    program.show_start()
    program.open_desk(open_station(folder / "demo.station", login, password))
    _say_when(program.work.idle, program.window)
    application.exec()


def _say_when(ready: Callable[[], bool], window: object) -> None:
    """Draw and report as soon as ``ready()``, asked each time the event loop is free."""
    from PySide6.QtCore import QTimer

    def look() -> None:
        if ready():
            timer.stop()
            window.grab()
            print(json.dumps({"seconds": since_begun(), "peak": peak_megabytes()}), flush=True)
            window.close()

    timer = QTimer(window, interval=0)
    timer.timeout.connect(look)
    timer.start()


if __name__ == "__main__":
    window, place, *account = sys.argv[1:]
    {"bare": bare, "start": start, "desk": desk}[window](Path(place), *account)
