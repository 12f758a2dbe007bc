"""The residents' room on a real station file, with the real worker thread."""

import traceback
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from app.accounts.permissions import Actor, Role
from app.accounts.undo import undo_step
from app.bootstrap.station_office import StationDrafts, StationOffice
from app.desk import theme
from app.desk.forms import Form
from app.desk.work import Work
from app.residents.pages.residents_page import ResidentsPage
from db import clock
from db.ids import new_id
from tests.builders import a_resident

TODAY = date(2026, 11, 24)


@dataclass
class Desk:
    """The room, and what somebody sitting at it does and sees."""

    station: object
    work: Work
    page: ResidentsPage
    qtbot: object
    errors: list
    written: list

    def settle(self):
        """Wait until every question has been answered."""
        self.qtbot.waitUntil(self.work.idle, timeout=5000)

    def type(self, text):
        """Type into the search of the view in sight, going on from what stands there."""
        if not self.page.search.text():
            self.page.focus_search()
        self.qtbot.keyClicks(self.page.search, text)
        self.settle()

    def names(self):
        """The names in the list, from the top."""
        self.settle()
        model = self.page.table.model
        return [model.row(number).name for number in range(model.rowCount())]

    def calls(self):
        """The addresses of the doors in the list of visits."""
        self.settle()
        model = self.page.walk.view.table.model
        return [model.row(number).address for number in range(model.rowCount())]

    def open_first(self, table=None):
        """Enter on the first row."""
        self.settle()
        view = (table or self.page.table).view
        view.setCurrentIndex(view.model().index(0, 0))
        self.qtbot.keyClick(view, Qt.Key.Key_Return)
        self.settle()

    def press(self, text):
        """Click the visible button with these words."""
        self.settle()

        def usable():
            buttons = (b for b in self.page.findChildren(QPushButton) if b.text() == text)
            return [b for b in buttons if b.isVisible() and b.isEnabled()]

        self.qtbot.waitUntil(lambda: bool(usable()), timeout=3000)
        self.qtbot.mouseClick(usable()[-1], Qt.MouseButton.LeftButton)
        self.settle()

    def choose(self, text):
        """Take the entry with these words under 其他操作."""
        self.settle()
        more = next(b for b in self.page.drawer.findChildren(QPushButton) if b.menu())
        found = [a for a in more.menu().actions() if isinstance(a, QAction) and a.text() == text]
        assert found, [a.text() for a in more.menu().actions()]
        found[0].trigger()
        self.settle()

    def more(self, text):
        """Take the entry with these words under 更多."""
        found = [a for a in self.page.findChildren(QAction) if a.text() == text]
        found[0].trigger()
        self.settle()

    def words(self):
        """All words in sight."""
        self.settle()
        labels = (x for x in self.page.findChildren(QLabel) if x.isVisible())
        return "\n".join(x.text() for x in labels)

    def sees(self, text):
        """Wait until these words are in sight."""
        self.qtbot.waitUntil(lambda: text in self.words(), timeout=3000)

    def form(self) -> Form:
        self.qtbot.waitUntil(lambda: isinstance(self.page.drawer.body(), Form), timeout=3000)
        return self.page.drawer.body()

    def submit(self, **values):
        form = self.form()
        for key, value in values.items():
            form.rows[key].editor.set_value(value)
        form.submit()
        self.settle()

    def find_unit(self, text):
        """Choose the unit found for ``text``, by the keyboard."""
        editor = self.form().rows["unit"].editor
        line = editor.findChild(QLineEdit)
        line.setFocus()
        self.qtbot.keyClicks(line, text)
        self.qtbot.waitUntil(editor.list.isVisible, timeout=3000)
        self.qtbot.keyClick(line, Qt.Key.Key_Return)

    def undo(self):
        """Ctrl+Z: take back the last step that can be taken back."""
        self.settle()
        step = [one for one in self.written if one.undo_id is not None][-1]
        self.work.write(undo_step, step.undo_id, label=step.label)
        self.settle()


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, dark=False)


@pytest.fixture(autouse=True)
def _on_a_tuesday():
    with clock.set_to(clock.moment(TODAY, 9)):
        yield


@pytest.fixture
def street(station):
    """Seven people behind five doors of one building."""
    a_resident(station, "张桂兰", "3-2-301", phone="13812345678", relation="户主",
               id_number="11010519491231002X", tags=("独居老人", "党员"))  # fmt: skip
    a_resident(station, "王建国", "3-1-101", relation="户主", birth=date(1970, 5, 5))
    a_resident(station, "李秀英", "3-1-101", relation="配偶", birth=date(1972, 5, 5))
    a_resident(station, "王小雨", "3-1-101", relation="女", birth=date(2015, 5, 5))
    a_resident(station, "䶮𬱖", "3-1-102", relation="户主", birth=date(1980, 5, 5))
    a_resident(station, "陈海涛", "3-2-101", relation="户主", phone="13900001111")
    a_resident(station, "陈海涛", "3-2-102", relation="户主", phone="13900001111", tags=("党员",))
    return station


@pytest.fixture
def desk_of(qtbot):
    """Opens the room of a station as it is now."""
    opened = []

    def open_room(station, role: Role | None = None) -> Desk:
        if role is not None:
            station.actor = Actor(new_id(), "other", "钱芳", role)
        errors, bugs, written = [], [], []
        work = Work(
            StationOffice(station),
            on_error=lambda _, error: errors.append(str(error)),
            on_bug=_note(bugs),
        )
        work.written.connect(written.append)
        opened.append((work, bugs))
        page = ResidentsPage(work, StationDrafts(work, station), station.actor)
        qtbot.addWidget(page)
        page.resize(1166, 700)
        page.show()
        desk = Desk(station, work, page, qtbot, errors, written)
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
