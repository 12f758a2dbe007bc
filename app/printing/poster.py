"""Posters: pages of other sizes than upright A4, with pictures and QR codes.

A poster is laid out on A4, upright or turned; on A3 everything is √2 times as large, as a copying
machine would make it. So no document needs to know on what it is printed.
"""

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
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


class PosterPen(Pen):
    """Draws a poster; y is measured in points of A4 from the top edge of the paper."""

    @classmethod
    def on(cls, pen: Pen, paper: PosterPaper) -> "PosterPen":
        """A pen for the page that ``pen`` is on, which gets the size of ``paper``."""
        canvas, scale = pen._canvas, SCALES[paper.size]
        canvas.setPageSize((paper.width * scale, paper.height * scale))
        canvas.scale(scale, scale)
        canvas.translate(0, paper.height - PAGE_HEIGHT)
        return cls(canvas)

    def frame(self, x: float, y: float, width: float, height: float, *, weight: float) -> None:
        """Draw the outline of an area."""
        self._canvas.setLineWidth(weight)
        self._canvas.setStrokeGray(0)
        self._canvas.rect(x, PAGE_HEIGHT - y - height, width, height, stroke=1, fill=0)

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """Fill an area with a picture (JPEG or PNG), cut at the edges, the middle kept."""
        from reportlab.lib.utils import ImageReader

        image = ImageReader(BytesIO(data))
        pixels_wide, pixels_high = image.getSize()
        scale = max(width / pixels_wide, height / pixels_high)
        shown_wide, shown_high = pixels_wide * scale, pixels_high * scale
        canvas, bottom = self._canvas, PAGE_HEIGHT - y - height
        canvas.saveState()
        window = canvas.beginPath()
        window.rect(x, bottom, width, height)
        canvas.clipPath(window, stroke=0, fill=0)
        left, low = x - (shown_wide - width) / 2, bottom - (shown_high - height) / 2
        canvas.drawImage(image, left, low, shown_wide, shown_high)
        canvas.restoreState()

    def qr_code(self, text: str, x: float, y: float, side: float) -> None:
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
                    self.tint(left, top, (column - start) * module, module * 1.01, grey=0.0)
                    start = None
