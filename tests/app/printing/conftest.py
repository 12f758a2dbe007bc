"""Reads a finished PDF back: where every character stands, in millimetres from the top left."""

from dataclasses import dataclass
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from app.printing.paper import MM, PAGE_HEIGHT

LINE_END_HYPHEN = 2
"""What PDFium says for a hyphen at the end of a line, which it takes for a broken word."""


@dataclass(frozen=True)
class Mark:
    """A printed character: its origin on the baseline, its ink, its type size in points."""

    char: str
    x: float
    baseline: float
    ink_top: float
    ink_bottom: float
    ink_right: float
    size: float


@dataclass(frozen=True)
class Line:
    """The characters of one printed line, from the left."""

    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        return "".join(mark.char for mark in self.marks)

    @property
    def x(self) -> float:
        return self.marks[0].x

    @property
    def baseline(self) -> float:
        return self.marks[0].baseline

    @property
    def size(self) -> float:
        return max(mark.size for mark in self.marks)


class ReadBack:
    """Opens a PDF anew for each question."""

    def lines(self, pdf: bytes) -> list[list[Line]]:
        """The printed lines of each page, from the top."""
        with pypdfium2.PdfDocument(pdf) as document:
            return [_lines(_marks(page)) for page in document]

    def text(self, pdf: bytes) -> str:
        """All text as a reader would copy it, without line ends."""
        with pypdfium2.PdfDocument(pdf) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        return "".join(pages).replace("\r", "").replace("\n", "")

    def rules(self, pdf: bytes, page: int) -> list[tuple[float, float, float, float]]:
        """Straight lines of a page as (left, top, right, bottom) in millimetres."""
        with pypdfium2.PdfDocument(pdf) as document:
            parts = document[page].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
            bounds = [part.get_bounds() for part in parts]
        return [
            (left / MM, (PAGE_HEIGHT - top) / MM, right / MM, (PAGE_HEIGHT - bottom) / MM)
            for left, bottom, right, top in bounds
        ]

    def column(self, pdf: bytes, left: float, right: float, size: float) -> str:
        """The text of one type size between two distances from the left edge (mm), from the top."""
        return "".join(
            mark.char
            for page in self.lines(pdf)
            for line in page
            for mark in line.marks
            if left <= mark.x < right and mark.size == size
        )

    def outline(self, pdf: bytes) -> list[tuple[str, int]]:
        """The bookmarks with the page they lead to, counted from 1."""
        with pypdfium2.PdfDocument(pdf) as document:
            marks = [(mark.get_title(), mark.get_dest()) for mark in document.get_toc()]
            return [(title, dest.get_index() + 1 if dest else 0) for title, dest in marks]

    def labels(self, pdf: bytes) -> list[str]:
        """What a reader on the screen calls each page."""
        with pypdfium2.PdfDocument(pdf) as document:
            return [document.get_page_label(number) for number in range(len(document))]

    def links(self, pdf: bytes, page: int) -> list[int]:
        """Pages that areas of a page lead to, from the top, counted from 1."""
        found = []
        with pypdfium2.PdfDocument(pdf) as document:
            opened = document[page]
            place, link = pdfium.c_int(0), pdfium.FPDF_LINK()
            while pdfium.FPDFLink_Enumerate(opened.raw, place, link):
                target = pdfium.FPDFLink_GetDest(document.raw, link)
                found.append(pdfium.FPDFDest_GetDestPageIndex(document.raw, target) + 1)
        return found

    def metadata(self, pdf: bytes) -> dict[str, str]:
        """Title, author and the like."""
        with pypdfium2.PdfDocument(pdf) as document:
            return document.get_metadata_dict()


@pytest.fixture
def read() -> ReadBack:
    """Reads a PDF back."""
    return ReadBack()


def _marks(page: pypdfium2.PdfPage) -> list[Mark]:
    text = page.get_textpage()
    found = []
    count = pdfium.FPDFText_CountChars(text.raw)
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        if 0xDC00 <= code < 0xE000:  # the second half of a character beyond U+FFFF
            continue
        if 0xD800 <= code < 0xDC00:
            low = pdfium.FPDFText_GetUnicode(text.raw, index + 1)
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
        if code == LINE_END_HYPHEN:
            code = ord("-")
        if pdfium.FPDFText_IsGenerated(text.raw, index) or chr(code).isspace():
            continue
        x, y = pdfium.c_double(), pdfium.c_double()
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        _, bottom, right, top = text.get_charbox(index)
        found.append(
            Mark(
                chr(code), x.value / MM, (PAGE_HEIGHT - y.value) / MM,
                (PAGE_HEIGHT - top) / MM, (PAGE_HEIGHT - bottom) / MM, right / MM,
                pdfium.FPDFText_GetFontSize(text.raw, index),
            )
        )  # fmt: skip
    return found


def _lines(marks: list[Mark]) -> list[Line]:
    ordered = sorted(marks, key=lambda mark: (round(mark.baseline, 1), mark.x))
    grouped = groupby(ordered, key=lambda mark: round(mark.baseline, 1))
    return [Line(tuple(sorted(group, key=lambda mark: mark.x))) for _, group in grouped]
