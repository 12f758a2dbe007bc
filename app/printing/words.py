"""Numbers and dates as official papers write them."""

from collections.abc import Iterable
from datetime import date

EMPTY_BOX, TICKED_BOX = "□", "☑"

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 → 一, 12 → 十二, 23 → 二十三 (headings; 1 to 99)."""
    tens, ones = divmod(number, 10)
    if not 1 <= number <= 99:
        raise ValueError("headings are numbered from 1 to 99")
    head = "" if tens == 0 else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return head + (_DIGITS[ones] if ones else "")


def full_date(day: date) -> str:
    """2026年1月5日: Arabic figures, no leading zero (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date | None) -> str:
    """2026-01-05, as tables have it; nothing for None."""
    return day.isoformat() if day else ""


def ticked(options: Iterable[str], chosen: str = "") -> str:
    """☑居民建议  □党员建议: the options in one line, the chosen one ticked.

    Boxes and words are parted by plain blanks, at which a line may end.
    """
    boxes = ((TICKED_BOX if option == chosen else EMPTY_BOX, option) for option in options)
    return "  ".join(f"{box}{option}" for box, option in boxes)
