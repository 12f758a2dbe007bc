"""The walk from door to door: its list, its drawer, and the sheet carried along."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from app.desk.page import Page
from app.residents.household_view import HouseholdView, household_view
from app.residents.pages.at_hand import AtHand
from app.residents.pages.route_page import RoutePage
from app.residents.pages.visit_drawer import VisitDrawer
from app.residents.pages.visits_view import VisitsView
from app.residents.visit_views import CallRow


class Walk(QObject):
    """Joins the list of doors with what the drawer shows of them."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self.view = VisitsView(hand)
        self.drawer = VisitDrawer(page, hand)
        self.view.call_chosen.connect(self._open_call)
        self.view.visit_asked.connect(self._record_call)
        self.view.coverage_asked.connect(self.drawer.show_coverage)
        self.view.table.first_asked.connect(self.drawer.new_plan)
        self.drawer.recorded.connect(self.view.table.setFocus)

    def _open_call(self, call: CallRow) -> None:
        self._belong_to_round()
        self.drawer.open(call.id)

    def _record_call(self, call: CallRow) -> None:
        self._belong_to_round()
        self.drawer.record_at(call.id, call.address)

    def _belong_to_round(self) -> None:
        self.drawer.plan_id = self.view.plan.currentData()

    def open_household(self, household_id: UUID) -> None:
        """Show a household with its visits."""
        self.drawer.plan_id = None
        self.drawer.open(household_id)

    def visit_somebody(self, household_id: UUID, resident_id: UUID) -> None:
        """Open the form of a visit that is about one person."""
        self.drawer.plan_id = None
        then = partial(self._record_about, resident_id)
        self._hand.work.read(household_view, household_id, then=then, owner=self, latest="visit")

    def _record_about(self, resident_id: UUID, view: HouseholdView | None) -> None:
        if view is not None:
            self.drawer.record_at(view.id, view.address, resident_id)

    def edit_plan(self) -> None:
        """Open the form of the round in sight, of a new one when there is none."""
        plan = self.view.view.plan if self.view.view is not None else None
        self.drawer.edit_plan(plan)

    def print_route(self) -> None:
        """Show the sheet of the doors still to be called at."""
        self._page.enter(
            RoutePage(self._hand, self.view.plan.currentData(), self.view.grid.currentData())
        )
