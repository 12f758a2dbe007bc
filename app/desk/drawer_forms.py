"""A form in the drawer: its draft is kept, and closing it leads back to what was shown before."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from app.desk.at_hand import AtHand
from app.desk.drafts import KeptDraft
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.page import Page

Back = Callable[[], object]


class DrawerForms:
    """Opens forms in one page's drawer."""

    def __init__(self, page: Page, hand: AtHand[Any]):
        self._page, self._hand = page, hand

    def show(
        self, title: str, form: Form, submit: Callable[[dict[str, Any]], object], back: Back,
        *, draft: str = "",
    ) -> Form:  # fmt: skip
        """Show ``form``; ``submit(values)`` saves, ``back()`` follows saving and leaving."""
        form.submitted.connect(submit)
        form.done.connect(back)
        form.closed.connect(back)
        self._page.drawer.show_content(title, form)
        if draft:
            KeptDraft(form, self._hand.drafts, draft)
        form.focus_first()
        return form

    def ask(
        self, title: str, fields: Sequence[Field], submit: Callable[[dict[str, Any]], object],
        back: Back, *, save: str = "保存", draft: str = "",
    ) -> Form:  # fmt: skip
        """Show a form of these fields."""
        form = Form(fields, today=self._hand.today, save=save)
        return self.show(title, form, submit, back, draft=draft)

    def ask_and_write(
        self, title: str, fields: Sequence[Field], use_case: Callable[..., object], back: Back,
        *, save: str = "保存", draft: str = "",
    ) -> Form:  # fmt: skip
        """Show a form whose values are the keywords of ``use_case``."""
        form = Form(fields, today=self._hand.today, save=save)
        return self.show(title, form, partial(self._write, form, use_case), back, draft=draft)

    def _write(self, form: Form, use_case: Callable[..., object], values: dict[str, Any]) -> None:
        self.send(form, partial(use_case, **values))

    def send(
        self,
        form: Form,
        use_case: Callable[..., object],
        then: Callable[[Any], object] | None = None,
    ) -> None:
        """Carry out what ``form`` asks for; what the use case refuses is said in the form.

        ``then(result)`` follows in place of :meth:`Form.saved`, which it has to call.
        """
        form.set_busy(True)
        self._hand.work.write(use_case, then=then or form.saved, failed=form.show_error, owner=form)
