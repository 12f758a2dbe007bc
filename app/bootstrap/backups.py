"""The daily backup of the open station, and the one at once; what came of it is said."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app import settings
from app.accounts.backups import back_up_now, back_up_today, backup_folder
from app.accounts.station import Station
from app.desk.machine_memory import MachineMemory
from app.desk.work import Work
from app.errors import LirenError

FIRST_AFTER = 20_000
"""Milliseconds after opening a station before its daily backup begins."""
LOOK_EVERY = 3_600_000
"""Milliseconds between looks whether the day has changed: some offices never switch off."""


class Backups(QObject):
    """Backs up one open station."""

    noted = Signal(str)
    """What the office should know all day: that today is backed up, or why not."""
    made = Signal(str)
    """A backup somebody asked for is there."""

    def __init__(self, work: Work, station: Station, memory: MachineMemory, parent: QObject):
        super().__init__(parent)
        self._work, self._station, self._memory = work, station, memory
        self.note = ""
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.make_daily)
        self._timer.start()
        QTimer.singleShot(FIRST_AFTER, self, self.make_daily)

    def make_daily(self) -> None:
        """Back up unless today's backup is there."""
        self._start(back_up_today, self._note_made)

    def make_now(self) -> None:
        """Back up as the station is at this moment."""
        self._start(back_up_now, self._say_made)

    def _start(self, use_case: Callable[..., Path], then: Callable[[Path], object]) -> None:
        chosen = self._memory.setting(settings.BACKUP_FOLDER)
        self._work.make(
            use_case,
            self._station,
            backup_folder(self._station.path, chosen),
            then=then,
            failed=self._note_failure,
            owner=self,
            title="正在备份",
            progress=True,
        )

    def _note_made(self, path: Path) -> None:
        self._say(f"今日已备份：{path.parent.name}/{path.name}")

    def _say_made(self, path: Path) -> None:
        self._note_made(path)
        self.made.emit(f"已备份并核对：{path.name}")

    def _note_failure(self, error: LirenError) -> None:
        self._say(f"今日备份没有成功：{error.what_happened}")

    def _say(self, note: str) -> None:
        self.note = note
        self.noted.emit(note)
