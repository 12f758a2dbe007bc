"""A paper at full width: what is shown is what is printed and saved."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from app.council.pages.at_hand import AtHand
from app.council.sheets import result_notice_sheet, sign_in_sheet
from app.desk.page import Page
from app.desk.preview import PdfPreview
from app.printing.preview import page_count, render_page
from app.printing.result_notice import compose_result_notice
from app.printing.sign_in_sheet import compose_sign_in_sheet


@dataclass(frozen=True)
class Paper:
    """How one paper is read and made: ``read(session, id, operator=)``, then ``compose(sheet)``."""

    read: Callable[..., Any]
    compose: Callable[..., bytes]
    file_name: str


def _sign_in(session: Any, meeting_id: UUID, *, operator: str) -> Any:
    return sign_in_sheet(session, meeting_id=meeting_id, operator=operator, blank=True)


def _result(session: Any, notice_id: UUID, *, operator: str) -> Any:
    return result_notice_sheet(session, notice_id=notice_id, operator=operator)


sign_in_paper = Paper(_sign_in, compose_sign_in_sheet, "签到表.pdf")
result_notice_paper = Paper(_result, compose_result_notice, "表决结果公示.pdf")


def new_preview(hand: AtHand, file_name: str) -> PdfPreview:
    """A preview with this room's work and the one renderer."""
    return PdfPreview(hand.work, render=render_page, page_count=page_count, file_name=file_name)


class PaperPage(Page):
    """Shows one paper, with the buttons that print and save it."""

    def __init__(self, hand: AtHand, title: str, paper: Paper, record_id: UUID):
        super().__init__(title)
        self._hand, self._paper, self._id = hand, paper, record_id
        self.preview = new_preview(hand, paper.file_name)
        self.preview.bar.fit_page()
        self.body.addWidget(self.preview, 1)

    def reload(self) -> None:
        """Read the sheet and set it."""
        self._hand.work.read(
            self._paper.read, self._id, operator=self._hand.actor.name,
            then=self._make, failed=self.preview.show_error, owner=self, latest="sheet",
        )  # fmt: skip

    def _make(self, sheet: Any) -> None:
        self._hand.work.make(
            partial(self._paper.compose, sheet), then=self.preview.set_pdf,
            failed=self.preview.show_error, owner=self, latest="paper",
        )  # fmt: skip

    def print_page(self) -> None:
        """Ctrl+P."""
        self.preview.bar.print.click()
