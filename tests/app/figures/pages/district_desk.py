"""The room of communities in a real window at a district's station."""

from app.accounts.levels import Level
from app.desk.navigation import Room
from app.directing.pages.at_hand import AtHand
from app.directing.pages.mark_forms import MarkForms
from app.figures.pages.communities_page import CommunitiesPage
from tests.app.desk.room_desk import RoomDesk


class DistrictDesk(RoomDesk):
    """A window whose only room is that of the communities."""

    def __init__(self, qtbot, district, role=None, level=Level.DISTRICT):
        self._level = level
        super().__init__(qtbot, district, role)

    def rooms(self):
        return (Room("communities", "社区", "building-2", self._build),)

    def _build(self):
        hand = AtHand(*self.at_hand(), level=self._level)
        self.page = CommunitiesPage(
            *self.at_hand(),
            level=self._level,
            marks_in=lambda page: MarkForms(page, hand).open,
        )
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
