"""What communities are compared by: every measure once, from counts to figure, rank and trend.

Pure. A measure takes its numbers from the counts of one community by name: a count from ``key``,
a rate from ``{key}_hits`` and ``{key}_base``. The formulas of events are those of
:data:`app.events.rules.RATES`, of points those of the ledger; none is written a second time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.events.rules import RATES
from app.figures.event_tallies import COUNTS
from app.figures.headline import Figure
from app.figures.points_flow import FORMULAS
from app.figures.visit_coverage import FORMULA as VISIT_FORMULA
from app.grids.rules import ranks

POINT = Fraction(1, 1000)
"""A tenth of a per cent: what rates are shown to, and what counts as a change of one."""


class Better(StrEnum):
    """Which way a figure is good; a rank gives the first place to the best."""

    HIGHER = "higher"
    LOWER = "lower"


class Subject(StrEnum):
    """The rooms figures come from; the workbook has a sheet for each."""

    EVENTS = "events"
    DIRECTING = "directing"
    GRIDS = "grids"
    COUNCIL = "council"
    POINTS = "points"


SUBJECT_NAMES = {
    Subject.EVENTS: "事项",
    Subject.DIRECTING: "吹哨和任务",
    Subject.GRIDS: "网格",
    Subject.COUNCIL: "议事",
    Subject.POINTS: "积分",
}


@dataclass(frozen=True)
class Measure:
    """One figure of a community, and how it is counted."""

    key: str
    subject: Subject
    name: str
    formula: str
    is_rate: bool = False
    better: Better = Better.HIGHER
    timed: bool = True
    """Counted over the period; otherwise as it stands now, without a trend."""

    @property
    def is_contest(self) -> bool:
        """Whether a place says something: not for the mere size of a community."""
        return self.is_rate or self.timed or self.better is Better.LOWER

    def figure(self, numbers: Mapping[str, int]) -> Figure:
        """The figure from the counts of one community, or of several added up."""
        if not self.is_rate:
            return Figure(self.key, self.name, numbers.get(self.key, 0), self.formula)
        hits, base = numbers.get(f"{self.key}_hits", 0), numbers.get(f"{self.key}_base", 0)
        return Figure(self.key, self.name, hits, self.formula, base)


def _standing(
    key: str, subject: Subject, name: str, formula: str, *, is_rate: bool = False
) -> Measure:
    return Measure(key, subject, name, formula, is_rate, timed=False)


_GRIDS = (
    _standing("grids", Subject.GRIDS, "网格", "登记的社区网格和专属网格"),
    _standing("households", Subject.GRIDS, "户", "登记的户"),
    _standing("residents", Subject.GRIDS, "居民", "状态为在住的居民"),
    _standing("full_time", Subject.GRIDS, "专职网格员", "在任的专职网格员"),
    _standing("part_time", Subject.GRIDS, "兼职网格员", "在任的兼职网格员"),
    _standing("information_officer", Subject.GRIDS, "信息员", "在任的信息员"),
    _standing("chat_groups", Subject.GRIDS, "居民群", "登记的居民群，不含已解散的"),
    _standing("joined", Subject.GRIDS, "入群率", "有人在居民群的户 ÷ 登记的户", is_rate=True),
    Measure("visited", Subject.GRIDS, "走访覆盖率", VISIT_FORMULA, is_rate=True),
)
_EVENTS = (
    Measure("reported", Subject.EVENTS, *COUNTS["reported"]),
    *(Measure(rule.key, Subject.EVENTS, rule.name, rule.formula, is_rate=True) for rule in RATES),
    Measure("overdue", Subject.EVENTS, *COUNTS["overdue"], better=Better.LOWER),
)
_DIRECTING = (
    Measure(
        "whistles", Subject.DIRECTING, "在办吹哨", "没有撤回、没有办结的吹哨",
        better=Better.LOWER, timed=False,
    ),
    Measure(
        "tasks", Subject.DIRECTING, "待答复任务", "指派给本社区、还没有答复的任务",
        better=Better.LOWER, timed=False,
    ),
    Measure(
        "tasks_overdue", Subject.DIRECTING, "任务超期", "待答复任务中已过期限的",
        better=Better.LOWER, timed=False,
    ),
)  # fmt: skip
_COUNCIL = (
    _standing("councils", Subject.COUNCIL, "议事平台", "小院议事厅和网格议事厅，不含已撤销的"),
    Measure("matters", Subject.COUNCIL, "议题", "期内提议的议题，不论走到哪一步"),
    Measure("meetings", Subject.COUNCIL, "会议", "期内开会、已经闭会的会议"),
    Measure(
        "content", Subject.COUNCIL, "民评满意率",
        "（满意＋基本满意）÷ 有效评议表，期内结束的评议", is_rate=True,
    ),
)  # fmt: skip
_POINTS = (
    _standing("registered", Subject.POINTS, "积分注册", "开立积分账户的人，合并的记录算一人"),
    Measure("activities", Subject.POINTS, "积分活动", "期内举办、已结束的活动"),
    Measure("came", Subject.POINTS, "参与人次", "这些活动中签到的人次"),
    Measure("issued", Subject.POINTS, "发放积分", FORMULAS["issued"]),
)
MEASURES: tuple[Measure, ...] = (*_EVENTS, *_DIRECTING, *_GRIDS, *_COUNCIL, *_POINTS)
"""In the order they are read out: what is asked for daily comes first."""
BY_KEY: Mapping[str, Measure] = {measure.key: measure for measure in MEASURES}


def figures_of(numbers: Mapping[str, int]) -> dict[str, Figure]:
    """All figures of one community by key."""
    return {measure.key: measure.figure(numbers) for measure in MEASURES}


def score(figure: Figure) -> Fraction | None:
    """What a figure is compared by: the count, or the rate from 0 to 1; None on a zero base."""
    if figure.base is None:
        return Fraction(figure.value)
    return Fraction(figure.value, figure.base) if figure.base else None


def percent(figure: Figure) -> str:
    """A count, or a rate without its two numbers: 98.2%; a dash on a zero base."""
    share = score(figure)
    if figure.base is None or share is None:
        return figure.shown
    return f"{float(share) * 100:.1f}%"


def ranked(figures: Sequence[Figure]) -> list[int | None]:
    """The place of each in the order of one measure, the best first; equal ones share it.

    Who has a zero base has no place.
    """
    scores = [score(figure) for figure in figures]
    if figures and BY_KEY[figures[0].key].better is Better.LOWER:
        scores = [None if one is None else -one for one in scores]
    return ranks([None if one is None else float(one) for one in scores])


class Trend(StrEnum):
    """Which way a figure went."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"
    UNKNOWN = "unknown"
    """There is nothing to compare: no base then or now, or no figure of a period."""


