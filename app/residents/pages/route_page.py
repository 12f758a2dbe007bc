"""走访单 at full width: what is shown is what is printed and saved."""

from functools import partial
from uuid import UUID

from app.desk.page import Page
from app.desk.preview import PdfPreview
from app.printing.preview import page_count, render_page
from app.printing.visit_route import VisitRouteSheet, compose_visit_route
from app.residents.pages.at_hand import AtHand
from app.residents.visit_sheets import visit_route_sheet


class RoutePage(Page):
    """Shows the sheet of one walk."""

    def __init__(self, hand: AtHand, plan_id: UUID | None, grid_id: UUID | None):
        super().__init__("走访单")
        self._hand, self._plan_id, self._grid_id = hand, plan_id, grid_id
        self._asked = False
        self.preview = PdfPreview(
            hand.work, render=render_page, page_count=page_count, file_name="走访单.pdf"
        )
        self.preview.bar.fit_page()
        self.body.addWidget(self.preview, 1)

    def reload(self) -> None:
        """Read the sheet and set it, once: every reading is logged as carried out."""
        if self._asked:
            return
        self._asked = True
        use_case = partial(visit_route_sheet, plan_id=self._plan_id, grid_id=self._grid_id)
        self._hand.work.write(use_case, then=self._make, failed=self.preview.show_error, owner=self)

    def _make(self, sheet: VisitRouteSheet) -> None:
        self._hand.work.make(
            partial(compose_visit_route, sheet),
            then=self.preview.set_pdf,
            failed=self.preview.show_error,
            owner=self,
            latest="paper",
        )

    def print_page(self) -> None:
        """Ctrl+P."""
        self.preview.bar.print.click()
