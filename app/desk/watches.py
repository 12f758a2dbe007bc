"""Who wants to know: pages that read again after a write, and the sign that work is waiting."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from types import MethodType

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

BUSY_AFTER = 300
"""Milliseconds of unanswered work after which the pointer may show that the program is busy."""


@dataclass(frozen=True)
class _Watch:
    owner: weakref.ref[QObject]
    kinds: frozenset[str]
    reload: Callable[[], Callable[[], object] | None]

    def alive(self) -> bool:
        owner = self.owner()
        return owner is not None and isValid(owner) and self.reload() is not None


class Watches:
    """The pages that show some kind of record; holds none of them alive."""

    def __init__(self) -> None:
        self._watches: list[_Watch] = []

    def add(self, owner: QObject, kinds: frozenset[str], reload: Callable[[], object]) -> None:
        """Remember to call ``reload`` when one of ``kinds`` changes, as long as ``owner`` lives."""
        self._forget_the_gone()
        held: Callable[[], Callable[[], object] | None]
        held = weakref.WeakMethod(reload) if isinstance(reload, MethodType) else (lambda: reload)
        self._watches.append(_Watch(weakref.ref(owner), kinds, held))

    def of(self, kinds: frozenset[str]) -> list[Callable[[], object]]:
        """Return what to call now that ``kinds`` changed, in the order they were added."""
        self._forget_the_gone()
        found = (watch.reload() for watch in self._watches if watch.kinds & kinds)
        return [reload for reload in found if reload is not None]

    def _forget_the_gone(self) -> None:
        self._watches = [watch for watch in self._watches if watch.alive()]


class BusySign(QObject):
    """Says once that work has been waiting for 300 ms, and once that it is done."""

    busy = Signal(bool)

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self._shown = False
        self._timer = QTimer(self, singleShot=True, interval=BUSY_AFTER)
        self._timer.timeout.connect(self._show)

    def up(self) -> None:
        """Something is waiting; the sign shows when it still is after 300 ms."""
        if not self._shown and not self._timer.isActive():
            self._timer.start()

    def down(self) -> None:
        """Nothing is waiting any more."""
        self._timer.stop()
        if self._shown:
            self._shown = False
            self.busy.emit(False)

    def _show(self) -> None:
        self._shown = True
        self.busy.emit(True)
