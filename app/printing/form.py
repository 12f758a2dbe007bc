"""Bordered forms: a title, facts, a table over as many pages as it needs, totals, signature lines.

Rows are at least 9 mm high so that people can write in them, and never split; the header comes
again on every page; totals and signature lines take the last row with them to a new page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from app.printing.foot import PrintMark, draw_page_of, draw_small_print
from app.printing.paper import FORM_MARGIN, MM, PAGE_HEIGHT, PAGE_WIDTH, PEN_ROW
from app.printing.pen import About, Pen, Step, baseline, write_pdf
from app.printing.setting import Span, Strip, Style, line, paragraph, plain
from app.printing.titles import break_title
from app.printing.typeface import Role

Align = Literal["left", "centre", "right"]

FORM_WIDTH = PAGE_WIDTH - 2 * FORM_MARGIN
FORM_TOP = 18 * MM
FORM_BOTTOM = PAGE_HEIGHT - 24 * MM

CELL_SIZE = 12.0
"""Type of cells (小四), legible at arm's length on a desk by the door."""

LEADING = 1.35
PADDING = 1.6 * MM
TITLE_STYLE = plain(20, Role.XIAOBIAOSONG)
FACT_STYLE = plain(12)
FACT_LABEL = plain(12, Role.HEITI)
FACT_LINE = 7.5 * MM
OUTER, INNER = 0.9, 0.45
"""Weights of the table's frame and of the lines inside, in points."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form; the widths of all columns together are 170 mm."""

    title: str
    width_mm: float
    align: Align = "centre"


