"""How many things of the points wait, counted anew some time after the last change."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.desk.work import Work
from app.points.waiting import Waiting, points_waiting

AFTER = 1500
"""Milliseconds: at the door a change follows every second, and nobody looks at the sidebar."""


class WaitingCount(QObject):
    """Says the number when it has been counted."""

    counted = Signal(int)

    def __init__(self, work: Work, parent: QObject):
        super().__init__(parent)
        self._work = work
        self._soon = QTimer(self, singleShot=True, interval=AFTER)
        self._soon.timeout.connect(self._count)

    def ask(self) -> None:
        """Count soon."""
        self._soon.start()

    def _count(self) -> None:
        self._work.read(points_waiting, then=self._tell, owner=self, latest="waiting")

    def _tell(self, waiting: list[Waiting]) -> None:
        self.counted.emit(len(waiting))
