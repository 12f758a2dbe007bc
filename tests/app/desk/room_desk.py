"""A room in a real window, and what somebody sitting at it does and sees."""

import traceback
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabBar

from app.accounts.permissions import Actor
from app.accounts.queries import audit_page
from app.bootstrap.station_office import StationDrafts, StationOffice
from app.desk.forms import Form
from app.desk.window import DeskWindow, Who
from app.desk.work import Work
from db.ids import new_id
from tests.app.desk.typing_in import type_in

WHO = Who("人民里社区", "海港区文化路街道", "书记 · 赵敏")


@contextmanager
def desks(sit_down):
    """Opens desks by ``sit_down``; at the end, what went wrong unforeseen fails the test."""
    opened = []

    def another(*args, **more):
        opened.append(sit_down(*args, **more))
        return opened[-1]

    yield another
    for desk in opened:
        desk.work.close()
        assert not desk.bugs


class RoomDesk:
    """The room under test is the first of :meth:`rooms`; what builds its page sets ``page``."""

    def __init__(self, qtbot, office, who=None):
        """Sit down at an office as it is now; ``who``: another account, or only its role."""
        self.qtbot, self.office = qtbot, office
        if who is not None:
            other = who if isinstance(who, Actor) else Actor(new_id(), "qianfang", "钱芳", who)
            office.station.actor = other
        self.errors, self.bugs, self.waiting = [], [], []
        self.work = Work(
            StationOffice(office.station),
            on_error=lambda _, error: self.errors.append(str(error)),
            on_bug=self._note,
        )
        rooms = self.rooms()
        self.window = DeskWindow(rooms, self.work, WHO, find=lambda _text, found: found([]))
        qtbot.addWidget(self.window)
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.window.go(rooms[0].key)
        self.settle()

    def rooms(self):
        """The rooms of the window."""
        raise NotImplementedError

    def at_hand(self):
        """What every room's page is given first."""
        return self.work, StationDrafts(self.work, self.office.station), self.office.station.actor

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

    def rows(self, table):
        """The rows of a list."""
        self.settle()
        model = table.model
        self.qtbot.waitUntil(lambda: not model.missing(0, model.rowCount() - 1), timeout=3000)
        return [model.row(number) for number in range(model.rowCount())]

    def views(self):
        """The titles of the tabs beside the page's title."""
        tabs = self.page.findChild(QTabBar)
        return [tabs.tabText(place) for place in range(tabs.count())]

    # -- doing --------------------------------------------------------------------------------

    @property
    def focus(self):
        """What the keys go to; the window is brought to the front first, as its user would."""
        if not self.window.isActiveWindow():
            with self.qtbot.waitActive(self.window):
                self.window.activateWindow()
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def keys(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the focus is, and wait for what follows."""
        self.qtbot.keyClick(self.focus, key, modifier)
        self.settle()

    def control(self, key):
        self.keys(key, Qt.KeyboardModifier.ControlModifier)

    def enter(self):
        self.keys(Qt.Key.Key_Return)

    def type(self, text):
        """Type where the focus is; Chinese comes from the input method."""
        type_in(self.qtbot, self.focus, text)

    def press(self, text, inside=None):
        """Click the visible button with these words."""
        place = inside or self.here

        def usable():
            found = (b for b in place.findChildren(QPushButton) if b.text() == text)
            return [b for b in found if b.isVisible() and b.isEnabled()]

        self.settle()
        self.qtbot.waitUntil(lambda: bool(usable()), timeout=5000)
        self.qtbot.mouseClick(usable()[-1], Qt.MouseButton.LeftButton)
        self.settle()

    def choices(self, button="其他操作"):
        """What the menu of a button offers."""

        def menus():
            found = (b for b in self.here.findChildren(QPushButton) if b.text() == button)
            return [b.menu() for b in found if b.isVisible() and b.menu()]

        self.settle()
        self.qtbot.waitUntil(lambda: bool(menus()), timeout=5000)
        return {a.text(): a for a in menus()[-1].actions() if a.text() and a.isVisible()}

    def choose(self, text, button="其他操作"):
        self.choices(button)[text].trigger()
        self.settle()

    def look(self, view):
        """Choose a view beside the title."""
        self.page.findChild(QTabBar).setCurrentIndex(self.views().index(view))
        self.settle()

    def form(self):
        drawer = self.here.drawer
        self.qtbot.waitUntil(lambda: isinstance(drawer.body(), Form), timeout=3000)
        return drawer.body()

    def fill(self, **values):
        """Put values into the form in the drawer."""
        form = self.form()
        for key, value in values.items():
            form.rows[key].editor.set_value(value)
        return form

    def submit(self, **values):
        self.fill(**values).submit()
        self.settle()

    def log(self):
        """The sentences of the audit log, newest first."""
        return [line.sentence for line in self.office.ask(audit_page, offset=0, limit=50)]
