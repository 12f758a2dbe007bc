"""The room 报送 in a real window, and what somebody sitting at it does and sees."""

import traceback

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.bootstrap.station_office import StationDrafts, StationOffice
from app.desk.forms import Form
from app.desk.machine_memory import MachineMemory
from app.desk.navigation import Room
from app.desk.window import DeskWindow, Who
from app.desk.work import Work
from app.exchange.pages.exchange_page import ExchangePage


class Desk:
    """A window of one office whose only room is the exchange."""

    def __init__(self, qtbot, office, ini):
        self.qtbot, self.office = qtbot, office
        self.errors, self.bugs, self.changed = [], [], set()
        self.memory = MachineMemory(str(ini))
        self.work = Work(
            StationOffice(office.station),
            on_error=lambda _, error: self.errors.append(str(error)),
            on_bug=self._note,
        )
        self.work.changed.connect(self.changed.update)
        self.window = DeskWindow(
            (Room("exchange", "报送", "package", self._build),),
            self.work,
            Who(office.name, "", "书记 · 赵敏"),
            find=lambda _text, found: found([]),
        )
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.go("exchange")
        self.settle()

    def _build(self):
        drafts = StationDrafts(self.work, self.office.station)
        self.page = ExchangePage(self.work, drafts, self.office.station, self.memory)
        return self.page

    def _note(self, error):
        traceback.print_exception(error)
        self.bugs.append(error)

    # -- waiting and looking ------------------------------------------------------------------

    def settle(self):
        """Wait until every question has been answered."""
        self.qtbot.waitUntil(self.work.idle, timeout=20000)

    @property
    def here(self):
        """The page in sight: the room's own, or the one entered."""
        page = self.page
        while page.entered is not None:
            page = page.entered
        return page

    def words(self):
        """All words in sight."""
        self.settle()
        shown = (x for x in self.here.findChildren(QLabel) if x.isVisible())
        return "\n".join(x.text() for x in shown)

    def sees(self, *texts):
        """Wait until these words are in sight."""
        for text in texts:
            self.qtbot.waitUntil(lambda text=text: text in self.words(), timeout=5000)

    def buttons(self):
        self.settle()
        return [b.text() for b in self.here.findChildren(QPushButton) if b.isVisible()]

    def menu(self):
        """What the menu 更多 offers."""
        (more,) = [b for b in self.page.findChildren(QPushButton) if b.text() == "更多"]
        return {action.text(): action for action in more.menu().actions()}

    def rows(self, table):
        """The rows of a list."""
        self.settle()
        model = table.model
        self.qtbot.waitUntil(lambda: not model.missing(0, model.rowCount() - 1), timeout=3000)
        return [model.row(number) for number in range(model.rowCount())]

    # -- doing --------------------------------------------------------------------------------

    def press(self, text):
        """Click the visible button with these words."""

        def usable():
            found = (b for b in self.here.findChildren(QPushButton) if b.text() == text)
            return [b for b in found if b.isVisible() and b.isEnabled()]

        self.settle()
        self.qtbot.waitUntil(lambda: bool(usable()), timeout=5000)
        self.qtbot.mouseClick(usable()[-1], Qt.MouseButton.LeftButton)
        self.settle()

    def submit(self, **values):
        """Fill the form in the drawer and save it."""
        drawer = self.page.drawer
        self.qtbot.waitUntil(lambda: isinstance(drawer.body(), Form), timeout=3000)
        for key, value in values.items():
            drawer.body().rows[key].editor.set_value(value)
        drawer.body().submit()
        self.settle()
