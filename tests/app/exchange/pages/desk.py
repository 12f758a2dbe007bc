"""The room 报送 in a real window, and what somebody sitting at it does and sees."""

from PySide6.QtWidgets import QPushButton

from app.desk.machine_memory import MachineMemory
from app.desk.navigation import Room
from app.exchange.pages.exchange_page import ExchangePage
from tests.app.desk.room_desk import RoomDesk


class Desk(RoomDesk):
    """A window of one office whose only room is the exchange."""

    def __init__(self, qtbot, office, ini):
        self.memory, self.changed = MachineMemory(str(ini)), set()
        super().__init__(qtbot, office)
        self.work.changed.connect(self.changed.update)

    def rooms(self):
        return (Room("exchange", "报送", "package", self._build),)

    def _build(self):
        work, drafts, _ = self.at_hand()
        self.page = ExchangePage(work, drafts, self.office.station, self.memory)
        return self.page

    def menu(self):
        """What the menu 更多 offers."""
        (more,) = [b for b in self.page.findChildren(QPushButton) if b.text() == "更多"]
        return {action.text(): action for action in more.menu().actions()}
