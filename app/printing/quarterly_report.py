"""社区工作情况季报 on A4 lying: headline and three paragraphs, then tables of all communities."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.paper import MM
from app.printing.pen import About, Draw, Laid, Pen, Step, baseline
from app.printing.setting import Span, line, paragraph, plain
from app.printing.typeface import Role, check_glyphs
from app.printing.wide_table import (
    HIGH,
    MARGIN,
    ROW,
    TOP,
    WIDE,
    WIDTH,
    WideTable,
    draw_foot,
    draw_table,
    table_pages,
)
from app.printing.words import chinese_number

WIDTH_MM = WIDTH / MM
NAME_MM, STREET_MM = 34.0, 31.0
TITLE, FACT, FACT_LABEL = plain(20, Role.XIAOBIAOSONG), plain(11), plain(11, Role.HEITI)
BODY, HEADING = plain(12), plain(13, Role.HEITI)
BODY_LINE, HEADING_LINE = 6.6 * MM, 9 * MM
NOTE = plain(8.5)
HALVES = 2
"""The headline stands in two tables side by side within one frame."""
NOTE_TEXT = (
    "括号内为名次，相同的并列。基数为零的比率记作“—”，不排名次。各社区数据以其最近报送为准。"
)


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One community, or the sum of all."""

    name: str
    street: str
    cells: tuple[str, ...]
    """A figure each, with the place behind it where there is one."""


@dataclass(frozen=True, slots=True)
class RankedTable:
    """One subject."""

    name: str
    titles: tuple[str, ...]
    lines: tuple[RankedLine, ...]
    total: RankedLine


@dataclass(frozen=True, slots=True)
class QuarterlySheet:
    """The report of a quarter."""

    office_name: str
    title: str
    period: str
    communities: str
    """How many there are, and how many are late."""
    headline: tuple[tuple[str, str, str], ...]
    """Name, value, formula."""
    paragraphs: tuple[str, ...]
    tables: tuple[RankedTable, ...]
    mark: PrintMark = field(default_factory=PrintMark)


def compose_quarterly_report(
    sheet: QuarterlySheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The report as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    pages: list[Draw] = [partial(_draw_first, sheet)]
    for number, table in enumerate(sheet.tables, start=3):
        pages += table_pages(_wide(table, f"{chinese_number(number)}、{table.name}"))
    draws = tuple(
        partial(_draw_page, page, number=number, total=len(pages), mark=sheet.mark)
        for number, page in enumerate(pages, start=1)
    )
    about = About(sheet.title, sheet.office_name, "社区工作情况季报", sheet.mark.printed_at)
    return Laid(about, draws).drawn(step)


def _draw_page(page: Draw, pen: Pen, *, number: int, total: int, mark: PrintMark) -> None:
    pen.size_page(WIDE, HIGH)
    page(pen)
    draw_foot(pen, number, total, mark)


def _wide(table: RankedTable, heading: str) -> WideTable:
    each = (WIDTH_MM - NAME_MM - STREET_MM) / len(table.titles)
    columns = (
        Column("社区", NAME_MM, "left"),
        Column("街道", STREET_MM, "left"),
        *(Column(title, each, "right") for title in table.titles),
    )
    lines = (*table.lines, table.total)
    rows = tuple((one.name, one.street, *one.cells) for one in lines)
    return WideTable(heading, columns, rows, has_sum=True)


def _draw_first(sheet: QuarterlySheet, pen: Pen) -> None:
    title = line(sheet.title, TITLE)
    pen.strip(title, (WIDE - title.width) / 2, baseline(TOP, 12 * MM, TITLE.size))
    y = TOP + 15 * MM
    _draw_facts(pen, (("统计期间", sheet.period), ("社区", sheet.communities)), y)
    y = _heading(pen, "一、总体情况（各社区历来合计）", y + 8 * MM)
    y = _draw_headline(pen, sheet.headline, y)
    y = _heading(pen, "二、本季情况", y + 3 * MM)
    for text in sheet.paragraphs:
        for strip in paragraph((Span(text, BODY),), WIDTH, first=2 * BODY.size):
            pen.strip(strip, MARGIN, baseline(y, BODY_LINE, BODY.size))
            y += BODY_LINE
    pen.strip(line(NOTE_TEXT, NOTE), MARGIN, baseline(y + 2 * MM, 5 * MM, NOTE.size))


def _draw_facts(pen: Pen, facts: Sequence[tuple[str, str]], y: float) -> None:
    x = MARGIN
    for name, value in facts:
        label = line(f"{name}：", FACT_LABEL)
        pen.strip(label, x, baseline(y, 7 * MM, FACT.size))
        pen.strip(line(value, FACT), x + label.width, baseline(y, 7 * MM, FACT.size))
        x += WIDTH / len(facts)


def _heading(pen: Pen, words: str, y: float) -> float:
    pen.strip(line(words, HEADING), MARGIN, baseline(y, HEADING_LINE, HEADING.size))
    return y + HEADING_LINE


def _draw_headline(pen: Pen, headline: Sequence[tuple[str, str, str]], y: float) -> float:
    """Name, value and formula, two figures in a row."""
    half = WIDTH_MM / HALVES
    columns = (
        Column("指标", 27, "left"),
        Column("数值", 36, "right"),
        Column("计算方法", half - 63, "left"),
    ) * HALVES
    depth = -(-len(headline) // HALVES)
    blank = ("", "", "")
    pairs = [(*headline[n], *(headline[n + depth : n + depth + 1] or [blank])[0])
             for n in range(depth)]  # fmt: skip
    return draw_table(pen, WideTable("", columns, ()), pairs, y, bold_last=False) + ROW / 4
