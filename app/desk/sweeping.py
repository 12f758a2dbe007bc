"""Sweeping in the right thread.

Python's collector of cycles runs in whichever thread happens to allocate. Were that a worker, it
could delete a widget or a timer there, which Qt answers with a warning or a crash. So the
automatic collector is switched off and the GUI thread sweeps by the same thresholds.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1_000
"""Milliseconds between two looks at the counts."""


class Sweeper(QObject):
    """Collects cycles in the GUI thread only, from its making until :meth:`stop`."""

    def __init__(self, parent: QObject | None = None, *, every: int = EVERY):
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=every)
        self._timer.timeout.connect(self._sweep)
        self._timer.start()

    def stop(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.enable()

    def _sweep(self) -> None:
        due = [n for n in range(3) if gc.get_count()[n] > gc.get_threshold()[n]]
        if due:
            gc.collect(max(due))
