"""The residents' room: a list that answers while one types, and a drawer for one person."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox

from app.accounts.permissions import Actor
from app.desk import theme
from app.desk.columns import Column
from app.desk.drafts import Drafts
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.tables import RecordTable
from app.desk.work import Work
from app.grids.queries import Choice, grid_choices
from app.residents.pages.at_hand import AtHand
from app.residents.pages.resident_drawer import ResidentDrawer
from app.residents.queries import ResidentRow, count_residents, residents
from app.residents.terms import TAGS

KINDS = {"resident", "household", "building", "grid", "unit"}
ASK_AFTER = 120
"""Milliseconds of quiet after a key before the list is asked for again."""


def _status_pill(row: ResidentRow) -> tuple[str, str]:
    return row.status, "plain" if row.status == "在住" else "waiting"


COLUMNS = (
    Column("name", "姓名", lambda row: row.name, width=110),
    Column("sex", "性别", lambda row: row.sex, width=60),
    Column("age", "年龄", lambda row: row.age, width=64, kind="number"),
    Column("address", "住址", lambda row: row.address, width=110),
    Column("grid", "网格", lambda row: row.grid, width=120),
    Column("phone", "电话", lambda row: row.phone, width=130, sortable=False),
    Column("tags", "标签", lambda row: row.tags, width=180, sortable=False),
    Column("status", "状态", _status_pill, width=80, kind="pill"),
)


class ResidentsPage(Page):
    """Search, filter by grid and tag, open, register, change."""

    def __init__(self, work: Work, drafts: Drafts, actor: Actor, memory: Memory):
        super().__init__("居民")
        self._hand = AtHand(work, drafts, actor, memory)
        self.table = RecordTable(COLUMNS, name="residents", memory=memory, unit="人")
        self.resident = ResidentDrawer(self, self._hand)
        self._timer = QTimer(self, singleShot=True, interval=ASK_AFTER)
        self._timer.timeout.connect(self.reload)
        self._fill()
        work.watch(self, KINDS, self._changed)
        work.read(grid_choices, then=self._set_grids, owner=self)

    def _fill(self) -> None:
        if self._hand.edits_residents:
            self.set_primary("登记居民", self.resident.forms.register)
            self.table.set_empty("还没有居民。登记第一位，或先在“网格”里登记楼栋。", "登记居民")
            self.table.first_asked.connect(self.resident.forms.register)
        else:
            self.table.set_empty("还没有居民。")
        self.add_search("姓名、拼音首字母、电话尾号、证件尾号、住址（3-2-301）", self._typed)
        self.grid = self._add_filter("网格", "全部网格", None)
        self.tag = self._add_filter("标签", "全部标签", "")
        for tag in TAGS:
            self.tag.addItem(tag, tag)
        self.filters.addStretch(1)
        self.body.addWidget(self.table, 1)
        self.table.selected.connect(self._selected)
        self.table.opened.connect(self._opened)
        self.table.edit_asked.connect(self._edit_row)
        self.table.clear_asked.connect(self._clear_filters)

    def _add_filter(self, name: str, every: str, none: object) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.addItem(every, none)
        box.setMinimumWidth(theme.px(130))
        box.currentIndexChanged.connect(self.reload)
        self.filters.addWidget(box)
        return box

    def _set_grids(self, choices: list[Choice]) -> None:
        for choice in choices:
            self.grid.addItem(choice.title, choice.id)

    def reload(self) -> None:
        """Read the list again."""
        filters = self._filters()
        self.table.set_filtered(any(filters.values()))
        self.table.load_pages(self._hand.work, count_residents, residents, **filters)

    def _changed(self) -> None:
        self.reload()
        self.resident.refresh()

    def _typed(self, text: str) -> None:
        self._timer.start()

    def _filters(self) -> dict[str, Any]:
        text = self.search.text().strip() if self.search is not None else ""
        return {
            "text": text,
            "grid_id": self.grid.currentData(),
            "tag": self.tag.currentData() or "",
        }

    def _clear_filters(self) -> None:
        if self.search is not None:
            self.search.clear()
        self.grid.setCurrentIndex(0)
        self.tag.setCurrentIndex(0)

    def open_record(self, what: Any) -> None:
        """Show the resident with this id."""
        self.resident.open(what)

    def _selected(self, rows: list[ResidentRow]) -> None:
        if len(rows) == 1 and self.drawer.isVisible():
            self.resident.open(rows[0].id)

    def _opened(self, row: ResidentRow) -> None:
        self.resident.open(row.id)

    def _edit_row(self, row: ResidentRow) -> None:
        if self._hand.edits_residents:
            self.resident.edit(row.id)
