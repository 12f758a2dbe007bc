"""The drawer of one grid: its facts, people and buildings, and what may be done."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from app.desk.labels import button
from app.desk.page import Page
from app.grids.pages.at_hand import AtHand
from app.grids.pages.grid_card import GridCard
from app.grids.pages.grid_forms import GridForms
from app.grids.queries import GridDetail, grid_detail


class GridDrawer(QObject):
    """Shows grids in a page's drawer and carries out what is pressed there."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._shown: UUID | None = None
        self.forms = GridForms(page, hand, self._again)
        self.forms.begun.connect(self.forget)
        self.forms.registered.connect(self._read)
        page.drawer.closed.connect(self.forget)

    def open(self, grid_id: UUID) -> None:
        """Show a grid, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(grid_id)

    def refresh(self) -> None:
        """Read the shown grid again; a form that is open stays."""
        if self._shown is not None and isinstance(self._page.drawer.body(), GridCard):
            self._read(self._shown)

    def forget(self) -> None:
        """Nothing, or something else, is shown in the drawer now."""
        self._shown = None

    def _again(self) -> None:
        """Back from a form to the grid."""
        if self._shown is not None:
            self._read(self._shown)
        else:
            self._page.drawer.dismiss()

    def _read(self, grid_id: UUID) -> None:
        self._shown = grid_id
        self._hand.work.read(grid_detail, grid_id, then=self._show, owner=self, latest="grid")

    def _show(self, detail: GridDetail | None) -> None:
        if detail is None:
            self._page.drawer.dismiss()
        elif detail.id == self._shown:
            self._page.drawer.show_content(detail.name, GridCard(detail), self._buttons(detail))

    def _buttons(self, detail: GridDetail) -> tuple[QPushButton, ...]:
        if not self._hand.edits_grids:
            return ()
        forms = self.forms
        return (
            button("任命", icon_name="user-plus", press=partial(forms.appoint, detail)),
            button("登记楼栋", icon_name="building-2", press=partial(forms.add_building, detail)),
            button("修改", "primary", "pencil", press=partial(forms.edit, detail)),
        )
