"""The five-people method as one table: stages, the moves between them, and what each move needs.

``MOVES`` is read by the use cases, by the pages (which moves to offer, what is missing) and by
the handbook. A guard looks at :class:`MatterFacts`, plain figures, and answers None when it
holds or a :class:`Missing` that says what lacks and what to do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.council.terms import Outcome


class Stage(StrEnum):
    """Where a matter stands."""

    PROPOSE = "propose"
    DELIBERATE = "deliberate"
    DECIDE = "decide"
    IMPLEMENT = "implement"
    EVALUATE = "evaluate"
    ARCHIVED = "archived"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


STAGE_NAMES = {
    Stage.PROPOSE: "民提",
    Stage.DELIBERATE: "民议",
    Stage.DECIDE: "民决",
    Stage.IMPLEMENT: "民办",
    Stage.EVALUATE: "民评",
    Stage.ARCHIVED: "已归档",
    Stage.RETURNED: "未受理",
    Stage.WITHDRAWN: "已撤回",
}
FIVE_STAGES = (Stage.PROPOSE, Stage.DELIBERATE, Stage.DECIDE, Stage.IMPLEMENT, Stage.EVALUATE)
"""The columns of the board, in order."""


@dataclass(frozen=True)
class MatterFacts:
    """All that guards look at; gathered by :func:`app.council.matter_facts.facts_of`."""

    today: date
    title: str = ""
    content: str = ""
    proposer: str = ""
    speeches: int = 0
    """Recorded on this matter, at all meetings."""
    vote_open: bool = False
    last_outcome: Outcome | None = None
    """Passed if any vote since the last deliberation passed it, else of the latest one."""
    last_sentence: str = ""
    notice_until: date | None = None
    """Last day of the result notice of that vote; None: not posted."""
    objections_open: int = 0
    reason: str = ""
    """What the person who moves it has written."""


@dataclass(frozen=True)
class Missing:
    """What a guard misses, and what to do about it."""

    what: str
    todo: str


Guard = Callable[[MatterFacts], Missing | None]


def is_complete(facts: MatterFacts) -> Missing | None:
    """Title, content and proposer are filled in."""
    fields = (("标题", facts.title), ("内容", facts.content), ("提议人", facts.proposer))
    lacking = "、".join(name for name, value in fields if not value.strip())
    return Missing(f"议题还缺{lacking}。", "请补全后再受理。") if lacking else None


def has_reason(facts: MatterFacts) -> Missing | None:
    """Whoever moves it says why; the reason goes back to the proposer."""
    return None if facts.reason.strip() else Missing("还没有写明理由。", "请填写理由，答复提议人。")


def is_discussed(facts: MatterFacts) -> Missing | None:
    """At least one speech on it is on record."""
    if facts.speeches:
        return None
    return Missing("还没有协商记录。", "请先在会议上讨论并记下发言，再表决。")


def no_vote_running(facts: MatterFacts) -> Missing | None:
    """No vote on it is open."""
    return Missing("表决还没有结束。", "请先结束表决。") if facts.vote_open else None


def has_passed(facts: MatterFacts) -> Missing | None:
    """The latest closed vote passed it."""
    if facts.last_outcome is Outcome.PASSED:
        return None
    if facts.last_outcome is None:
        return Missing("还没有表决结果。", "请在会议上表决。")
    return Missing(f"最近一次表决没有通过：{facts.last_sentence}", "可退回民议再协商，或归档。")


def has_not_passed(facts: MatterFacts) -> Missing | None:
    """No vote has passed it: what residents decided is carried out, not dropped."""
    if facts.last_outcome is not Outcome.PASSED:
        return None
    return Missing("表决已经通过。", "通过的议题应公示后交办，不能直接归档。")


def notice_is_over(facts: MatterFacts) -> Missing | None:
    """The result notice was posted and its last day has passed."""
    if facts.notice_until is None:
        return Missing("表决结果还没有公示。", "请张贴结果公示。")
    days = (facts.notice_until - facts.today).days + 1
    if days <= 0:
        return None
    until = f"{facts.notice_until.month}月{facts.notice_until.day}日"
    return Missing(f"公示到 {until}，还剩 {days} 天。", "公示期满后再交办。")


def objections_are_answered(facts: MatterFacts) -> Missing | None:
    """Every objection received has its answer."""
    if not facts.objections_open:
        return None
    return Missing(f"还有 {facts.objections_open} 条异议没有答复。", "请登记核实情况和答复。")


def work_is_reported(facts: MatterFacts) -> Missing | None:
    """The result of the work is written down."""
    if facts.reason.strip():
        return None
    return Missing("还没有写明办理结果。", "请写明做了什么、何时完成、花费多少。")


def evaluation_is_reported(facts: MatterFacts) -> Missing | None:
    """What residents said of the work is written down."""
    if facts.reason.strip():
        return None
    return Missing("还没有写明居民评价。", "请写明发出、收回的评议表和满意情况。")


@dataclass(frozen=True)
class Move:
    """One allowed move."""

    key: str
    source: Stage
    target: Stage
    label: str
    """On the button."""
    guards: tuple[Guard, ...]
    by_hand: bool = True
    """False: only happens through its own use case (screening, opening a vote)."""

    def missing(self, facts: MatterFacts) -> tuple[Missing, ...]:
        """All that stands in the way now; empty when the move may be made."""
        answers = (guard(facts) for guard in self.guards)
        return tuple(answer for answer in answers if answer)

    @property
    def needs_reason(self) -> bool:
        """Whether the mover must write something."""
        return any(guard in _READS_REASON for guard in self.guards)


_READS_REASON = (has_reason, work_is_reported, evaluation_is_reported)

S = Stage
MOVES: tuple[Move, ...] = (
    Move("accept", S.PROPOSE, S.DELIBERATE, "受理，交议事会", (is_complete,), by_hand=False),
    Move("return", S.PROPOSE, S.RETURNED, "不予受理", (has_reason,), by_hand=False),
    Move("resubmit", S.RETURNED, S.PROPOSE, "重新提议", (has_reason,)),
    Move("withdraw", S.PROPOSE, S.WITHDRAWN, "撤回", (has_reason,)),
    Move("withdraw", S.DELIBERATE, S.WITHDRAWN, "撤回", (has_reason, no_vote_running)),
    Move("put_to_vote", S.DELIBERATE, S.DECIDE, "提交表决", (is_discussed,)),
    Move("shelve", S.DELIBERATE, S.ARCHIVED, "协商后归档", (is_discussed, has_reason)),
    Move(
        "deliberate_again",
        S.DECIDE,
        S.DELIBERATE,
        "退回民议",
        (no_vote_running, has_reason),
    ),
    Move(
        "implement",
        S.DECIDE,
        S.IMPLEMENT,
        "交办",
        (no_vote_running, has_passed, notice_is_over, objections_are_answered),
    ),
    Move(
        "close_unpassed",
        S.DECIDE,
        S.ARCHIVED,
        "未通过，归档",
        (no_vote_running, has_not_passed, has_reason),
    ),
    Move("evaluate", S.IMPLEMENT, S.EVALUATE, "办结，请居民评价", (work_is_reported,)),
    Move("redo", S.EVALUATE, S.IMPLEMENT, "退回民办", (has_reason,)),
    Move("archive", S.EVALUATE, S.ARCHIVED, "归档", (evaluation_is_reported,)),
)


def moves_from(stage: Stage) -> tuple[Move, ...]:
    """Every move that leads away from a stage, in the table's order."""
    return tuple(move for move in MOVES if move.source is stage)


def move_of(key: str, stage: Stage) -> Move | None:
    """The move with this key from this stage; None where it is not allowed."""
    return next((move for move in moves_from(stage) if move.key == key), None)
