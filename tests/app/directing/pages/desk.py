"""A page of the directing room in a real window, and what somebody sitting at it does and sees."""

from app.desk.navigation import Room
from tests.app.desk.room_desk import RoomDesk


class Desk(RoomDesk):
    """A window whose only room is the page under test."""

    def __init__(self, qtbot, office, page, *level):
        self._page, self._level, self.went = page, level, []
        super().__init__(qtbot, office)
        self.page.go.disconnect(self.window.navigation.go)  # there are no other rooms to go to

    def rooms(self):
        return (Room("events", "吹哨", "siren", self._build),)

    def _build(self):
        self.page = self._page(*self.at_hand(), *self._level)
        self.page.waiting_changed.connect(self.waiting.append)
        self.page.go.connect(lambda *to: self.went.append(to))
        return self.page

    def shows(self, *record):
        """Show a record in the drawer, as the list or another room asks."""
        self.page.open_record(record)
        self.settle()

    def listed(self, table):
        """The titles of a list, read once."""
        self.settle()
        return [table.model.row(place).title for place in range(table.model.rowCount())]
