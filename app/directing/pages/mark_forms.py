"""授牌: a mark (示范社区, 示范街道) given to an office, or taken back, in a drawer."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from app.accounts.levels import LEVEL_NAMES, Level
from app.desk.detail import Notice
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.page import Page
from app.directing.marks import grant_mark, revoke_mark
from app.directing.pages.at_hand import AtHand
from app.directing.queries import MarkRow, marks
from app.directing.terms import MARK_KIND_NAMES, MarkKind
from app.working_days import today

Back = Callable[[], object]
GRANT = (
    Field("granted_on", "授牌日期", "date", required=True, default=today),
    Field("note", "说明", max_length=100, placeholder="文号，或凭什么授牌"),
)
REVOKE = (
    Field("on", "撤牌日期", "date", required=True, default=today),
    Field("reason", "撤牌原因", "long_text", required=True),
)


class MarkForms:
    """Grants or revokes a mark in the drawer of whichever page asks."""

    def __init__(self, page: Page, hand: AtHand):
        self._page, self._hand = page, hand
        self._forms = DrawerForms(page, hand)

    def open(self, office_id: UUID, name: str, level: Level, back: Back) -> None:
        """Show the form for an office: grant where it has no mark, else take it back.

        ``back()`` follows saving and leaving.
        """
        if self._page.drawer.may_leave():
            then = partial(self._show, office_id, name, level, back)
            self._hand.work.read(_held, office_id=office_id, then=then, owner=self._page)

    def _show(
        self, office_id: UUID, name: str, level: Level, back: Back, held: MarkRow | None
    ) -> None:
        if held is not None:
            self._revoke(held, back)
            return
        mark = f"{MARK_KIND_NAMES[MarkKind.DEMONSTRATION]}{LEVEL_NAMES[level]}"
        use_case = partial(grant_mark, addressee=office_id, kind=MarkKind.DEMONSTRATION)
        self._forms.ask_and_write(f"授牌“{mark}”：{name}", GRANT, use_case, back, save="授牌")

    def _revoke(self, held: MarkRow, back: Back) -> None:
        form = Form(REVOKE, today=today, save="撤牌")
        lines = [held.note] if held.note else []
        notice = Notice("info", f"{held.granted_on} 授予“{held.name}”", lines)
        form.layout().insertWidget(0, notice)  # type: ignore[union-attr]
        submit = partial(self._save_revoked, form, held.id)
        self._forms.show(f"撤牌：{held.office}", form, submit, back)

    def _save_revoked(self, form: Form, mark_id: UUID, values: dict[str, Any]) -> None:
        self._forms.send(form, partial(revoke_mark, mark_id=mark_id, **values))


def _held(session: Any, *, office_id: UUID) -> MarkRow | None:
    """The mark an office holds now."""
    return next((row for row in marks(session) if row.office_id == office_id and row.is_held), None)
