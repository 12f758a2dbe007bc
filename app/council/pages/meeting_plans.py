"""The forms around a meeting: planning, changing, giving notice, cancelling."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.council import meetings
from app.council.board import MatterRow, matters_ready
from app.council.body_views import BodyView, bodies
from app.council.meeting_views import MeetingDetail, meeting_detail
from app.council.pages.at_hand import AtHand
from app.council.pages.meeting_form import MeetingForm
from app.desk.detail import Notice
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.labels import button
from app.desk.page import Page

Found = tuple[list[BodyView], list[MatterRow]]


class MeetingPlans(QObject):
    """Opens the forms of planned meetings in a page's drawer."""

    begun = Signal()
    """A new meeting is being typed: the one shown before is not shown any more."""
    planned = Signal(object)
    """Id of a meeting just planned."""
    told = Signal(object)
    """Id of the meeting whose notice is being recorded."""
    bodies_asked = Signal()
    """There is no body yet that could meet."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._again = page, hand, back
        self._forms = DrawerForms(page, hand)

    # -- planning -----------------------------------------------------------------------------

    def plan(self, matter_id: UUID | None = None) -> None:
        """Show the form of a new meeting, with a matter already ticked."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            then = partial(self._show_plan, matter_id)
            self._hand.work.read(_for_planning, then=then, owner=self)

    def _show_plan(self, matter_id: UUID | None, found: Found) -> None:
        able, ready = found
        if not able:
            note = Notice("waiting", "还没有议事组织", ["先设立议事组织并登记成员，再筹备会议。"])
            go = button("去设立", "primary", press=self.bodies_asked.emit)
            self._page.drawer.show_content("筹备会议", note, (go,))
            return
        form = MeetingForm(self._hand, able, ready, ticked=matter_id)
        save = partial(self._save_plan, form)
        self._forms.show("筹备会议", form, save, self._again, draft="meeting/new")

    def _save_plan(self, form: MeetingForm, values: dict[str, Any]) -> None:
        use_case = partial(
            meetings.plan_meeting, body_id=values["body_id"], text=form.text(values),
            matter_ids=tuple(values["matter_ids"]),
        )  # fmt: skip
        self._forms.send(form, use_case, partial(self._planned, form))

    def _planned(self, form: MeetingForm, meeting_id: UUID) -> None:
        form.done.disconnect(self._again)
        form.saved()
        self.planned.emit(meeting_id)

    def edit(self, detail: MeetingDetail, _checked: bool = False) -> None:
        """Show the form that changes a planned meeting."""
        then = partial(self._show_edit, detail)
        self._hand.work.read(_for_planning, then=then, owner=self)

    def _show_edit(self, detail: MeetingDetail, found: Found) -> None:
        form = MeetingForm(self._hand, found[0], detail=detail)
        save = partial(self._save_edit, form, detail.row.id)
        self._forms.show("修改会议", form, save, self._again, draft=f"meeting/{detail.row.id}")

    def _save_edit(self, form: MeetingForm, meeting_id: UUID, values: dict[str, Any]) -> None:
        text = form.text(values)
        self._forms.send(form, partial(meetings.edit_meeting, meeting_id=meeting_id, text=text))

    # -- notice and cancelling ----------------------------------------------------------------

    def give_notice(self, meeting_id: UUID) -> None:
        """Show the form that records the notice of a meeting."""
        self.told.emit(meeting_id)
        then = self.give_notice_of
        self._hand.work.read(meeting_detail, meeting_id=meeting_id, then=then, owner=self)

    def give_notice_of(self, detail: MeetingDetail, _checked: bool = False) -> None:
        """Show the form of the notice of a meeting already read."""
        short = detail.notice_shortage
        reason = "填写后会印在会议记录上"
        fields = [
            Field("given_on", "通知日期", "date", required=True, default=self._hand.today,
                  hint="时间、地点和议题告知全体成员的那一天"),
            Field("short_notice_reason", "提前天数不足的原因", "long_text",
                  required=bool(short), hint=f"{short}{reason}" if short else reason),
        ]  # fmt: skip
        use_case = partial(meetings.give_notice, meeting_id=detail.row.id)
        self._ask("登记会议通知", fields, use_case, save="登记通知")

    def cancel(self, detail: MeetingDetail, _checked: bool = False) -> None:
        """Show the form that cancels a planned meeting."""
        fields = [Field("reason", "取消原因", "long_text", required=True,
                        hint="取消后，议题可以排入别的会议")]  # fmt: skip
        use_case = partial(meetings.cancel_meeting, meeting_id=detail.row.id)
        self._ask("取消会议", fields, use_case, save="取消会议")

    def _ask(self, heading: str, fields: list[Field], use_case: Any, *, save: str) -> None:
        self._forms.ask_and_write(heading, fields, use_case, self._again, save=save)


def _for_planning(session: Any) -> Found:
    return bodies(session), matters_ready(session)
