"""What must hold before a vote may be opened; pure, with everything that is missing in words."""

from collections.abc import Callable
from dataclasses import dataclass

from app.council.quorum import Quorum, RuleSet
from app.council.stages import STAGE_NAMES, Missing, Stage
from app.council.terms import MeetingState


@dataclass(frozen=True)
class OpeningFacts:
    """All that the guards of a vote look at."""

    meeting_state: MeetingState
    rule: RuleSet
    quorum: Quorum
    running_question: str = ""
    """Of another vote of the meeting that is still open."""
    stage: Stage | None = None
    """Of the item's matter; None: an item without one."""
    concerns_all_residents: bool = False
    discussed: bool = True


def meeting_is_open(facts: OpeningFacts) -> Missing | None:
    """Votes are taken in meetings under way."""
    if facts.meeting_state is MeetingState.OPEN:
        return None
    over = facts.meeting_state is not MeetingState.PLANNED
    return Missing("会议已经结束。" if over else "会议还没有开始。", "请在会议进行中表决。")


def body_is_competent(facts: OpeningFacts) -> Missing | None:
    """What concerns all residents is decided by the residents' or representatives' meeting.

    城市居民委员会组织法 (2018 text art. 10): such matters must be put to the residents' meeting.
    """
    if facts.rule.decides_for_all or not facts.concerns_all_residents:
        return None
    return Missing(
        "这个议题涉及全体居民利益，议事厅只能协商，不能表决。",
        "请提交居民会议或居民代表会议表决。",
    )


def quorum_is_held(facts: OpeningFacts) -> Missing | None:
    """Enough are in the room now."""
    if facts.quorum.held:
        return None
    what = f"到会人数不足：{facts.quorum.sentence}"
    return Missing(what, f"请继续签到。依据：{facts.rule.basis}。")


def nothing_else_is_voted_on(facts: OpeningFacts) -> Missing | None:
    """One vote at a time."""
    if not facts.running_question:
        return None
    return Missing(f"正在表决：{facts.running_question}", "请先结束这次表决。")


def matter_is_ready(facts: OpeningFacts) -> Missing | None:
    """The matter is at 民议 or 民决."""
    if facts.stage in (None, Stage.DELIBERATE, Stage.DECIDE):
        return None
    return Missing(f"议题现在是“{STAGE_NAMES[facts.stage]}”，不能表决。", "请核对议程。")


def matter_is_discussed(facts: OpeningFacts) -> Missing | None:
    """First the discussion, then the vote."""
    if facts.stage is not Stage.DELIBERATE or facts.discussed:
        return None
    return Missing("还没有协商记录。", "请先讨论并记下发言，再表决。")


VOTE_GUARDS: tuple[Callable[[OpeningFacts], Missing | None], ...] = (
    meeting_is_open,
    matter_is_ready,
    body_is_competent,
    matter_is_discussed,
    nothing_else_is_voted_on,
    quorum_is_held,
)


def missing_for_vote(facts: OpeningFacts) -> tuple[Missing, ...]:
    """All that stands in the way of opening a vote now."""
    answers = (guard(facts) for guard in VOTE_GUARDS)
    return tuple(answer for answer in answers if answer)
