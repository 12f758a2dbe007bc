"""Posters: pages of other sizes than upright A4, with QR codes.

A poster is laid out on A4, upright or turned; on A3 everything is √2 times as large, as a copying
machine would make it. So no document needs to know on what it is printed.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from app.printing.paper import PAGE_HEIGHT, PAGE_WIDTH
from app.printing.pen import Pen

QUIET = 4
"""White modules around a QR code (ISO/IEC 18004)."""


class PaperSize(StrEnum):
    """What a poster is printed on."""

    A4 = "a4"
    A3 = "a3"


SCALES = {PaperSize.A4: 1.0, PaperSize.A3: sqrt(2)}


@dataclass(frozen=True, slots=True)
class PosterPaper:
    """A size, upright or turned."""

    size: PaperSize = PaperSize.A4
    turned: bool = False

    @property
    def width(self) -> float:
        """Points on A4."""
        return PAGE_HEIGHT if self.turned else PAGE_WIDTH

    @property
    def height(self) -> float:
        """Points on A4."""
        return PAGE_WIDTH if self.turned else PAGE_HEIGHT


def size_page(pen: Pen, paper: PosterPaper) -> None:
    """Give the page that ``pen`` is on the size of ``paper``; what is drawn grows with it."""
    pen.size_page(paper.width, paper.height, SCALES[paper.size])


def draw_qr_code(pen: Pen, text: str, x: float, y: float, side: float) -> None:
    """Draw a QR code of ``text`` with its quiet zone in a square of ``side`` points."""
    import segno

    matrix = segno.make(text, error="m", micro=False, encoding="utf-8").matrix
    module = side / (len(matrix) + 2 * QUIET)
    for row, line in enumerate(matrix):
        start = None
        for column, dark in enumerate((*line, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                left, top = x + (start + QUIET) * module, y + (row + QUIET) * module
                pen.tint(left, top, (column - start) * module, module * 1.01, grey=0.0)
                start = None
