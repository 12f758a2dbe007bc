"""The drawer of the walk: one door with its people and visits, a round's coverage, its form."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.desk import theme
from app.desk.labels import button, label
from app.desk.page import Page
from app.desk.timeline import Entry, Timeline
from app.grids.queries import Choice, grid_choices
from app.residents.household_view import HouseholdView, household_view
from app.residents.pages.at_hand import AtHand
from app.residents.pages.pieces import people, section, selectable, stacked
from app.residents.pages.visit_forms import VisitForms
from app.residents.tags import tags
from app.residents.visit_views import PartCoverage, PlanRow, RoundView, VisitLine


class VisitDrawer(QObject):
    """Shows doors in a page's drawer."""

    resident_asked = Signal(object)
    """Id of somebody who lives there."""
    recorded = Signal()
    """A visit is written down, or its form was left: the list has the keys again."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._shown: UUID | None = None
        self.plan_id: UUID | None = None
        """The round under way: visits recorded from its list belong to it."""
        self.forms = VisitForms(page, hand, self._back)
        page.drawer.closed.connect(self.forget)

    def open(self, household_id: UUID) -> None:
        """Show a household with its visits, unless something typed would be lost."""
        if self._page.drawer.may_leave():
            self._read(household_id)

    def refresh(self) -> None:
        """Read the shown household again; a form that is open stays."""
        body = self._page.drawer.body()
        if self._shown is not None and body is not None and body.property("household"):
            self._read(self._shown)

    def forget(self) -> None:
        """No household is shown in the drawer now."""
        self._shown = None

    def _read(self, household_id: UUID) -> None:
        self._shown = household_id
        self._hand.work.read(
            household_view, household_id, then=self._show, owner=self, latest="household"
        )

    def _show(self, view: HouseholdView | None) -> None:
        if view is None:
            self._page.drawer.dismiss()
            return
        if view.id != self._shown:
            return
        body = stacked(
            selectable(view.grid, "soft"),
            section(f"住户 {len(view.members)} 人"),
            people(view.members, self.resident_asked.emit),
            section("走访记录"),
            *(self._waiting(line) for line in view.visits if line.needs_follow_up),
            Timeline([_entry(line) for line in view.visits]),
        )
        body.setProperty("household", str(view.id))
        self._page.drawer.show_content(view.address, body, self._buttons(view))

    def _waiting(self, line: VisitLine) -> QWidget:
        made = button(f"待跟进：{line.finding}", "plain", "flag")
        made.setToolTip("写明处理结果")
        made.setEnabled(self._hand.records_visits)
        made.clicked.connect(partial(self.forms.settle, line))
        return made

    def _buttons(self, view: HouseholdView) -> tuple[QPushButton, ...]:
        if not self._hand.records_visits:
            return ()
        record = partial(self._record_shown, view)
        return (button("登记走访", "primary", "pencil", press=record),)

    def _record_shown(self, view: HouseholdView, _checked: bool = False) -> None:
        self.forms.record(view.id, view.address, plan_id=self.plan_id)

    def _back(self) -> None:
        """Back from a form: to the household it was about, or to the list."""
        self._page.drawer.dismiss()
        self.recorded.emit()

    # -- recording at once --------------------------------------------------------------------

    def record_at(self, household_id: UUID, address: str, resident_id: UUID | None = None) -> None:
        """Open the form of a visit, or for whoever records none the household."""
        if not self._hand.records_visits:
            self.open(household_id)
        elif self._page.drawer.may_leave():
            self.forget()
            self.forms.record(household_id, address, plan_id=self.plan_id, resident_id=resident_id)

    # -- rounds -------------------------------------------------------------------------------

    def new_plan(self) -> None:
        """Open the form of a new round."""
        self.edit_plan(None)

    def edit_plan(self, known: PlanRow | None) -> None:
        """Open the form of a round, a new one without it."""
        if self._page.drawer.may_leave():
            self.forget()
            then = partial(self._show_plan, known)
            self._hand.work.read(_offered, then=then, owner=self, latest="plan")

    def _show_plan(self, known: PlanRow | None, offered: tuple[list[Choice], list[str]]) -> None:
        self.forms.plan(*offered, known)

    def show_coverage(self, view: RoundView) -> None:
        """Show how far each grid and each building has been covered."""
        if self._page.drawer.may_leave():
            self.forget()
            done = view.coverage
            body = stacked(
                selectable(f"{done.shown}　{done.visited} / {done.households} 户", "figure"),
                selectable("覆盖率 = 有人应答的户数 ÷ 有人居住的户数；无人应答的不算。", "hint"),
                section("各网格"),
                _parts(view.grids),
                section("各楼栋"),
                _parts(view.buildings),
            )
            title = view.plan.title if view.plan else "本月走访"
            self._page.drawer.show_content(title, body)


def _entry(line: VisitLine) -> Entry:
    title = line.finding or ("一切正常" if line.answered else "无人应答")
    answer = "" if line.answered or not line.finding else "无人应答"
    return Entry(line.at, title, " · ".join(p for p in (line.way, answer) if p), line.visitor)


def _parts(parts: Sequence[PartCoverage]) -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(16))
    grid.setColumnStretch(0, 1)
    right = Qt.AlignmentFlag.AlignRight
    for row, part in enumerate(parts):
        done = part.coverage
        grid.addWidget(label(part.name), row, 0)
        grid.addWidget(label(f"{done.visited} / {done.households} 户", "soft"), row, 1, right)
        grid.addWidget(label(done.shown), row, 2, right)
    return whole


def _offered(session: Any) -> tuple[list[Choice], list[str]]:
    return grid_choices(session), tags(session)
