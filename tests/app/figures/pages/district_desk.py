"""The room of communities in a real window at a district's station."""

from app.accounts.levels import Level
from app.accounts.permissions import Actor
from app.bootstrap.station_office import StationDrafts, StationOffice
from app.desk.navigation import Room
from app.desk.window import DeskWindow
from app.desk.work import Work
from app.figures.pages.communities_page import CommunitiesPage
from db.ids import new_id
from tests.app.events.pages import desk


class DistrictDesk(desk.Desk):
    """A window whose only room is that of the communities."""

    def __init__(self, qtbot, district, role=None, level=Level.DISTRICT):
        self.qtbot, self.office, self._level = qtbot, district, level
        if role is not None:
            district.station.actor = Actor(new_id(), "qianfang", "钱芳", role)
        self.errors, self.bugs, self.waiting = [], [], []
        self.work = Work(
            StationOffice(district.station),
            on_error=lambda _, error: self.errors.append(str(error)),
            on_bug=self._note,
        )
        self.window = DeskWindow(
            self.rooms(), self.work, desk.WHO, find=lambda _text, found: found([])
        )
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.window.go("communities")
        self.settle()

    def rooms(self):
        return (Room("communities", "社区", "building-2", self._build),)

    def _build(self):
        drafts = StationDrafts(self.work, self.office.station)
        self.page = CommunitiesPage(self.work, drafts, self.office.station.actor, level=self._level)
        self.page.waiting_changed.connect(self.waiting.append)
        return self.page

    def cells(self, table, *keys):
        """What a table says under these columns, from the top."""
        self.settle()
        columns = {column.key: column for column in table.model.columns}
        rows = [table.model.row(n) for n in range(table.model.rowCount())]
        found = [tuple(columns[key].text(row).strip() for key in keys) for row in rows]
        return [cell for (cell,) in found] if len(keys) == 1 else found

    def rank_by(self, name):
        """Choose what the communities are ranked by."""
        box = self.page.filter.measure
        box.setCurrentIndex([box.itemText(n) for n in range(box.count())].index(f"按{name}排名"))
        self.settle()

    def open_first(self):
        """Press Enter on the first row."""
        self.settle()
        view = self.page.table.view
        view.selectRow(0)
        view.setFocus()
        self.enter()
        self.qtbot.waitUntil(lambda: self.here is not self.page, timeout=3000)
        self.settle()
        return self.here
