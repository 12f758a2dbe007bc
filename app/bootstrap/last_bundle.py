"""The last bundle at the bottom of the window; who clicks it gets to the room of exchange."""

from PySide6.QtCore import QObject

from app.accounts.levels import Level
from app.desk.window import DeskWindow
from app.desk.work import Work
from app.exchange.last_bundle import last_bundle

ROOM = "exchange"
KINDS = frozenset({"bundle_record", "peer"})
"""Tables whose change may change which bundle was the last."""


class LastBundle(QObject):
    """Keeps one window's status bar right, and ends with it."""

    def __init__(self, window: DeskWindow, work: Work, level: Level):
        super().__init__(window)
        self._window, self._work, self._level = window, work, level
        window.status.link_asked.connect(self._go)
        work.watch(self, KINDS, self._read)
        self._read()

    def _read(self) -> None:
        show = self._window.status.set_link
        self._work.read(last_bundle, level=self._level, then=show, owner=self, latest="bundle")

    def _go(self) -> None:
        self._window.go(ROOM)
