"""The program with a window: from the start page to an open station, and back again."""

import sys

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.accounts.station import Station
from app.bootstrap.chinese import speak_chinese
from app.bootstrap.demo import open_demo
from app.bootstrap.look import Look
from app.bootstrap.open_desk import OpenDesk
from app.bootstrap.running import Running
from app.bootstrap.start_window import StartWindow
from app.bootstrap.station_office import NoOffice, StationOffice
from app.desk.crash import CrashGuard
from app.desk.drafts import keep_all
from app.desk.icons import icon
from app.desk.machine_memory import MachineMemory
from app.desk.messages import show_error
from app.desk.sweeping import Sweeper
from app.desk.window import DeskWindow
from app.desk.work import Office, Work


class Program(QObject):
    """Owns the application, the start window, and the desk of the open station."""

    def __init__(self, app: QApplication, memory: MachineMemory):
        super().__init__(app)
        self.memory = memory
        speak_chinese(app)
        self.look = Look(app, memory)
        app.setWindowIcon(QIcon(icon("house", "accent").pixmap(64, 64)))
        self._crash = CrashGuard(keep_all, self)
        self._crash.install()
        self._sweeper = Sweeper(self)
        self._running = Running(self)
        self._running.called.connect(self._come_forward)
        self.start: StartWindow | None = None
        self.desk: OpenDesk | None = None
        self.work: Work | None = None
        app.aboutToQuit.connect(self.close_station)

    @property
    def window(self) -> DeskWindow | None:
        """The window of the open station."""
        return None if self.desk is None else self.desk.window

    def _begin_work(self, office: Office) -> Work:
        if self.work is not None:
            self.work.close()
        self.work = Work(office, on_error=show_error, on_bug=self._crash.show_bug, parent=self)
        return self.work

    def show_start(self) -> StartWindow:
        """The window before a station is open."""
        work = self._begin_work(NoOffice())
        start = StartWindow(work, self.memory, open_demo=open_demo, set_scale=self.look.set_scale)
        start.opened.connect(self.open_desk)
        start.show()
        self.start = start
        return start

    def open_desk(self, station: Station) -> None:
        """Show the window of an open station."""
        import app.tables  # noqa: F401  undo needs every table's class
        from app.between_rooms import bring_together

        bring_together()
        work = self._begin_work(StationOffice(station))
        self._running.hold(station.path)
        self.desk = OpenDesk(station, work, self.memory, self.look, self)
        self.desk.switch_asked.connect(self.switch_account, Qt.ConnectionType.QueuedConnection)
        if self.start is not None:
            self.start.close()
            self.start.deleteLater()
            self.start = None

    def switch_account(self) -> None:
        """Close the station and show its log-in."""
        if self.desk is None:
            return
        path, desk = self.desk.station.path, self.desk
        self._give_back(desk)
        start = self.show_start()
        start.show_login(path)
        desk.close()  # not before: the program ends with its last window
        start.activateWindow()

    def _give_back(self, desk: OpenDesk) -> None:
        """Keep drafts, finish writes, give the file back."""
        keep_all()
        if self.work is not None:
            self.work.close()
            self.work = None
        self._running.release()
        desk.station.close()
        self.desk = None

    def _come_forward(self) -> None:
        """Somebody started the program again: this window is what he wants."""
        if (window := self.window) is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            window.activateWindow()

    def close_station(self) -> None:
        """Put everything away; the program ends."""
        if (desk := self.desk) is not None:
            self._give_back(desk)
            desk.close()
        elif self.work is not None:
            self.work.close()
        self._sweeper.stop()


def open_window(*, demo: bool) -> int:
    """Start the program with a window; returns the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("里仁")
    app.setQuitOnLastWindowClosed(True)
    program = Program(app, MachineMemory())
    start = program.show_start()
    if demo:
        start.start_demo()
    return app.exec()
