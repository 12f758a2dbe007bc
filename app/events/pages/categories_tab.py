"""Categories of events in the settings: what is offered, its limit, whether it is a dispute."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.desk import theme
from app.desk.columns import Column
from app.desk.drawer import Drawer
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.labels import button, label
from app.desk.settings_tab import SettingsTab
from app.desk.tables import RecordTable
from app.desk.work import Work
from app.events.categories import (
    Category,
    CategoryText,
    add_category,
    all_categories,
    change_category,
    retire_category,
)
from app.events.rules import LIMIT_UNIT_NAMES, LimitUnit

UNITS = tuple(Choice(unit, name) for unit, name in LIMIT_UNIT_NAMES.items())
WORDS = "办理时限从受理起算；改动只影响以后受理的事项。停用的类别不再列出，已有的事项保留。"


def _key(row: Any) -> str:
    return str(row.key)


def _state(row: Category) -> tuple[str, str]:
    return ("在用", "good") if row.is_active else ("已停用", "plain")


COLUMNS = (
    Column("group", "大类", lambda row: row.group, width=130),
    Column("name", "类别", lambda row: row.name, width=220),
    Column("limit", "办理时限", lambda row: row.limit.text, width=120, sortable=False),
    Column("dispute", "矛盾纠纷", lambda row: "是" if row.is_dispute else "", width=90),
    Column("state", "状态", _state, width=90, kind="pill"),
)


class CategoriesTab(SettingsTab):
    """The list and its buttons; forms open in the page's drawer. ``reload`` reads."""

    def __init__(self, work: Work, drawer: Drawer):
        super().__init__()
        self._work, self._drawer = work, drawer
        self._rows: list[Category] = []
        self.table = RecordTable(COLUMNS, row_id=_key, name="event-categories", unit="类")
        self._change = button("修改", press=self.change)
        self._retire = button("停用", press=self.retire)
        row = QHBoxLayout()
        row.addWidget(button("新增类别", "primary", "plus", press=self.add))
        row.addSpacing(theme.px(16))
        row.addWidget(self._change)
        row.addWidget(self._retire)
        row.addSpacing(theme.px(8))
        row.addWidget(label(WORDS, "hint", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.table.selected.connect(self._allow)
        self.table.opened.connect(self.change)
        self._allow([])

    def reload(self) -> None:
        """Read the categories again."""
        self._work.read(all_categories, then=self._show, owner=self, latest="categories")

    def _show(self, found: dict[str, Category]) -> None:
        self._rows = list(found.values())
        self.table.set_rows(self._rows)

    def _chosen(self) -> Category | None:
        chosen = self.table.chosen()
        return chosen[0] if len(chosen) == 1 else None

    def _allow(self, rows: list[Category]) -> None:
        row = rows[0] if len(rows) == 1 else None
        self._change.setEnabled(row is not None)
        self._retire.setEnabled(row is not None)
        self._retire.setText("停用" if row is None or row.is_active else "恢复使用")

    # -- changes ------------------------------------------------------------------------------

    def _fields(self) -> tuple[Field, ...]:
        groups = "、".join(dict.fromkeys(row.group for row in self._rows))
        return (
            Field("name", "类别名称", required=True, max_length=50),
            Field("group", "所属大类", required=True, max_length=50, hint=f"现有：{groups}"),
            Field("limit_value", "办理时限", "number", required=True, minimum=1, default=5),
            Field("limit_unit", "时限单位", "choice", required=True, choices=UNITS,
                  default=LimitUnit.WORKING_DAYS),
            Field("is_dispute", "是矛盾纠纷", "yes_no", default=False,
                  hint="计入矛盾纠纷化解率，结案时要注明是否化解"),
        )  # fmt: skip

    def add(self) -> None:
        """Open the form of a new category."""
        form = self._open("新增类别")
        form.submitted.connect(partial(self._save, form, add_category))

    def change(self, _row: object = None) -> None:
        """Open the form of the chosen category."""
        row = self._chosen()
        if row is None:
            return
        form = self._open(f"修改类别：{row.name}")
        limit = {"limit_value": row.limit.value, "limit_unit": row.limit.unit}
        about = {"name": row.name, "group": row.group, "is_dispute": row.is_dispute}
        form.set_values(about | limit)
        form.submitted.connect(partial(self._save, form, partial(change_category, key=row.key)))

    def _open(self, title: str) -> Form:
        form = Form(self._fields())
        form.closed.connect(self._drawer.dismiss)
        self._drawer.show_content(title, form)
        form.focus_first()
        return form

    def _save(self, form: Form, use_case: Any, values: dict[str, Any]) -> None:
        form.set_busy(True)
        text = CategoryText(**values | {"is_dispute": bool(values["is_dispute"])})
        then = partial(self._saved, form)
        self._work.write(use_case, text=text, then=then, failed=form.show_error, owner=form)

    def _saved(self, form: Form, _result: object) -> None:
        form.saved()
        self._drawer.dismiss()
        self.reload()

    def retire(self) -> None:
        """Offer the chosen category no longer, or again; undo takes it back."""
        row = self._chosen()
        if row is not None:
            self._work.write(
                retire_category, key=row.key, retired=row.is_active, then=self._done, owner=self
            )

    def _done(self, _result: object) -> None:
        self.reload()
