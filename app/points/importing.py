"""Importing the office's old points sheet: balances, or every entry with its day.

A row is taken as it stands or refused with its reason, never guessed: two people of one name are
told apart by identity number, phone or address, and what the sheet says of them must fit. What
comes in are opening entries (期初结转), whose keys follow from person and content: the same sheet
imported again adds nothing. A person's entries are taken together or not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from app.errors import InvalidInput
from app.spreadsheets.cells import Value, read_date, read_long_number, read_text
from app.spreadsheets.containers import Step
from app.spreadsheets.reading import Row, Sheet, no_step, read_sheet


class Target(StrEnum):
    """What a column may mean."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    ADDRESS = "address"
    POINTS = "points"
    DAY = "day"
    TEXT = "text"


TARGET_NAMES = {
    Target.NAME: "姓名",
    Target.ID_NUMBER: "证件号",
    Target.PHONE: "电话",
    Target.ADDRESS: "住址（3-2-301）",
    Target.POINTS: "积分（余额，或每笔增减）",
    Target.DAY: "日期（逐笔明细才有）",
    Target.TEXT: "事由",
}
WORDS: dict[Target, tuple[str, ...]] = {
    Target.NAME: ("姓名", "居民姓名", "居民", "户主", "户主姓名"),
    Target.ID_NUMBER: ("证件号", "身份证号", "身份证", "身份证号码", "证件号码"),
    Target.PHONE: ("电话", "手机", "手机号", "联系电话", "联系方式"),
    Target.ADDRESS: ("住址", "地址", "房号", "门牌", "门牌号", "家庭住址"),
    Target.POINTS: (
        "积分", "余额", "积分余额", "现有积分", "剩余积分", "累计积分", "分值", "增减", "得分",
        "分数", "变动",
    ),
    Target.DAY: ("日期", "时间", "发生日期", "登记日期", "获得日期"),
    Target.TEXT: ("事由", "项目", "内容", "摘要", "说明", "活动", "积分事由"),
}  # fmt: skip
MOST = 1_000_000
Columns = Mapping[int, Target]
"""Meaning of the columns by their place among the headings."""


@dataclass(frozen=True)
class RowProblem:
    """Why a row is not imported."""

    row: int
    """As the spreadsheet numbers it."""
    reason: str

    @property
    def sentence(self) -> str:
        """第 12 行：没有这位居民。"""
        return f"第 {self.row} 行：{self.reason}"


@dataclass(frozen=True)
class PointsLine:
    """What a good row says."""

    row: int
    name: str
    id_number: str
    phone: str
    address: str
    points: int
    day: date | None
    text: str


@dataclass(frozen=True)
class Checked:
    """Every row of a sheet, looked at by itself."""

    lines: tuple[PointsLine, ...]
    problems: tuple[RowProblem, ...]
    is_history: bool
    """There is a column of days: each row is an entry; otherwise a balance."""


def read_points_file(
    source: Path | bytes, *, name: str = "", sheet: str | None = None, step: Step = no_step
) -> Sheet:
    """Read an old points sheet.

    Raises:
        InvalidInput, Cancelled: see :func:`app.spreadsheets.reading.read_sheet`.
    """
    return read_sheet(source, name=name, sheet=sheet, known=_is_known, step=step)


def _is_known(title: str) -> bool:
    return any(title in words for words in WORDS.values())


def guess_columns(sheet: Sheet) -> dict[int, Target]:
    """What the columns mean by their headings; each meaning once, the first column wins."""
    found: dict[int, Target] = {}
    for place, title in enumerate(sheet.titles):
        for target, words in WORDS.items():
            if title in words and target not in found.values():
                found[place] = target
                break
    return found


def missing_columns(columns: Columns) -> list[str]:
    """Names of what a points sheet cannot do without."""
    return [
        TARGET_NAMES[target].partition("（")[0]
        for target in (Target.NAME, Target.POINTS)
        if target not in columns.values()
    ]


def check_sheet(sheet: Sheet, columns: Columns, today: date) -> Checked:
    """Read every row by itself.

    Raises:
        InvalidInput: the columns for name or points are missing.
    """
    missing = missing_columns(columns)
    if missing:
        raise InvalidInput(f"表头里认不出：{'、'.join(missing)}。", "请指定这些列。")
    is_history = Target.DAY in columns.values()
    places = {target: place for place, target in columns.items()}
    lines, problems = [], []
    for row in sheet.rows:
        try:
            lines.append(_line(row, places, today, is_history))
        except InvalidInput as error:
            problems.append(RowProblem(row.number, error.what_happened))
    return Checked(tuple(lines), tuple(problems), is_history)


def _line(row: Row, places: Mapping[Target, int], today: date, is_history: bool) -> PointsLine:
    def cell(target: Target) -> Value:
        place = places.get(target)
        return "" if place is None or place >= len(row.values) else row.values[place]

    name = read_text(cell(Target.NAME)).replace(" ", "")
    if not name:
        raise InvalidInput("没有姓名。")
    day = read_date(cell(Target.DAY)) if is_history else None
    if is_history and day is None:
        raise InvalidInput("没有日期。")
    if day is not None and day > today:
        raise InvalidInput(f"日期 {day} 还没有到。")
    return PointsLine(
        row.number,
        name,
        read_long_number(cell(Target.ID_NUMBER)).upper(),
        read_text(cell(Target.PHONE)).replace(" ", "").replace("-", ""),
        read_text(cell(Target.ADDRESS)).replace(" ", ""),
        _points(cell(Target.POINTS), is_history),
        day,
        read_text(cell(Target.TEXT))[:60],
    )


def _points(value: Value, is_history: bool) -> int:
    text = read_text(value).removesuffix("分").replace(",", "").replace("＋", "+")
    try:
        points = int(text)
    except ValueError as error:
        raise InvalidInput(f"积分“{text}”不是整数。" if text else "没有积分。") from error
    if abs(points) > MOST:
        raise InvalidInput(f"积分 {points} 太大。")
    if points < 0 and not is_history:
        raise InvalidInput(f"余额 {points} 小于零。")
    return points
