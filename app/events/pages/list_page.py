"""The events behind a number: a page with a list, entered from the figures and left again."""

from typing import Any

from PySide6.QtCore import Signal

from app.desk.list_keys import ListKeys
from app.desk.page import Page
from app.events.filters import EventFilter
from app.events.pages.at_hand import EVENT_KINDS, AtHand
from app.events.pages.event_drawer import EventDrawer
from app.events.pages.lists import event_table
from app.events.queries import count_events, events


class EventListPage(Page):
    """Shows what ``where`` asks for; ``words`` say which number it is."""

    sheet_asked = Signal(object)
    """Id of an event whose sheet is to be previewed."""

    def __init__(self, hand: AtHand, where: EventFilter, words: str):
        super().__init__(words)
        self._hand, self._where = hand, where
        self.table = event_table(hand, "events-behind")
        self.table.set_empty("这个数里没有事项。")
        self.event_drawer = EventDrawer(self, hand)
        self.event_drawer.sheet_asked.connect(self.sheet_asked)
        keys = ListKeys(self.table, self.drawer, self._open, self.event_drawer.go_on)
        self.event_drawer.shown.connect(keys.mark)
        self.body.addWidget(self.table, 1)
        hand.work.watch(self, EVENT_KINDS, self.reload)

    def reload(self) -> None:
        """Read the list again."""
        self.table.load_pages(self._hand.work, count_events, events, where=self._where)

    def _open(self, row: Any) -> None:
        self.event_drawer.open(row.id)
