"""走访: a round of visits, how far it has come, and the doors still to be called at."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.columns import Column
from app.desk.icons import icon
from app.desk.labels import Elided, button
from app.desk.tables import RecordTable
from app.grids.queries import Choice, grid_choices
from app.residents.pages.at_hand import AtHand
from app.residents.pages.filter_row import FilterBox
from app.residents.visit_views import CallRow, PlanRow, RoundView, plans, round_view

EVERYBODY = "本月，不按计划"
"""The entry of the rounds that stands for none."""


def _state(row: CallRow) -> tuple[str, str]:
    if row.waits:
        return "待跟进", "late"
    if row.is_visited:
        return "已走访", "good"
    return ("该走访了", "late") if row.is_overdue else ("待走访", "waiting")


COLUMNS = (
    Column("address", "住址", lambda row: row.address, width=100, sortable=False),
    Column("head", "户主", lambda row: row.head, width=90),
    Column("people", "人数", lambda row: row.people, width=60, kind="number"),
    Column("in_care", "重点人员", lambda row: row.in_care, width=230),
    Column("last", "上次走访", lambda row: row.last, width=104, kind="date"),
    Column("state", "状态", _state, width=100, kind="pill"),
    Column("phone", "电话", lambda row: row.phone, width=120, sortable=False),
    Column("grid", "网格", lambda row: row.grid, width=110),
)
SHOWN: tuple[tuple[str, Callable[[CallRow], bool]], ...] = (
    ("待走访", lambda row: not row.is_visited),
    ("重点户待走访", lambda row: row.is_vulnerable and not row.is_visited),
    ("待跟进", lambda row: row.waits > 0),
    ("已走访", lambda row: row.is_visited),
)


class VisitsView(QWidget):
    """Choosing a round, its coverage in words, and its doors."""

    call_chosen = Signal(object)
    """A :class:`CallRow` clicked."""
    visit_asked = Signal(object)
    """A :class:`CallRow` of Enter or a double click."""
    coverage_asked = Signal(object)
    """The :class:`RoundView` whose parts are wanted."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self.view: RoundView | None = None
        self.plan, self.grid = FilterBox(EVERYBODY), FilterBox("网格")
        self.shown = FilterBox("全部户", SHOWN)
        self.shown.setCurrentIndex(1)
        self.search = self._search()
        self.figure = Elided()
        self.figure.setProperty("role", "section")
        self.table = RecordTable(COLUMNS, name="residents.calls", memory=hand.memory, unit="户")
        self.table.set_empty("这里列出要走访的户。先登记居民，或换一个走访计划。")
        self._lay_out()
        self._connect()

    def _search(self) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText("住址、姓名、拼音首字母")
        line.setAccessibleName("在这些户里查找")
        line.setClearButtonEnabled(True)
        line.addAction(icon("search", "soft"), line.ActionPosition.LeadingPosition)
        line.setMaximumWidth(theme.px(260))
        return line

    def _lay_out(self) -> None:
        self.plan.setMaximumWidth(theme.px(220))
        filters = QHBoxLayout()
        filters.setSpacing(theme.px(8))
        for field in (self.plan, self.grid, self.shown):
            filters.addWidget(field)
        filters.addWidget(self.search, 1)
        filters.addStretch(0)
        figures = QHBoxLayout()
        figures.addWidget(self.figure)
        figures.addStretch(1)
        figures.addWidget(button("各网格、各楼栋", "quiet", press=self._ask_coverage))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(filters)
        column.addLayout(figures)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.plan.currentIndexChanged.connect(self.load)
        self.grid.currentIndexChanged.connect(self.load)
        self.shown.currentIndexChanged.connect(self._fill)
        self.search.textChanged.connect(self._fill)
        self.table.opened.connect(self.visit_asked)
        self.table.clear_asked.connect(self.clear)
        self.table.view.clicked.connect(self._click)

    # -- reading ------------------------------------------------------------------------------

    def read_choices(self) -> None:
        """Read which rounds and grids there are."""
        self._hand.work.read(_choices, then=self._offer, owner=self, latest="choices")

    def _offer(self, found: tuple[Sequence[PlanRow], Sequence[Choice]]) -> None:
        rounds, grids = found
        began = self.plan.count() == 1
        self.plan.offer((_called(plan), plan.id) for plan in rounds)
        self.grid.offer((grid.title, grid.id) for grid in grids)
        running = next((plan.id for plan in rounds if plan.is_running), None)
        if began and running is not None:
            self.show_plan(running)

    def show_plan(self, plan_id: UUID) -> None:
        """Show one round."""
        self.plan.setCurrentIndex(max(self.plan.findData(plan_id), 0))

    def load(self) -> None:
        """Read the round again."""
        self.table.model.stale.emit(True)
        self._hand.work.read(
            round_view,
            self.plan.currentData(),
            self.grid.currentData(),
            then=self._show,
            owner=self,
            latest="round",
            title="统计走访",
        )

    def _show(self, view: RoundView) -> None:
        self.view = view
        done = view.coverage
        words = f"走访覆盖率 {done.shown}　已走访 {done.visited} 户，共 {done.households} 户"
        if view.overdue:
            words += f"　重点户 {view.overdue} 户该走访了"
        self.figure.setText(words)
        self._fill()

    def _fill(self) -> None:
        fits, text = self.shown.currentData(), self.search.text().strip().lower()
        calls = self.view.calls if self.view is not None else ()
        self.table.set_filtered(bool(calls))
        self.table.set_rows(
            [
                call
                for call in calls
                if (fits is None or fits(call)) and (not text or text in call.words)
            ]
        )

    def clear(self) -> None:
        """Show every door of the round."""
        self.search.clear()
        self.shown.setCurrentIndex(0)

    # -- choosing -----------------------------------------------------------------------------

    def call_to(self, household_id: UUID) -> CallRow | None:
        """The row of a household; None when this round does not go there."""
        calls = self.view.calls if self.view is not None else ()
        return next((call for call in calls if call.id == household_id), None)

    def _click(self, index: Any) -> None:
        row = self.table.model.row(index.row())
        if row is not None:
            self.call_chosen.emit(row)

    def _ask_coverage(self) -> None:
        if self.view is not None:
            self.coverage_asked.emit(self.view)


def _called(plan: PlanRow) -> str:
    return plan.title if plan.is_running else f"{plan.title}（{plan.until_day:%Y-%m-%d} 止）"


def _choices(session: Any) -> tuple[Sequence[PlanRow], Sequence[Choice]]:
    return plans(session), grid_choices(session)
