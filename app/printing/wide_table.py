"""Tables on A4 lying on its side: small type, rows that never split, the header on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.printing.foot import PrintMark
from app.printing.form import INNER, OUTER
from app.printing.form_layout import Column
from app.printing.paper import GREY, MM, PAGE_HEIGHT, PAGE_WIDTH
from app.printing.pen import Draw, Pen, baseline
from app.printing.setting import fitting, line, plain
from app.printing.typeface import Role
from db.clock import local

WIDE, HIGH = PAGE_HEIGHT, PAGE_WIDTH
"""The paper on its side, in points."""
MARGIN = 14 * MM
WIDTH = WIDE - 2 * MARGIN
TOP, BOTTOM = 14 * MM, HIGH - 16 * MM
ROW, HEAD_ROW, HEADING = 6.2 * MM, 8 * MM, 9 * MM
CELL, HEAD, TITLE = plain(9.5), plain(9.5, Role.HEITI), plain(12, Role.HEITI)
PADDING = 1.2 * MM


@dataclass(frozen=True, slots=True)
class WideTable:
    """A table with its heading; the last row may be a sum, in bold."""

    heading: str
    columns: tuple[Column, ...]
    """Widths of all together: 269 mm."""
    rows: tuple[tuple[str, ...], ...]
    has_sum: bool = False


def table_pages(table: WideTable) -> list[Draw]:
    """The table's pages; each draws on paper that has been turned."""
    room = int((BOTTOM - TOP - HEADING - HEAD_ROW) // ROW)
    parts = [table.rows[start : start + room] for start in range(0, len(table.rows), room)]
    return [
        partial(_draw_part, table, part, continued=number > 0, closes=number == len(parts) - 1)
        for number, part in enumerate(parts or [()])
    ]


def _draw_part(
    table: WideTable, rows: Sequence[tuple[str, ...]], pen: Pen, *, continued: bool, closes: bool
) -> None:
    words = f"{table.heading}（续）" if continued else table.heading
    pen.strip(line(words, TITLE), MARGIN, baseline(TOP, HEADING, TITLE.size))
    draw_table(pen, table, rows, TOP + HEADING, bold_last=closes and table.has_sum)


def draw_table(
    pen: Pen, table: WideTable, rows: Sequence[tuple[str, ...]], top: float, *, bold_last: bool
) -> float:
    """The header and these rows; returns where the table ends."""
    y = top + HEAD_ROW
    pen.tint(MARGIN, top, WIDTH, HEAD_ROW)
    _draw_cells(pen, table.columns, [one.title for one in table.columns], (top, HEAD_ROW), True)
    for number, row in enumerate(rows):
        bold = bold_last and number == len(rows) - 1
        _draw_cells(pen, table.columns, row, (y, ROW), bold)
        pen.rule((MARGIN, y), (MARGIN + WIDTH, y), weight=INNER)
        y += ROW
    x = MARGIN
    for column in table.columns[:-1]:
        x += column.width_mm * MM
        pen.rule((x, top), (x, y), weight=INNER)
    pen.frame(MARGIN, top, WIDTH, y - top, weight=OUTER)
    return y


def _draw_cells(
    pen: Pen,
    columns: Sequence[Column],
    texts: Sequence[str],
    line_at: tuple[float, float],
    bold: bool,
) -> None:
    x, (top, height), style = MARGIN, line_at, HEAD if bold else CELL
    for column, text in zip(columns, texts, strict=True):
        width = column.width_mm * MM
        strip = fitting(text, style, width - 2 * PADDING)
        room = width - 2 * PADDING - strip.width
        align = "centre" if bold and column.align == "right" and not text[:1].isdigit() else None
        shift = {"left": 0.0, "centre": room / 2, "right": room}[align or column.align]
        pen.strip(strip, x + PADDING + shift, baseline(top, height, style.size))
        x += width


def draw_foot(pen: Pen, number: int, total: int, mark: PrintMark) -> None:
    """第 x 页 共 y 页, and who printed when."""
    strip = line(f"第 {number} 页　共 {total} 页", plain(9))
    pen.strip(strip, (WIDE - strip.width) / 2, HIGH - 9 * MM)
    when = f"打印时间 {local(mark.printed_at):%Y-%m-%d %H:%M}" if mark.printed_at else ""
    who = f"打印人 {mark.operator}" if mark.operator else ""
    pen.strip(line("　".join(filter(None, (when, who))), plain(6)), MARGIN, HIGH - 9 * MM, GREY)
