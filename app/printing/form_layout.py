"""Bordered forms: what they hold, and which rows go on which page.

Rows are at least 9 mm high so that people can write in them, and never split; the header comes
again on every page; totals and signature lines take the last row with them to a new page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal

from app.printing.foot import PrintMark
from app.printing.linebreak import break_lines
from app.printing.paper import FORM_MARGIN, MM, PAGE_HEIGHT, PAGE_WIDTH, PEN_ROW
from app.printing.pen import About
from app.printing.setting import Span, Strip, Style, evened, paragraph, plain, width_of
from app.printing.titles import break_title
from app.printing.typeface import Role

Align = Literal["left", "centre", "right"]

FORM_WIDTH = PAGE_WIDTH - 2 * FORM_MARGIN
FORM_TOP = 18 * MM
FORM_BOTTOM = PAGE_HEIGHT - 24 * MM

CELL_SIZE = 12.0
"""Type of cells (小四), legible at arm's length on a desk by the door."""

CELL, HEAD = plain(CELL_SIZE), plain(CELL_SIZE, Role.HEITI)
"""Styles of cells and of the titles above them."""

LEADING = 1.35
PADDING = 1.6 * MM
TITLE_STYLE = plain(20, Role.XIAOBIAOSONG)
TITLE_LINE = 11 * MM
FACT_STYLE = plain(12)
FACT_LABEL = plain(12, Role.HEITI)
FACT_LINE = 7.5 * MM
NOTE_SIZE = 9.0


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
    links: tuple[str, ...] = ()
    """Key of the page that each row leads to on the screen, as in contents."""
    mark: PrintMark = field(default_factory=PrintMark)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row measured: the lines of each cell and its height in points."""

    cells: tuple[tuple[Strip, ...], ...]
    height: float
    link: str = ""


def table_row(
    texts: Sequence[str], columns: Sequence[Column], least: float = PEN_ROW, style: Style = CELL
) -> TableRow:
    """Texts broken into their columns; at least ``least`` points high."""
    cells = tuple(_cell(text, column, style) for text, column in zip(texts, columns, strict=True))
    return TableRow(cells, max(least, _room_for(max(map(len, cells)))))


def _cell(text: str, column: Column, style: Style) -> tuple[Strip, ...]:
    """The lines of a cell: running text spread to the column, a few centred words evened out."""
    width = column.width_mm * MM - 2 * PADDING
    found: list[Strip] = []
    for part in text.split("\n"):
        centred = column.align == "centre"
        found += evened(part, style, width) if centred else paragraph((Span(part, style),), width)
    return tuple(found)


def header_row(form: Form) -> TableRow:
    """The titles of the columns."""
    titles = [column.title for column in form.columns]
    return table_row(titles, form.columns, style=HEAD)


def _head_height(form: Form) -> float:
    """From the top of the first page to the table."""
    titles = break_title(form.title, TITLE_STYLE, FORM_WIDTH)
    return len(titles) * TITLE_LINE + 3 * MM + len(fact_lines(form)) * FACT_LINE + 1 * MM


def fact_lines(form: Form) -> list[tuple[tuple[str, str], ...]]:
    """The facts as they fit: pairs that would touch each other get a line of their own."""
    found: list[tuple[tuple[str, str], ...]] = []
    for pairs in form.facts:
        share = FORM_WIDTH / max(1, len(pairs)) - 3 * MM
        if all(_pair_width(pair) <= share for pair in pairs):
            found.append(pairs)
        else:
            found += [part for pair in pairs for part in _wrapped(pair)]
    return found


def _pair_width(pair: tuple[str, str]) -> float:
    return width_of(f"{pair[0]}：", FACT_LABEL) + width_of(pair[1], FACT_STYLE)


def _wrapped(pair: tuple[str, str]) -> list[tuple[tuple[str, str], ...]]:
    """One pair, its value cut into lines; those after the first have no label."""
    label, value = pair
    if not value:
        return [(pair,)]
    room = FORM_WIDTH - width_of(f"{label}：", FACT_LABEL)
    ends = break_lines(value, [width_of(char, FACT_STYLE) for char in value], room, room)
    return [((label if start == 0 else "", value[start:end]),) for start, end in ends]


CONTINUED_HEAD = 8 * MM
"""From the top of a later page to the table: one line with the title."""


def _closing_height(form: Form) -> float:
    note = len(note_strips(form)) * NOTE_SIZE * LEADING + 3 * MM if form.note else 0.0
    return (PEN_ROW if form.totals else 0.0) + (15 * MM if form.signatures else 0.0) + note


def note_strips(form: Form) -> list[Strip]:
    """The note below the table, broken into lines."""
    return paragraph((Span(form.note, plain(NOTE_SIZE)),), FORM_WIDTH) if form.note else []


def paged(form: Form) -> list[list[TableRow]]:
    """Rows by page, so that no row is split and the closing never stands alone."""
    header = header_row(form).height
    pages: list[list[TableRow]] = [[]]
    room = FORM_BOTTOM - FORM_TOP - _head_height(form) - header
    for texts, link in zip_longest(form.rows, form.links[: len(form.rows)], fillvalue=""):
        measured = table_row(texts, form.columns, form.row_mm * MM)
        for row in _fitting(replace(measured, link=link)):
            if row.height > room and (pages[-1] or len(pages) == 1):
                pages.append([])
                room = FORM_BOTTOM - FORM_TOP - CONTINUED_HEAD - header
            pages[-1].append(row)
            room -= row.height
    if _closing_height(form) > room and pages[-1]:
        pages.append([pages[-1].pop()])
    return pages


MOST_LINES = 30
"""Lines of a cell beyond which a row goes on in a second one: a page holds no taller row."""


def _fitting(row: TableRow) -> list[TableRow]:
    """The row itself, or several when it alone is taller than a page."""
    tallest = max(map(len, row.cells))
    if tallest <= MOST_LINES:
        return [row]
    parts = (
        tuple(cell[start : start + MOST_LINES] for cell in row.cells)
        for start in range(0, tallest, MOST_LINES)
    )
    return [TableRow(cells, _room_for(max(map(len, cells))), row.link) for cells in parts]


def _room_for(lines: int) -> float:
    return lines * CELL_SIZE * LEADING + 2 * PADDING
