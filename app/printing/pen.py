"""The pen: puts strips, rules, boxes and pictures on ReportLab pages and closes the document.

The only file besides `fonts` that knows ReportLab. Bytes are repeatable: the same sheet gives the
same file, so a fingerprint of it means something.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from app.printing.paper import ASCENT, BLACK, PAGE_HEIGHT, PAGE_WIDTH
from app.printing.setting import Strip

Colour = tuple[float, float, float]
Step = Callable[[int, int], None]
"""``step(done, total)``, called after each page; raises to stop a long job."""


@dataclass(frozen=True, slots=True)
class About:
    """What the PDF says of itself."""

    title: str
    author: str
    subject: str = ""
    made_at: datetime | None = None
    """Written as the date of making; None leaves a fixed date."""


class Pen:
    """Draws on the current page; y is measured in points from the top edge of the paper."""

    def __init__(self, canvas: Any):
        self._canvas = canvas

    def size_page(self, width: float, height: float, scale: float = 1.0) -> None:
        """Give the page a size of its own, before anything is drawn; pages are A4 otherwise.

        ``width`` and ``height`` are the points that are drawn in; ``scale`` enlarges the paper and
        all that is drawn on it.
        """
        self._canvas.setPageSize((width * scale, height * scale))
        self._canvas.scale(scale, scale)
        self._canvas.translate(0, height - PAGE_HEIGHT)

    def strip(self, strip: Strip, x: float, baseline: float, colour: Colour = BLACK) -> None:
        """Print a line of text whose origin is at (x, baseline)."""
        text = self._canvas.beginText()
        if colour != BLACK:
            text.setFillColorRGB(*colour)
        spacing = 0.0
        for piece in strip.pieces:
            text.setFont(piece.face, piece.size)
            text.setTextOrigin(x + piece.x, PAGE_HEIGHT - baseline)
            if piece.spacing != spacing:
                text.setCharSpace(piece.spacing)
                spacing = piece.spacing
            text.textOut(piece.text)
        if spacing:
            text.setCharSpace(0)
        if colour != BLACK:
            text.setFillColorRGB(*BLACK)
        self._canvas.drawText(text)

    def rule(
        self, start: tuple[float, float], end: tuple[float, float], *, weight: float,
        colour: Colour = BLACK,
    ) -> None:  # fmt: skip
        """Draw a straight line; ``weight`` in points."""
        self._canvas.setLineWidth(weight)
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.line(start[0], PAGE_HEIGHT - start[1], end[0], PAGE_HEIGHT - end[1])

    def tint(self, x: float, y: float, width: float, height: float, grey: float = 0.94) -> None:
        """Fill an area with a light grey."""
        self._canvas.setFillGray(grey)
        self._canvas.rect(x, PAGE_HEIGHT - y - height, width, height, stroke=0, fill=1)
        self._canvas.setFillGray(0)

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

    def bookmark(self, key: str, title: str, level: int = 0) -> None:
        """Enter the page into the document's outline; `link` leads to it by ``key``."""
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key, level=level)
        self._canvas.showOutline()

    def link(self, key: str, x: float, y: float, width: float, height: float) -> None:
        """Make an area lead to the page bookmarked as ``key``."""
        top, bottom = PAGE_HEIGHT - y, PAGE_HEIGHT - y - height
        self._canvas.linkRect("", key, (x, bottom, x + width, top), relative=1)

    def number_from(self, first: int, prefix: str = "") -> None:
        """What a reader on the screen calls this page and those after it; 0: ``prefix`` alone."""
        style = "ARABIC" if first else None
        here = self._canvas.getPageNumber() - 1
        self._canvas.addPageLabel(here, style=style, start=first or None, prefix=prefix or None)

    def dots(self, x1: float, x2: float, y: float) -> None:
        """Draw a dotted line, to write on."""
        self.dotted((x1, y), (x2, y))

    def dotted(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a dotted line, to cut or to tear along."""
        self._canvas.setDash(0.8, 2)
        self.rule(start, end, weight=0.5)
        self._canvas.setDash()


Draw = Callable[[Pen], None]


@dataclass(frozen=True, slots=True)
class Laid:
    """A paper that is set and divided into pages, but not yet drawn."""

    about: About
    pages: tuple[Draw, ...]

    def drawn(self, step: Step | None = None) -> bytes:
        """The paper as a PDF; ``step(done, total)`` is told of every page."""
        return write_pdf(self.about, self.pages, step)


def baseline(top: float, height: float, size: float) -> float:
    """Baseline of type of ``size`` standing in the middle of a row."""
    return top + (height - size) / 2 + ASCENT * size


def write_pdf(about: About, pages: Sequence[Draw], step: Step | None) -> bytes:
    """Draw the pages one after another and return the finished document."""
    from reportlab.pdfgen.canvas import Canvas

    from app.printing.fonts import face

    target = BytesIO()
    first = face("FandolFang")
    canvas = Canvas(
        target, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1,
        initialFontName=first.fontName, lang="zh-CN", pdfVersion=(1, 5),
    )  # fmt: skip
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setCreator("里仁")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if about.made_at is not None:
        _date(canvas, about.made_at)
    pen = Pen(canvas)
    for number, page in enumerate(pages, start=1):
        canvas.setPageSize((PAGE_WIDTH, PAGE_HEIGHT))
        page(pen)
        canvas.showPage()
        if step is not None:
            step(number, len(pages))
    canvas.save()
    return target.getvalue()


def _date(canvas: Any, made_at: datetime) -> None:
    """Give the file the sheet's own date; ReportLab would write the year 2000."""
    offset = made_at.utcoffset()
    hours, minutes = divmod(int(offset.total_seconds() // 60) if offset else 0, 60)
    stamp = canvas._doc._timeStamp
    stamp.YMDhms = made_at.timetuple()[:6]
    stamp.dhh, stamp.dmm = hours, minutes
