"""The words of the directing room, stored as these strings and shown by the ``*_NAMES`` tables."""

from enum import StrEnum


class ResponseState(StrEnum):
    """How far a department has come with a whistle."""

    ASSIGNED = "assigned"
    ARRIVED = "arrived"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


RESPONSE_STATE_NAMES = {
    ResponseState.ASSIGNED: "待报到",
    ResponseState.ARRIVED: "已报到",
    ResponseState.ANSWERED: "已答复",
    ResponseState.WITHDRAWN: "已撤回",
}


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


class MarkKind(StrEnum):
    """Distinctions given to an office."""

    DEMONSTRATION = "demonstration"


MARK_KIND_NAMES = {MarkKind.DEMONSTRATION: "示范"}
"""Shown with the level: 示范社区, 示范街道."""
