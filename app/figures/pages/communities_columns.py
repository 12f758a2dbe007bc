"""Columns of the communities table: every measure, with a mark for its trend."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from uuid import UUID

from app.desk.columns import Column
from app.desk.initials import initials
from app.figures.communities import CommunityRow, ranks_by
from app.figures.community_measures import (
    BY_KEY,
    MEASURES,
    TREND_MARKS,
    Measure,
    Step,
    percent,
    score,
)
from app.figures.headline import Figure
from app.pills import Pill, Tone

SHOWN = frozenset(
    {
        "grids", "reported", "handled", "responded", "in_time", "overdue", "tasks_overdue",
        "meetings", "joined", "visited", "issued",
    }
)  # fmt: skip
"""Measures in sight before somebody chose columns."""
BLANK_MARK = "　"
"""As wide as an arrow, so that numbers stand under each other."""


@dataclass(frozen=True)
class Shown:
    """A figure as a cell shows it: 98.2% ↑."""

    figure: Figure
    step: Step
    whole: bool = False
    """With both numbers of a rate, and without the mark."""

    def __str__(self) -> str:
        if self.whole:
            return self.figure.shown
        words = percent(self.figure)
        if not BY_KEY[self.figure.key].timed:
            return words
        return f"{words} {TREND_MARKS[self.step.trend] or BLANK_MARK}"

    @property
    def score(self) -> Fraction | None:
        """What it is sorted by."""
        return score(self.figure)


@dataclass(frozen=True)
class Line:
    """A row of the table: a community, and its place by the measure chosen."""

    row: CommunityRow
    rank: int | None
    key: str
    """Of the measure by which the table is ranked."""

    @property
    def id(self) -> UUID:
        """The community's station."""
        return self.row.id

    @property
    def chosen(self) -> Shown:
        """The figure by which the table is ranked, with both its numbers."""
        return Shown(self.row.figures[self.key], self.row.step(self.key), whole=True)

    @property
    def change(self) -> str:
        """↑ 升 1.2 个百分点."""
        step = self.row.step(self.key)
        return f"{TREND_MARKS[step.trend]} {step.words}".strip()

    @property
    def search_text(self) -> str:
        """What the search field looks in."""
        name, street = self.row.name, self.row.street
        return f"{name} {street} {self.row.mark_words} {initials(name)} {initials(street)}"


def lines_by(rows: Sequence[CommunityRow], key: str) -> list[Line]:
    """The communities in the order of one measure; those without a place come last."""
    ranks = ranks_by(rows, key)
    lines = [Line(row, ranks[row.id], key) for row in rows]
    return sorted(lines, key=lambda line: (line.rank is None, line.rank or 0))


def freshness(row: CommunityRow) -> Pill:
    """今天, 3 天前; late ones say so."""
    fresh = row.reported
    if fresh.days is None:
        return Pill(fresh.words, Tone.QUIET)
    if fresh.late:
        return Pill(f"{fresh.words}，迟报", Tone.LATE)
    return Pill(fresh.words, Tone.GOOD)


def _shown(key: str, line: Line) -> Shown:
    return Shown(line.row.figures[key], line.row.step(key))


def _score(shown: Shown) -> Fraction | None:
    return shown.score


def _days(pill: tuple[str, str]) -> tuple[int, str]:
    number = pill[0].split(" ")[0]
    return (int(number) if number.isdecimal() else 0 if number == "今天" else 10**6, pill[0])


def _column(measure: Measure) -> Column:
    return Column(
        measure.key,
        measure.name,
        partial(_shown, measure.key),
        kind="number",
        width=max(78, 14 * len(measure.name) + 26),
        sort_key=_score,
        visible=measure.key in SHOWN,
    )


COLUMNS: tuple[Column, ...] = (
    Column("rank", "名次", lambda line: line.rank, kind="number", width=50),
    Column("name", "社区", lambda line: line.row.name, width=110),
    Column(
        "chosen", "数值", lambda line: line.chosen, kind="number", width=136, sort_key=_score
    ),
    Column("change", "比上期", lambda line: line.change, width=128, sortable=False),
    Column("street", "街道", lambda line: line.row.street, width=110),
    Column("mark", "授牌", lambda line: line.row.mark_words, width=74),
    Column(
        "as_of", "数据截至", lambda line: freshness(line.row).pair, kind="pill", width=118,
        sort_key=_days,
    ),
    *(_column(measure) for measure in MEASURES),
)  # fmt: skip


def serial_words(row: CommunityRow) -> str:
    """第 17 包."""
    return "" if row.reported.serial is None else f"第 {row.reported.serial} 包"


def missing_words(row: CommunityRow) -> str:
    """缺第 16 包."""
    numbers = "、".join(str(number) for number in row.reported.missing)
    return f"缺第 {numbers} 包" if numbers else ""


REPORTING: tuple[Column, ...] = (
    Column("name", "社区", lambda row: row.name, width=130),
    Column("street", "街道", lambda row: row.street, width=120),
    Column(
        "fresh", "情况", lambda row: freshness(row).pair, kind="pill", width=128, sort_key=_days
    ),
    Column("as_of", "数据截至", lambda row: row.reported.as_of, kind="datetime", width=140),
    Column("serial", "上次报送", serial_words, width=90),
    Column(
        "received", "收到时间", lambda row: row.reported.received_at, kind="datetime", width=140
    ),
    Column("through", "经由", lambda row: row.reported.through, width=120),
    Column("missing", "缺包", missing_words, width=160),
)
