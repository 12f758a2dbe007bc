"""The grids' room: every grid with what it holds, and a drawer for one of them."""

from typing import Any

from app.accounts.permissions import Actor
from app.desk.columns import Column
from app.desk.drafts import Drafts
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.tables import RecordTable
from app.desk.work import Work
from app.grids.pages.at_hand import AtHand
from app.grids.pages.grid_drawer import GridDrawer
from app.grids.queries import GridRow, grids
from app.grids.rules import next_number

KINDS = {"grid", "building", "unit", "household", "resident", "staff_member", "staff_term"}
COLUMNS = (
    Column("number", "编号", lambda row: row.number, width=64),
    Column("name", "网格", lambda row: row.name, width=150),
    Column("kind", "类型", lambda row: row.kind, width=90),
    Column("worker", "专职网格员", lambda row: row.worker or "缺", width=110),
    Column("phone", "联系电话", lambda row: row.worker_phone, width=130, kind="phone"),
    Column("buildings", "楼栋", lambda row: row.buildings, width=70, kind="number"),
    Column("households", "户", lambda row: row.households, width=80, kind="number"),
    Column("residents", "居民", lambda row: row.residents, width=80, kind="number"),
    Column("party", "党组织", lambda row: row.party_branch, width=180),
)


class GridsPage(Page):
    """The list, and one grid with its people and buildings."""

    def __init__(self, work: Work, drafts: Drafts, actor: Actor, memory: Memory):
        super().__init__("网格")
        self._hand = AtHand(work, drafts, actor, memory)
        self._rows: list[GridRow] = []
        self.table = RecordTable(COLUMNS, name="grids", memory=memory, unit="个")
        self.grid = GridDrawer(self, self._hand)
        if self._hand.edits_grids:
            self.set_primary("登记网格", self.register)
            self.table.set_empty("还没有网格。先登记第一个网格，再登记楼栋和住户。", "登记网格")
            self.table.first_asked.connect(self.register)
        self.body.addWidget(self.table, 1)
        self.table.opened.connect(self._opened)
        self.table.selected.connect(self._selected)
        work.watch(self, KINDS, self.reload)

    def reload(self) -> None:
        """Read the list again, and the grid in the drawer."""
        self._hand.work.read(grids, then=self._show_rows, owner=self, latest="grids")
        self.grid.refresh()

    def _show_rows(self, rows: list[GridRow]) -> None:
        self._rows = rows
        self.table.set_rows(rows)
        people = sum(row.residents for row in rows)
        self.set_subtitle(f"{len(rows)} 个网格 · {people:,} 位居民".replace(",", " "))

    def open_record(self, what: Any) -> None:
        """Show the grid with this id."""
        self.grid.open(what)

    def _opened(self, row: GridRow) -> None:
        self.grid.open(row.id)

    def _selected(self, rows: list[GridRow]) -> None:
        if len(rows) == 1 and self.drawer.isVisible():
            self.grid.open(rows[0].id)

    def register(self) -> None:
        """Open the form for a new grid."""
        self.grid.forms.register(next_number([row.number for row in self._rows]))
