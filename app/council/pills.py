"""The short word on a matter's card: what it waits for, as a state a page can colour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from app.council.guard_facts import RoundFacts
from app.council.stages import STAGE_NAMES, Stage
from app.council.terms import MeetingState, Outcome
from app.pills import Pill, Tone
from db import clock

DUE_SOON = 7
"""Days before its deadline from which a work waits."""


@dataclass(frozen=True)
class CardFacts:
    """What decides a matter's pill."""

    stage: Stage
    today: date
    complete: bool = True
    meeting_state: MeetingState | None = None
    """Of the planned or open meeting whose agenda has it."""
    meeting_at: datetime | None = None
    notice_given: bool = False
    entitled: int = 0
    discussed: bool = False
    vote_open: bool = False
    outcome: Outcome | None = None
    notice_until: date | None = None
    objections_open: int = 0
    poll_until: date | None = None
    """Of a written poll under way."""
    due_on: date | None = None
    """Of the work, until it is finished."""
    changes_open: int = 0
    round: RoundFacts | None = None


def pill_of(facts: CardFacts) -> Pill:
    """The word for a matter as it stands."""
    writers: dict[Stage, Callable[[CardFacts], Pill]] = {
        Stage.PROPOSE: _proposed,
        Stage.DELIBERATE: _deliberated,
        Stage.DECIDE: _decided,
        Stage.IMPLEMENT: _at_work,
        Stage.EVALUATE: _evaluated,
    }
    writer = writers.get(facts.stage)
    return writer(facts) if writer else Pill(STAGE_NAMES[facts.stage], Tone.QUIET)


def _proposed(facts: CardFacts) -> Pill:
    return Pill("待审核" if facts.complete else "内容待补全", Tone.WAITING)


def _at_work(facts: CardFacts) -> Pill:
    if facts.changes_open:
        return Pill("变更待审批", Tone.WAITING)
    if facts.due_on is None:
        return Pill("可办结", Tone.GOOD)
    days = (facts.due_on - facts.today).days
    if days < 0:
        return Pill(f"超期 {-days} 天", Tone.LATE)
    soon = days <= DUE_SOON
    return Pill(f"还剩 {days} 天", Tone.WAITING if soon else Tone.INFORMATION)


def _evaluated(facts: CardFacts) -> Pill:
    if facts.round is None:
        return Pill("待评议", Tone.WAITING)
    if not facts.round.closed:
        return Pill("评议中", Tone.INFORMATION)
    if facts.round.reached:
        return Pill(f"满意率 {facts.round.rate_words}", Tone.GOOD)
    return Pill(f"满意率仅 {facts.round.rate_words}", Tone.LATE)


def _meeting(facts: CardFacts) -> Pill | None:
    if facts.poll_until:
        days = (facts.poll_until - facts.today).days
        if days < 0:
            return Pill("征求意见已截止", Tone.WAITING)
        return Pill(f"征求意见还剩 {days} 天", Tone.INFORMATION)
    if facts.vote_open:
        return Pill("表决中", Tone.INFORMATION)
    if facts.meeting_state is MeetingState.OPEN:
        return Pill("开会中", Tone.INFORMATION)
    if facts.meeting_state is MeetingState.PLANNED and not facts.notice_given:
        return Pill("缺会议通知", Tone.WAITING)
    return None


def _deliberated(facts: CardFacts) -> Pill:
    at_meeting = _meeting(facts)
    if at_meeting:
        return at_meeting
    if facts.meeting_state:
        return Pill(f"已通知 {facts.entitled} 人", Tone.INFORMATION)
    return Pill("已协商", Tone.INFORMATION) if facts.discussed else Pill("待排会", Tone.WAITING)


def _decided(facts: CardFacts) -> Pill:
    if facts.outcome is Outcome.PASSED and not facts.vote_open:
        return _passed(facts)
    at_meeting = _meeting(facts)
    if at_meeting:
        return at_meeting
    if facts.meeting_at:
        at = clock.local(facts.meeting_at)
        return Pill(f"{at:%m/%d %H:%M}", Tone.INFORMATION)
    if facts.outcome:
        return Pill("未通过", Tone.LATE)
    return Pill("待表决", Tone.WAITING)


def _passed(facts: CardFacts) -> Pill:
    if facts.objections_open:
        return Pill(f"异议待答复 {facts.objections_open} 条", Tone.LATE)
    if facts.notice_until is None:
        return Pill("待公示", Tone.WAITING)
    days = (facts.notice_until - facts.today).days + 1
    if days > 0:
        return Pill(f"公示还剩 {days} 天", Tone.GOOD)
    return Pill("可交办", Tone.GOOD)
