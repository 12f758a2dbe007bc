"""The residents' room: a list that answers while one types, and a drawer for one person."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox

from app.accounts.permissions import Actor, Permission
from app.desk import theme
from app.desk.columns import Column
from app.desk.drafts import Drafts, KeptDraft
from app.desk.forms import Form
from app.desk.labels import button
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.tables import RecordTable
from app.desk.work import Work
from app.grids.queries import Choice, grid_choices
from app.residents.pages.resident_card import ResidentCard
from app.residents.pages.resident_form import household_fields, person_fields, text_of, values_of
from app.residents.queries import (
    ResidentDetail,
    ResidentRow,
    count_residents,
    resident_detail,
    residents,
)
from app.residents.registration import ResidentForm, form_for_change, register_resident
from app.residents.residents import Revealed, change_resident, reveal_personal_data
from app.residents.terms import TAGS
from app.working_days import today

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
        self._work, self._drafts, self._actor = work, drafts, actor
        self._shown: UUID | None = None
        self.table = RecordTable(COLUMNS, name="residents", memory=memory, unit="人")
        self._timer = QTimer(self, singleShot=True, interval=ASK_AFTER)
        self._timer.timeout.connect(self._ask)
        self._fill()
        work.watch(self, KINDS, self._changed)
        work.read(grid_choices, then=self._set_grids, owner=self)

    def _fill(self) -> None:
        if self._actor.may(Permission.EDIT_RESIDENTS):
            self.set_primary("登记居民", self.register)
            self.table.set_empty("还没有居民。登记第一位，或先在“网格”里登记楼栋。", "登记居民")
            self.table.first_asked.connect(self.register)
        else:
            self.table.set_empty("还没有居民。")
        self.add_search("姓名、拼音首字母、电话尾号、证件尾号、住址（3-2-301）", self._typed)
        self.grid = QComboBox()
        self.grid.setAccessibleName("网格")
        self.grid.addItem("全部网格", None)
        self.tag = QComboBox()
        self.tag.setAccessibleName("标签")
        self.tag.addItem("全部标签", "")
        for tag in TAGS:
            self.tag.addItem(tag, tag)
        for box in (self.grid, self.tag):
            box.setMinimumWidth(theme.px(130))
            box.currentIndexChanged.connect(self._ask)
            self.filters.addWidget(box)
        self.filters.addStretch(1)
        self.body.addWidget(self.table, 1)
        self.table.selected.connect(self._selected)
        self.table.opened.connect(self._opened)
        self.table.edit_asked.connect(self._edit_row)
        self.table.clear_asked.connect(self._clear_filters)
        self.drawer.closed.connect(self._forget)

    def _set_grids(self, choices: list[Choice]) -> None:
        for choice in choices:
            self.grid.addItem(choice.title, choice.id)

    def reload(self) -> None:
        """Read the list again."""
        self._ask()

    def _changed(self) -> None:
        self._ask()
        if self._shown is not None and isinstance(self.drawer.body(), ResidentCard):
            self.show_resident(self._shown)

    def _typed(self, text: str) -> None:
        self._timer.start()

    def _ask(self) -> None:
        filters = self._filters()
        self.table.set_filtered(any(filters.values()))
        self.table.load_pages(self._work, count_residents, residents, **filters)

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

    # -- one resident -------------------------------------------------------------------------

    def open_record(self, what: Any) -> None:
        """Show the resident with this id."""
        self.show_resident(what)

    def _selected(self, rows: list[ResidentRow]) -> None:
        if len(rows) == 1 and self.drawer.isVisible() and self._leaves_form():
            self.show_resident(rows[0].id)

    def _opened(self, row: ResidentRow) -> None:
        if self._leaves_form():
            self.show_resident(row.id)

    def _edit_row(self, row: ResidentRow) -> None:
        if self._leaves_form():
            self.edit(row.id)

    def _leaves_form(self) -> bool:
        return self.may_leave()

    def show_resident(self, resident_id: UUID) -> None:
        """Open the drawer on one resident."""
        self._shown = resident_id
        self._work.read(
            resident_detail, resident_id, then=self._show, owner=self, latest="resident"
        )

    def _show(self, detail: ResidentDetail | None) -> None:
        if detail is None:
            self.drawer.close_drawer()
            return
        card = ResidentCard(detail)
        card.resident_asked.connect(self.show_resident)
        buttons = []
        if self._actor.may(Permission.REVEAL_PERSONAL_DATA):
            show = button("显示完整号码", icon_name="eye")
            show.clicked.connect(partial(self._reveal, detail.id, card))
            buttons.append(show)
        if self._actor.may(Permission.EDIT_RESIDENTS):
            change = button("修改", "primary", "pencil")
            change.clicked.connect(partial(self.edit, detail.id))
            buttons.append(change)
        self.drawer.show_content(detail.name, card, tuple(buttons))

    def _reveal(self, resident_id: UUID, card: ResidentCard) -> None:
        self._work.write(
            reveal_personal_data, resident_id, then=partial(_show_numbers, card), owner=card
        )

    def _forget(self) -> None:
        self._shown = None

    # -- forms --------------------------------------------------------------------------------

    def register(self) -> None:
        """Open the form for somebody new."""
        form = Form((*household_fields(self._work), *person_fields()), today=today)
        form.submitted.connect(partial(self._register, form))
        form.closed.connect(self.drawer.dismiss)
        self._draft = KeptDraft(form, self._drafts, "resident/new")
        self.drawer.show_content("登记居民", form)
        form.focus_first()

    def _register(self, form: Form, values: dict[str, Any]) -> None:
        form.set_busy(True)
        self._work.write(
            register_resident,
            unit_id=UUID(values["unit"]),
            room=values["room"],
            text=text_of(values),
            then=partial(self._registered, form),
            failed=form.show_error,
            owner=form,
        )

    def _registered(self, form: Form, resident_id: UUID) -> None:
        form.saved(None)
        self.show_resident(resident_id)

    def edit(self, resident_id: UUID) -> None:
        """Open the form for somebody known; the full numbers shown in it are logged."""
        self._work.write(form_for_change, resident_id, then=self._edit, owner=self)

    def _edit(self, found: ResidentForm) -> None:
        form = Form(person_fields(), today=today)
        form.set_values(values_of(found))
        form.submitted.connect(partial(self._save, form, found.id))
        form.closed.connect(partial(self.show_resident, found.id))
        self._draft = KeptDraft(form, self._drafts, f"resident/{found.id}")
        self.drawer.show_content(f"修改 {found.text.name}", form)
        form.focus_first()

    def _save(self, form: Form, resident_id: UUID, values: dict[str, Any]) -> None:
        form.set_busy(True)
        self._work.write(
            change_resident,
            resident_id,
            text=text_of(values),
            then=partial(self._saved, form, resident_id),
            failed=form.show_error,
            owner=form,
        )

    def _saved(self, form: Form, resident_id: UUID, result: object) -> None:
        form.saved(None)
        self.show_resident(resident_id)


def _show_numbers(card: ResidentCard, numbers: Revealed) -> None:
    card.show_numbers(numbers.id_number, numbers.phone)