@dataclass(frozen=True, slots=True)
class Form:
    """What a bordered form prints."""

    about: About
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Lines of (label, value) pairs above the table; the pairs of a line share its width."""
    totals: tuple[tuple[str, str], ...] = ()
    """(label, value) pairs in a closing row of the table, such as 应到 61人."""
    signatures: tuple[str, ...] = ()
    """Labels with a line to sign on, below the table."""
    note: str = ""
    row_mm: float = PEN_ROW / MM
    mark: PrintMark = field(default_factory=PrintMark)


@dataclass(frozen=True, slots=True)
class _TableRow:
    """A row measured: the lines of each cell and its height in points."""

    cells: tuple[tuple[Strip, ...], ...]
    height: float


def compose_form(form: Form, step: Step | None = None) -> bytes:
    """The form as a PDF; ``step(done, total)`` is told of every page."""
    pages = _paged(form)
    draws = [
        partial(_draw_page, form=form, rows=rows, number=number, total=len(pages))
        for number, rows in enumerate(pages, start=1)
    ]
    return write_pdf(form.about, draws, step)


def _style(role: Role = Role.FANGSONG) -> Style:
    return plain(CELL_SIZE, role)


def _row(texts: Sequence[str], columns: Sequence[Column], least: float, style: Style) -> _TableRow:
    cells = tuple(
        tuple(
            strip
            for part in text.split("\n")
            for strip in paragraph((Span(part, style),), column.width_mm * MM - 2 * PADDING)
        )
        for text, column in zip(texts, columns, strict=True)
    )
    tallest = max(len(cell) for cell in cells) * style.size * LEADING
    return _TableRow(cells, max(least, tallest + 2 * PADDING))


def _header(form: Form) -> _TableRow:
    titles = [column.title for column in form.columns]
    return _row(titles, form.columns, PEN_ROW, _style(Role.HEITI))


def _head_height(form: Form) -> float:
    """From the top of the first page to the table."""
    titles = break_title(form.title, TITLE_STYLE, FORM_WIDTH)
    return len(titles) * 11 * MM + 3 * MM + len(form.facts) * FACT_LINE + 1 * MM


CONTINUED_HEAD = 8 * MM
"""From the top of a later page to the table: one line with the title."""


def _closing_height(form: Form) -> float:
    note = len(_note(form)) * 9 * LEADING + 3 * MM if form.note else 0.0
    return (PEN_ROW if form.totals else 0.0) + (15 * MM if form.signatures else 0.0) + note


def _note(form: Form) -> list[Strip]:
    return paragraph((Span(form.note, plain(9)),), FORM_WIDTH) if form.note else []


def _paged(form: Form) -> list[list[_TableRow]]:
    """Rows by page, so that no row is split and the closing never stands alone."""
    header = _header(form).height
    pages: list[list[_TableRow]] = [[]]
    room = FORM_BOTTOM - FORM_TOP - _head_height(form) - header
    style = _style()
    for texts in form.rows:
        row = _row(texts, form.columns, form.row_mm * MM, style)
        if row.height > room and pages[-1]:
            pages.append([])
            room = FORM_BOTTOM - FORM_TOP - CONTINUED_HEAD - header
        pages[-1].append(row)
        room -= row.height
    if _closing_height(form) > room and pages[-1]:
        pages.append([pages[-1].pop()])
    return pages


def _draw_page(pen: Pen, *, form: Form, rows: list[_TableRow], number: int, total: int) -> None:
    y = _draw_head(pen, form) if number == 1 else _draw_continued(pen, form)
    top = y
    pen.tint(FORM_MARGIN, y, FORM_WIDTH, _header(form).height)
    for row in (_header(form), *rows):
        _draw_row(pen, form.columns, row, y)
        y += row.height
        pen.rule((FORM_MARGIN, y), (FORM_MARGIN + FORM_WIDTH, y), weight=INNER)
    _draw_uprights(pen, form.columns, top, y)
    if number == total:
        y = _draw_totals(pen, form, y)
    _draw_frame(pen, top, y)
    if number == total:
        _draw_closing(pen, form, y)
    draw_page_of(pen, number, total)
    draw_small_print(pen, form.mark, FORM_MARGIN, FORM_MARGIN + FORM_WIDTH)


def _draw_head(pen: Pen, form: Form) -> float:
    y = FORM_TOP
    for part in break_title(form.title, TITLE_STYLE, FORM_WIDTH):
        strip = line(part, TITLE_STYLE)
        pen.strip(strip, (PAGE_WIDTH - strip.width) / 2, baseline(y, 11 * MM, TITLE_STYLE.size))
        y += 11 * MM
    y += 3 * MM
    for pairs in form.facts:
        _draw_pairs(pen, pairs, y, FACT_LINE)
        y += FACT_LINE
    return y + 1 * MM


def _draw_pairs(
    pen: Pen, pairs: Sequence[tuple[str, str]], y: float, height: float, inset: float = 0.0
) -> None:
    """Label and value pairs, evenly over the width."""
    share = (FORM_WIDTH - 2 * inset) / max(1, len(pairs))
    for i, (label, value) in enumerate(pairs):
        x = FORM_MARGIN + inset + i * share
        head = line(f"{label}：", FACT_LABEL)
        base = baseline(y, height, FACT_STYLE.size)
        pen.strip(head, x, base)
        if value:
            pen.strip(line(value, FACT_STYLE), x + head.width, base)
        else:
            pen.dots(x + head.width, x + share - 4 * MM, base + 2)


def _draw_continued(pen: Pen, form: Form) -> float:
    title = line(f"{form.title.replace(chr(10), '')}（续）", plain(10, Role.KAITI))
    pen.strip(title, FORM_MARGIN, FORM_TOP + 4 * MM)
    return FORM_TOP + CONTINUED_HEAD


def _draw_row(pen: Pen, columns: Sequence[Column], row: _TableRow, y: float) -> None:
    x = FORM_MARGIN
    leading = CELL_SIZE * LEADING
    for column, strips in zip(columns, row.cells, strict=True):
        width = column.width_mm * MM
        top = y + (row.height - len(strips) * leading) / 2
        for i, strip in enumerate(strips):
            room = width - 2 * PADDING - strip.width
            shift = {"left": 0.0, "centre": room / 2, "right": room}[column.align]
            base = baseline(top + i * leading, leading, CELL_SIZE)
            pen.strip(strip, x + PADDING + shift, base)
        x += width


def _draw_uprights(pen: Pen, columns: Sequence[Column], top: float, bottom: float) -> None:
    x = FORM_MARGIN
    for column in columns[:-1]:
        x += column.width_mm * MM
        pen.rule((x, top), (x, bottom), weight=INNER)


def _draw_frame(pen: Pen, top: float, bottom: float) -> None:
    left, right = FORM_MARGIN, FORM_MARGIN + FORM_WIDTH
    for start, end in (
        ((left, top), (right, top)), ((left, bottom), (right, bottom)),
        ((left, top), (left, bottom)), ((right, top), (right, bottom)),
    ):  # fmt: skip
        pen.rule(start, end, weight=OUTER)


def _draw_totals(pen: Pen, form: Form, y: float) -> float:
    if not form.totals:
        return y
    _draw_pairs(pen, form.totals, y, PEN_ROW, inset=3 * MM)
    return y + PEN_ROW


def _draw_closing(pen: Pen, form: Form, y: float) -> None:
    for strip in _note(form):
        pen.strip(strip, FORM_MARGIN, baseline(y + 2 * MM, 9 * LEADING, 9))
        y += 9 * LEADING
    if form.signatures:
        pairs = [(label, "") for label in form.signatures]
        _draw_pairs(pen, pairs, y + 6 * MM, PEN_ROW)
