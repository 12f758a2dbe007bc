"""季报: what the quarterly report prints, and the sheets of the workbook that goes with it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.figures.communities import CommunityRow, communities, ranks_by, together
from app.figures.community_measures import (
    MEASURES,
    SUBJECT_NAMES,
    Measure,
    Subject,
    percent,
    score,
)
from app.figures.community_words import paragraphs
from app.figures.district import district_headline
from app.figures.periods import QUARTER, Period, month_period
from app.printing.foot import PrintMark
from app.printing.quarterly_report import QuarterlySheet, RankedLine, RankedTable
from app.spreadsheets.writing import SheetColumn, SheetText
from db import clock

QUARTER_NAMES = "一二三四"
TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "网格和居民",
        (
            "grids", "households", "residents", "full_time", "part_time", "information_officer",
            "chat_groups", "joined", "visited",
        ),
    ),
    (
        "事项办理",
        (
            "reported", "handled", "responded", "in_time", "settled", "satisfied", "overdue",
            "whistles", "tasks_overdue",
        ),
    ),
    (
        "议事和积分",
        (
            "councils", "matters", "meetings", "content", "registered", "activities", "came",
            "issued",
        ),
    ),
)  # fmt: skip
"""Tables of the report, each with the measures of its columns."""


def quarter_of(day: date) -> Period:
    """The whole quarter a day is in, compared with the quarter before."""
    first = date(day.year, (day.month - 1) // QUARTER * QUARTER + 1, 1)
    last = month_period(date(day.year, first.month + QUARTER - 1, 1)).until_day
    return Period(first, last, QUARTER)


def quarter_name(period: Period) -> str:
    """2026年第三季度."""
    number = QUARTER_NAMES[(period.from_day.month - 1) // QUARTER]
    return f"{period.from_day.year}年第{number}季度"


def quarterly_sheet(session: Session, *, period: Period, operator: str = "") -> QuarterlySheet:
    """The report of a quarter, on all communities below this station."""
    office = profile(session).name
    rows = communities(session, period=period)
    late = sum(row.reported.late for row in rows)
    return QuarterlySheet(
        office_name=office,
        title=f"{office}{quarter_name(period)}社区工作情况报告",
        period=f"{period.from_day} 至 {period.until_day}",
        communities=f"{len(rows)}个，其中迟报或从未报送{late}个",
        headline=tuple(
            (one.name, one.shown.replace(" ", ","), one.formula)
            for one in district_headline(session)
        ),
        paragraphs=paragraphs(rows),
        tables=tuple(_table(name, keys, rows) for name, keys in TABLES),
        mark=PrintMark(clock.now(), operator),
    )


def _table(name: str, keys: Sequence[str], rows: Sequence[CommunityRow]) -> RankedTable:
    measures = [measure for measure in MEASURES if measure.key in keys]
    ranks = {measure.key: ranks_by(rows, measure.key) for measure in measures}
    total = together(rows)
    lines = [
        RankedLine(row.name, row.street, tuple(_cell(row, one, ranks[one.key]) for one in measures))
        for row in rows
    ]
    sums = tuple(percent(total[one.key]).replace(" ", ",") for one in measures)
    return RankedTable(
        name, tuple(one.name for one in measures), tuple(lines), RankedLine("合计", "", sums)
    )


def _cell(row: CommunityRow, measure: Measure, ranks: dict[Any, int | None]) -> str:
    """98.2%（3）: the figure, and of a rate the place."""
    words, place = percent(row.figures[measure.key]).replace(" ", ","), ranks[row.id]
    return f"{words}（{place}）" if place is not None and measure.is_rate else words


# -- the workbook -----------------------------------------------------------------------------


def quarterly_sheets(rows: Sequence[CommunityRow], footer: Sequence[str]) -> list[SheetText]:
    """A sheet for each subject: figures, both numbers of every rate, places, and the change."""
    return [_sheet(subject, rows, footer) for subject in Subject]


def _sheet(subject: Subject, rows: Sequence[CommunityRow], footer: Sequence[str]) -> SheetText:
    measures = [measure for measure in MEASURES if measure.subject is subject]
    ranks = {measure.key: ranks_by(rows, measure.key) for measure in measures}
    columns = [
        SheetColumn("社区", "text", 16),
        SheetColumn("街道", "text", 16),
        SheetColumn("数据截至", "datetime", 17),
        *(column for measure in measures for column in _columns(measure)),
    ]
    values = (_values(row, measures, ranks) for row in rows)
    return SheetText(SUBJECT_NAMES[subject], columns, values, len(rows), _notes(measures, footer))


def _columns(measure: Measure) -> list[SheetColumn]:
    wide = max(9.0, 2.2 * len(measure.name) + 1)
    if not measure.is_rate:
        found = [SheetColumn(measure.name, "number", wide)]
    else:
        found = [
            SheetColumn(f"{measure.name}（%）", "number", wide + 4),
            SheetColumn("分子", "number", 8),
            SheetColumn("分母", "number", 8),
        ]
    found.append(SheetColumn("名次", "number", 7))
    return [*found, SheetColumn("比上期", "text", 16)] if measure.timed else found


def _values(
    row: CommunityRow, measures: Sequence[Measure], ranks: dict[str, dict[Any, int | None]]
) -> list[Any]:
    found: list[Any] = [row.name, row.street, row.reported.as_of]
    for measure in measures:
        figure = row.figures[measure.key]
        if figure.base is None:
            found.append(figure.value)
        else:
            share = score(figure)
            found += [
                None if share is None else round(float(share) * 100, 2), figure.value, figure.base
            ]  # fmt: skip
        found.append(ranks[measure.key][row.id])
        if measure.timed:
            found.append(row.step(measure.key).words)
    return found


def _notes(measures: Sequence[Measure], footer: Sequence[str]) -> list[str]:
    """Below each sheet: how its figures are counted, and who took it out."""
    return [*footer, *(f"{measure.name}＝{measure.formula}" for measure in measures)]
