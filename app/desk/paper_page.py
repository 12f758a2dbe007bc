"""A paper at full width: what is shown is what is printed and saved.

The desk knows no paper: a room says how one is read and composed, and hands in the renderer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.desk.at_hand import AtHand
from app.desk.page import Page
from app.desk.preview import PdfPreview
from app.desk.preview_paper import PageCount, Render

FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_") | {"\n": ""})
"""What no file may be called on Windows, and what stands in its place."""
LONGEST = 80


@dataclass(frozen=True)
class Paper:
    """How one paper is read and made."""

    read: Callable[..., Any]
    """``read(session, operator=, **asked)`` gives the sheet."""
    compose: Callable[..., bytes]
    """``compose(sheet)`` gives the PDF."""
    name: Callable[[Any], str]
    """What the file is called, from the sheet and without its ending."""


@dataclass(frozen=True)
class Renderer:
    """How the pages of a PDF become pictures."""

    render: Render
    page_count: PageCount


def pdf_name(words: str) -> str:
    """A file name from the title of a document."""
    return f"{words.translate(FORBIDDEN).strip()[:LONGEST]}.pdf"


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
    """Shows one paper, with the buttons that print and save it; ``asked`` says which."""

    def __init__(
        self, hand: AtHand[Any], title: str, paper: Paper, renderer: Renderer, **asked: Any
    ):
        super().__init__(title)
        self._hand, self._paper, self._asked = hand, paper, asked
        self.preview = PdfPreview(hand.work, render=renderer.render, page_count=renderer.page_count)
        self.preview.bar.fit_page()
        self._news = PaperNews(self, self.preview)
        self.body.addWidget(self.preview, 1)

    def reload(self) -> None:
        """Read the sheet and set it."""
        read = partial(self._paper.read, operator=self._hand.actor.name, **self._asked)
        self._hand.work.read(
            read, then=self._make, failed=self.preview.show_error, owner=self, latest="sheet"
        )

    def _make(self, sheet: Any) -> None:
        self.preview.outlet.file_name = pdf_name(self._paper.name(sheet))
        self._hand.work.make(
            partial(self._paper.compose, sheet), then=self.preview.set_pdf,
            failed=self.preview.show_error, owner=self, title="正在排版", latest="paper",
        )  # fmt: skip

    def print_page(self) -> None:
        """Ctrl+P."""
        self.preview.bar.print.click()
