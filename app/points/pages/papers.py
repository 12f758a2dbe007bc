"""What is printed in this room takes its place while it is previewed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.page import Page
from app.desk.paper_page import Paper, PaperPage, Renderer
from app.points.account_sheets import card_sheet, passbook_sheet, receipt_sheet
from app.points.pages.at_hand import AtHand
from app.points.reward_views import RedemptionFilter
from app.points.sheets import (
    public_list_sheet,
    ranking_sheet,
    register_sheet,
    report_sheet,
    yearly_sheet,
)
from app.printing.points_cards import compose_cards
from app.printing.points_passbook import compose_passbook
from app.printing.points_public_list import compose_public_list
from app.printing.points_ranking import compose_ranking
from app.printing.points_receipt import RECEIPT_PAPER_NAMES, ReceiptPaper, compose_receipt
from app.printing.points_register import compose_redemption_register
from app.printing.points_report import compose_points_report
from app.printing.points_yearly import compose_yearly
from app.printing.poster import PaperSize
from app.printing.preview import page_count, render_page

RENDERER = Renderer(render_page, page_count)
ROLLS = tuple(Choice(paper.value, name) for paper, name in RECEIPT_PAPER_NAMES.items())
POSTERS = (Choice(PaperSize.A4.value, "A4"), Choice(PaperSize.A3.value, "A3"))


def _titled(words: str) -> Callable[[Any], str]:
    return lambda _sheet: words


RECEIPT = Paper(receipt_sheet, compose_receipt, lambda sheet: f"积分兑换凭证 {sheet.number}")
POSTER = Paper(public_list_sheet, compose_public_list, lambda sheet: str(sheet.title))
PASSBOOK = Paper(passbook_sheet, compose_passbook, lambda sheet: f"积分存折 {sheet.name}")
CARDS = Paper(card_sheet, compose_cards, _titled("积分卡"))
RANKING = Paper(ranking_sheet, compose_ranking, lambda sheet: f"积分排行榜（{sheet.what}）")
REGISTER = Paper(register_sheet, compose_redemption_register, _titled("积分兑换登记表"))
REPORT = Paper(report_sheet, compose_points_report, lambda sheet: str(sheet.title))
YEARLY = Paper(yearly_sheet, compose_yearly, lambda sheet: f"{sheet.year}年文明积分收支表")


class SizedPaperPage(PaperPage):
    """A paper that comes in several sizes; the one chosen last is remembered on this machine."""

    def __init__(
        self, hand: AtHand, title: str, paper: Paper, sizes: Sequence[Choice], **asked: Any
    ):
        super().__init__(hand, title, paper, RENDERER, **asked)
        self._memory, self._key = hand.memory, f"points/paper/{title}"
        self._full = paper
        self.sizes = ChoiceBox(sizes)
        self.sizes.setAccessibleName("纸张")
        last = self._memory.get(self._key) if self._memory else None
        values = [choice.value for choice in sizes]
        self.sizes.setCurrentIndex(values.index(last) if last in values else 0)
        self.filters.addWidget(self.sizes)
        self.filters.addStretch(1)
        self.sizes.currentIndexChanged.connect(self._again)
        self._size()

    def _size(self) -> None:
        size = self.sizes.choices[max(self.sizes.currentIndex(), 0)].value
        kind = ReceiptPaper if self._full is RECEIPT else PaperSize
        compose = partial(_sized, self._full.compose, kind(size))
        self._paper = replace(self._full, compose=compose)
        if self._memory is not None:
            self._memory.put(self._key, size)

    def _again(self, _place: int) -> None:
        self._size()
        self.reload()


def _sized(compose: Callable[..., bytes], size: Any, sheet: Any) -> bytes:
    return compose(sheet, size)


class PointsPapers(QObject):
    """Enters such pages from one page."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand

    def _enter(self, title: str, paper: Paper, **asked: Any) -> None:
        self._page.enter(PaperPage(self._hand, title, paper, RENDERER, **asked))

    def show_receipt(self, redemption_id: UUID) -> None:
        """The receipt of a redemption, on A5 or a roll."""
        asked = {"redemption_id": redemption_id}
        self._page.enter(SizedPaperPage(self._hand, "兑换小票", RECEIPT, ROLLS, **asked))

    def show_poster(self, publicity_id: UUID) -> None:
        """The public list as it hangs on the board."""
        asked = {"publicity_id": publicity_id}
        self._page.enter(SizedPaperPage(self._hand, "积分公示榜", POSTER, POSTERS, **asked))

    def show_passbook(self, resident_id: UUID, **period: Any) -> None:
        """Every entry of a person, or those of a period."""
        self._enter("积分存折", PASSBOOK, resident_id=resident_id, **period)

    def show_cards(self, resident_ids: Sequence[UUID] | None) -> None:
        """Cards of these people; None: of everybody."""
        self._enter("积分卡", CARDS, resident_ids=resident_ids)

    def show_card(self, resident_id: UUID) -> None:
        """One person's card."""
        self.show_cards([resident_id])

    def show_ranking(self, **asked: Any) -> None:
        """A ranking for the board."""
        self._enter("积分排行榜", RANKING, **asked)

    def show_register(self, where: RedemptionFilter) -> None:
        """The register of redemptions of the filter's period, or of this year."""
        today = self._hand.today()
        first = where.from_day or today.replace(month=1, day=1)
        self._enter("兑换登记表", REGISTER, from_day=first, until_day=where.until_day or today)

    def show_report(self, **asked: Any) -> None:
        """The report of a period."""
        self._enter("积分报告", REPORT, **asked)

    def show_yearly(self, year: int) -> None:
        """The account of a year."""
        self._enter("年度收支表", YEARLY, year=year)
