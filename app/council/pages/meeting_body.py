"""What fills a meeting's page: agenda left, record and vote between, sign-in right."""

from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.council.meeting_views import ItemView
from app.council.pages.agenda_list import AgendaList
from app.council.pages.at_hand import AtHand
from app.council.pages.meeting_data import MeetingData
from app.council.pages.sign_in_list import SignInList
from app.council.pages.speech_entry import SpeechEntry
from app.council.pages.speech_list import SpeechList
from app.council.pages.vote_panel import VotePanel
from app.council.terms import MeetingState
from app.desk import theme
from app.desk.labels import label, rule

WIDE_FROM = 812
"""Pixels at normal text size from which the sign-in list stands beside the record."""
RECORD, VOTE, SIGN_IN = range(3)


class MeetingBody(QWidget):
    """Where there is no room for three columns, sign-in becomes a third tab."""

    def __init__(self, hand: AtHand, meeting_id: UUID):
        super().__init__()
        self._hand = hand
        self.agenda, self.sign_in = AgendaList(hand), SignInList(hand)
        self.speeches, self.entry = SpeechList(hand), SpeechEntry(hand, meeting_id)
        self.vote = VotePanel(hand)
        self.tabs = self._make_tabs()
        self._item_title = label("", "section", wrap=True)
        self._options = label("", "soft", wrap=True)
        self._why_closed = label("", "soft", wrap=True)
        self._sign_in_tab, self._tab_place = _column()
        self._right, self._right_place = _column()
        self._stack = QStackedWidget()
        self._wall = rule(upright=True)
        self._arrange()

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        for word in ("发言", "表决", "签到"):
            tabs.addTab(word)
        tabs.currentChanged.connect(self._switch)
        return tabs

    def _arrange(self) -> None:
        record, column = _column(8)
        column.addWidget(self.speeches, 1)
        column.addWidget(self._why_closed)
        column.addWidget(self.entry)
        for view in (record, self.vote, self._sign_in_tab):
            self._stack.addWidget(view)
        middle = QVBoxLayout()
        middle.setSpacing(theme.px(6))
        middle.addWidget(self.tabs)
        middle.addWidget(self._item_title)
        middle.addWidget(self._options)
        middle.addWidget(self._stack, 1)
        self._right_place.addWidget(label("签到", "section"))
        self.agenda.setFixedWidth(theme.px(208))
        self._right.setFixedWidth(theme.px(312))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        row.addWidget(self.agenda)
        row.addWidget(rule(upright=True))
        row.addLayout(middle, 1)
        row.addWidget(self._wall)
        row.addWidget(self._right)
        self._place_sign_in()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_sign_in()

    def _place_sign_in(self) -> None:
        wide = self.width() >= theme.px(WIDE_FROM)
        place = self._right_place if wide else self._tab_place
        if place.indexOf(self.sign_in) < 0:
            place.addWidget(self.sign_in)
        self._right.setVisible(wide)
        self._wall.setVisible(wide)
        if self.tabs.isTabVisible(SIGN_IN) == wide:
            self.tabs.setTabVisible(SIGN_IN, not wide)

    def _switch(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._item_title.setVisible(place != SIGN_IN)

    def focus_sign_in(self) -> None:
        """Bring the search of the sign-in list into sight and go there."""
        if self.tabs.isTabVisible(SIGN_IN):
            self.tabs.setCurrentIndex(SIGN_IN)
        self.sign_in.search.setFocus()

    def show_item(self, data: MeetingData, item: ItemView | None) -> None:
        """Show the meeting as it is now, with one item of its agenda open."""
        state = data.detail.row.state
        item_id = item.id if item else None
        editable = state is MeetingState.OPEN and self._hand.runs_meetings
        why = _why_closed(state) if self._hand.runs_meetings else "您的账号只能查看。"
        self.agenda.show_meeting(data.detail, item_id)
        self._item_title.setText(f"{item.position}. {item.title}" if item else "")
        options = item.options if item else ()
        listed = "　".join(f"方案{n}：{text}" for n, text in enumerate(options, start=1))
        self._options.setText(listed)
        self._options.setVisible(bool(listed) and self.tabs.currentIndex() != SIGN_IN)
        self.speeches.show_item(item, editable=editable)
        self.entry.show_item(data, item_id)
        self.entry.setVisible(editable and item is not None)
        self._why_closed.setText(why)
        self._why_closed.setVisible(bool(why))
        self.vote.show_item(data.detail, item)
        spoken = f"发言 {len(item.speeches)}" if item and item.speeches else "发言"
        self.tabs.setTabText(RECORD, spoken)
        self.tabs.setTabText(VOTE, self.vote.words())


def _column(spacing: int = 6) -> tuple[QWidget, QVBoxLayout]:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(spacing))
    return whole, column


def _why_closed(state: MeetingState) -> str:
    """Why nothing can be written down now; empty while the meeting runs."""
    return {
        MeetingState.PLANNED: "宣布开会后可以记录发言；签到现在就可以做。",
        MeetingState.OPEN: "",
        MeetingState.CLOSED: "会议已结束，记录不能再改；有差错请在会议纪要中更正。",
        MeetingState.CANCELLED: "会议已取消。",
    }[state]
