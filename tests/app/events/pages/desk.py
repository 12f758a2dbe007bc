"""The room of events in a real window, and what somebody sitting at it does and sees."""

from PySide6.QtWidgets import QPushButton

from app.desk.navigation import Room
from app.events.pages.events_page import EventsPage
from tests.app.desk.room_desk import RoomDesk


class Desk(RoomDesk):
    """A window whose only room is that of events."""

    def rooms(self):
        return (Room("events", "事项", "clipboard-list", self._build),)

    def _build(self):
        self.page = EventsPage(*self.at_hand())
        self.page.waiting_changed.connect(self.waiting.append)
        return self.page

    def rows(self, table=None):
        """The titles of a list."""
        return [row.title for row in super().rows(table or self.page.events)]

    def chips(self):
        """What the tabs say: {"在办": "3", …}."""
        self.settle()
        shown = self.page.filters_row.groups.findChildren(QPushButton)
        return dict(chip.text().split(" ") for chip in shown)

    def open(self, event):
        """Show an event in the drawer."""
        self.page.open_record(("event", event))
        self.settle()
