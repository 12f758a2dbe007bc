"""A window with small rooms of its own, as the tests of the desk sit at it."""

import traceback
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.bootstrap.station_office import StationOffice
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.navigation import Room
from app.desk.page import Page
from app.desk.palette import PaletteEntry
from app.desk.window import DeskWindow, Who
from app.desk.work import Work

WHO = Who("人民里社区", "海港区文化路街道", "书记 · 赵敏")


class Notes(Page):
    """A page with a search field, a form in its drawer, and a memory of what was asked of it."""

    def __init__(self, title):
        super().__init__(title)
        self.reloads, self.shown, self.printed = 0, [], 0
        self.set_primary(f"登记{title}", self.register)
        self.add_search("标题", self._typed)

    def _typed(self, text):
        self.set_subtitle(text)

    def reload(self):
        self.reloads += 1

    def open_record(self, what):
        self.shown.append(what)

    def print_page(self):
        self.printed += 1

    def register(self):
        self.form = Form([Field("name", "姓名", required=True)])
        self.form.closed.connect(self.drawer.dismiss)
        self.drawer.show_content(f"登记{self.title}", self.form)
        self.form.focus_first()


class Sitting:
    """The window, and what somebody in front of it sees and does."""

    def __init__(self, qtbot, station):
        self.qtbot, self.station = qtbot, station
        self.errors, self.bugs, self.built, self.ran, self.asked = [], [], [], [], []
        self.answers = []
        self.work = Work(
            StationOffice(station),
            on_error=lambda _, error: self.errors.append(str(error)),
            on_bug=self._note,
        )
        rooms = (
            Room("grids", "网格", "layout-grid", partial(self._build, "网格")),
            Room("residents", "居民", "users", partial(self._build, "居民")),
            Room("settings", "设置", "settings", partial(self._build, "设置"), at_bottom=True),
        )
        commands = (
            PaletteEntry("操作", "登记议题", partial(self.ran.append, "登记议题"), icon="plus"),
            PaletteEntry("操作", "锁屏", partial(self.ran.append, "锁屏"), icon="lock"),
        )
        self.window = DeskWindow(rooms, self.work, WHO, find=self._find, commands=commands)
        qtbot.addWidget(self.window)
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()

    def _build(self, title):
        self.built.append(title)
        return Notes(title)

    def _find(self, text, found):
        self.asked.append(text)
        self.answers.append(found)

    def _note(self, error):
        traceback.print_exception(error)
        self.bugs.append(error)

    @property
    def page(self):
        return self.window.navigation.page

    @property
    def palette(self):
        return self.window.palette_box

    def keys(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the focus is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def control(self, key):
        self.keys(key, Qt.KeyboardModifier.ControlModifier)

    def do(self, use_case, **arguments):
        """Carry out a use case as a page would."""
        self.work.write(use_case, **arguments)
        self.qtbot.waitUntil(self.work.idle, timeout=8000)

    def press(self, text):
        """Click the visible button with these words."""
        shown = [b for b in self.window.findChildren(QPushButton) if b.text().strip() == text]
        usable = [b for b in shown if b.isVisible() and b.isEnabled()]
        assert usable, f"no button {text}"
        self.qtbot.mouseClick(usable[-1], Qt.MouseButton.LeftButton)

    def words(self):
        """All words in sight."""
        return words_in(self.window)


def words_in(place):
    """The words of every visible label."""
    return "\n".join(x.text() for x in place.findChildren(QLabel) if x.isVisible())


@contextmanager
def sitting(qtbot, station):
    """A window on an open station; every bug in it fails the test."""
    here = Sitting(qtbot, station)
    try:
        yield here
    finally:
        here.work.close()
        assert not here.bugs
