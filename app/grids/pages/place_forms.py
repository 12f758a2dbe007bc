"""The forms of buildings, units and households: registering below them, moving, appointing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.page import Page
from app.grids.grids import add_unit
from app.grids.moves import move_building
from app.grids.pages.at_hand import AtHand
from app.grids.place_views import PlaceDetail
from app.grids.queries import Choice as GridChoice
from app.grids.queries import grid_choices
from app.residents.households import add_household


class PlaceForms(QObject):
    """Opens the forms in a page's drawer; ``back`` leads to what stood there."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def add_unit(self, place: PlaceDetail, _checked: bool = False) -> None:
        """Show the form of a new unit of a building."""
        fields = [Field("number", "单元号", required=True, width=120, max_length=20,
                        hint="如 1、2、甲")]  # fmt: skip
        use_case = partial(add_unit, building_id=place.building_id)
        self._ask(f"{place.title}：登记单元", fields, use_case, "登记")

    def add_household(self, place: PlaceDetail, _checked: bool = False) -> None:
        """Show the form of a new household of a unit."""
        if place.unit_id is None:
            return
        fields = [Field("room", "房号", required=True, width=120, max_length=20,
                        hint="如 301；住在里面的人到“居民”中登记")]  # fmt: skip
        use_case = partial(add_household, unit_id=place.unit_id)
        self._ask(f"{place.title}：登记户", fields, use_case, "登记")

    def move(self, place: PlaceDetail, _checked: bool = False) -> None:
        """Show the form that gives a building to another grid."""
        self._hand.work.read(grid_choices, then=partial(self._show_move, place), owner=self)

    def _show_move(self, place: PlaceDetail, grids: list[GridChoice]) -> None:
        others = tuple(Choice(grid.id, grid.title) for grid in grids if grid.id != place.grid_id)
        fields = [
            Field("grid_id", "划归", "choice", required=True, choices=others,
                  hint="楼内住户、楼栋长、单元长和居民群一并划过去，以前的任职经历不变"),
            Field("since", "从哪天起", "date", required=True, default=self._hand.today),
        ]  # fmt: skip
        use_case = partial(move_building, building_id=place.building_id)
        self._ask(f"{place.title}：划归其他网格", fields, use_case, "划归")

    def _ask(
        self, title: str, fields: list[Field], use_case: Callable[..., Any], save: str
    ) -> None:
        self._forms.ask_and_write(title, fields, use_case, self._back, save=save)
