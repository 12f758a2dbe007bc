"""The program with a window: from the start page to an open station, and back again."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app import settings
from app.accounts.permissions import ROLE_NAMES
from app.accounts.station import Station, open_station
from app.accounts.undo import undo_step
from app.bootstrap.rooms import RecordFinder, Surroundings, rooms
from app.bootstrap.start_window import StartWindow
from app.bootstrap.station_office import StationDrafts, StationOffice
from app.desk import theme
from app.desk.crash import CrashGuard
from app.desk.drafts import keep_all
from app.desk.icons import icon
from app.desk.lock_dialog import LockDialog
from app.desk.machine_memory import MachineMemory
from app.desk.messages import show_error
from app.desk.palette import PaletteEntry
from app.desk.sweeping import Sweeper
from app.desk.window import DeskWindow, IdleWatch, Who
from app.desk.work import Work, Written
from app.errors import LirenError
from app.machine import data_folder
from db import backup

T = TypeVar("T")

BACKUP_AFTER = 20_000
"""Milliseconds after opening a station before the daily backup begins."""


class NoOffice:
    """Before a station is open there is nothing to read or write."""

    def read(self, query: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        """Never called."""
        raise RuntimeError("no station is open")

    def write(self, use_case: Callable[..., T], /, *args: Any, **kwargs: Any) -> Written[T]:
        """Never called."""
        raise RuntimeError("no station is open")


class Program(QObject):
    """Owns the application, the start window, and the window of the open station."""

    def __init__(self, app: QApplication, memory: MachineMemory):
        super().__init__(app)
        self._app, self.memory = app, memory
        self.restyle()
        app.setWindowIcon(QIcon(icon("house", "accent").pixmap(64, 64)))
        self._crash = CrashGuard(keep_all, self)
        self._crash.install()
        self._sweeper = Sweeper(self)
        self.start: StartWindow | None = None
        self.window: DeskWindow | None = None
        self.work: Work | None = None
        self.station: Station | None = None
        app.aboutToQuit.connect(self.close_station)

    def restyle(self) -> None:
        """Apply theme and text size as set on this PC."""
        look = self.memory.setting(settings.DARK_THEME)
        dark = None if look == "system" else look == "dark"
        theme.apply_theme(self._app, dark=dark, scale=self.memory.setting(settings.TEXT_SCALE))

    def show_start(self) -> None:
        """The window before a station is open."""
        work = Work(NoOffice(), on_error=show_error, on_bug=self._crash.show_bug, parent=self)
        self.work = work
        self.start = StartWindow(work, self.memory, open_demo=open_demo, set_scale=self._set_scale)
        self.start.opened.connect(self.open_desk)
        self.start.show()

    def _set_scale(self, scale: float) -> None:
        self.memory.put_setting(settings.TEXT_SCALE, scale)
        self.restyle()

    def open_desk(self, station: Station) -> None:
        """Show the window of an open station."""
        import app.tables  # noqa: F401  undo needs every table's class

        if self.work is not None:
            self.work.close()
        self.station = station
        self.work = Work(
            StationOffice(station),
            on_error=show_error,
            on_bug=self._crash.show_bug,
            parent=self,
        )
        self.window = self._make_window(station, self.work)
        if self.start is not None:
            self.start.close()
            self.start.deleteLater()
            self.start = None
        self._restore_geometry()
        self.window.show()
        self.window.go("council")
        QTimer.singleShot(BACKUP_AFTER, self.window, self._back_up)

    def _make_window(self, station: Station, work: Work) -> DeskWindow:
        around = Surroundings(
            station, work, self.memory, StationDrafts(work, station), self.restyle
        )
        who = Who(
            station.office.name,
            station.office.place,
            f"{ROLE_NAMES[station.actor.role]} · {station.actor.name}",
        )
        finder = RecordFinder(work, station.actor, self._go)
        window = DeskWindow(rooms(around), work, who, find=finder.find, commands=self._commands())
        window.undo_asked.connect(self._undo)
        window.lock_asked.connect(self.lock)
        window.closing.connect(self._remember_geometry)
        work.read(settings.get, settings.IS_DEMO, then=partial(_show_banner, window))
        work.read(settings.get, settings.IDLE_LOCK_MINUTES, then=partial(self._watch, window))
        return window

    def _commands(self) -> tuple[PaletteEntry, ...]:
        return (
            PaletteEntry("操作", "登记议题", partial(self._go_new, "council"), icon="plus"),
            PaletteEntry("操作", "登记居民", partial(self._go_new, "residents"), icon="plus"),
            PaletteEntry("操作", "撤销上一步", self._undo_last, icon="undo-2", shortcut="Ctrl+Z"),
            PaletteEntry("操作", "立即备份", self._back_up_now, icon="database-backup"),
            PaletteEntry("操作", "切换深色外观", self._toggle_dark, icon="moon"),
            PaletteEntry("操作", "锁屏", self.lock, icon="lock"),
        )

    def _go(self, key: str, what: object) -> None:
        if self.window is not None:
            self.window.go(key, what)

    def _go_new(self, key: str) -> None:
        if self.window is not None:
            self.window.go(key)
            self.window.navigation.page_of(key).start_new()

    def _watch(self, window: DeskWindow, minutes: int) -> None:
        IdleWatch(minutes, window).idle.connect(self.lock)

    def lock(self) -> None:
        """Hide the records until somebody proves the password of this account."""
        if self.station is None or self.window is None or self.work is None:
            return
        keep_all()
        LockDialog(self.window, self.work, self.station.actor.name, self._prove).exec()

    def _prove(self, password: str) -> None:
        from app.accounts.accounts import unlock

        assert self.station is not None
        unlock(self.station.path, self.station.actor.login, password)

    def _undo(self, written: Written[object]) -> None:
        if self.work is not None:
            self.work.write(undo_step, written.undo_id, label=written.label)

    def _undo_last(self) -> None:
        if self.window is not None:
            self.window.undo()

    def _toggle_dark(self) -> None:
        look = "light" if theme.current().tokens.is_dark else "dark"
        self.memory.put_setting(settings.DARK_THEME, look)
        self.restyle()

    def _backup_folder(self, station: Station) -> Path:
        chosen = self.memory.setting(settings.BACKUP_FOLDER)
        return Path(chosen) if chosen else station.path.parent / "备份"

    def _back_up(self) -> None:
        self._start_backup(then=self._backed_up)

    def _back_up_now(self) -> None:
        self._start_backup(then=self._say_backed_up)

    def _start_backup(self, then: Callable[[Path], object]) -> None:
        from app.accounts.backups import back_up_today

        if self.work is None or self.station is None:
            return
        self.work.make(
            back_up_today,
            self.station,
            self._backup_folder(self.station),
            then=then,
            failed=self._backup_failed,
            title="正在备份",
            progress=True,
        )

    def _backed_up(self, path: Path) -> None:
        if self.window is not None:
            self.window.status.set_note(f"今日已备份：{path.parent.name}/{path.name}")

    def _say_backed_up(self, path: Path) -> None:
        self._backed_up(path)
        if self.window is not None:
            self.window.toast.say(f"已备份并核对：{path.name}")

    def _backup_failed(self, error: LirenError) -> None:
        if self.window is not None:
            self.window.status.set_note(f"今日备份没有成功：{error.what_happened}")

    def _remember_geometry(self) -> None:
        if self.window is not None:
            self.memory.put_bytes("window/geometry", self.window.saveGeometry())
            self.memory.put("window/folded", self.window.sidebar.folded)

    def _restore_geometry(self) -> None:
        geometry = self.memory.bytes_of("window/geometry")
        if self.window is not None:
            if geometry is not None:
                self.window.restoreGeometry(geometry)
            self.window.sidebar.set_folded(bool(self.memory.get("window/folded")))

    def close_station(self) -> None:
        """Keep drafts, finish writes, give the file back."""
        keep_all()
        if self.work is not None:
            self.work.close()
            self.work = None
        if self.station is not None:
            self.station.close()
            self.station = None
        self._sweeper.stop()


def _show_banner(window: DeskWindow, is_demo: bool) -> None:
    if is_demo:
        window.show_demo_banner()


def demo_path() -> Path:
    """Where this user's demo community is."""
    return data_folder() / "演示社区.station"


def open_demo(step: backup.Step = backup.no_step) -> Station:
    """Open the demo community, making it first when it is not there or is of another day's making.

    Raises:
        LirenError: it cannot be made or opened.
    """
    import app.tables  # noqa: F401
    from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD, make_demo_community

    path = demo_path()
    if not path.exists():
        make_demo_community(path, step=step)
    return open_station(path, DEMO_LOGIN, DEMO_PASSWORD)


def open_window(*, demo: bool) -> int:
    """Start the program with a window; returns the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("里仁")
    app.setQuitOnLastWindowClosed(True)
    program = Program(app, MachineMemory())
    program.show_start()
    if demo and program.start is not None:
        program.start.start_demo()
    return app.exec()
