"""The words of the directing room, stored as these strings and shown by the ``*_NAMES`` tables."""

from enum import StrEnum

from app.accounts.permissions import Permission


class ResponseState(StrEnum):
    """How far a department has come with a whistle."""

    ASSIGNED = "assigned"
    ARRIVED = "arrived"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


UNANSWERED = (ResponseState.ASSIGNED, ResponseState.ARRIVED)
RESPONSE_STATE_NAMES = {
    ResponseState.ASSIGNED: "待报到",
    ResponseState.ARRIVED: "已报到",
    ResponseState.ANSWERED: "已答复",
    ResponseState.WITHDRAWN: "已撤回",
}


class WhistleState(StrEnum):
    """How far a whistle has come; follows from what is written on it and on its responses."""

    WAITING = "waiting"
    """No department was sent yet."""
    WORKING = "working"
    TO_RATE = "to_rate"
    """Every department has answered: the whistle-blower evaluates."""
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


WHISTLE_STATE_NAMES = {
    WhistleState.WAITING: "待派单",
    WhistleState.WORKING: "办理中",
    WhistleState.TO_RATE: "待评价",
    WhistleState.ENDED: "已办结",
    WhistleState.WITHDRAWN: "已撤回",
}
OPEN_WHISTLES = (WhistleState.WAITING, WhistleState.WORKING, WhistleState.TO_RATE)


class PublicationKind(StrEnum):
    """What is published downwards."""

    NOTICE = "notice"
    POINTS_RULES = "points_rules"
    EVENT_CATEGORIES = "event_categories"
    REGISTER = "register"


PUBLICATION_KIND_NAMES = {
    PublicationKind.NOTICE: "通知",
    PublicationKind.POINTS_RULES: "积分细则",
    PublicationKind.EVENT_CATEGORIES: "事项类别",
    PublicationKind.REGISTER: "台账样式",
}


ADOPTED_WITH = {
    PublicationKind.POINTS_RULES: Permission.EDIT_POINTS_RULES,
    PublicationKind.EVENT_CATEGORIES: Permission.CHANGE_SETTINGS,
}
"""What can be adopted, and what somebody needs to do so. Registers are not in this version yet."""


class MarkKind(StrEnum):
    """Distinctions given to an office."""

    DEMONSTRATION = "demonstration"


MARK_KIND_NAMES = {MarkKind.DEMONSTRATION: "示范"}
"""Shown with the level: 示范社区, 示范街道."""
