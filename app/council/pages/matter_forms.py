"""The forms of a matter: registering, correcting, screening, moving with a reason."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.council import matters, steps
from app.council.matter_views import MatterDetail, MoveOffer
from app.council.pages.at_hand import AtHand
from app.council.pages.matter_form import MatterForm
from app.council.pages.pieces import missing_notice
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.labels import button
from app.desk.page import Page
from app.errors import LirenError
from app.grids.queries import Choice as GridChoice
from app.grids.queries import grid_choices

REASON_WORDS = {
    "evaluate": ("办理结果", "做了什么、何时完成、花费多少"),
    "archive": ("居民评价", "发出、收回多少评议表，满意多少"),
    "shelve": ("协商结果", "为什么不再表决，怎样答复提议人"),
}
"""Label and hint where the words of a move are more than a reason."""


class MatterForms(QObject):
    """Opens the forms of matters in a page's drawer; ``back`` leads to what stood there."""

    begun = Signal()
    """A new matter is being typed: the one shown before is not shown any more."""
    proposed = Signal(object)
    """Id of a matter just registered."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._again = page, hand, back
        self._forms = DrawerForms(page, hand)

    # -- registering and correcting -----------------------------------------------------------

    def propose(self) -> None:
        """Show the form of a new matter."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            self._hand.work.read(grid_choices, then=self._show_new, owner=self)

    def _show_new(self, grids: list[GridChoice]) -> None:
        form = MatterForm(self._hand, grids)
        save = partial(self._propose, form)
        self._forms.show("登记议题", form, save, self._again, draft="matter/new")

    def _propose(self, form: MatterForm, values: dict[str, Any]) -> None:
        self._send(form, values, matters.propose_matter, then=partial(self._proposed, form))

    def _proposed(self, form: MatterForm, matter_id: UUID) -> None:
        form.done.disconnect(self._again)
        form.saved()
        self.proposed.emit(matter_id)

    def edit(self, detail: MatterDetail, _checked: bool = False) -> None:
        """Show the form that corrects a matter."""
        self._hand.work.read(grid_choices, then=partial(self._show_edit, detail), owner=self)

    def _show_edit(self, detail: MatterDetail, grids: list[GridChoice]) -> None:
        form = MatterForm(self._hand, grids, detail)
        save = partial(self._save_edit, form, detail.row.id)
        key = f"matter/{detail.row.id}"
        self._forms.show("修改议题", form, save, self._again, draft=key)

    def _save_edit(self, form: MatterForm, matter_id: UUID, values: dict[str, Any]) -> None:
        use_case = partial(matters.edit_matter, matter_id=matter_id)
        self._send(form, values, use_case)

    def _send(
        self,
        form: MatterForm,
        values: dict[str, Any],
        use_case: Callable[..., Any],
        then: Callable[[Any], object] | None = None,
    ) -> None:
        try:
            text = form.text(values)
        except LirenError as error:
            form.show_error(error)
            return
        self._forms.send(form, partial(use_case, text=text), then)

    # -- screening and moving -----------------------------------------------------------------

    def screen(self, detail: MatterDetail) -> None:
        """Show the form of acceptance or return."""
        fields = [
            Field("accepted", "审核结果", "choice", required=True, default=True,
                  choices=(Choice(True, "受理，交议事会"), Choice(False, "不予受理，退回提议人"))),
            Field("opinion", "审核意见", "long_text",
                  hint="不予受理时必须写明理由，答复提议人"),
        ]  # fmt: skip
        self._ask_and_write(
            "审核议题", fields, partial(matters.screen_matter, matter_id=detail.row.id),
            save="提交审核", draft=f"screen/{detail.row.id}",
        )  # fmt: skip

    def move(self, detail: MatterDetail, offer: MoveOffer, _checked: bool = False) -> None:
        """Make a move: at once, after its reason is given, or say what it lacks."""
        if offer.missing:
            note = missing_notice(f"还不能“{offer.label}”", offer.missing)
            back = button("知道了", "primary", press=self._again)
            self._page.drawer.show_content(detail.row.title, note, (back,))
            return
        use_case = partial(steps.move_matter, matter_id=detail.row.id, move=offer.key)
        if not offer.needs_reason:
            self._hand.work.write(use_case, owner=self)
            return
        name, hint = REASON_WORDS.get(offer.key, ("理由", "会记入议题经过"))
        fields = [Field("reason", name, "long_text", required=True, hint=hint)]
        key = f"move/{detail.row.id}/{offer.key}"
        self._ask_and_write(offer.label, fields, use_case, save="确定", draft=key)

    def _ask_and_write(
        self, heading: str, fields: list[Field], use_case: Callable[..., Any],
        *, save: str, draft: str,
    ) -> None:  # fmt: skip
        self._forms.ask_and_write(heading, fields, use_case, self._again, save=save, draft=draft)
