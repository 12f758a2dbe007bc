"""What a cell means: texts, long numbers, dates, yes or no; a reason where it means nothing.

A spreadsheet keeps 15 digits of a number. An 18-digit identity number typed into a cell that is
not text is therefore destroyed for good, whatever it looks like: it is refused, never repaired.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from app.errors import InvalidInput

Value: TypeAlias = str | int | float | date | datetime | time | timedelta
"""What a cell holds; an empty cell is the empty text."""

EXACT_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; the rest become zeros."""
FIRST_SERIAL, LAST_SERIAL = 2_101, 80_000
"""Day numbers from 1905 to 2119; smaller ones are years, larger ones are slips."""
DAY_ZERO = date(1899, 12, 30)
ERRORS = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
NOT_COMPUTED = "#未计算"
"""Stands in a cell whose formula was saved without a result."""
YES = frozenset({"是", "有", "√", "✓", "✔", "对", "y", "yes", "true", "1", "☑", "●", "○"})
NO = frozenset({"否", "无", "×", "✗", "✘", "x", "n", "no", "false", "0", "☐", "不是", "没有"})
SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+?[0-9]{1,2}")
SPELLED = re.compile(
    r"(?P<year>[0-9]{4})\s*[-/.．年]\s*(?P<month>[0-9]{1,2})\s*[-/.．月]\s*(?P<day>[0-9]{1,2})\s*日?"
    r"([ T]0?0:00(:00)?)?"
)
YEAR_AND_MONTH = re.compile(r"[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*月?|[0-9]{6}")


def folded(text: str) -> str:
    """Full-width letters, digits and signs as the usual ones; no spaces around."""
    if text.isascii():
        return text.strip()
    narrow = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return narrow.replace("\u3000", " ").replace("\xa0", " ").strip()


def read_text(value: Value) -> str:
    """The cell as one line of text; 3.0 is 3, a date is 2026-01-05.

    Raises:
        InvalidInput: the cell is a formula's error or has no result.
    """
    if isinstance(value, str):
        line = " ".join(value.split())
        _refuse_error(line)
        return line
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**EXACT_DIGITS:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _refuse_error(text: str) -> None:
    if text == NOT_COMPUTED:
        raise InvalidInput("这一格的公式没有结果。", "请在表格软件里打开、保存一次，再导入。")
    if text in ERRORS:
        raise InvalidInput(f"这一格的公式出错（{text}）。", "请改正公式，或直接填写内容。")


def read_long_number(value: Value) -> str:
    """A number that is a name: identity number, telephone; spaces and full-width mended.

    Raises:
        InvalidInput: a spreadsheet has destroyed its last digits.
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        if abs(value) >= 10**EXACT_DIGITS:
            raise _destroyed(f"{value:.5E}")
        return read_text(float(value))
    text = folded(read_text(value))
    if SCIENTIFIC.fullmatch(text):
        raise _destroyed(text)
    return text.strip("'`")


def _destroyed(shown: str) -> InvalidInput:
    return InvalidInput(
        f"号码被表格软件改成了数字（{shown}），末几位已经丢失，无法还原。",
        "请把整列设为“文本”格式，再按证件重新填写；只改格式找不回丢失的数字。",
    )


def read_date(value: Value) -> date | None:
    """A day in any usual spelling: 2026-1-5, 2026/01/05, 2026年1月5日, 20260105, a day number.

    Returns None for an empty cell.

    Raises:
        InvalidInput: not a day, or only a year or a month.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = folded(read_text(value))
    if not text:
        return None
    spelled = SPELLED.fullmatch(text)
    if spelled is not None:
        return _day(text, spelled["year"], spelled["month"], spelled["day"])
    if text.isascii() and text.isdecimal():
        if len(text) == 8:
            return _day(text, text[:4], text[4:6], text[6:])
        if FIRST_SERIAL <= int(text) <= LAST_SERIAL:
            return DAY_ZERO + timedelta(days=int(text))
    if YEAR_AND_MONTH.fullmatch(text) or re.fullmatch(r"[0-9]{4}年?", text):
        raise InvalidInput(f"“{text}”只有年月，缺少日。", "请写到日，如 1962-03-15。")
    raise InvalidInput(f"“{text}”不是日期。", "请写成 1962-03-15、1962/3/15 或 19620315。")


def _day(text: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise InvalidInput(f"没有“{text}”这一天。", "请核对月份和日。") from None


def read_yes_no(value: Value) -> bool | None:
    """Yes or no; None for an empty cell.

    Raises:
        InvalidInput: neither.
    """
    if isinstance(value, bool):
        return value
    text = folded(read_text(value)).lower()
    if not text or text in ("-", "—", "/"):
        return None
    if text in YES:
        return True
    if text in NO:
        return False
    raise InvalidInput(f"“{text}”看不出是“是”还是“否”。", "请填 是 或 否，也可用 √ 或留空。")


def column_letter(place: int) -> str:
    """How a spreadsheet calls the column at ``place``, counted from 0: A, B, … AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
