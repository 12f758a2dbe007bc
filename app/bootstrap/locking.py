"""The screen lock of an open station: on demand, and when nobody has been there for a while."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app import settings
from app.accounts.accounts import unlock
from app.accounts.station import Station
from app.bootstrap.demo import password_hint
from app.desk.drafts import keep_all
from app.desk.lock_dialog import LockDialog
from app.desk.window import IdleWatch
from app.desk.work import Work


class Locking(QObject):
    """Covers the window until the password of the account is given."""

    def __init__(
        self, work: Work, station: Station, window: Callable[[], QWidget], parent: QObject
    ):
        super().__init__(parent)
        self._work, self._station, self._window = work, station, window
        self._locked = False
        self._name = station.actor.name
        self._watch: IdleWatch | None = None
        work.watch(self, {"setting"}, self.read_rule)
        self.read_rule()

    def read_rule(self) -> None:
        """Ask after how many minutes without a touch the screen locks."""
        self._work.read(_rule, then=self._begin_watch, owner=self)

    def _begin_watch(self, rule: tuple[int, bool]) -> None:
        minutes, is_demo = rule
        if self._watch is not None:
            self._watch.deleteLater()
        if is_demo:  # whoever looks at it was never told a password
            self._name = f"{self._station.actor.name}（{password_hint()}）"
        self._watch = IdleWatch(0 if is_demo else minutes, self)
        self._watch.idle.connect(self.lock)

    def lock(self) -> None:
        """Keep drafts and hide the records; once is enough."""
        if self._locked:
            return
        self._locked = True
        keep_all()
        dialog = LockDialog(self._window(), self._work, self._name, self._prove)
        dialog.finished.connect(dialog.deleteLater)
        try:
            dialog.exec()
        finally:
            self._locked = False

    def _prove(self, password: str) -> None:
        unlock(self._station.path, self._station.actor.login, password)


def _rule(session: Session) -> tuple[int, bool]:
    """Minutes until the screen locks, and whether this is the demo."""
    minutes = settings.get(session, settings.IDLE_LOCK_MINUTES)
    return minutes, settings.get(session, settings.IS_DEMO)
