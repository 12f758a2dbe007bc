"""How much of the directing room waits here: the number beside a room's name."""

from collections.abc import Collection

from PySide6.QtCore import QObject

from app.desk.page import Page
from app.directing.pages.at_hand import PUBLICATION_KINDS, TASK_KINDS, WHISTLE_KINDS, AtHand
from app.directing.waiting import directing_waiting
from app.events.waiting import Waiting

WATCHED = WHISTLE_KINDS | TASK_KINDS | PUBLICATION_KINDS


class WaitingCount(QObject):
    """Tells a page's count of what waits, of the kinds that it shows."""

    def __init__(self, page: Page, hand: AtHand, kinds: Collection[str]):
        super().__init__(page)
        self._page, self._hand, self._kinds = page, hand, frozenset(kinds)
        hand.work.watch(self, WATCHED, self.read)

    def read(self) -> None:
        """Count again."""
        self._hand.work.read(directing_waiting, then=self._tell, owner=self, latest="waiting")

    def _tell(self, waiting: list[Waiting]) -> None:
        self._page.waiting_changed.emit(sum(one.kind in self._kinds for one in waiting))
