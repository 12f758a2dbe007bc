"""The words of the page of today: when things are due, and the rules of early warnings."""

from enum import StrEnum


class When(StrEnum):
    """The groups of the list, in order."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    """Until Sunday."""
    LATER = "later"
    """After this week, or whenever there is time."""


WHEN_NAMES = {
    When.OVERDUE: "已超期",
    When.TODAY: "今天",
    When.WEEK: "本周",
    When.LATER: "以后、无期限",
}


class Rule(StrEnum):
    """What an early warning (风险预警) looks at."""

    REPEATED = "repeated"
    NEAR = "near"
    STUCK = "stuck"
    UNVISITED = "unvisited"


RULE_NAMES = {
    Rule.REPEATED: "反复上报",
    Rule.NEAR: "临近时限",
    Rule.STUCK: "议题停滞",
    Rule.UNVISITED: "久未走访",
}
