"""Reading what people type: dates, times, numbers, sums of money.

Every reader returns the value or raises :class:`Unreadable` with a sentence for the person who
typed it. Full-width digits and letters count as the ordinary ones.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation

_DAYS = {"大前天": -3, "前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2, "大后天": 3}
_DATE = "请按 2026-11-24、11.24 或 1124 的样子填写日期"
_TIME = "请按 09:30 或 0930 的样子填写时间"
_MARK = r"[-./年月\s]+"
_WITH_MARKS = re.compile(rf"(?:(\d{{4}}|\d\d){_MARK})?(\d{{1,2}}){_MARK}(\d{{1,2}})[日号]?")
_MOST = 10**10
"""As money, in fen, what stations take from each other at most (``db.values``)."""
WEEKDAYS = "一二三四五六日"


class Unreadable(ValueError):
    """What was typed is no value of this kind; the text says so and how to write it."""


def folded(text: str) -> str:
    """``text`` with full-width letters and digits made ordinary, without outer blanks."""
    return unicodedata.normalize("NFKC", text).strip()


def read_date(text: str, today: date) -> date:
    """A day from 2026-11-24, 20261124, 11.24, 1124, 24日, 昨天, +3; no year means this year."""
    typed = folded(text)
    if typed in _DAYS:
        return today + timedelta(days=_DAYS[typed])
    if re.fullmatch(r"[+-]\d{1,4}", typed):
        return today + timedelta(days=int(typed))
    year, month, day = _parts(typed, today)
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(_no_such_day(year, month, day)) from None


def _parts(typed: str, today: date) -> tuple[int, int, int]:
    if found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", typed):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.fullmatch(r"(\d{1,2})(\d\d)", typed):
        return today.year, int(found[1]), int(found[2])
    if found := re.fullmatch(
        rf"(?:(\d{{2,4}}){_MARK}+)?(\d{{1,2}}){_MARK}+(\d{{1,2}})[日号]?", typed
    ):
        return _year(found[1], today), int(found[2]), int(found[3])
    if found := re.fullmatch(r"(\d{1,2})[日号]", typed):
        return today.year, today.month, int(found[1])
    raise Unreadable(_DATE)


def _year(typed: str | None, today: date) -> int:
    """26 is 2026 and 60 is 1960: up to ten years ahead count as this century."""
    if typed is None:
        return today.year
    year = int(typed)
    if len(typed) == 4:
        return year
    return 2000 + year if 2000 + year <= today.year + 10 else 1900 + year


def _no_such_day(year: int, month: int, day: int) -> str:
    if 1 <= month <= 12 and year >= 1:
        return f"{year} 年 {month} 月没有 {day} 日，请核对"
    return f"没有 {month} 月，请核对" if year >= 1 else _DATE


def read_time(text: str) -> time:
    """A time of day from 09:30, 930, 9.30, 9点半, 下午3点, 晚上7点."""
    typed = folded(text)
    found = re.fullmatch(
        r"(上午|下午|晚上?|中午|早上?)?(\d{1,2})(?:[:.点时]?(\d\d)|[点时](半|\d{1,2})?|)分?", typed
    )
    if found is None:
        raise Unreadable(_TIME)
    half, hour = found[1] or "", int(found[2])
    minute = 30 if found[4] == "半" else int(found[3] or found[4] or 0)
    if half[:1] in ("下", "晚") and hour < 12:
        hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        raise Unreadable(f"没有 {hour} 点 {minute} 分，请核对") from None


def read_number(text: str, decimals: int = 0) -> int | Decimal:
    """A number; 1,200 and 1 200 and 1.2万 are 1200. An int unless ``decimals`` are allowed."""
    typed = re.sub(r"[,\s_]", "", folded(text))
    times = 10_000 if typed.endswith("万") else 1
    plain = typed.removesuffix("万")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", plain):
        raise Unreadable("这里要填数字")
    try:
        value = Decimal(plain) * times
    except InvalidOperation:
        raise Unreadable("这里要填数字") from None
    if abs(value) > _MOST:
        raise Unreadable("数字太大，请核对")
    if value != round(value, decimals):
        raise Unreadable("请填整数" if decimals == 0 else f"小数点后最多 {decimals} 位")
    return int(value) if decimals == 0 else value


def read_money(text: str) -> int:
    """A sum of money in fen (分) from 8,000、8000元、80.50、1.2万."""
    value = read_number(re.sub(r"[元¥块]", "", folded(text)), 2)
    return int(value * 100)


def money_text(fen: int) -> str:
    """A sum in fen as yuan: 8,000 or 80.50."""
    yuan, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{yuan:,}.{rest:02}" if rest else f"{sign}{yuan:,}"
