"""The room of figures in a real window beside that of the council."""

from PySide6.QtWidgets import QPushButton

from app.council.pages.council_page import CouncilPage
from app.desk.navigation import Room
from app.events.pages.at_hand import AtHand
from app.events.pages.papers import EventPapers
from app.figures.pages.figures_page import FiguresPage
from tests.app.desk.room_desk import RoomDesk


class Desk(RoomDesk):
    """A window that shows the figures; the room beside is built when somebody goes there."""

    def rooms(self):
        return (
            Room("figures", "统计", "chart-column", self._figures),
            Room("council", "议事", "messages-square", self._council),
        )

    def _council(self):
        return CouncilPage(*self.at_hand())

    def _figures(self):
        self.page = FiguresPage(*self.at_hand(), events_behind=self._events_behind)
        return self.page

    def _events_behind(self, page):
        return EventPapers(page, AtHand(*self.at_hand())).show_list

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
