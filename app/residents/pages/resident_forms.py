"""The forms of residents: registering somebody new, changing somebody known."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.desk.drawer_forms import DrawerForms
from app.desk.forms import Form
from app.desk.page import Page
from app.residents.pages.at_hand import AtHand
from app.residents.pages.resident_form import household_fields, person_fields, text_of, values_of
from app.residents.registration import ResidentForm, form_for_change, register_resident
from app.residents.residents import change_resident
from app.residents.tags import tags


class ResidentForms(QObject):
    """Opens the forms of residents in a page's drawer; ``back`` leads to what stood there."""

    begun = Signal()
    """Somebody new is being typed: the one shown before is not shown any more."""
    registered = Signal(object)
    """Id of a resident just registered."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def register(self) -> None:
        """Show the form for somebody new."""
        if not self._page.drawer.may_leave():
            return
        self.begun.emit()
        self._hand.work.read(tags, then=self._show_register, owner=self, latest="register")

    def _show_register(self, offered: list[str]) -> None:
        fields = (*household_fields(self._hand.work), *person_fields(offered))
        form = Form(fields, today=self._hand.today, save="登记")
        submit = partial(self._register, form)
        self._forms.show("登记居民", form, submit, self._back, draft="resident/new")

    def _register(self, form: Form, values: dict[str, Any]) -> None:
        use_case = partial(
            register_resident,
            unit_id=UUID(values["unit"]),
            room=values["room"],
            text=text_of(values),
        )
        self._forms.send(form, use_case, partial(self._registered, form))

    def _registered(self, form: Form, resident_id: UUID) -> None:
        form.done.disconnect(self._back)
        form.saved()
        self.registered.emit(resident_id)

    def edit(self, resident_id: UUID) -> None:
        """Show the form for somebody known; the full numbers shown in it are logged."""
        self._hand.work.write(form_for_change, resident_id, then=self._show_edit, owner=self)

    def _show_edit(self, found: ResidentForm) -> None:
        form = Form(person_fields(found.tags), today=self._hand.today)
        form.set_values(values_of(found))
        submit = partial(self._save, form, found.id)
        draft = f"resident/{found.id}"
        self._forms.show(f"修改 {found.text.name}", form, submit, self._back, draft=draft)

    def _save(self, form: Form, resident_id: UUID, values: dict[str, Any]) -> None:
        self._forms.send(
            form, partial(change_resident, resident_id=resident_id, text=text_of(values))
        )
