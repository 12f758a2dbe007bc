"""The room of points in a real window, and what somebody sitting at it does and sees."""

from PySide6.QtCore import Qt

from app.desk.navigation import Room
from app.points.pages.points_page import PointsPage
from app.points.queries import account_row
from tests.app.desk.room_desk import RoomDesk


class Desk(RoomDesk):
    """A window whose only room is that of points."""

    def rooms(self):
        return (Room("points", "积分", "award", self._build),)

    def _build(self):
        self.page = PointsPage(*self.at_hand())
        self.page.waiting_changed.connect(self.waiting.append)
        return self.page

    @property
    def table(self):
        """The list in sight."""
        return self.page.views.shown.table

    def scan(self, resident):
        """The scanner: the card's digits and Enter, as fast as keys can come."""
        card = self.office.ask(account_row, resident_id=resident).card
        for digit in card:
            self.qtbot.keyClick(self.focus, digit)
        self.qtbot.keyClick(self.focus, Qt.Key.Key_Return)

    def open(self, kind, record):
        """Show a record in the drawer."""
        self.page.open_record((kind, record))
        self.settle()

    def pick(self, *ids, table=None):
        """Choose rows of the list in sight."""
        self.rows(table or self.table)
        (table or self.table).choose(ids)
        self.settle()
