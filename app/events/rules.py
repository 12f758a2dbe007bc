"""Limits and rates of events, as plain functions: no session, no clock.

Two clocks run. The response is due an hour from the report, by the wall clock, however late the
report was entered (智慧海港 trial: 一小时响应). Handling has the limit of the category, from
acceptance on, and stands still while the event is suspended.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from uuid import UUID

from app.events.stages import FINISHED, State
from app.events.terms import Satisfaction

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
RESPONSE = timedelta(hours=1)
RESPONSE_NEAR = RESPONSE / 4
LATE_ENTRY = timedelta(hours=1)
"""Entered so much after the report, it is marked 补录."""
SIMILAR_WITHIN = timedelta(hours=72)
"""Reports of one building and category this close together may be the same."""
LAST_SECOND = time(23, 59, 59)


class LimitUnit(StrEnum):
    """How a limit is counted."""

    HOURS = "hours"
    """By the wall clock."""
    WORKING_DAYS = "working_days"
    """Full working days of the official calendar after acceptance; ends with the last of them."""


LIMIT_UNIT_NAMES = {LimitUnit.HOURS: "小时", LimitUnit.WORKING_DAYS: "个工作日"}
NEAR = {LimitUnit.HOURS: timedelta(hours=1), LimitUnit.WORKING_DAYS: timedelta(hours=24)}


@dataclass(frozen=True)
class Limit:
    """How long handling may take."""

    value: int
    unit: LimitUnit

    @property
    def text(self) -> str:
        """As people say it: 24 小时, 3 个工作日."""
        return f"{self.value} {LIMIT_UNIT_NAMES[self.unit]}"


@dataclass(frozen=True)
class Calendar:
    """The official calendar, as two questions."""

    add: Callable[[date, int], date]
    """The last of so many working days after a day."""
    between: Callable[[date, date], int]
    """Working days after the first day up to and including the last."""


Pause = tuple[datetime, datetime]
"""Suspended and resumed."""


def response_due(reported_at: datetime) -> datetime:
    """One hour from the report, by the wall clock."""
    return reported_at + RESPONSE


def is_late_entry(reported_at: datetime, entered_at: datetime) -> bool:
    """Whether it was entered long after it was reported (补录)."""
    return entered_at - reported_at > LATE_ENTRY


def handling_due(
    started: datetime, limit: Limit, calendar: Calendar, pauses: Iterable[Pause] = ()
) -> datetime:
    """When handling must be done.

    A limit in hours is moved on by the time it stood suspended. A limit in working days ends with
    the last second of the last day (24:00 in China) and is moved on by the working days of the
    suspension, so that it always ends on a working day.
    """
    if limit.unit is LimitUnit.HOURS:
        waited = sum((until - since for since, until in pauses), timedelta())
        return started + timedelta(hours=limit.value) + waited
    days = limit.value + sum(calendar.between(_day(a), _day(b)) for a, b in pauses)
    return end_of(calendar.add(_day(started), days))


def near_from(started: datetime, due: datetime, limit: Limit) -> datetime:
    """From when on it is near its limit (临期): the last quarter, at least 24 hours or 1 hour."""
    return max(started, due - max((due - started) / 4, NEAR[limit.unit]))


def end_of(day: date) -> datetime:
    """The last second of a day in China."""
    return datetime.combine(day, LAST_SECOND, CHINA)


def _day(moment: datetime) -> date:
    return moment.astimezone(CHINA).date()


@dataclass(frozen=True)
class Measured:
    """What the rates look at, of one event."""

    id: UUID
    state: State
    response_due: datetime
    responded_at: datetime | None
    accepted_at: datetime | None
    due_at: datetime | None
    handled_at: datetime | None
    suspended_at: datetime | None
    is_dispute: bool
    settled: bool | None
    satisfaction: str


@dataclass(frozen=True)
class Rate:
    """A rate with its formula and the events behind both numbers."""

    key: str
    name: str
    formula: str
    hits: tuple[UUID, ...]
    base: tuple[UUID, ...]

    @property
    def percent(self) -> str:
        """Such as 98.2%; a zero base shows —, never 0 % or 100 %."""
        return f"{100 * len(self.hits) / len(self.base):.1f}%" if self.base else "—"

    @property
    def shown(self) -> str:
        """With both numbers: 98.2%（111/113）."""
        return f"{self.percent}（{len(self.hits)}/{len(self.base)}）" if self.base else "—"

    @property
    def misses(self) -> tuple[UUID, ...]:
        """In the base and not counted."""
        counted = frozenset(self.hits)
        return tuple(event for event in self.base if event not in counted)


Test = Callable[[Measured, datetime], bool]


def _accepted(event: Measured, now: datetime) -> bool:
    return event.accepted_at is not None


def _finished(event: Measured, now: datetime) -> bool:
    return event.state in FINISHED


def _response_is_due(event: Measured, now: datetime) -> bool:
    return event.responded_at is not None or event.response_due < now


def _responded_in_time(event: Measured, now: datetime) -> bool:
    return event.responded_at is not None and event.responded_at <= event.response_due


def _end_is_due(event: Measured, now: datetime) -> bool:
    return event.due_at is not None and (_finished(event, now) or is_overdue(event, now))


def _finished_in_time(event: Measured, now: datetime) -> bool:
    ended, due = event.handled_at, event.due_at
    return _finished(event, now) and ended is not None and due is not None and ended <= due


def is_overdue(event: Measured, now: datetime) -> bool:
    """In handling, and the limit had passed (before it was suspended)."""
    in_handling = event.state in (State.ACCEPTED, State.DISPATCHED)
    return in_handling and event.due_at is not None and event.due_at < (event.suspended_at or now)


def _is_accepted_dispute(event: Measured, now: datetime) -> bool:
    return event.is_dispute and event.accepted_at is not None


def _is_settled(event: Measured, now: datetime) -> bool:
    return event.settled is True


def _has_answer(event: Measured, now: datetime) -> bool:
    return event.satisfaction != ""


def _is_content(event: Measured, now: datetime) -> bool:
    return event.satisfaction in (Satisfaction.SATISFIED, Satisfaction.FAIRLY)


@dataclass(frozen=True)
class RateRule:
    """How a rate is counted. Void events are in no base."""

    key: str
    name: str
    formula: str
    in_base: Test
    counts: Test


RATES: tuple[RateRule, ...] = (
    RateRule("handled", "处置率", "已处置（含已结案）÷ 已受理", _accepted, _finished),
    RateRule(
        "responded",
        "按时响应率",
        "一小时内首次响应 ÷ 应响应（已响应，或已过一小时）",
        _response_is_due,
        _responded_in_time,
    ),
    RateRule(
        "in_time",
        "按期办结率",
        "时限内处置完成 ÷ 应办结（已处置完成，或已过时限）；挂起期间不计时",
        _end_is_due,
        _finished_in_time,
    ),
    RateRule(
        "settled",
        "矛盾纠纷化解率",
        "已化解的矛盾纠纷 ÷ 已受理的矛盾纠纷",
        _is_accepted_dispute,
        _is_settled,
    ),
    RateRule("satisfied", "满意率", "（满意＋基本满意）÷ 有效回访", _has_answer, _is_content),
)
"""The five rates, in the order they are read out."""


def rates_of(events: Iterable[Measured], now: datetime) -> tuple[Rate, ...]:
    """All five rates of a set of events, as they stand at ``now``."""
    counted = [event for event in events if event.state is not State.VOID]
    return tuple(_rate(rule, counted, now) for rule in RATES)


def _rate(rule: RateRule, events: list[Measured], now: datetime) -> Rate:
    base = [event for event in events if rule.in_base(event, now)]
    hits = tuple(event.id for event in base if rule.counts(event, now))
    return Rate(rule.key, rule.name, rule.formula, hits, tuple(event.id for event in base))
