"""The words of the page of today: when things are due, and the rules of early warnings."""

from collections.abc import Mapping
from enum import StrEnum

from app.accounts.levels import Level

EVERY_LEVEL = frozenset(Level)
COMMUNITY = frozenset({Level.COMMUNITY})
ABOVE = EVERY_LEVEL - COMMUNITY
"""Streets and districts: they see what communities sent, and direct them."""


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
    LAGGING = "lagging"
    """Of communities: far more overdue than the others."""
    UNANSWERED = "unanswered"
    """Of whistles."""
    SILENT = "silent"
    """Of communities: nothing new came for days."""


RULE_NAMES = {
    Rule.REPEATED: "反复上报",
    Rule.NEAR: "临近时限",
    Rule.STUCK: "议题停滞",
    Rule.UNVISITED: "久未走访",
    Rule.LAGGING: "超期偏多",
    Rule.UNANSWERED: "吹哨未复",
    Rule.SILENT: "久未报送",
}
_ABOVE_RULES = (Rule.LAGGING, Rule.UNANSWERED, Rule.SILENT)
RULES_OF: Mapping[Level, tuple[Rule, ...]] = {
    Level.COMMUNITY: (Rule.REPEATED, Rule.NEAR, Rule.STUCK, Rule.UNVISITED),
    Level.STREET: _ABOVE_RULES,
    Level.DISTRICT: _ABOVE_RULES,
}
"""The rules of a level, in the order of their warnings and of the settings."""
