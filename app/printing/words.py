"""Numbers and dates as official papers write them."""

from datetime import date

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
