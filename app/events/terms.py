"""The words of the events room: sources, satisfaction, tasks, and the groups lists are cut into.

Stored as these strings; shown by the ``*_NAMES`` tables, never by the string itself.
"""

from enum import StrEnum


class EventSource(StrEnum):
    """How the office came to know of it."""

    PATROL = "patrol"
    RESIDENT = "resident"
    PHONE = "phone"
    CHAT_GROUP = "chat_group"
    VISIT = "visit"
    SNAPSHOT = "snapshot"
    HOTLINE = "hotline"
    UNIT = "unit"
    SUPERIOR = "superior"


SOURCE_NAMES = {
    EventSource.PATROL: "网格员巡查",
    EventSource.RESIDENT: "居民来访",
    EventSource.PHONE: "居民来电",
    EventSource.CHAT_GROUP: "居民群反映",
    EventSource.VISIT: "走访发现",
    EventSource.SNAPSHOT: "随手拍",
    EventSource.HOTLINE: "12345 热线",
    EventSource.UNIT: "物业和驻区单位",
    EventSource.SUPERIOR: "上级交办",
}


class Satisfaction(StrEnum):
    """What the reporter said of the handling when asked (回访)."""

    SATISFIED = "satisfied"
    FAIRLY = "fairly"
    DISSATISFIED = "dissatisfied"


SATISFACTION_NAMES = {
    Satisfaction.SATISFIED: "满意",
    Satisfaction.FAIRLY: "基本满意",
    Satisfaction.DISSATISFIED: "不满意",
}


class TaskReview(StrEnum):
    """What the superior says of an answer."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    """No answer is wanted any more."""


TASK_REVIEW_NAMES = {
    TaskReview.ACCEPTED: "已认可",
    TaskReview.RETURNED: "退回重办",
    TaskReview.WITHDRAWN: "已撤回",
}


class TaskState(StrEnum):
    """Whether a task from above has its answer."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    """Never stored: it follows from the superior's review."""


TASK_STATE_NAMES = {
    TaskState.OPEN: "待答复",
    TaskState.ANSWERED: "已答复",
    TaskState.WITHDRAWN: "已撤回",
}


class StateGroup(StrEnum):
    """The tabs of the list; an event may stand under several."""

    WAITING = "waiting"
    """No response yet."""
    OPEN = "open"
    """Neither closed nor void."""
    NEAR = "near"
    OVERDUE = "overdue"
    TODAY = "today"
    """Reported today."""
    CLOSED = "closed"
    ALL = "all"


STATE_GROUP_NAMES = {
    StateGroup.WAITING: "待响应",
    StateGroup.OPEN: "在办",
    StateGroup.NEAR: "临期",
    StateGroup.OVERDUE: "超期",
    StateGroup.TODAY: "今日",
    StateGroup.CLOSED: "已结",
    StateGroup.ALL: "全部",
}
