"""The grids' room: every grid with what it holds, and a drawer for one of them."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from app.accounts.permissions import Actor, Permission
from app.desk.columns import Column
from app.desk.drafts import Drafts, KeptDraft
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.labels import button
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.tables import RecordTable
from app.desk.work import Work
from app.grids.grids import BuildingText, GridText, add_building, add_grid, change_grid
from app.grids.pages.grid_card import GridCard
from app.grids.queries import GridDetail, GridRow, grid_detail, grids
from app.grids.rules import (
    BUILDING_KIND_NAMES,
    DUTY_NAMES,
    GRID_KIND_NAMES,
    BuildingKind,
    Duty,
    GridKind,
    next_number,
)
from app.grids.staff import Post, appoint_new
from app.working_days import today

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
GRID_FIELDS = (
    Field("number", "编号", required=True, width=120, hint="两位数字，如 01"),
    Field("name", "网格名称", required=True, max_length=50),
    Field(
        "kind",
        "类型",
        kind="choice",
        required=True,
        default=GridKind.COMMUNITY,
        choices=tuple(Choice(kind, name) for kind, name in GRID_KIND_NAMES.items()),
    ),
    Field("party_branch", "党支部或党小组", max_length=100),
    Field("area", "四至范围", kind="long_text", max_length=500, hint="印在公示牌上"),
    Field("note", "备注", kind="long_text", max_length=500),
)
BUILDING_FIELDS = (
    Field("number", "楼号", required=True, width=120, max_length=20, hint="如 12、甲3"),
    Field(
        "kind",
        "用途",
        kind="choice",
        required=True,
        default=BuildingKind.RESIDENTIAL,
        choices=tuple(Choice(kind, name) for kind, name in BUILDING_KIND_NAMES.items()),
    ),
    Field("units", "单元数", kind="number", required=True, default=1, minimum=0, maximum=40),
    Field("floors", "层数", kind="number", minimum=0, maximum=120),
    Field("address", "地址", max_length=100),
)
STAFF_FIELDS = (
    Field("name", "姓名", required=True, max_length=50),
    Field("phone", "电话", kind="phone"),
    Field(
        "duty",
        "职责",
        kind="choice",
        required=True,
        default=Duty.PART_TIME,
        choices=tuple(
            Choice(duty, DUTY_NAMES[duty])
            for duty in (Duty.FULL_TIME, Duty.PART_TIME, Duty.INFORMATION_OFFICER)
        ),
    ),
    Field("since", "任期开始", kind="date", required=True, default=today),
)


class GridsPage(Page):
    """The list, and one grid with its people and buildings."""

    def __init__(self, work: Work, drafts: Drafts, actor: Actor, memory: Memory):
        super().__init__("网格")
        self._work, self._drafts, self._actor = work, drafts, actor
        self._rows: list[GridRow] = []
        self._shown: UUID | None = None
        self.table = RecordTable(COLUMNS, name="grids", memory=memory, unit="个")
        self._may_edit = actor.may(Permission.EDIT_GRIDS)
        if self._may_edit:
            self.set_primary("登记网格", self.register)
            self.table.set_empty("还没有网格。先登记第一个网格，再登记楼栋和住户。", "登记网格")
            self.table.first_asked.connect(self.register)
        self.body.addWidget(self.table, 1)
        self.table.opened.connect(self._opened)
        self.table.selected.connect(self._selected)
        work.watch(self, KINDS, self.reload)

    def reload(self) -> None:
        """Read the list again, and the grid in the drawer."""
        self._work.read(grids, then=self._show_rows, owner=self, latest="grids")
        if self._shown is not None and not isinstance(self.drawer.body(), Form):
            self.show_grid(self._shown)

    def _show_rows(self, rows: list[GridRow]) -> None:
        self._rows = rows
        self.table.set_rows(rows)
        people = sum(row.residents for row in rows)
        self.set_subtitle(f"{len(rows)} 个网格 · {people:,} 位居民".replace(",", " "))

    def open_record(self, what: Any) -> None:
        """Show the grid with this id."""
        self.show_grid(what)

    def _opened(self, row: GridRow) -> None:
        if self.may_leave():
            self.show_grid(row.id)

    def _selected(self, rows: list[GridRow]) -> None:
        if len(rows) == 1 and self.drawer.isVisible() and self.may_leave():
            self.show_grid(rows[0].id)

    def show_grid(self, grid_id: UUID) -> None:
        """Open the drawer on one grid."""
        self._shown = grid_id
        self._work.read(grid_detail, grid_id, then=self._show, owner=self, latest="grid")

    def _show(self, detail: GridDetail | None) -> None:
        if detail is None:
            self._shown = None
            self.drawer.dismiss()
            return
        buttons = []
        if self._may_edit:
            staff = button("任命", icon_name="user-plus")
            staff.clicked.connect(partial(self._appoint, detail))
            building = button("登记楼栋", icon_name="building-2")
            building.clicked.connect(partial(self._add_building, detail))
            change = button("修改", "primary", "pencil")
            change.clicked.connect(partial(self._edit, detail))
            buttons = [staff, building, change]
        self.drawer.show_content(detail.name, GridCard(detail), tuple(buttons))

    # -- forms --------------------------------------------------------------------------------

    def register(self) -> None:
        """Open the form for a new grid."""
        form = self._open_form("登记网格", GRID_FIELDS, "grid/new")
        form.set_values({"number": next_number([row.number for row in self._rows])})
        form.submitted.connect(partial(self._add, form))

    def _add(self, form: Form, values: dict[str, Any]) -> None:
        self._send(form, add_grid, text=GridText(**values))

    def _edit(self, detail: GridDetail) -> None:
        form = self._open_form(f"修改{detail.name}", GRID_FIELDS, f"grid/{detail.id}")
        form.set_values({field.key: getattr(detail, field.key) for field in GRID_FIELDS})
        form.submitted.connect(partial(self._change, form, detail.id))

    def _change(self, form: Form, grid_id: UUID, values: dict[str, Any]) -> None:
        self._send(form, partial(change_grid, grid_id=grid_id), text=GridText(**values))

    def _add_building(self, detail: GridDetail) -> None:
        form = self._open_form(f"{detail.name}：登记楼栋", BUILDING_FIELDS, f"building/{detail.id}")
        form.submitted.connect(partial(self._save_building, form, detail.id))

    def _save_building(self, form: Form, grid_id: UUID, values: dict[str, Any]) -> None:
        units = values.pop("units")
        text = BuildingText(**{**values, "floors": values["floors"] or 0})
        self._send(form, add_building, grid_id=grid_id, text=text, units=units)

    def _appoint(self, detail: GridDetail) -> None:
        form = self._open_form(f"{detail.name}：任命", STAFF_FIELDS, f"staff/{detail.id}")
        form.submitted.connect(partial(self._save_staff, form, detail.id))

    def _save_staff(self, form: Form, grid_id: UUID, values: dict[str, Any]) -> None:
        post = Post(Duty(values["duty"]), grid_id)
        since: date = values["since"]
        self._send(
            form, appoint_new, name=values["name"], phone=values["phone"], post=post, since=since
        )

    def _open_form(self, title: str, fields: tuple[Field, ...], draft: str) -> Form:
        form = Form(fields, today=today)
        form.closed.connect(self._form_closed)
        self._draft = KeptDraft(form, self._drafts, draft)
        self.drawer.show_content(title, form)
        form.focus_first()
        return form

    def _send(self, form: Form, use_case: Any, **arguments: Any) -> None:
        form.set_busy(True)
        self._work.write(
            use_case,
            **arguments,
            then=partial(self._saved, form),
            failed=form.show_error,
            owner=form,
        )

    def _saved(self, form: Form, result: object) -> None:
        form.saved(None)
        self._form_closed()

    def _form_closed(self) -> None:
        if self._shown is not None:
            self.show_grid(self._shown)
        else:
            self.drawer.dismiss()
