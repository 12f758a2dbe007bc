"""Result notices in the drawer: posting one, registering an objection, answering it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.council import notices
from app.council.matter_views import MatterDetail
from app.council.notices import NoticeText
from app.council.pages.at_hand import AtHand
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.page import Page


class NoticeForms(QObject):
    """The forms around a result notice."""

    posted = Signal(object)
    """Id of a notice just posted: it wants to be printed."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._hand, self._back = hand, back
        self._forms = DrawerForms(page, hand)

    def post(self, vote_id: UUID) -> None:
        """Show the form of a notice, with the wording it starts from."""
        self._hand.work.read(
            notices.suggested_text, vote_id, then=partial(self._show_post, vote_id), owner=self
        )

    def _show_post(self, vote_id: UUID, text: str) -> None:
        fields = [
            Field("from_day", "公示开始", "date", required=True, default=self._hand.today),
            Field("until_day", "公示结束", "date", hint="不填就按规定的最短工作日算"),
            Field("text", "开头的话", "long_text", default=text,
                  hint="票数、规则和异议电话由程序印在后面"),
        ]  # fmt: skip
        form = Form(fields, today=self._hand.today, save="登记公示")
        self._forms.show(
            "公示表决结果", form, partial(self._save_post, form, vote_id), self._back,
            draft=f"notice/{vote_id}",
        )  # fmt: skip

    def _save_post(self, form: Form, vote_id: UUID, values: dict[str, Any]) -> None:
        text = NoticeText(**values)
        use_case = partial(notices.post_result_notice, vote_id=vote_id, text=text)
        self._forms.send(form, use_case, partial(self._posted, form))

    def _posted(self, form: Form, notice_id: UUID) -> None:
        form.saved()
        self.posted.emit(notice_id)

    def receive(self, notice_id: UUID, _checked: bool = False) -> None:
        """Show the form of an objection."""
        fields = [
            Field("objector", "异议人", required=True),
            Field("content", "异议内容", "long_text", required=True),
        ]
        self._ask("登记异议", fields, partial(notices.receive_objection, notice_id=notice_id))

    def answer(self, detail: MatterDetail) -> None:
        """Show the form that answers the first open objection."""
        open_ones = (o for n in detail.notices for o in n.objections if not o.answered_on)
        objection = next(open_ones, None)
        if objection is None:
            return
        fields = [
            Field("said", f"{objection.objector}的异议", "long_text", read_only=True,
                  default=objection.content),
            Field("answer", "核实情况和答复", "long_text", required=True),
        ]  # fmt: skip
        self._ask("答复异议", fields, partial(_answer, objection_id=objection.id))

    def _ask(self, heading: str, fields: list[Field], use_case: Callable[..., Any]) -> None:
        self._forms.ask_and_write(heading, fields, use_case, self._back)


def _answer(session: Any, actor: Any, *, objection_id: UUID, answer: str, said: str) -> None:
    """The use case without the field that is only shown."""
    notices.answer_objection(session, actor, objection_id=objection_id, answer=answer)
