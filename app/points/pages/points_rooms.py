"""The pages that take the place of the room's own for a while."""

from typing import Any
from uuid import UUID

from app.desk.page import Page
from app.points.account_views import AccountDetail
from app.points.activity_views import ActivityDetail
from app.points.pages.at_hand import AtHand
from app.points.pages.book_page import BookPage
from app.points.pages.entry_page import EntryPage
from app.points.pages.expiry_page import ExpiryPage
from app.points.pages.finish_page import FinishPage
from app.points.pages.papers import PointsPapers
from app.points.pages.publicity_page import PublicityPage
from app.points.pages.ranking_page import RankingPage
from app.points.pages.register_page import RegisterPage
from app.points.pages.reports_page import ReportsPage
from app.points.pages.sign_in_page import SignInPage
from app.points.pages.yearly_page import YearlyPage
from app.points.rule_views import RuleRow, rule_choices


class PointsRooms(Page):
    """A page from which they are entered."""

    def __init__(self, title: str, hand: AtHand):
        super().__init__(title)
        self._hand = hand
        self.papers = PointsPapers(self, hand)

    def sign_in(self, detail: ActivityDetail) -> None:
        """Who is at an activity."""
        self.enter(SignInPage(self._hand, detail))

    def finish(self, detail: ActivityDetail) -> None:
        """What finishing an activity would give."""
        self.enter(FinishPage(self._hand, detail.row))

    def record(self, _checked: bool = False) -> None:
        """Record points for one or many."""
        if self.drawer.may_leave():
            self._hand.work.read(rule_choices, then=self._show_entry, owner=self)

    def _show_entry(self, rules: list[RuleRow]) -> None:
        page = EntryPage(self._hand, rules)
        page.recorded.connect(self.recorded)
        self.enter(page)

    def recorded(self, ids: list[UUID]) -> None:
        """Records were just made."""

    def show_publicity(self, publicity_id: UUID | None = None) -> None:
        """Public lists, and the one asked for."""
        self.enter(PublicityPage(self._hand, publicity_id))

    def show_register(self) -> None:
        """Every redemption."""
        self.enter(RegisterPage(self._hand))

    def show_book(self, account: AccountDetail) -> None:
        """Every entry of an account."""
        self.enter(BookPage(self._hand, account))

    def show_ranking(self, _checked: bool = False) -> None:
        """Who got most."""
        self.enter(RankingPage(self._hand))

    def show_reports(self, _checked: bool = False) -> None:
        """Figures of a period."""
        self.enter(ReportsPage(self._hand))

    def show_year(self, _checked: bool = False) -> None:
        """The account of a year."""
        self.enter(YearlyPage(self._hand))

    def show_expiry(self, _checked: bool = False) -> None:
        """What ends."""
        self.enter(ExpiryPage(self._hand))

    def enter(self, page: Any) -> None:
        """Show a page in place of this one, unless something typed would be lost."""
        if self.drawer.may_leave():
            super().enter(page)
        else:
            page.deleteLater()