TREND_MARKS = {Trend.UP: "↑", Trend.DOWN: "↓", Trend.LEVEL: "", Trend.UNKNOWN: ""}


@dataclass(frozen=True)
class Step:
    """How a figure differs from that of the period before."""

    trend: Trend
    words: str
    """升 1.2 个百分点, 少 3, 持平; empty where nothing can be compared."""
    good: bool | None = None
    """Whether that is for the better; None: neither."""


def step_since(now: Figure, before: Figure | None) -> Step:
    """From the period before to now; a rate moves when it is shown with another figure."""
    scores = (score(now), None if before is None else score(before))
    if scores[0] is None or scores[1] is None:
        return Step(Trend.UNKNOWN, "")
    rate = now.base is not None
    moved = _rounded(scores[0], rate) - _rounded(scores[1], rate)
    if not moved:
        return Step(Trend.LEVEL, "持平")
    good = (moved > 0) == (BY_KEY[now.key].better is Better.HIGHER)
    if rate:
        words = f"{'升' if moved > 0 else '降'} {abs(moved) / 10:g} 个百分点"
    else:
        words = f"{'多' if moved > 0 else '少'} {abs(moved):,}"
    return Step(Trend.UP if moved > 0 else Trend.DOWN, words, good)


def _rounded(value: Fraction, rate: bool) -> int:
    return round(value / POINT) if rate else int(value)
