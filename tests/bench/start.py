"""From the start of the process to a window that is painted and takes keys."""

import tempfile

from tests.bench.child import child, median_of

BARE = """
import json, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
QTimer.singleShot(0, lambda: (window.grab(), print(json.dumps({"at": time.time()})), app.quit()))
app.exec()
"""
START_PAGE = """
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.bootstrap.program import Program
from app.desk.machine_memory import MachineMemory
app = QApplication([])
program = Program(app, MachineMemory(sys.argv[1] + "/memory.ini"))
program.show_start()
def ready():
    program.start.grab()
    print(json.dumps({"at": time.time()}))
    program.start.close()
    app.quit()
QTimer.singleShot(0, ready)
app.exec()
"""
DESK = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.accounts.station import open_station
from app.bootstrap.program import Program
from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD
from app.desk.machine_memory import MachineMemory
import app.tables
app = QApplication([])
program = Program(app, MachineMemory(sys.argv[1] + "/memory.ini"))
program.open_desk(open_station(Path(sys.argv[1]) / "demo.station", DEMO_LOGIN, DEMO_PASSWORD))
def look():
    if program.work.idle():
        program.window.grab()
        print(json.dumps({"at": time.time()}))
        timer.stop()
        program.window.close()
        app.quit()
timer = QTimer(interval=5)
timer.timeout.connect(look)
timer.start()
app.exec()
"""
MAKE_DEMO = """
import json, sys, time
from pathlib import Path
import app.tables
from app.demo.community import make_demo_community
begun = time.perf_counter()
make_demo_community(Path(sys.argv[1]) / "demo.station")
print(json.dumps({"seconds": time.perf_counter() - begun}))
"""


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = child(MAKE_DEMO, folder)
        bare = median_of(BARE)["seconds"]
        rows = [
            ("bare PySide6 window", bare),
            ("start page", median_of(START_PAGE, folder)),
            ("log in and see the council board of the demo", median_of(DESK, folder)),
        ]
    print(f"demo community made in {made.get('seconds', made)} s")
    for name, found in rows:
        if isinstance(found, dict) and "seconds" not in found:
            print(f"{name:<48} failed: {found}")
            continue
        seconds = found if isinstance(found, float) else found["seconds"]
        print(f"{name:<48} {seconds * 1000:6.0f} ms   {seconds / bare:4.1f} x the bare window")
