"""The pages that take the place of the room's own for a while: a meeting, minutes, a paper."""

from uuid import UUID

from app.council.pages.at_hand import AtHand
from app.council.pages.meeting_page import MeetingPage
from app.council.pages.minutes_page import MinutesPage
from app.council.pages.paper_page import PaperPage, result_notice_paper, sign_in_paper
from app.desk.page import Page


class CouncilRooms(Page):
    """A page from which meetings, minutes and papers are entered."""

    def __init__(self, title: str, hand: AtHand):
        super().__init__(title)
        self._hand = hand

    def enter_meeting(self, meeting_id: UUID, item_id: UUID | None = None) -> None:
        """Open a meeting at full width, at an item of its agenda."""
        page = MeetingPage(self._hand, meeting_id, item_id)
        page.minutes_asked.connect(self.enter_minutes)
        self.enter(page)

    def enter_minutes(self, meeting_id: UUID) -> None:
        """Open the minutes of a meeting beside their preview; drafts them when there are none."""
        self.enter(MinutesPage(self._hand, meeting_id))

    def show_sign_in_sheet(self, meeting_id: UUID) -> None:
        """Preview the sign-in list of a meeting, with room for signatures."""
        self.enter(PaperPage(self._hand, "签到表", sign_in_paper, meeting_id))

    def show_result_notice(self, notice_id: UUID) -> None:
        """Preview the notice of a vote's result."""
        self.enter(PaperPage(self._hand, "表决结果公示", result_notice_paper, notice_id))
