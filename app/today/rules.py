"""When something is due in words, and which figures make an early warning: no session, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from app.today.terms import Rule, When

WEEKDAYS = "一二三四五六日"
SATURDAY = 5
KINDS_OF_DAYS = {
    (True, False): "工作日",
    (True, True): "调休上班",
    (False, False): "节假日",
    (False, True): "休息日",
}
"""By whether offices work, and whether it is Saturday or Sunday."""
ENDS_OF_DAYS = (time(0, 0, 0), time(23, 59, 59))
"""At these times a day ends: only the day is said."""


def when_of(due: datetime | None, now: datetime, *, is_late: bool) -> When:
    """In which group something stands; both moments as the wall clock shows them.

    Overdue is what its own room calls late once its time has passed: a meeting that has begun or
    a public notice that has ended waits for today. What is late without a day waits for today too.
    """
    if due is None:
        return When.TODAY if is_late else When.LATER
    if due < now:
        return When.OVERDUE if is_late else When.TODAY
    days = (due.date() - now.date()).days
    if days == 0:
        return When.TODAY
    return When.WEEK if days <= 6 - now.weekday() else When.LATER


def due_words(due: datetime | None, today: date, *, day_only: bool = False) -> str:
    """When it is due, short: 16:30 for today, 明天 09:00, 12-03 周四, 2027-01-05."""
    if due is None:
        return ""
    at = "" if day_only or due.time().replace(microsecond=0) in ENDS_OF_DAYS else f"{due:%H:%M}"
    day = _day_words(due.date(), today)
    return at if at and day == "今天" else f"{day} {at}".strip()


def _day_words(day: date, today: date) -> str:
    near = {-1: "昨天", 0: "今天", 1: "明天"}.get((day - today).days)
    if near:
        return near
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def day_words(day: date, *, works: bool, is_known: bool = True) -> str:
    """The day in full: 2026-11-25 星期三 · 工作日; ``is_known`` whether its year's calendar is."""
    kind = KINDS_OF_DAYS[works, day.weekday() >= SATURDAY]
    words = f"{day.isoformat()} 星期{WEEKDAYS[day.weekday()]} · {kind}"
    return words if is_known else f"{words}（本年放假安排未收录，按周一至周五推算）"


@dataclass(frozen=True)
class Thresholds:
    """From which figures on a warning is given; 0 switches its rule off."""

    repeated_events: int
    """Reports at one building …"""
    repeated_days: int
    """… within so many days."""
    near_hours: int
    """Hours before the limit of an event."""
    visit_days: int
    """Days a household with somebody vulnerable may wait for a visit."""
    stuck_days: int
    """Days a matter may stand in one stage."""
    overdue_least: int
    """Overdue events of one community …"""
    overdue_times: int
    """… and how many times the average of the others that is."""
    whistle_days: int
    """Days a whistle may wait for its answers."""
    silent_days: int
    """Days a community's data may be old."""

    @property
    def sentences(self) -> dict[Rule, str]:
        """Each rule as people say it; 不预警 where it is switched off."""
        said = {
            Rule.REPEATED: f"同一楼栋 {self.repeated_days} 天内上报满 {self.repeated_events} 件",
            Rule.NEAR: f"离办理时限不到 {self.near_hours} 小时",
            Rule.STUCK: f"议题停在一个环节满 {self.stuck_days} 天",
            Rule.UNVISITED: f"重点户超过 {self.visit_days} 天没有走访",
            Rule.LAGGING: f"一个社区超期事项满 {self.overdue_least} 件，"
            f"并且达到其他社区平均的 {self.overdue_times} 倍",
            Rule.UNANSWERED: f"吹哨满 {self.whistle_days} 天还没有全部答复",
            Rule.SILENT: f"社区超过 {self.silent_days} 天没有报来新数据",
        }
        return {rule: words if self.is_on(rule) else "不预警" for rule, words in said.items()}

    def is_on(self, rule: Rule) -> bool:
        """Whether this rule gives warnings."""
        figures = {
            Rule.REPEATED: (self.repeated_events, self.repeated_days),
            Rule.NEAR: (self.near_hours,),
            Rule.STUCK: (self.stuck_days,),
            Rule.UNVISITED: (self.visit_days,),
            Rule.LAGGING: (self.overdue_least,),
            Rule.UNANSWERED: (self.whistle_days,),
            Rule.SILENT: (self.silent_days,),
        }
        return all(figures[rule])


def periods_of(days: int, every: int) -> int:
    """How often a period has passed: a warning put away comes back with the next one."""
    return days // every if every > 0 else 0


def lags(count: int, others: Sequence[int], *, least: int, times: int) -> bool:
    """Whether a community has far more overdue events than the others; alone it cannot."""
    return bool(others) and count >= least and count * len(others) >= times * sum(others)


def listed(names: Iterable[str], most: int = 2) -> str:
    """Names in a line, the rest counted: 王秀芬、李桂兰 等 4 人."""
    found = list(names)
    words = "、".join(found[:most])
    return words if len(found) <= most else f"{words} 等 {len(found)} 人"
