"""The small forms of a meeting under way, in its drawer."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from app.council import agenda, ballots, meetings, sign_in, speeches
from app.council.board import MatterRow, matters_ready
from app.council.meeting_views import AttendanceRow, ItemView, MeetingDetail, SpeechRow
from app.council.pages.at_hand import AtHand
from app.council.vote_views import VoteView
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.page import Page


class MeetingForms(QObject):
    """Asks for the few words that an act at a meeting needs."""

    def __init__(self, page: Page, hand: AtHand, meeting_id: UUID):
        super().__init__(page)
        self._page, self._hand, self._meeting_id = page, hand, meeting_id
        self._forms = DrawerForms(page, hand)
        self.running = False
        """Whether the meeting is open: who joins the list then is in the room."""

    def _hide(self) -> None:
        self._page.drawer.hide()

    def _ask(self, heading: str, fields: list[Field], use_case: Any, *, save: str = "保存") -> None:
        if self._page.drawer.may_leave():
            self._forms.ask_and_write(heading, fields, use_case, self._hide, save=save)

    # -- people -------------------------------------------------------------------------------

    def put_on_leave(self, row: AttendanceRow) -> None:
        """Why somebody is excused."""
        fields = [Field("reason", "请假原因", required=True, placeholder="例如：出差")]
        use_case = partial(sign_in.put_on_leave, attendance_id=row.id)
        self._ask(f"{row.name}请假", fields, use_case)

    def give_proxy(self, row: AttendanceRow) -> None:
        """Who holds the written proxy of somebody absent."""
        fields = [Field("holder_name", "受托人", required=True, hint="须有书面委托")]
        use_case = partial(sign_in.give_proxy, absent_id=row.id)
        self._ask(f"{row.name}的委托", fields, use_case)

    def add_observer(self) -> None:
        """Somebody who listens and does not count."""
        use_case = _observer_in_the_room if self.running else sign_in.invite_observer
        self._ask_person("添加列席人员", use_case, "例如：街道包片干部")

    def add_participant(self) -> None:
        """Somebody entitled who is on no list."""
        self._ask_person("登记到会居民", sign_in.add_participant, "例如：3-2-301")

    def _ask_person(self, heading: str, use_case: Any, example: str) -> None:
        fields = [
            Field("name", "姓名", required=True),
            Field("capacity", "身份或住址", placeholder=example),
        ]
        self._ask(heading, fields, partial(use_case, meeting_id=self._meeting_id))

    # -- agenda and record --------------------------------------------------------------------

    def add_item(self) -> None:
        """Add a matter that is ready, or an item without one."""
        self._hand.work.read(matters_ready, then=self._show_add_item, owner=self)

    def _show_add_item(self, ready: list[MatterRow]) -> None:
        choices = tuple(Choice(row.id, f"{row.title}（{row.number}）") for row in ready)
        fields = [
            Field("matter_id", "已受理的议题", "choice", choices=choices,
                  hint="" if choices else "现在没有可以上会的议题"),
            Field("title", "或者另写议程", hint="没有议题的议程，例如：通报上次议定事项"),
            Field("reporter", "汇报人", width=180),
        ]  # fmt: skip
        use_case = partial(_add_item, meeting_id=self._meeting_id)
        self._ask("添加议程", fields, use_case)

    def conclude(self, item: ItemView) -> None:
        """What was concluded on an item."""
        fields = [Field("conclusion", "结论", "long_text", default=item.conclusion,
                        hint="会写进会议纪要的“会议决定”")]  # fmt: skip
        self._ask(item.title, fields, partial(agenda.conclude_item, item_id=item.id))

    def form_options(self, item: ItemView) -> None:
        """The options that the deliberation formed."""
        fields = [Field("options", "协商形成的方案", "long_text", default="\n".join(item.options),
                        hint="一行一个；表决时可以从中选择")]  # fmt: skip
        self._ask(item.title, fields, partial(_form_options, item_id=item.id))

    def edit_speech(self, row: SpeechRow) -> None:
        """Correct the words of a speech."""
        fields = [Field("content", "发言内容", "long_text", required=True, default=row.content)]
        use_case = partial(speeches.edit_speech, speech_id=row.id)
        self._ask(f"{row.speaker}的发言", fields, use_case)

    # -- vote and notice ----------------------------------------------------------------------

    def stop_vote(self, vote: VoteView) -> None:
        """Why an open vote is stopped; it stays on record and decides nothing."""
        fields = [Field("reason", "中止原因", "long_text", required=True,
                        hint="这次表决会留在记录里，不产生结果")]  # fmt: skip
        use_case = partial(ballots.void_vote, vote_id=vote.id)
        self._ask("中止表决", fields, use_case, save="中止表决")

    def give_notice(self, detail: MeetingDetail) -> None:
        """Record the notice before the meeting can be opened."""
        short = detail.notice_shortage
        fields = [
            Field("given_on", "通知日期", "date", required=True, default=self._hand.today),
            Field("short_notice_reason", "提前天数不足的原因", "long_text", required=bool(short),
                  hint=f"{short}填写后会印在会议记录上"),
        ]  # fmt: skip
        use_case = partial(meetings.give_notice, meeting_id=self._meeting_id)
        self._ask("先登记会议通知", fields, use_case, save="登记通知")


def _observer_in_the_room(session: Any, actor: Any, **values: Any) -> Any:
    """Put on the list and sign in, in one step."""
    observer = sign_in.invite_observer(session, actor, **values)
    sign_in.sign_in(session, actor, attendance_id=observer)
    return observer


def _add_item(session: Any, actor: Any, **values: Any) -> Any:
    """The use case, whose keyword ``title`` belongs to the work seam."""
    return agenda.add_item(session, actor, **values)


def _form_options(session: Any, actor: Any, *, item_id: Any, options: str) -> None:
    """One option a line."""
    agenda.form_options(session, actor, item_id=item_id, options=tuple(options.splitlines()))
