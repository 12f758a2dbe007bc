"""The page of today in a real window, beside rooms that only note what they are to open."""

import traceback

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.accounts.levels import Level
from app.bootstrap.station_office import StationDrafts, StationOffice
from app.desk.machine_memory import MachineMemory
from app.desk.navigation import Room
from app.desk.page import Page
from app.desk.window import DeskWindow, Who
from app.desk.work import Work
from app.events.pages.at_hand import AtHand
from app.events.pages.papers import EventPapers
from app.today.pages.figures_row import FigureButton
from app.today.pages.line_list import Heading
from app.today.pages.line_paint import put_away_place
from app.today.pages.today_page import TodayPage

WHO = Who("人民里社区", "海港区文化路街道", "书记 · 赵敏")
OTHERS = ("residents", "events", "council", "points", "settings")
ABOVE = ("communities", "whistles", "assignments", "publications", "exchange", "figures")
"""Beside that of today in a street's or district's window, as OTHERS in a community's."""


class Elsewhere(Page):
    """Another room: notes which record it is asked for."""

    def __init__(self, key, opened):
        super().__init__(key)
        self._key, self._opened = key, opened

    def reload(self):
        self._opened.append((self._key, None))

    def open_record(self, what):
        self._opened[-1] = (self._key, what)


class Desk:
    """A window whose first room is that of today."""

    def __init__(self, qtbot, office, actor, memory, level=Level.COMMUNITY):
        self.qtbot, self.office, self._level = qtbot, office, level
        self.opened, self.troubles, self.counts = [], [], []
        self.work = Work(StationOffice(office.station), on_error=self._err, on_bug=self._note)
        self._actor, self._memory = actor, MachineMemory(str(memory))
        today = Room("today", "今日", "calendar-check", self._build)
        keys = OTHERS if level is Level.COMMUNITY else ABOVE
        others = (Room(key, key, "house", lambda key=key: self._other(key)) for key in keys)
        self.window = DeskWindow((today, *others), self.work, WHO, find=lambda _, found: found([]))
        qtbot.addWidget(self.window)
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.window.go("today")
        self.settle()

    def _build(self):
        self.page = TodayPage(
            self.work,
            self._actor,
            self._memory,
            events_behind=self._events_behind,
            level=self._level,
        )
        self.page.waiting_changed.connect(self.counts.append)
        return self.page

    def _events_behind(self, page):
        drafts = StationDrafts(self.work, self.office.station)
        hand = AtHand(self.work, drafts, self._actor, self._memory)
        return EventPapers(page, hand).show_list

    def _other(self, key):
        return Elsewhere(key, self.opened)

    def _err(self, _parent, error):
        self._note(error)

    def _note(self, error):
        traceback.print_exception(error)
        self.troubles.append(error)

    def settle(self):
        """Wait until every question has been answered."""
        self.qtbot.waitUntil(self.work.idle, timeout=8000)

    # -- looking ------------------------------------------------------------------------------

    def lines(self, where=None):
        """The list as it stands in sight: headings in brackets, titles below them."""
        self.settle()
        shown = (where or self.page.waiting.list).lines.lines
        return [f"[{x.title} {x.count}]" if isinstance(x, Heading) else x.title for x in shown]

    def warnings(self):
        return self.lines(self.page.warnings.list)

    def words(self):
        self.settle()
        shown = (x for x in self.window.findChildren(QLabel) if x.isVisible())
        return "\n".join(x.text() for x in shown)

    def chips(self):
        """What the chips say: {"事项": "3", …}."""
        self.settle()
        found = self.page.waiting.chips.findChildren(QPushButton)
        return dict(chip.text().split(" ") for chip in found)

    def figures(self):

        def shown():
            found = self.page.findChildren(FigureButton)
            return {x.figure.name: x.figure.value for x in found if x.isVisible()}

        self.settle()
        self.qtbot.waitUntil(lambda: bool(shown()), timeout=3000)
        return shown()

    # -- doing --------------------------------------------------------------------------------

    def key(self, key):
        """Press a key where the focus is, and wait for what follows."""
        self.qtbot.keyClick(self.focus, key)
        self.settle()

    @property
    def focus(self):
        """What the keys go to; the window is brought to the front first, as its user would."""
        if not self.window.isActiveWindow():
            with self.qtbot.waitActive(self.window):
                self.window.activateWindow()
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def press(self, text):
        """Click the button in sight that begins with these words."""

        def found():
            buttons = (b for b in self.page.findChildren(QPushButton) if b.isVisible())
            return [b for b in buttons if (b.text() or b.accessibleName()).startswith(text)]

        self.qtbot.waitUntil(lambda: bool(found()), timeout=3000)
        self.qtbot.mouseClick(found()[-1], Qt.MouseButton.LeftButton)
        self.settle()

    def click(self, title, *, put_away=False):
        """Click the line with this title, in either list, or what puts it away."""
        for shown in (self.page.warnings.list, self.page.waiting.list):
            titles = self.lines(shown)
            if title in titles:
                rect = shown.visualRect(shown.lines.index(titles.index(title)))
                spot = put_away_place(rect) if put_away else rect
                port = shown.viewport()
                self.qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=spot.center())
                self.settle()
                return
        raise AssertionError(f"{title} is not in sight")

    def come_back(self):
        self.window.go("today")
        self.settle()

    def choose_grid(self, name):
        box = self.page.waiting.grid
        box.setCurrentIndex(box.findText(name))
        self.settle()
