"""The desk of an open station: its window, and what goes on around the window until it closes."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from app import settings
from app.accounts.permissions import ROLE_NAMES
from app.accounts.station import OfficeProfile, Station, profile
from app.accounts.undo import undo_step
from app.bootstrap.backups import Backups
from app.bootstrap.commands import Doing, commands
from app.bootstrap.finding import RecordFinder
from app.bootstrap.geometry import remember_geometry, restore_geometry
from app.bootstrap.last_bundle import LastBundle
from app.bootstrap.locking import Locking
from app.bootstrap.look import Look
from app.bootstrap.rooms import FIRST, Surroundings, rooms
from app.bootstrap.station_office import StationDrafts
from app.desk.drafts import keep_all
from app.desk.machine_memory import MachineMemory
from app.desk.window import DeskWindow, Who
from app.desk.work import Work, Written

SETTINGS, LOOK = "settings", "外观"
"""Where the text size is changed: the room, and the tab in it."""


class OpenDesk(QObject):
    """Owns the window of one station, and builds it anew when the text gets another size."""

    switch_asked = Signal()
    """Somebody else wants to log in."""

    def __init__(
        self, station: Station, work: Work, memory: MachineMemory, look: Look, parent: QObject
    ):
        super().__init__(parent)
        self.station, self.work = station, work
        self._memory, self._look = memory, look
        self._backups = Backups(work, station, memory, self)
        self._locking = Locking(work, station, self._the_window, self)
        self.window = self._make_window()
        self.window.show()
        self.window.go(FIRST)
        look.resized.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)
        work.watch(self, {"office"}, self._read_office)

    def _the_window(self) -> DeskWindow:
        return self.window

    def _make_window(self) -> DeskWindow:
        station, work = self.station, self.work
        around = Surroundings(
            station,
            work,
            self._memory,
            StationDrafts(work, station),
            self._look.apply,
            self.switch_account,
        )
        who = Who(
            station.office.name,
            station.office.place,
            f"{ROLE_NAMES[station.actor.role]} · {station.actor.name}",
        )
        doing = Doing(
            start_new=self._start_new,
            go=self._go,
            undo=self._undo_last,
            back_up=self._backups.make_now,
            toggle_dark=self._look.toggle_dark,
            lock=self._locking.lock,
            switch_account=self.switch_account,
        )
        here = rooms(around)
        keys = frozenset(room.key for room in here)
        window = DeskWindow(
            here,
            work,
            who,
            find=RecordFinder(work, station.actor, self._go, keys).find,
            commands=commands(station.actor, doing, keys),
        )
        window.undo_asked.connect(self._undo)
        window.lock_asked.connect(self._locking.lock)
        window.closing.connect(self._remember_geometry)
        self._backups.noted.connect(window.status.set_note)
        self._backups.made.connect(window.toast.say)
        window.status.set_note(self._backups.note)
        LastBundle(window, work, station.office.level)
        restore_geometry(self._memory, window)
        work.read(settings.get, settings.IS_DEMO, then=partial(_show_banner, window), owner=window)
        return window

    def rebuild(self) -> None:
        """Lay the window out at the text size now in force; drafts and the place are kept."""
        keep_all()
        old, key = self.window, self.window.navigation.key
        self._remember_geometry()
        self.window = self._make_window()
        self.window.show()
        self.window.go(key, LOOK if key == SETTINGS else None)
        old.hide()
        old.deleteLater()
        self.window.activateWindow()

    def switch_account(self) -> None:
        """Let somebody else log in, unless something unsaved is to be kept."""
        page = self.window.navigation.page
        if page is None or page.may_leave():
            self._remember_geometry()
            self.switch_asked.emit()

    def close(self) -> None:
        """Put the window away, and end with it."""
        self.window.hide()
        self.window.deleteLater()
        self.deleteLater()

    def _remember_geometry(self) -> None:
        remember_geometry(self._memory, self.window)

    def _read_office(self) -> None:
        self.work.read(profile, then=self._show_office, owner=self)

    def _show_office(self, office: OfficeProfile) -> None:
        self.station.office = office
        self.window.sidebar.set_office(office.name, office.place)
        self.window.setWindowTitle(f"{office.name} — 里仁")

    def _go(self, key: str, what: object) -> None:
        self.window.go(key, what)

    def _start_new(self, key: str) -> None:
        self.window.go(key)
        self.window.navigation.page_of(key).start_new()

    def _undo(self, written: Written[object]) -> None:
        self.work.write(undo_step, written.undo_id, label=written.label)

    def _undo_last(self) -> None:
        self.window.undo()


def _show_banner(window: DeskWindow, is_demo: bool) -> None:
    if is_demo:
        window.show_demo_banner()
