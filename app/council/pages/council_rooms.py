"""The pages that take the place of the room's own for a while: meetings, minutes, work, papers."""

from uuid import UUID

from app.council.pages.at_hand import AtHand
from app.council.pages.evaluation_page import EvaluationPage
from app.council.pages.meeting_page import MeetingPage
from app.council.pages.member_columns import MemberColumns
from app.council.pages.minutes_page import MinutesPage
from app.council.pages.notice_picture import LongPicture
from app.council.pages.papers import paper_of
from app.council.pages.poll_page import PollPage
from app.council.pages.work_page import WorkPage
from app.desk.page import Page


class CouncilRooms(Page):
    """A page from which meetings, minutes, the work on matters and papers are entered."""

    def __init__(self, title: str, hand: AtHand):
        super().__init__(title)
        self._hand = hand
        self.picture = LongPicture(self, hand)
        self.columns = MemberColumns(self, hand)

    def enter_meeting(self, meeting_id: UUID, item_id: UUID | None = None) -> None:
        """Open a meeting at full width, at an item of its agenda."""
        page = MeetingPage(self._hand, meeting_id, item_id)
        page.minutes_asked.connect(self.enter_minutes)
        self.enter(page)

    def enter_minutes(self, meeting_id: UUID) -> None:
        """Open the minutes of a meeting beside their preview; drafts them when there are none."""
        self.enter(MinutesPage(self._hand, meeting_id))

    def enter_work(self, matter_id: UUID, begin: str = "") -> None:
        """Open the work on a matter; ``begin``: the next action whose form shows at once."""
        page = WorkPage(self._hand, matter_id, begin)
        page.evaluation_asked.connect(self.enter_evaluation)
        self.enter(page)

    def enter_evaluation(self, matter_id: UUID) -> None:
        """Open the evaluation of a matter."""
        page = EvaluationPage(self._hand, matter_id)
        page.work_asked.connect(self.enter_work)
        self.enter(page)

    def show_paper(self, key: str, record_id: UUID) -> None:
        """Preview a paper: one of :data:`app.council.pages.papers.PAPERS`."""
        if key == "member_list":
            self.columns.ask(record_id)
            return
        self.enter(paper_of(self._hand, key, record_id))

    def enter_poll(self, vote_id: UUID) -> None:
        """Open a written poll from door to door."""
        self.enter(PollPage(self._hand, vote_id))

    def save_picture(self, notice_id: UUID) -> None:
        """Save a result notice as a long picture for a chat group."""
        self.picture.of_result_notice(notice_id)
