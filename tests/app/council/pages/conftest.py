"""The council room on a real station file, in a real window, with the real worker thread."""

import traceback
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.accounts.permissions import Role
from app.bootstrap.station_office import StationDrafts, StationOffice
from app.council.pages.council_page import CouncilPage
from app.desk import theme
from app.desk.forms import Form
from app.desk.work import Work
from db import clock
from tests.app.council.pages.station import Community, a_community


@dataclass
class Desk:
    """The room, and what somebody sitting at it does and sees."""

    made: Community
    work: Work
    page: CouncilPage
    qtbot: object
    waiting: list
    errors: list

    def settle(self):
        """Wait until every question has been answered."""
        self.qtbot.waitUntil(self.work.idle, timeout=8000)

    def press(self, text, inside: QWidget | None = None):
        """Click the visible button with these words."""
        self.settle()
        place = inside or self.page

        def usable():
            buttons = (b for b in place.findChildren(QPushButton) if b.text() == text)
            return [b for b in buttons if b.isVisible() and b.isEnabled()]

        self.qtbot.waitUntil(lambda: bool(usable()), timeout=3000)
        self.qtbot.mouseClick(usable()[-1], Qt.MouseButton.LeftButton)
        self.settle()

    def choose(self, text):
        """Take the menu entry with these words under 其他操作."""
        self.settle()
        more = next(b for b in self.page.drawer.findChildren(QPushButton) if b.menu())
        found = [a for a in more.menu().actions() if isinstance(a, QAction) and a.text() == text]
        assert found, [a.text() for a in more.menu().actions()]
        found[0].trigger()
        self.settle()

    def buttons(self):
        shown = (b for b in self.page.findChildren(QPushButton) if b.isVisible())
        return [b.text() for b in shown]

    def words(self, inside: QWidget | None = None):
        """All words in sight."""
        self.settle()
        place = inside or self.page
        labels = (x for x in place.findChildren(QLabel) if x.isVisible())
        return "\n".join(x.text() for x in labels)

    def sees(self, text, inside: QWidget | None = None):
        """Wait until these words are in sight."""
        self.qtbot.waitUntil(lambda: text in self.words(inside), timeout=3000)

    def form(self) -> Form:
        place = self.page.entered or self.page
        self.qtbot.waitUntil(lambda: isinstance(place.drawer.body(), Form), timeout=3000)
        return place.drawer.body()

    def fill(self, **values):
        """Put values into the form in the drawer."""
        form = self.form()
        for key, value in values.items():
            form.rows[key].editor.set_value(value)
        return form

    def submit(self, **values):
        self.fill(**values).submit()
        self.settle()


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, dark=False)


@pytest.fixture
def made(tmp_path):
    community = a_community(tmp_path)
    with clock.set_to(community.clock):
        yield community
    community.station.close()


@pytest.fixture
def desk_of(qtbot):
    """Opens the room for the community as it is now."""
    opened = []

    def open_room(made: Community, role: Role | None = None) -> Desk:
        if role is not None:
            made.as_role(role)
        errors, bugs = [], []
        work = Work(
            StationOffice(made.station),
            on_error=lambda _, error: errors.append(str(error)),
            on_bug=_note(bugs),
        )
        opened.append((work, bugs))
        page = CouncilPage(work, StationDrafts(work, made.station), made.station.actor)
        qtbot.addWidget(page)
        page.resize(1166, 700)
        page.show()
        desk = Desk(made, work, page, qtbot, [], errors)
        page.waiting_changed.connect(desk.waiting.append)
        page.reload()
        desk.settle()
        return desk

    yield open_room
    for work, bugs in opened:
        work.close()
        assert not bugs, bugs


def _note(bugs):
    """Keep a bug and show where it came from, for whoever reads the failed test."""

    def keep(error):
        traceback.print_exception(error)
        bugs.append(error)

    return keep
