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
    OWNERS_MEETING = "owners_meeting"


BODY_KIND_NAMES = {
    BodyKind.RESIDENTS_MEETING: "居民会议",
    BodyKind.REPRESENTATIVES_MEETING: "居民代表会议",
    BodyKind.YARD_COUNCIL: "小院议事厅",
    BodyKind.GRID_COUNCIL: "网格议事厅",
    BodyKind.OWNERS_MEETING: "业主大会",
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


class Competence(StrEnum):
    """Whose affair a proposal is, as screening finds (五民工作法: 自己的事、社区的事、政府的事)."""

    OWN_AFFAIR = "own_affair"
    COMMUNITY = "community"
    GOVERNMENT = "government"


COMPETENCE_NAMES = {
    Competence.OWN_AFFAIR: "居民自己的事",
    Competence.COMMUNITY: "社区的事，上会协商",
    Competence.GOVERNMENT: "政府的事，转办或上报",
}


class HandOver(StrEnum):
    """Where a matter goes that is not the community's to decide."""

    EVENT = "event"
    SUPERIOR = "superior"


HAND_OVER_NAMES = {HandOver.EVENT: "转为网格事项", HandOver.SUPERIOR: "上报街道"}


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
    HOUSEHOLD_POLL = "household_poll"
    """Written, from door to door, over days; each slip is signed and therefore named."""


VOTE_METHOD_NAMES = {
    VoteMethod.SHOW_OF_HANDS: "举手表决",
    VoteMethod.SECRET_BALLOT: "无记名投票",
    VoteMethod.HOUSEHOLD_POLL: "入户书面征求意见",
}


class VoteKind(StrEnum):
    """What is voted on."""

    MOTION = "motion"
    OPTIONS = "options"
    CANDIDATES = "candidates"


VOTE_KIND_NAMES = {
    VoteKind.MOTION: "一个方案，赞成或反对",
    VoteKind.OPTIONS: "几个方案，选择其一或其几",
    VoteKind.CANDIDATES: "候选人，选举",
}


class PollAnswer(StrEnum):
    """What a household's slip says; of options it holds the option's position instead."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    INVALID = "invalid"


POLL_ANSWER_NAMES = {
    PollAnswer.FOR: "同意",
    PollAnswer.AGAINST: "不同意",
    PollAnswer.ABSTAIN: "弃权",
    PollAnswer.INVALID: "无效",
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


class ClaimerKind(StrEnum):
    """Who takes on a task of the work (认领)."""

    RESIDENT = "resident"
    PARTY_MEMBER = "party_member"
    UNIT = "unit"


CLAIMER_KIND_NAMES = {
    ClaimerKind.RESIDENT: "居民",
    ClaimerKind.PARTY_MEMBER: "党员",
    ClaimerKind.UNIT: "单位",
}


class ClaimState(StrEnum):
    """How far a task offered to residents has come."""

    OFFERED = "offered"
    CLAIMED = "claimed"
    DONE = "done"
    ACCEPTED = "accepted"


CLAIM_STATE_NAMES = {
    ClaimState.OFFERED: "待认领",
    ClaimState.CLAIMED: "已认领",
    ClaimState.DONE: "待验收",
    ClaimState.ACCEPTED: "已验收",
}


class Opinion(StrEnum):
    """What an evaluation form says; each is a count of an evaluation."""

    SATISFIED = "satisfied"
    FAIRLY = "fairly"
    DISSATISFIED = "dissatisfied"
    INVALID = "invalid"


OPINION_NAMES = {
    Opinion.SATISFIED: "满意",
    Opinion.FAIRLY: "基本满意",
    Opinion.DISSATISFIED: "不满意",
    Opinion.INVALID: "无效",
}
