"""案卷封面: whose file, about what, from when to when, how many pages."""

from dataclasses import dataclass

from app.printing.foot import PrintMark, draw_small_print
from app.printing.paper import FORM_MARGIN, MM, PAGE_WIDTH
from app.printing.pen import Pen, baseline
from app.printing.setting import Style, fitting, line, plain
from app.printing.titles import break_title
from app.printing.typeface import Role

WIDTH = PAGE_WIDTH - 2 * FORM_MARGIN
OFFICE = plain(22, Role.HEITI)
KIND = plain(40, Role.XIAOBIAOSONG)
TITLE = plain(26, Role.XIAOBIAOSONG)
SMALLEST_TITLE = plain(13, Role.XIAOBIAOSONG)
LABEL, VALUE = plain(15, Role.HEITI), plain(15)
FACT_LINE = 12 * MM
FACTS_FROM, FACTS_WIDTH = 190 * MM, 110 * MM
TITLE_FROM, TITLE_LEADING, TITLE_ROOM = 118 * MM, 1.5, 60 * MM


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """What the cover says."""

    office_name: str
    title: str
    facts: tuple[tuple[str, str], ...]
    """Labels with their values, one below the other; an empty value becomes a line."""
    mark: PrintMark


def draw_cover(pen: Pen, *, sheet: CoverSheet) -> None:
    """Office, the word 卷宗, the title in the middle, the facts below."""
    office = fitting(sheet.office_name, OFFICE, WIDTH)
    pen.strip(office, (PAGE_WIDTH - office.width) / 2, baseline(45 * MM, 12 * MM, OFFICE.size))
    kind = line("卷　宗", KIND)
    pen.strip(kind, (PAGE_WIDTH - kind.width) / 2, baseline(72 * MM, 20 * MM, KIND.size))
    _draw_title(pen, sheet.title)
    _draw_facts(pen, sheet.facts)
    draw_small_print(pen, sheet.mark, FORM_MARGIN, FORM_MARGIN + WIDTH)


def _draw_title(pen: Pen, title: str) -> None:
    style, parts = _fitted(title)
    leading = style.size * TITLE_LEADING
    y = TITLE_FROM
    for part in parts:
        strip = fitting(part, style, WIDTH)
        pen.strip(strip, (PAGE_WIDTH - strip.width) / 2, baseline(y, leading, style.size))
        y += leading


def _fitted(title: str) -> tuple[Style, list[str]]:
    """The title in the larger of two sizes whose lines stand above the facts."""
    parts = break_title(title, TITLE, WIDTH)
    if len(parts) * TITLE.size * TITLE_LEADING <= TITLE_ROOM:
        return TITLE, parts
    return SMALLEST_TITLE, break_title(title, SMALLEST_TITLE, WIDTH)


def _draw_facts(pen: Pen, facts: tuple[tuple[str, str], ...]) -> None:
    left = (PAGE_WIDTH - FACTS_WIDTH) / 2
    for number, (label, value) in enumerate(facts):
        y = FACTS_FROM + number * FACT_LINE
        base = baseline(y, FACT_LINE, LABEL.size)
        head = line(f"{label}：", LABEL)
        pen.strip(head, left, base)
        room = FACTS_WIDTH - head.width
        strip = fitting(value, VALUE, room)
        pen.strip(strip, left + head.width, base)
        pen.rule((left + head.width, base + 4), (left + FACTS_WIDTH, base + 4), weight=0.5)
