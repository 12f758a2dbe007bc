"""Columns of a table, declared as data, and how their values are written and copied.

Dates are written 2026-11-24, times 09:30 in China's time, phones 3-4-4, numbers with thousands
marked and aligned right. What is copied into a spreadsheet keeps long numbers as text and can
never become a formula (CSV injection: a cell that begins with = + - @ or a tab is calculated).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any, Literal

from PySide6.QtCore import Qt

from app.desk.phones import spaced

Kind = Literal["text", "number", "date", "time", "datetime", "phone", "pill"]
Align = Literal["left", "right", "centre"]

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one time without summer time; Windows ships no zone database to ask."""

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}
_FORMULA_STARTS = "=+-@＝＋－＠"
_EXACT_DIGITS = 11
"""A spreadsheet shows longer numbers as 1.3E+17 and forgets what follows the 15th digit."""


@dataclass(frozen=True)
class Column:
    """One column: its key, title, how to get its value from a row, width at normal text size.

    ``getter`` of a ``pill`` column returns ``(word, state)``. ``sort_key`` turns the value into
    what is compared in memory; a paged table sorts by ``key`` in SQL.
    """

    key: str
    title: str
    getter: Callable[[Any], Any]
    width: int = 120
    align: Align | None = None
    kind: Kind = "text"
    sort_key: Callable[[Any], Any] | None = None
    visible: bool = True
    sortable: bool = True

    def text(self, row: Any) -> str:
        """The value of ``row`` as it is shown."""
        return written(self.getter(row), self.kind)

    def order(self, row: Any) -> Any:
        """The value of ``row`` as it is compared; None sorts last."""
        value = self.getter(row)
        if self.sort_key is not None:
            return self.sort_key(value)
        if self.kind == "pill" and value is not None:
            return value[0]
        return value

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """Numbers stand right, everything else left, unless the column says otherwise."""
        align = self.align or ("right" if self.kind == "number" else "left")
        return _ALIGN[align] | Qt.AlignmentFlag.AlignVCenter


def written(value: Any, kind: Kind) -> str:
    """``value`` as a table of ``kind`` writes it; an unknown number is a dash, never 0."""
    if value is None:
        return "—" if kind == "number" else ""
    if kind == "pill":
        return str(value[0])
    if kind == "phone":
        return spaced(str(value))
    if kind == "number":
        return _number(value)
    if isinstance(value, datetime | date | time):
        return _moment(value, kind)
    return str(value)


def _number(value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float | Decimal):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return str(value)


def _moment(value: datetime | date | time, kind: Kind) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            value = value.astimezone(CHINA)
        pattern = {"date": "%Y-%m-%d", "time": "%H:%M"}.get(kind, "%Y-%m-%d %H:%M")
        return value.strftime(pattern)
    return value.strftime("%H:%M") if isinstance(value, time) else value.isoformat()


def sorted_rows(rows: Iterable[Any], column: Column, *, descending: bool) -> list[Any]:
    """Return ``rows`` by ``column``; equal rows keep their order, rows without a value go last."""
    known: list[tuple[Any, Any]] = []
    unknown: list[tuple[Any, Any]] = []
    for row in rows:
        order = column.order(row)
        (unknown if order is None else known).append((order, row))
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return [row for _, row in known + unknown]


def _harmless(text: str) -> str:
    """``text`` on one line, and not a formula wherever it is pasted."""
    flat = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()
    return "'" + flat if flat[:1] and flat[0] in _FORMULA_STARTS else flat


def _needs_keeping(text: str) -> bool:
    digits = text[:-1] if text[-1:] in ("X", "x") else text
    if not (digits.isascii() and digits.isdigit()):
        return False
    return len(text) > _EXACT_DIGITS or (len(text) > 1 and text.startswith("0"))


def copied_cell(row: Any, column: Column) -> str:
    """The plain-text cell for the clipboard: numbers bare, long digits as ``="…"``."""
    value = column.getter(row)
    if column.kind == "number" and value is not None:
        return str(value)
    if column.kind == "phone" and value is not None:
        value = str(value).replace(" ", "")
    text = _harmless(value if isinstance(value, str) else column.text(row))
    return f'="{text}"' if _needs_keeping(text) else text


def copied_text(rows: Sequence[Any], columns: Sequence[Column], *, titles: bool = False) -> str:
    """Rows as tab-separated lines, for a spreadsheet or a chat."""
    lines = ["\t".join(_harmless(column.title) for column in columns)] if titles else []
    lines += ["\t".join(copied_cell(row, column) for column in columns) for row in rows]
    return "\n".join(lines)


def copied_table(rows: Sequence[Any], columns: Sequence[Column], *, titles: bool = False) -> str:
    """Rows as an HTML table, which spreadsheets prefer: text cells are marked as text."""
    parts = []
    if titles:
        heads = "".join(f"<th>{html.escape(_harmless(column.title))}</th>" for column in columns)
        parts.append(f"<tr>{heads}</tr>")
    for row in rows:
        cells = "".join(_html_cell(row, column) for column in columns)
        parts.append(f"<tr>{cells}</tr>")
    return f"<meta charset='utf-8'><table>{''.join(parts)}</table>"


def _html_cell(row: Any, column: Column) -> str:
    text = copied_cell(row, column).removeprefix('="').removesuffix('"')
    if column.kind == "number":
        return f"<td>{html.escape(text)}</td>"
    return f"<td style=\"mso-number-format:'\\@'\">{html.escape(text)}</td>"
