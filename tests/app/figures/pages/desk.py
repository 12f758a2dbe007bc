"""The room of figures in a real window beside that of the council."""

from PySide6.QtWidgets import QPushButton

from app.bootstrap.station_office import StationDrafts, StationOffice
from app.council.pages.council_page import CouncilPage
from app.desk.navigation import Room
from app.desk.window import DeskWindow
from app.desk.work import Work
from app.events.pages.at_hand import AtHand
from app.events.pages.papers import EventPapers
from app.figures.pages.figures_page import FiguresPage
from tests.app.events.pages import desk


class Desk(desk.Desk):
    """A window that shows the figures."""

    def __init__(self, qtbot, office):  # the rooms beside are built when somebody goes there
        self.qtbot, self.office = qtbot, office
        self.errors, self.bugs, self.waiting = [], [], []
        self.work = Work(
            StationOffice(office.station),
            on_error=lambda _, error: self.errors.append(str(error)),
            on_bug=self._note,
        )
        self.window = DeskWindow(
            self.rooms(), self.work, desk.WHO, find=lambda _text, found: found([])
        )
        qtbot.addWidget(self.window)
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.window.go("figures")
        self.settle()
        self.page = self.window.navigation.page

    def rooms(self):
        return (
            Room("council", "议事", "messages-square", self._council),
            Room("figures", "统计", "chart-column", self._figures),
        )

    def _at_hand(self):
        return self.work, StationDrafts(self.work, self.office.station), self.office.station.actor

    def _council(self):
        return CouncilPage(*self._at_hand())

    def _figures(self):
        return FiguresPage(*self._at_hand(), events_behind=self._events_behind)

    def _events_behind(self, page):
        return EventPapers(page, AtHand(*self._at_hand())).show_list

    # -- looking ------------------------------------------------------------------------------

    def board(self, name, key):
        """The panel in sight after a tab beside the title and a small tab were chosen."""
        self.page.look_at(name, key)
        self.settle()
        return self.page.shown.shown

    def lines(self, panel, *names):
        """What the table of a panel says, as it is written."""
        self.settle()
        columns = {column.key: column for column in panel.panel.columns}
        model = panel.table.model
        rows = [model.row(n) for n in range(model.rowCount())]
        return [tuple(columns[name].text(row) for name in names) for row in rows]

    def chip(self, text):
        """Press a period."""
        chips = self.page.filters_row.periods.findChildren(QPushButton)
        next(chip for chip in chips if chip.text() == text).click()
        self.settle()
