"""The watched folder (收件夹): looked into when the room is shown and when something comes."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from app.errors import LirenError
from app.exchange.inbox import Arrived
from app.exchange.pages import runs
from app.exchange.pages.at_hand import AtHand

SETTLED_AFTER = 1500
"""Milliseconds after the last change of the folder before it is looked into."""


class InboxWatch(QObject):
    """Tells of new bundles; taking them is a person's decision."""

    found = Signal(list)
    """The :class:`Arrived` that are new; empty when there is none."""

    def __init__(self, parent: QObject, hand: AtHand):
        super().__init__(parent)
        self._hand = hand
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self, singleShot=True, interval=SETTLED_AFTER)
        self._soon.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(self._wait)

    def look(self) -> None:
        """Look into the folder now."""
        folder = self._hand.inbox() if self._hand.exchanges else None
        self._follow(folder)
        if folder is None:
            self.found.emit([])
            return
        self._hand.work.make(
            runs.look_into, self._hand.station, folder, then=self._tell, failed=self._say_nothing,
            owner=self, progress=True, latest="inbox",
        )  # fmt: skip

    def _follow(self, folder: Path | None) -> None:
        watched = self._watcher.directories()
        wanted = [str(folder)] if folder is not None and folder.is_dir() else []
        if gone := [one for one in watched if one not in wanted]:
            self._watcher.removePaths(gone)
        if new := [one for one in wanted if one not in watched]:
            self._watcher.addPaths(new)

    def _wait(self, _folder: str) -> None:
        self._soon.start()

    def _tell(self, arrived: list[Arrived]) -> None:
        self.found.emit(arrived)

    def _say_nothing(self, _error: LirenError) -> None:
        self.found.emit([])  # a folder that cannot be read holds nothing to take
