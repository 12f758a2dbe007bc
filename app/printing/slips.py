"""Slips: several alike on a page, to be cut apart: ballots, evaluation forms, poll slips.

All slips of a paper are equally high, so one cut goes through the whole pile; they are numbered
through the pile, so the piles laid on each other after the cut are in order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil

from app.errors import InvalidInput
from app.printing.form import INNER, draw_row, draw_uprights
from app.printing.form_layout import HEAD, LEADING, Column, table_row
from app.printing.paper import FORM_MARGIN, MM, PAGE_HEIGHT, PAGE_WIDTH, PEN_ROW
from app.printing.pen import About, Laid, Pen, baseline
from app.printing.setting import Span, Style, fitting, line, paragraph, plain
from app.printing.typeface import Role

SLIP_WIDTH = PAGE_WIDTH - 2 * FORM_MARGIN
MOST_A_PAGE = 6
PAD = 6.5 * MM
"""White above and below a slip, to cut in; printers leave 5 mm at the edge of the paper."""

TALLEST = PAGE_HEIGHT - 2 * PAD
SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
"""Type of the running text: the largest with which a slip stands on one page."""

STUB_WIDTH = 30 * MM
"""The part torn off a ballot when it is issued."""


@dataclass(frozen=True, slots=True)
class Band:
    """A part of a slip over its whole width."""

    height: float
    draw: Callable[[Pen, float, float], None]
    """``draw(pen, x, y)``, from its upper left corner."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Bands from the top, and the lines of the stub at its left (none: no stub)."""

    bands: tuple[Band, ...]
    stub: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """Of all bands, in points."""
        return sum(band.height for band in self.bands)


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """Slips in the order of their numbers, at least one."""

    about: About
    slips: tuple[Slip, ...]


def text_band(
    text: str, style: Style, width: float, *, indent: float = 0.0, centred: bool = False
) -> Band:
    """Running text; every newline begins a new paragraph."""
    leading = style.size * LEADING
    strips = [
        strip
        for part in text.split("\n")
        for strip in paragraph((Span(part, style),), width, first=indent)
    ]

    def draw(pen: Pen, x: float, y: float) -> None:
        for number, strip in enumerate(strips):
            left = x + (width - strip.width) / 2 if centred else x
            pen.strip(strip, left, baseline(y + number * leading, leading, style.size))

    return Band(len(strips) * leading, draw)


def gap(height: float) -> Band:
    """White."""
    return Band(height, lambda pen, x, y: None)


def pen_band(pairs: Sequence[tuple[str, str]], width: float, style: Style) -> Band:
    """Label and value beside each other; a dotted line where the value is to be written."""

    def draw(pen: Pen, x: float, y: float) -> None:
        share = width / len(pairs)
        base = baseline(y, PEN_ROW, style.size)
        for number, (label, value) in enumerate(pairs):
            left = x + number * share
            head = line(f"{label}：" if label else "", style)
            pen.strip(head, left, base)
            if value:
                strip = fitting(value, style, share - head.width - 3 * MM)
                pen.strip(strip, left + head.width, base)
            else:
                pen.dots(left + head.width, left + share - 3 * MM, base + 2)

    return Band(PEN_ROW, draw)


def table_band(
    columns: Sequence[Column], header: Sequence[str], rows: Sequence[Sequence[str]]
) -> Band:
    """A bordered table with rows for a pen; ``header`` may be empty."""
    measured = [table_row(header, columns, style=HEAD)] if header else []
    measured += [table_row(texts, columns) for texts in rows]
    width = sum(column.width_mm for column in columns) * MM
    height = sum(row.height for row in measured)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.frame(x, y, width, height, weight=0.9)
        draw_uprights(pen, columns, y, y + height, x)
        for row in measured:
            pen.rule((x, y), (x + width, y), weight=INNER)
            draw_row(pen, columns, row, y, x)
            y += row.height

    return Band(height, draw)


def fitted(build: Callable[[float], Sequence[Band]]) -> tuple[Band, ...]:
    """The bands that ``build(type size)`` gives, in the largest type that stands on one page.

    Raises:
        InvalidInput: even the smallest is too large.
    """
    for size in SIZES:
        bands = tuple(build(size))
        if sum(band.height for band in bands) <= TALLEST:
            return bands
    raise InvalidInput(
        "内容太长，一张票放不下。", "请写短一些，详细内容作为附件另发，或者分成几张票。"
    )


def lay_slips(paper: SlipPaper) -> Laid:
    """As many slips on a page as stand there, with lines to cut along."""
    tallest = max(slip.height for slip in paper.slips)
    fit = int(PAGE_HEIGHT // (tallest + 2 * PAD))
    here = min(MOST_A_PAGE, max(1, fit), len(paper.slips))
    pages = ceil(len(paper.slips) / here)
    draws = (
        partial(_draw_page, slips=paper.slips[page::pages], height=PAGE_HEIGHT / here)
        for page in range(pages)
    )
    return Laid(paper.about, tuple(draws))


def _draw_page(pen: Pen, *, slips: Sequence[Slip], height: float) -> None:
    for number, slip in enumerate(slips):
        top = number * height
        if number:
            pen.dots(5 * MM, PAGE_WIDTH - 5 * MM, top)
        _draw_slip(pen, slip, top, height)


def _draw_slip(pen: Pen, slip: Slip, top: float, height: float) -> None:
    """The bands in the middle of the height, beside the stub."""
    x, y = FORM_MARGIN, top + (height - slip.height) / 2
    if slip.stub:
        _draw_stub(pen, slip.stub, top, height)
        x += STUB_WIDTH
    for band in slip.bands:
        band.draw(pen, x, y)
        y += band.height


def _draw_stub(pen: Pen, lines: Sequence[str], top: float, height: float) -> None:
    style, leading = plain(10.5, Role.FANGSONG), 7 * MM
    y = top + (height - len(lines) * leading) / 2
    for text in lines:
        strip = line(text, style)
        pen.strip(strip, FORM_MARGIN - 8 * MM, baseline(y, leading, style.size))
        y += leading
    x = FORM_MARGIN + STUB_WIDTH - 5 * MM
    pen.dotted((x, top + 3 * MM), (x, top + height - 3 * MM))
