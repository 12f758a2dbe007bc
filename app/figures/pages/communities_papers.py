"""季报: which quarter is asked for in the drawer, then the report is shown before it is printed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QObject

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.page import Page
from app.desk.paper_page import Paper, PaperPage, Renderer
from app.figures.pages.at_hand import AtHand
from app.figures.quarterly import quarter_name, quarter_of, quarterly_sheet
from app.printing.preview import page_count, render_page
from app.printing.quarterly_report import QuarterlySheet, compose_quarterly_report

RENDERER = Renderer(render_page, page_count)
QUARTERS = 8
"""Offered, the newest first."""
SOON_OVER = timedelta(days=15)
"""A quarter that ends within these days is the one that is reported on."""


def _name(sheet: QuarterlySheet) -> str:
    return sheet.title


REPORT = Paper(quarterly_sheet, compose_quarterly_report, _name)


class QuarterlyPapers(QObject):
    """Enters the report from one page."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._forms = DrawerForms(page, hand)

    def ask(self, _checked: bool = False) -> None:
        """Ask for a quarter."""
        if not self._page.drawer.may_leave():
            return
        today = self._hand.today()
        quarters = quarters_before(today)
        over = [choice for choice in quarters if choice.value.until_day <= today + SOON_OVER]
        fields = [
            Field("quarter", "哪个季度", "choice", required=True, choices=quarters,
                  default=over[0].value),
        ]  # fmt: skip
        back = self._page.drawer.dismiss
        self._forms.ask("社区工作情况季报", fields, self._show, back, save="预览")

    def _show(self, values: dict[str, Any]) -> None:
        self._page.drawer.dismiss()
        period = values["quarter"]
        self._page.enter(PaperPage(self._hand, "季报", REPORT, RENDERER, period=period))


def quarters_before(today: date) -> Sequence[Choice]:
    """The quarters up to this one."""
    found, day = [], today
    for _ in range(QUARTERS):
        period = quarter_of(day)
        found.append(Choice(period, quarter_name(period).replace("年", " 年")))
        day = period.from_day - timedelta(days=1)
    return found
