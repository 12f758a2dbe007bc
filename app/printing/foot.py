"""What stands below the text: the page number and the small print that finds the record again."""

from dataclasses import dataclass
from datetime import datetime

from app.printing.paper import (
    AREA_HEIGHT,
    AREA_WIDTH,
    CELL,
    FOLIO,
    FOLIO_GAP,
    GREY,
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
)
from app.printing.pen import Pen
from app.printing.setting import line, plain
from app.printing.typeface import Role
from db.clock import local

SMALL_PRINT = 6.0
SMALL_PRINT_LINE = PAGE_HEIGHT - 12 * MM
"""Baseline of the small print; most office printers leave 5 mm white."""

DASH_HEIGHT = 0.35
"""How high the dash of a page number stands over the baseline, in em."""


@dataclass(frozen=True, slots=True)
class PrintMark:
    """Who printed when, and under which number the record is found; all may be empty."""

    printed_at: datetime | None = None
    operator: str = ""
    document_number: str = ""
    fingerprint: str = ""
    """First characters of a digest of the locked record, to compare paper and station."""
    draft: bool = False
    """Marks the foot with 草稿 as long as the record may still change."""


def draw_folio(pen: Pen, number: int) -> None:
    """The page number «— 1 —»: odd pages right, even left, one character from the edge (7.5)."""
    strip = line(f"— {number} —", plain(FOLIO, Role.SONG))
    base = TOP + AREA_HEIGHT + FOLIO_GAP + DASH_HEIGHT * FOLIO
    x = LEFT + AREA_WIDTH - CELL - strip.width if number % 2 else LEFT + CELL
    pen.strip(strip, x, base)


def draw_page_of(pen: Pen, number: int, total: int) -> None:
    """第 x 页 共 y 页, centred, for forms."""
    strip = line(f"第 {number} 页　共 {total} 页", plain(9))
    pen.strip(strip, (PAGE_WIDTH - strip.width) / 2, SMALL_PRINT_LINE - 5 * MM)


def draw_small_print(pen: Pen, mark: PrintMark, left: float, right: float) -> None:
    """One line of 6 pt between ``left`` and ``right``."""
    style = plain(SMALL_PRINT)
    when = f"打印时间 {local(mark.printed_at):%Y-%m-%d %H:%M}" if mark.printed_at else ""
    who = f"打印人 {mark.operator}" if mark.operator else ""
    number = f"编号 {mark.document_number}" if mark.document_number else ""
    print_ = f"校验 {mark.fingerprint}" if mark.fingerprint else ""
    pen.strip(line("　".join(filter(None, (when, who))), style), left, SMALL_PRINT_LINE, GREY)
    ending = line("　".join(filter(None, (number, print_))), style)
    pen.strip(ending, right - ending.width, SMALL_PRINT_LINE, GREY)
    if mark.draft:
        draft = line("草　稿", plain(12, Role.HEITI))
        pen.strip(draft, (left + right - draft.width) / 2, SMALL_PRINT_LINE, (0.6, 0.6, 0.6))
