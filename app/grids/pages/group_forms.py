"""The forms of residents' chat groups: setting up, changing, closing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.page import Page
from app.grids.chat_groups import (
    GroupPlace,
    GroupText,
    change_group,
    end_group,
    set_up_group,
)
from app.grids.group_views import GroupRow, PlaceChoice, group_places
from app.grids.pages.at_hand import AtHand


class GroupForms(QObject):
    """Opens the forms in a page's drawer; ``back`` leads to what stood there."""

    begun = Signal()
    made = Signal(object)
    """Id of a group just set up."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def set_up(self, place: GroupPlace | None = None, name: str = "") -> None:
        """Show the form of a new group."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            then = partial(self._show_new, place, name)
            self._hand.work.read(group_places, then=then, owner=self)

    def _show_new(self, place: GroupPlace | None, name: str, places: list[PlaceChoice]) -> None:
        choices = tuple(Choice(one.place, one.title) for one in places)
        fields = [
            Field("place", "范围", "choice", required=True, choices=choices, default=place,
                  hint="网格、楼栋或单元"),
            *_text_fields(None, name),
        ]  # fmt: skip
        form = Form(fields, today=self._hand.today, save="建群")
        self._forms.show("登记居民群", form, partial(self._save_new, form), self._back)

    def _save_new(self, form: Form, values: dict[str, Any]) -> None:
        use_case = partial(set_up_group, place=values.pop("place"), text=_text(values))
        self._forms.send(form, use_case, partial(self._made, form))

    def _made(self, form: Form, group_id: object) -> None:
        form.done.disconnect(self._back)
        form.saved()
        self.made.emit(group_id)

    def edit(self, row: GroupRow, _checked: bool = False) -> None:
        """Show the form of name, keeper and count."""
        form = Form(_text_fields(row), today=self._hand.today)
        self._forms.show(f"修改{row.name}", form, partial(self._save, form, row), self._back)

    def _save(self, form: Form, row: GroupRow, values: dict[str, Any]) -> None:
        self._forms.send(form, partial(change_group, group_id=row.id, text=_text(values)))

    def end(self, row: GroupRow, _checked: bool = False) -> None:
        """Show the form that closes a group."""
        fields = [Field("ended_on", "解散日期", "date", required=True, default=self._hand.today,
                        hint="解散后不再计入入群率")]  # fmt: skip
        use_case = partial(end_group, group_id=row.id)
        self._forms.ask_and_write(f"解散{row.name}", fields, use_case, self._back, save="解散")


def _text_fields(row: GroupRow | None, name: str = "") -> list[Field]:
    return [
        Field("name", "群名称", required=True, max_length=50,
              default=row.name if row else name or None, placeholder="例如：3 号楼邻里群"),
        Field("keeper", "群主", max_length=50, default=row.keeper if row else None),
        Field("members", "群人数", "number", minimum=0, maximum=5000, width=120,
              default=row.members if row else None, hint="最近一次清点"),
        Field("note", "备注", max_length=100, default=row.note if row else None),
    ]  # fmt: skip


def _text(values: dict[str, Any]) -> GroupText:
    return GroupText(values["name"], values["keeper"], values["members"] or 0, values["note"])
