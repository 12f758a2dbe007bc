"""Drawing bordered forms: title, facts, table with its header on every page, totals, signatures."""

from collections.abc import Sequence
from functools import partial

from app.printing.foot import draw_page_of, draw_small_print
from app.printing.form_layout import (
    CELL_SIZE,
    CONTINUED_HEAD,
    FACT_LABEL,
    FACT_LINE,
    FACT_STYLE,
    FORM_TOP,
    FORM_WIDTH,
    LEADING,
    NOTE_SIZE,
    PADDING,
    TITLE_LINE,
    TITLE_STYLE,
    Column,
    Form,
    TableRow,
    fact_lines,
    header_row,
    note_strips,
    paged,
)
from app.printing.paper import FORM_MARGIN, MM, PAGE_WIDTH, PEN_ROW
from app.printing.pen import Laid, Pen, Step, baseline
from app.printing.setting import line, plain
from app.printing.titles import break_title
from app.printing.typeface import Role

__all__ = ["Column", "Form", "compose_form", "lay_form"]

OUTER, INNER = 0.9, 0.45
"""Weights of the table's frame and of the lines inside, in points."""


def compose_form(form: Form, step: Step | None = None) -> bytes:
    """The form as a PDF; ``step(done, total)`` is told of every page."""
    return lay_form(form).drawn(step)


def lay_form(form: Form) -> Laid:
    """The form divided into pages."""
    pages = paged(form)
    draws = (
        partial(_draw_page, form=form, rows=rows, number=number, total=len(pages))
        for number, rows in enumerate(pages, start=1)
    )
    return Laid(form.about, tuple(draws))


def _draw_page(pen: Pen, *, form: Form, rows: list[TableRow], number: int, total: int) -> None:
    y = draw_head(pen, form) if number == 1 else _draw_continued(pen, form)
    top = y
    pen.tint(FORM_MARGIN, y, FORM_WIDTH, header_row(form).height)
    for row in (header_row(form), *rows):
        draw_row(pen, form.columns, row, y)
        if row.link:
            pen.link(row.link, FORM_MARGIN, y, FORM_WIDTH, row.height)
        y += row.height
        pen.rule((FORM_MARGIN, y), (FORM_MARGIN + FORM_WIDTH, y), weight=INNER)
    draw_uprights(pen, form.columns, top, y)
    if number == total:
        y = _draw_totals(pen, form, y)
    draw_frame(pen, top, y)
    if number == total:
        _draw_closing(pen, form, y)
    draw_page_of(pen, number, total)
    draw_small_print(pen, form.mark, FORM_MARGIN, FORM_MARGIN + FORM_WIDTH)


def draw_head(pen: Pen, form: Form) -> float:
    """Title and facts at the top of the first page; returns where the table begins."""
    y = FORM_TOP
    for part in break_title(form.title, TITLE_STYLE, FORM_WIDTH):
        strip = line(part, TITLE_STYLE)
        pen.strip(strip, (PAGE_WIDTH - strip.width) / 2, baseline(y, TITLE_LINE, TITLE_STYLE.size))
        y += TITLE_LINE
    y += 3 * MM
    for pairs in fact_lines(form):
        draw_pairs(pen, pairs, y, FACT_LINE)
        y += FACT_LINE
    return y + 1 * MM


def draw_pairs(
    pen: Pen, pairs: Sequence[tuple[str, str]], y: float, height: float, inset: float = 0.0
) -> None:
    """Label and value pairs, evenly over the width."""
    share = (FORM_WIDTH - 2 * inset) / max(1, len(pairs))
    for i, (label, value) in enumerate(pairs):
        x = FORM_MARGIN + inset + i * share
        head = line(f"{label}：" if label else "", FACT_LABEL)
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


def draw_row(
    pen: Pen, columns: Sequence[Column], row: TableRow, y: float, x: float = FORM_MARGIN
) -> None:
    """The words of a row, each cell by its column's alignment, in the middle of its height."""
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


def draw_uprights(
    pen: Pen, columns: Sequence[Column], top: float, bottom: float, x: float = FORM_MARGIN
) -> None:
    """The lines between the columns."""
    for column in columns[:-1]:
        x += column.width_mm * MM
        pen.rule((x, top), (x, bottom), weight=INNER)


def draw_frame(pen: Pen, top: float, bottom: float) -> None:
    """The heavier line around a table."""
    left, right = FORM_MARGIN, FORM_MARGIN + FORM_WIDTH
    for start, end in (
        ((left, top), (right, top)), ((left, bottom), (right, bottom)),
        ((left, top), (left, bottom)), ((right, top), (right, bottom)),
    ):  # fmt: skip
        pen.rule(start, end, weight=OUTER)


def _draw_totals(pen: Pen, form: Form, y: float) -> float:
    if not form.totals:
        return y
    draw_pairs(pen, form.totals, y, PEN_ROW, inset=3 * MM)
    return y + PEN_ROW


def _draw_closing(pen: Pen, form: Form, y: float) -> None:
    for strip in note_strips(form):
        pen.strip(strip, FORM_MARGIN, baseline(y + 2 * MM, NOTE_SIZE * LEADING, NOTE_SIZE))
        y += NOTE_SIZE * LEADING
    if form.signatures:
        pairs = [(label, "") for label in form.signatures]
        draw_pairs(pen, pairs, y + 6 * MM, PEN_ROW)
