"""What takes the place of the room for a while: sheets, the list behind a number, phone photos."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.page import Page
from app.desk.paper_page import Paper, PaperPage, Renderer
from app.events.filters import EventFilter
from app.events.pages.at_hand import AtHand
from app.events.pages.intake_page import IntakePage
from app.events.pages.list_page import EventListPage
from app.events.report_views import month_of
from app.events.sheets import event_sheet, report_sheet
from app.grids.queries import Choice as Place
from app.grids.queries import grid_choices
from app.printing.event_report import EventReportSheet, compose_event_report
from app.printing.event_sheet import EventSheet, compose_event_sheet
from app.printing.preview import page_count, render_page

RENDERER = Renderer(render_page, page_count)
MONTHS = 24
"""Offered for a report, the newest first."""


def _sheet_name(sheet: EventSheet) -> str:
    return f"网格事项处置单 {sheet.number}"


def _report_name(sheet: EventReportSheet) -> str:
    return sheet.title


SHEET = Paper(event_sheet, compose_event_sheet, _sheet_name)
REPORT = Paper(report_sheet, compose_event_report, _report_name)


class EventPapers(QObject):
    """Enters such pages from one page."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._forms = DrawerForms(page, hand)

    def show_sheet(self, event_id: UUID) -> None:
        """Preview the sheet of an event (处置单)."""
        self._page.enter(PaperPage(self._hand, "处置单", SHEET, RENDERER, event_id=event_id))

    def show_report(self, _checked: bool = False) -> None:
        """Ask for a month and a grid, then preview the report."""
        if self._page.drawer.may_leave():
            self._hand.work.read(grid_choices, then=self._ask_month, owner=self)

    def _ask_month(self, grids: list[Place]) -> None:
        months = _months(self._hand.today())
        fields = [
            Field("month", "哪个月", "choice", required=True, choices=months,
                  default=months[0].value),
            Field("grid", "网格", "choice", choices=[Choice(one.id, one.title) for one in grids],
                  placeholder="全社区"),
        ]  # fmt: skip
        back = self._page.drawer.dismiss
        self._forms.ask("事项月报", fields, self._preview_report, back, save="预览")

    def _preview_report(self, values: dict[str, Any]) -> None:
        self._page.drawer.dismiss()
        from_day, until_day = values["month"]
        asked = {"from_day": from_day, "until_day": until_day, "grid_id": values["grid"]}
        self._page.enter(PaperPage(self._hand, "事项月报", REPORT, RENDERER, **asked))

    def show_list(self, where: EventFilter, words: str) -> None:
        """The list behind a number."""
        page = EventListPage(self._hand, where, words)
        page.sheet_asked.connect(partial(self._sheet_of, page))
        self._page.enter(page)

    def _sheet_of(self, page: Page, event_id: UUID) -> None:
        EventPapers(page, self._hand).show_sheet(event_id)

    def take_in_photos(self, _checked: bool = False) -> None:
        """Make events of a folder of phone photos (随手拍)."""
        if self._page.drawer.may_leave():
            self._page.enter(IntakePage(self._hand))


def _months(today: date) -> Sequence[Choice]:
    """The months up to this one, each with its first and last day."""
    months = []
    day = today
    for _ in range(MONTHS):
        first, last = month_of(day)
        months.append(Choice((first, last), f"{first.year} 年 {first.month} 月"))
        day = first - timedelta(days=1)
    return months
