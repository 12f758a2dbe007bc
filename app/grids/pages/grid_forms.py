"""The forms of grids: registering, changing, adding buildings."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.desk.drawer_forms import DrawerForms
from app.desk.forms import Form
from app.desk.page import Page
from app.grids.grids import BuildingText, GridText, add_building, add_grid, change_grid
from app.grids.pages.at_hand import AtHand
from app.grids.pages.grid_fields import BUILDING_FIELDS, GRID_FIELDS
from app.grids.queries import GridDetail


class GridForms(QObject):
    """Opens the forms of grids in a page's drawer; ``back`` leads to what stood there."""

    begun = Signal()
    """A new grid is being typed: the one shown before is not shown any more."""
    registered = Signal(object)
    """Id of a grid just registered."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def register(self, number: str) -> None:
        """Show the form of a new grid, with the number it would get."""
        if not self._page.drawer.may_leave():
            return
        self.begun.emit()
        form = Form(GRID_FIELDS, today=self._hand.today, save="登记")
        form.set_values({"number": number})
        self._forms.show("登记网格", form, partial(self._add, form), self._back, draft="grid/new")

    def _add(self, form: Form, values: dict[str, Any]) -> None:
        add = partial(add_grid, text=GridText(**values))
        self._forms.send(form, add, partial(self._added, form))

    def _added(self, form: Form, grid_id: UUID) -> None:
        form.done.disconnect(self._back)
        form.saved()
        self.registered.emit(grid_id)

    def edit(self, detail: GridDetail) -> None:
        """Show the form that changes a grid."""
        form = Form(GRID_FIELDS, today=self._hand.today)
        form.set_values({field.key: getattr(detail, field.key) for field in GRID_FIELDS})
        submit = partial(self._change, form, detail.id)
        draft = f"grid/{detail.id}"
        self._forms.show(f"修改{detail.name}", form, submit, self._back, draft=draft)

    def _change(self, form: Form, grid_id: UUID, values: dict[str, Any]) -> None:
        self._forms.send(form, partial(change_grid, grid_id=grid_id, text=GridText(**values)))

    def add_building(self, detail: GridDetail) -> None:
        """Show the form of a new building."""
        form = Form(BUILDING_FIELDS, today=self._hand.today, save="登记")
        submit = partial(self._save_building, form, detail.id)
        title, draft = f"{detail.name}：登记楼栋", f"building/{detail.id}"
        self._forms.show(title, form, submit, self._back, draft=draft)

    def _save_building(self, form: Form, grid_id: UUID, values: dict[str, Any]) -> None:
        units = values.pop("units")
        text = BuildingText(**{**values, "floors": values["floors"] or 0})
        self._forms.send(form, partial(add_building, grid_id=grid_id, text=text, units=units))
