"""A meeting at full width: figures, agenda, record, vote, sign-in; run from the keyboard."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy

from app.council import meetings
from app.council.meeting_views import MeetingDetail
from app.council.pages.at_hand import MEETING_KINDS, AtHand, clock_words, moment_words
from app.council.pages.meeting_body import VOTE, MeetingBody
from app.council.pages.meeting_data import MeetingData, read_meeting
from app.council.pages.meeting_forms import MeetingForms
from app.council.pages.member_columns import MemberColumns
from app.council.pages.papers import MEETING_PAPERS, paper_of
from app.council.pages.quorum_line import QuorumLine
from app.council.pages.speech_timer import SpeechTimer
from app.council.pages.wall import Wall
from app.council.terms import MeetingState
from app.desk import theme
from app.desk.icons import icon
from app.desk.labels import button, pill
from app.desk.messages import confirm
from app.desk.page import Page

ICONS = {MeetingState.PLANNED: "play", MeetingState.OPEN: "check"}


class MeetingPage(Page):
    """One meeting, from planning to its end."""

    minutes_asked = Signal(object)
    """Id of the meeting whose minutes are to be opened."""
    drawer_beside = False

    def __init__(self, hand: AtHand, meeting_id: UUID, item_id: UUID | None = None):
        super().__init__("会议")
        self._hand, self._meeting_id, self._item_id = hand, meeting_id, item_id
        self._data: MeetingData | None = None
        self._state = pill("", "plain")
        self._state.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._header.insertWidget(self._header.indexOf(self._subtitle), self._state)
        self._act = self.set_primary("宣布开会", self._press_primary, "play")
        self._act.hide()
        papers = button("打印", "plain", "printer")
        papers.setObjectName("papers")
        papers.setMenu(self._papers())
        self.add_header_button(papers)
        self._columns = MemberColumns(self, hand)
        self.timer = SpeechTimer()
        self.wall = Wall(self, self.timer)
        self.add_header_button(button("大屏", "plain", "monitor", press=self.wall.open))
        self.quorum = QuorumLine()
        self.content = MeetingBody(hand, meeting_id)
        above = QHBoxLayout()
        above.addWidget(self.quorum, 1)
        above.addWidget(self.timer)
        self.body.addLayout(above)
        self.body.addWidget(self.content, 1)
        self.forms = MeetingForms(self, hand, meeting_id)
        self._connect()

    def _connect(self) -> None:
        content, forms = self.content, self.forms
        content.agenda.chosen.connect(self._choose)
        content.agenda.add_asked.connect(forms.add_item)
        content.agenda.conclude_asked.connect(forms.conclude)
        content.agenda.options_asked.connect(forms.form_options)
        content.speeches.edit_asked.connect(forms.edit_speech)
        content.sign_in.leave_asked.connect(forms.put_on_leave)
        content.sign_in.proxy_asked.connect(forms.give_proxy)
        content.sign_in.observer_asked.connect(forms.add_observer)
        content.sign_in.participant_asked.connect(forms.add_participant)
        content.vote.stop_asked.connect(forms.stop_vote)
        content.vote.paper_asked.connect(self.show_paper)
        self._hand.work.watch(self, MEETING_KINDS, self.reload)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the meeting again."""
        self._hand.work.read(
            read_meeting, meeting_id=self._meeting_id, then=self.show_data, owner=self,
            latest="meeting",
        )  # fmt: skip

    def show_data(self, data: MeetingData) -> None:
        """Show the meeting as it is now."""
        before, self._data = self._data, data
        first, detail = before is None, data.detail
        self.set_title(detail.row.title)
        self.set_subtitle(_when_and_where(detail))
        self._state.setText(detail.row.pill.text)
        theme.set_property(self._state, "state", detail.row.pill.tone.value)
        self.quorum.show_meeting(detail)
        self.content.sign_in.show_meeting(data)
        self._show_primary(data)
        self._show_item(data)
        self.timer.setVisible(detail.row.state is MeetingState.OPEN)
        self.forms.running = detail.row.state is MeetingState.OPEN
        if _has_begun(before, data):
            self.content.focus_sign_in()  # or Enter would fall on 结束会议
        elif first:
            self.content.sign_in.search.setFocus()
        if first and detail.running_vote_id is not None:
            self.content.tabs.setCurrentIndex(VOTE)

    def _show_item(self, data: MeetingData) -> None:
        item = data.item(self._item_id)
        self._item_id = item.id if item else None
        self.content.show_item(data, item)
        self.wall.follow(data.detail, item)

    def _choose(self, item_id: UUID) -> None:
        self._item_id = item_id
        if self._data is not None:
            self._show_item(self._data)

    # -- the meeting itself -------------------------------------------------------------------

    def _show_primary(self, data: MeetingData) -> None:
        state, may = data.detail.row.state, self._hand.runs_meetings
        minutes = "会议纪要" if data.has_minutes else "起草纪要" if may else ""
        words = {
            MeetingState.PLANNED: "宣布开会" if may else "",
            MeetingState.OPEN: "结束会议" if may else "",
            MeetingState.CLOSED: minutes,
        }.get(state, "")
        self._act.setText(words)
        self._act.setToolTip(words)
        self._act.setIcon(icon(ICONS.get(state, "file-text"), "on_accent"))
        self._act.setVisible(bool(words))

    def _press_primary(self) -> None:
        detail = self._data.detail if self._data else None
        if detail is None:
            return
        if detail.row.state is MeetingState.PLANNED:
            if detail.notice_given_on is None:
                self.forms.give_notice(detail)
            else:
                self._write(meetings.open_meeting)
        elif detail.row.state is MeetingState.OPEN:
            self._end()
        else:
            self.minutes_asked.emit(self._meeting_id)

    def _end(self) -> None:
        """Closing freezes sign-in and record: one of the few things that are asked about."""
        words = "结束会议后，签到和发言记录不能再改。"
        if confirm(self, "现在结束会议吗？", words, "结束会议"):
            self.end_meeting()

    def end_meeting(self) -> None:
        """Close the meeting."""
        self._write(meetings.close_meeting)

    def _write(self, use_case: Any) -> None:
        self._hand.work.write(partial(use_case, meeting_id=self._meeting_id), owner=self)

    # -- the page -----------------------------------------------------------------------------

    def _papers(self) -> QMenu:
        menu = QMenu(self)
        for text, key in MEETING_PAPERS.items():
            show = partial(self.show_paper, key, self._meeting_id)
            menu.addAction(text).triggered.connect(show)
        return menu

    def show_paper(self, key: str, record_id: UUID, _checked: bool = False) -> None:
        """Preview a paper of this meeting or of one of its votes; its back arrow leads here."""
        if key == "member_list":
            self._columns.ask(record_id)
            return
        self.enter(paper_of(self._hand, key, record_id))

    def print_page(self) -> None:
        """Ctrl+P: the sign-in list."""
        if self.entered is None:
            self.show_paper("sign_in_sheet", self._meeting_id)
        else:
            super().print_page()

    def focus_search(self) -> None:
        """Ctrl+F: the search of the sign-in list."""
        self.content.focus_sign_in()

    def may_leave(self) -> bool:
        """Nothing is lost by leaving: the sentence being typed is kept as a draft."""
        self.content.entry.keep_now()
        self.wall.close()
        return super().may_leave()


def _has_begun(before: MeetingData | None, now: MeetingData) -> bool:
    """Whether the meeting was opened between these two readings."""
    planned = before is not None and before.detail.row.state is MeetingState.PLANNED
    return planned and now.detail.row.state is MeetingState.OPEN


def _when_and_where(detail: MeetingDetail) -> str:
    """Time, place, who chairs, when it began."""
    chair = f"主持 {detail.chair}" if detail.chair else ""
    began = f"{clock_words(detail.opened_at)} 开始" if detail.opened_at else ""
    parts = (moment_words(detail.row.starts_at), detail.row.place, chair, began)
    return " · ".join(part for part in parts if part)
