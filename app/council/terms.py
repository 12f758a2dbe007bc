"""The words of the council room: every kind and state, with the name an office reads.

Stored as these strings; shown by the ``*_NAMES`` tables, never by the string itself.
"""

from enum import StrEnum


class BodyKind(StrEnum):
    """What sort of body meets; the law preset follows it (``resources/rules/council.toml``)."""

    RESIDENTS_MEETING = "residents_meeting"
    REPRESENTATIVES_MEETING = "representatives_meeting"
    YARD_COUNCIL = "yard_council"
    GRID_COUNCIL = "grid_council"


BODY_KIND_NAMES = {
    BodyKind.RESIDENTS_MEETING: "居民会议",
    BodyKind.REPRESENTATIVES_MEETING: "居民代表会议",
    BodyKind.YARD_COUNCIL: "小院议事厅",
    BodyKind.GRID_COUNCIL: "网格议事厅",
}


class Duty(StrEnum):
    """What a member does in a body."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


DUTY_NAMES = {Duty.CHAIR: "召集人", Duty.SECRETARY: "秘书", Duty.MEMBER: "成员"}


class Source(StrEnum):
    """Where a matter came from."""

    RESIDENT = "resident"
    PARTY_MEMBER = "party_member"
    UNIT = "unit"
    CHAT_GROUP = "chat_group"
    EVENT = "event"
    VISIT = "visit"
    COMMITTEE = "committee"
    SUPERIOR = "superior"


SOURCE_NAMES = {
    Source.RESIDENT: "居民建议",
    Source.PARTY_MEMBER: "党员建议",
    Source.UNIT: "驻区单位建议",
    Source.CHAT_GROUP: "居民群意见",
    Source.EVENT: "网格事项转入",
    Source.VISIT: "走访收集",
    Source.COMMITTEE: "居委会提议",
    Source.SUPERIOR: "上级安排",
}


class MeetingState(StrEnum):
    """How far a meeting has come."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


MEETING_STATE_NAMES = {
    MeetingState.PLANNED: "筹备中",
    MeetingState.OPEN: "开会中",
    MeetingState.CLOSED: "已结束",
    MeetingState.CANCELLED: "已取消",
}


class AttendanceKind(StrEnum):
    """In what role somebody is at a meeting; only members are in the number entitled."""

    MEMBER = "member"
    PROXY = "proxy"
    """Not a member himself, holds the written proxy of one."""
    OBSERVER = "observer"


ATTENDANCE_KIND_NAMES = {
    AttendanceKind.MEMBER: "成员",
    AttendanceKind.PROXY: "受托人",
    AttendanceKind.OBSERVER: "列席",
}


class AttendanceStatus(StrEnum):
    """Whether somebody came."""

    EXPECTED = "expected"
    PRESENT = "present"
    ON_LEAVE = "on_leave"
    ABSENT = "absent"


ATTENDANCE_STATUS_NAMES = {
    AttendanceStatus.EXPECTED: "未到",
    AttendanceStatus.PRESENT: "出席",
    AttendanceStatus.ON_LEAVE: "请假",
    AttendanceStatus.ABSENT: "缺席",
}


class VoteMethod(StrEnum):
    """How votes are given."""

    SHOW_OF_HANDS = "show_of_hands"
    SECRET_BALLOT = "secret_ballot"


VOTE_METHOD_NAMES = {
    VoteMethod.SHOW_OF_HANDS: "举手表决",
    VoteMethod.SECRET_BALLOT: "无记名投票",
}


class VoteState(StrEnum):
    """How far a vote has come; a void vote stays on record and decides nothing."""

    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


VOTE_STATE_NAMES = {
    VoteState.OPEN: "表决中",
    VoteState.CLOSED: "已表决",
    VoteState.VOID: "已中止",
}


class Outcome(StrEnum):
    """What a closed vote decided."""

    PASSED = "passed"
    FAILED = "failed"
    NO_QUORUM = "no_quorum"


OUTCOME_NAMES = {
    Outcome.PASSED: "通过",
    Outcome.FAILED: "未通过",
    Outcome.NO_QUORUM: "人数不足",
}


class MinutesState(StrEnum):
    """Whether minutes may still be edited."""

    DRAFT = "draft"
    SIGNED = "signed"


MINUTES_STATE_NAMES = {MinutesState.DRAFT: "草稿", MinutesState.SIGNED: "已签发"}
