"""The grids' room on a real station file, with the real worker thread."""

import traceback
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.accounts.station import Station
from app.bootstrap.station_office import StationDrafts, StationOffice
from app.desk import theme
from app.desk.forms import Form
from app.desk.work import Work
from app.grids.pages.filter_row import VIEWS
from app.grids.pages.grids_page import GridsPage


@dataclass
class Desk:
    """The room, and what somebody sitting at it does and sees."""

    station: Station
    work: Work
    page: GridsPage
    qtbot: object
    errors: list

    def settle(self):
        """Wait until every question has been answered."""
        self.qtbot.waitUntil(self.work.idle, timeout=8000)

    def view(self, name):
        """Choose a view by its word."""
        self.page.show_view(VIEWS.index(name))
        self.settle()

    def press(self, text, inside=None):
        """Click the visible button with these words."""
        self.settle()
        place = inside or self.page

        def usable():
            buttons = (b for b in place.findChildren(QPushButton) if b.text() == text)
            return [b for b in buttons if b.isVisible() and b.isEnabled()]

        self.qtbot.waitUntil(lambda: bool(usable()), timeout=3000)
        self.qtbot.mouseClick(usable()[-1], Qt.MouseButton.LeftButton)
        self.settle()

    def choose(self, text, inside=None):
        """Take the menu entry with these words."""
        self.settle()
        place = inside or self.page.drawer
        menus = [b.menu() for b in place.findChildren(QPushButton) if b.menu() is not None]
        found = [a for menu in menus for a in menu.actions() if a.text() == text]
        assert found, [a.text() for menu in menus for a in menu.actions()]
        found[-1].trigger()
        self.settle()

    def buttons(self):
        shown = (b for b in self.page.findChildren(QPushButton) if b.isVisible())
        return [b.text() for b in shown]

    def words(self, inside=None):
        """All words in sight, those on buttons too."""
        self.settle()
        place = inside or self.page
        shown = [*place.findChildren(QLabel), *place.findChildren(QPushButton)]
        return "\n".join(one.text() for one in shown if one.isVisible())

    def sees(self, text, inside=None):
        """Wait until these words are in sight."""
        self.qtbot.waitUntil(lambda: text in self.words(inside), timeout=3000)

    def form(self) -> Form:
        place = self.page.entered or self.page
        self.qtbot.waitUntil(lambda: isinstance(place.drawer.body(), Form), timeout=3000)
        return place.drawer.body()

    def submit(self, **values):
        """Put values into the form in the drawer and save it."""
        form = self.form()
        for key, value in values.items():
            form.rows[key].editor.set_value(value)
        form.submit()
        self.settle()

    def cells(self, table, column):
        """What a list shows in a column."""
        self.settle()
        keys = [one.key for one in table.model.columns]
        index = keys.index(column)
        rows = range(table.model.rowCount())
        return [table.model.index(row, index).data() for row in rows]

    def click_row(self, table, number):
        """Click a row of a list."""
        self.settle()
        place = table.view.visualRect(table.model.index(number, 1)).center()
        self.qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.settle()


@pytest.fixture(autouse=True)
def _theme(qapp, tuesday):
    theme.apply_theme(qapp, dark=False)


@pytest.fixture
def desk_of(qtbot):
    """Opens the room of a station."""
    opened = []

    def open_room(station: Station) -> Desk:
        errors, bugs = [], []
        work = Work(
            StationOffice(station),
            on_error=lambda _, error: errors.append(str(error)),
            on_bug=_note(bugs),
        )
        opened.append((work, bugs))
        page = GridsPage(work, StationDrafts(work, station), station.actor)
        qtbot.addWidget(page)
        page.resize(1166, 700)
        page.show()
        desk = Desk(station, work, page, qtbot, errors)
        page.reload()
        desk.settle()
        return desk

    yield open_room
    for work, bugs in opened:
        work.close()
        assert not bugs, bugs


def _note(bugs):
    def keep(error):
        traceback.print_exception(error)
        bugs.append(error)

    return keep
