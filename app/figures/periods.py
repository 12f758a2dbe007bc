"""Periods that figures are counted over, and the steps a trend goes through them; pure.

Days are days in China. A period that is not over ends today and is compared with as many days of
the one before, so that the tenth of a month is not held against a whole month.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.errors import InvalidInput

DAY = timedelta(days=1)
MOST_DAYS = 31
"""Days up to which a trend goes by days."""
MOST_DAYS_OF_WEEKS = 16 * 7
"""Days up to which it goes by weeks; beyond, by months."""
YEAR, QUARTER = 12, 3
"""In months."""


class PeriodKind(StrEnum):
    """What is offered above the figures."""

    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "this_quarter"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    FREE = "free"


PERIOD_NAMES = {
    PeriodKind.THIS_MONTH: "本月",
    PeriodKind.LAST_MONTH: "上月",
    PeriodKind.THIS_QUARTER: "本季",
    PeriodKind.THIS_YEAR: "本年",
    PeriodKind.LAST_YEAR: "去年",
    PeriodKind.FREE: "自定",
}


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    from_day: date
    until_day: date
    months: int = 0
    """How far back the period lies that it is compared with; 0: as many days just before."""

    @property
    def days(self) -> int:
        """How many days."""
        return (self.until_day - self.from_day).days + 1

    @property
    def text(self) -> str:
        """2026-11-01 至 2026-11-30."""
        return f"{self.from_day} 至 {self.until_day}"

    @property
    def before(self) -> "Period":
        """What it is compared with: the same days a month, quarter or year earlier."""
        if not self.months:
            return Period(self.from_day - self.days * DAY, self.from_day - DAY)
        first, last = _back(self.from_day, self.months), _back(self.until_day, self.months)
        if _is_month_end(self.until_day):
            last = last.replace(day=monthrange(last.year, last.month)[1])
        return Period(first, last, self.months)


class Grain(StrEnum):
    """How wide the steps of a trend are."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


GRAIN_NAMES = {Grain.DAY: "日", Grain.WEEK: "周", Grain.MONTH: "月"}


@dataclass(frozen=True)
class Span:
    """One step of a trend: a day, a week or a month, cut at the ends of the period."""

    label: str
    """11-24; the first day of a week; 2026-11 for a month."""
    from_day: date
    until_day: date


def period_of(kind: PeriodKind, today: date) -> Period:
    """The days of a period as seen today; ``FREE`` begins as the present month."""
    month = today.replace(day=1)
    before = month - DAY
    quarter = month.replace(month=(today.month - 1) // QUARTER * QUARTER + 1)
    year = month.replace(month=1)
    return {
        PeriodKind.THIS_MONTH: Period(month, today, 1),
        PeriodKind.LAST_MONTH: Period(before.replace(day=1), before, 1),
        PeriodKind.THIS_QUARTER: Period(quarter, today, QUARTER),
        PeriodKind.THIS_YEAR: Period(year, today, YEAR),
        PeriodKind.LAST_YEAR: Period(year.replace(year=year.year - 1), year - DAY, YEAR),
        PeriodKind.FREE: Period(month, today),
    }[kind]


def month_period(day: date) -> Period:
    """The whole month a day is in, compared with the whole month before."""
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return Period(day.replace(day=1), last, 1)


def free_period(from_day: date, until_day: date) -> Period:
    """A period somebody typed; whole months are compared with as many whole months before.

    Raises:
        InvalidInput: it ends before it begins.
    """
    if until_day < from_day:
        raise InvalidInput("结束日期早于开始日期。", "请改正。", field="until_day")
    months = 0
    if from_day.day == 1 and _is_month_end(until_day):
        months = (until_day.year - from_day.year) * YEAR + until_day.month - from_day.month + 1
    return Period(from_day, until_day, months)


def grain_of(period: Period) -> Grain:
    """Days for a month, weeks for a quarter, months for what is longer."""
    if period.days <= MOST_DAYS:
        return Grain.DAY
    return Grain.WEEK if period.days <= MOST_DAYS_OF_WEEKS else Grain.MONTH


def spans(period: Period, grain: Grain) -> tuple[Span, ...]:
    """The steps that make up a period, without gap; weeks begin on Monday."""
    found, first = [], period.from_day
    while first <= period.until_day:
        last = min(_end_of_step(first, grain), period.until_day)
        label = f"{first:%Y-%m}" if grain is Grain.MONTH else f"{first:%m-%d}"
        found.append(Span(label, first, last))
        first = last + DAY
    return tuple(found)


def _end_of_step(first: date, grain: Grain) -> date:
    if grain is Grain.DAY:
        return first
    if grain is Grain.WEEK:
        return first + (6 - first.weekday()) * DAY
    return first.replace(day=monthrange(first.year, first.month)[1])


def _back(day: date, months: int) -> date:
    """The same day some months earlier; the last of the month where it has no such day."""
    count = day.year * YEAR + day.month - 1 - months
    year, month = divmod(count, YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_month_end(day: date) -> bool:
    return (day + DAY).day == 1
