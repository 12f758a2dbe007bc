"""A paper at full width: what is shown is what is printed and saved."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from app.council.pages.at_hand import AtHand
from app.council.sheets import result_notice_sheet, sign_in_sheet
from app.desk.page import Page
from app.desk.preview import PdfPreview
from app.printing.preview import page_count, render_page
from app.printing.result_notice import ResultNoticeSheet, compose_result_notice
from app.printing.sign_in_sheet import SignInSheet, compose_sign_in_sheet


@dataclass(frozen=True)
class Paper:
    """How one paper is read and made: ``read(session, id, operator=)``, then ``compose(sheet)``."""

    read: Callable[..., Any]
    compose: Callable[..., bytes]
    name: Callable[[Any], str]
    """What the file is called, without its ending."""


def _sign_in(session: Any, meeting_id: UUID, *, operator: str) -> Any:
    return sign_in_sheet(session, meeting_id=meeting_id, operator=operator)


def _result(session: Any, notice_id: UUID, *, operator: str) -> Any:
    return result_notice_sheet(session, notice_id=notice_id, operator=operator)


def _sign_in_name(sheet: SignInSheet) -> str:
    return f"{sheet.mark.document_number} {sheet.meeting_name}签到表"


def _result_name(sheet: ResultNoticeSheet) -> str:
    return f"{sheet.mark.document_number} {sheet.title}"


sign_in_paper = Paper(_sign_in, compose_sign_in_sheet, _sign_in_name)
result_notice_paper = Paper(_result, compose_result_notice, _result_name)

FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_") | {"\n": ""})
"""What no file may be called on Windows, and what stands in its place."""
LONGEST = 80


def pdf_name(words: str) -> str:
    """A file name from the title of a document."""
    return f"{words.translate(FORBIDDEN).strip()[:LONGEST]}.pdf"


def new_preview(hand: AtHand) -> PdfPreview:
    """A preview with this room's work and the one renderer."""
    return PdfPreview(hand.work, render=render_page, page_count=page_count)


class PaperNews(QObject):
    """Says beside a page's title that its document was saved, or went to the printer."""

    def __init__(self, page: Page, preview: PdfPreview):
        super().__init__(page)
        self._page = page
        preview.outlet.saved.connect(self._say_saved)
        preview.outlet.printed.connect(self._say_printed)

    def _say_saved(self, path: Path) -> None:
        self._page.set_subtitle(f"已保存：{path.name}")

    def _say_printed(self) -> None:
        self._page.set_subtitle("已送打印机")


class PaperPage(Page):
    """Shows one paper, with the buttons that print and save it."""

    def __init__(self, hand: AtHand, title: str, paper: Paper, record_id: UUID):
        super().__init__(title)
        self._hand, self._paper, self._id = hand, paper, record_id
        self.preview = new_preview(hand)
        self.preview.bar.fit_page()
        self._news = PaperNews(self, self.preview)
        self.body.addWidget(self.preview, 1)

    def reload(self) -> None:
        """Read the sheet and set it."""
        self._hand.work.read(
            self._paper.read, self._id, operator=self._hand.actor.name,
            then=self._make, failed=self.preview.show_error, owner=self, latest="sheet",
        )  # fmt: skip

    def _make(self, sheet: Any) -> None:
        self.preview.outlet.file_name = pdf_name(self._paper.name(sheet))
        self._hand.work.make(
            partial(self._paper.compose, sheet), then=self.preview.set_pdf,
            failed=self.preview.show_error, owner=self, latest="paper",
        )  # fmt: skip

    def print_page(self) -> None:
        """Ctrl+P."""
        self.preview.bar.print.click()
