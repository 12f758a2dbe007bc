"""Breaking Chinese text into lines (pure: knows characters and widths, no fonts).

Rules: GB/T 15834-2011 (closing marks never start a line, opening marks never end one, —— and ……
are not split), GB/T 9704 practice (numbers and years stay whole; 回行时数字、年份不拆开). Where a
mark would start a line, the character before it goes down with it; the line above is then spread
by the setter. A word longer than a line is split, because nothing else is possible.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

NO_START = frozenset("，。、；：？！,.;:?!）)》〉」』】〕］}”’…—～·％%‰℃°·•ー々〗〙﹂﹄”’/／")
NO_END = frozenset("（(《〈「『【〔［{“‘〖￥$¥№#＃□☑")

_WORD = re.compile(
    r"[0-9A-Za-zÀ-ÖØ-öø-ÿ０-９]+(?:[.,:/\\_@'’+&=~?#\-–][0-9A-Za-z０-９]+)*[%％‰℃°]?"
)
_WHOLE = re.compile(r"[0-9]{2,4}年|第[0-9]+|[万亿]元|平方米|小时|分钟|工作日")
_COUNTED = re.compile(
    r"[0-9０-９][0-9０-９.,]*(?:万|亿)?"
    r"(?:[月日时分秒号户人名票元个件次条项岁栋幢层楼室米]|平方米|小时|分钟|工作日)"
)
_DATE = re.compile(r"(?P<year>[0-9]{2,4}年)?(?P<day>[0-9]{1,2}月[0-9]{1,2}日)")
_DOUBLED = re.compile(r"——|……")

FREE, AVOID, NEVER = 0, 1, 2
"""How a place between two characters may be used: freely, only in need, not at all."""

LOOSEST = 1 / 12
"""Part of a line that may stay empty to keep a date or a number and its unit together; beyond
that the date is broken after 年, the unit parted from its number, which itself stays whole."""

TOLERANCE = 0.01
"""Points by which a sum of widths may pass the measure through rounding."""


def bonds(text: str) -> list[int]:
    """For each index, whether a line may begin there (FREE, AVOID, NEVER)."""
    found = [FREE] * (len(text) + 1)
    for pattern, strength in (
        (_COUNTED, AVOID),
        (_WORD, NEVER),
        (_WHOLE, NEVER),
        (_DOUBLED, NEVER),
    ):
        for match in pattern.finditer(text):
            _bind(found, match.start(), match.end(), strength)
    for match in _DATE.finditer(text):
        _bind(found, match.start("day"), match.end("day"), NEVER)
        if match.group("year"):
            found[match.start("day")] = max(found[match.start("day")], AVOID)
    for i in range(1, len(text)):
        if text[i] == " " or is_forbidden(text, i):
            found[i] = NEVER
    return found


def _bind(found: list[int], start: int, end: int, strength: int) -> None:
    for i in range(start + 1, end):
        found[i] = max(found[i], strength)


def is_forbidden(text: str, index: int) -> bool:
    """Whether a line beginning at ``index`` would break a rule of punctuation."""
    before = visible_end(text, 0, index)
    return text[index] in NO_START or (before > 0 and text[before - 1] in NO_END)


def break_lines(
    text: str, widths: Sequence[float], first: float, rest: float
) -> list[tuple[int, int]]:
    """Cut ``text`` (one paragraph) into lines, as ranges that join without gap.

    ``widths``: of each character; ``first`` and ``rest``: measure of the first and the other
    lines, in the same unit. Spaces that end a line hang out of the measure.
    """
    if not text:
        return []
    bound = bonds(text)
    reach = [0.0, *accumulate(widths)]
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        measure = rest if lines else first
        end = _line_end(text, bound, reach, (start, measure))
        lines.append((start, end))
        start = end
    return lines


def _line_end(text: str, bound: list[int], reach: list[float], line: tuple[int, float]) -> int:
    start, measure = line
    fits = bisect_right(reach, reach[start] + measure + TOLERANCE) - 1
    while fits < len(text) and text[fits] == " ":
        fits += 1
    if fits >= len(text):
        return len(text)
    fits = max(fits, start + 1)
    free = _last(bound, start, fits, FREE)
    if free and measure - (reach[free] - reach[start]) <= measure * LOOSEST:
        return free
    return _last(bound, start, fits, AVOID) or _forced(text, start, fits)


def _last(bound: list[int], start: int, fits: int, strength: int) -> int:
    """The last place in (start, fits] no stronger bound than ``strength``; 0 when there is none."""
    return next((i for i in range(fits, start, -1) if bound[i] <= strength), 0)


def _forced(text: str, start: int, fits: int) -> int:
    """Split inside a word or number, still away from forbidden marks when that can be had."""
    return next((i for i in range(fits, start, -1) if not is_forbidden(text, i)), fits)


def visible_end(text: str, start: int, end: int) -> int:
    """End of a line without the spaces that hang after it."""
    while end > start and text[end - 1] == " ":
        end -= 1
    return end
