"""Two starts of the program on one PC find each other by the station that is open.

Who opens a station listens under a name made of its path; who is about to open the same one asks
first, and the window that is open comes to the front instead. A local socket, no network: only
the same user of the same PC can reach it. What a crash left behind is cleared away.
"""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWERS_WITHIN = 300
"""Milliseconds in which a running program takes the call; it is on this PC."""


def _name(path: Path) -> str:
    return f"liren-{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]}"


def bring_up(path: Path) -> bool:
    """Ask whoever has this station open to show its window; False when nobody has."""
    caller = QLocalSocket()
    caller.connectToServer(_name(path))
    found = caller.waitForConnected(ANSWERS_WITHIN)
    caller.disconnectFromServer()
    return found


class Running(QObject):
    """Listens for other starts of the program while a station is open."""

    called = Signal()
    """Somebody started the program again for this station."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)

    def hold(self, path: Path) -> None:
        """Listen for this station. Without it the program works on: two windows are safe."""
        QLocalServer.removeServer(_name(path))
        self._server.listen(_name(path))

    def release(self) -> None:
        """The station is closed."""
        self._server.close()

    def _hear(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.deleteLater()
            self.called.emit()
