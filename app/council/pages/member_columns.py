"""The printed list of who was invited, came and left: its columns are chosen before."""

from functools import partial
from typing import Any
from uuid import UUID

from app.council.pages.at_hand import AtHand
from app.council.pages.papers import paper_of
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.page import Page
from app.printing.member_list import MemberColumn

NAMES = {
    MemberColumn.CAPACITY: "身份或网格",
    MemberColumn.INVITED: "通知",
    MemberColumn.STATUS: "到会情况",
    MemberColumn.ARRIVED: "到会时间",
    MemberColumn.LEFT: "离会时间",
    MemberColumn.PROXY: "受托代",
    MemberColumn.REMARK: "备注",
    MemberColumn.SIGNATURE: "签名栏",
}
USUAL = (
    MemberColumn.CAPACITY,
    MemberColumn.STATUS,
    MemberColumn.ARRIVED,
    MemberColumn.LEFT,
    MemberColumn.REMARK,
)


class MemberColumns:
    """Asks in a page's drawer, then previews."""

    def __init__(self, page: Page, hand: AtHand):
        self._page, self._hand = page, hand
        self._forms = DrawerForms(page, hand)

    def ask(self, meeting_id: UUID) -> None:
        """Ask for the columns, the usual ones ticked."""
        if not self._page.drawer.may_leave():
            return
        choices = tuple(Choice(column, name) for column, name in NAMES.items())
        fields = [
            Field("columns", "印哪些栏", "multi_choice", required=True, choices=choices,
                  default=USUAL, hint="序号和姓名总是印的"),
        ]  # fmt: skip
        show = partial(self._show, meeting_id)
        self._forms.ask("参会人员名单", fields, show, self._page.drawer.dismiss, save="预览")

    def _show(self, meeting_id: UUID, values: dict[str, Any]) -> None:
        form = self._page.drawer.body()
        if isinstance(form, Form):
            form.saved()
        columns = tuple(MemberColumn(value) for value in values["columns"])
        self._page.enter(paper_of(self._hand, "member_list", meeting_id, columns=columns))
