"""The five-people method as one table: stages, the moves between them, and what each move needs.

``MOVES`` is read by the use cases, by the pages (which moves to offer, what is missing) and by
the handbook. A guard looks at :class:`MatterFacts`, plain figures, and answers None when it
holds or a :class:`Missing` that says what lacks and what to do.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.council import guards as g
from app.council.guard_facts import MatterFacts, Missing

__all__ = [
    "BEGIN",
    "FIVE_STAGES",
    "MOVES",
    "NOTE",
    "STAGE_NAMES",
    "STEP_KEYS",
    "MatterFacts",
    "Missing",
    "Move",
    "Stage",
    "move_of",
    "moves_from",
]


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
    MERGED = "merged"
    HANDED_OVER = "handed_over"


STAGE_NAMES = {
    Stage.PROPOSE: "民提",
    Stage.DELIBERATE: "民议",
    Stage.DECIDE: "民决",
    Stage.IMPLEMENT: "民办",
    Stage.EVALUATE: "民评",
    Stage.ARCHIVED: "已归档",
    Stage.RETURNED: "未受理",
    Stage.WITHDRAWN: "已撤回",
    Stage.MERGED: "已并案",
    Stage.HANDED_OVER: "已转办",
}
FIVE_STAGES = (Stage.PROPOSE, Stage.DELIBERATE, Stage.DECIDE, Stage.IMPLEMENT, Stage.EVALUATE)
"""The columns of the board, in order."""


@dataclass(frozen=True)
class Move:
    """One allowed move."""

    key: str
    source: Stage
    target: Stage
    label: str
    """On the button."""
    guards: tuple[g.Guard, ...]
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


_READS_REASON = (g.has_reason,)

S = Stage
MOVES: tuple[Move, ...] = (
    Move("accept", S.PROPOSE, S.DELIBERATE, "受理，交议事会", (g.is_complete,), by_hand=False),
    Move("return", S.PROPOSE, S.RETURNED, "不予受理", (g.has_reason,), by_hand=False),
    Move("hand_over", S.PROPOSE, S.HANDED_OVER, "转办", (g.has_reason,), by_hand=False),
    Move("resubmit", S.RETURNED, S.PROPOSE, "重新提议", (g.has_reason,)),
    Move("resubmit", S.HANDED_OVER, S.PROPOSE, "重新提议", (g.has_reason,)),
    Move("merge", S.PROPOSE, S.MERGED, "并案", (g.another_stands_for_it,), by_hand=False),
    Move(
        "merge",
        S.DELIBERATE,
        S.MERGED,
        "并案",
        (g.another_stands_for_it, g.no_vote_running, g.is_on_no_live_agenda),
        by_hand=False,
    ),
    Move("unmerge", S.MERGED, S.PROPOSE, "取消并案", (g.has_reason,), by_hand=False),
    Move("withdraw", S.PROPOSE, S.WITHDRAWN, "撤回", (g.has_reason,)),
    Move("withdraw", S.DELIBERATE, S.WITHDRAWN, "撤回", (g.has_reason, g.no_vote_running)),
    Move("put_to_vote", S.DELIBERATE, S.DECIDE, "提交表决", (g.is_discussed,)),
    Move("shelve", S.DELIBERATE, S.ARCHIVED, "协商后归档", (g.is_discussed, g.has_reason)),
    Move(
        "deliberate_again",
        S.DECIDE,
        S.DELIBERATE,
        "退回民议",
        (g.no_vote_running, g.has_reason),
    ),
    Move(
        "implement",
        S.DECIDE,
        S.IMPLEMENT,
        "交办",
        (
            g.no_vote_running,
            g.has_passed,
            g.notice_is_over,
            g.objections_are_answered,
            g.work_is_planned,
        ),
    ),
    Move(
        "close_unpassed",
        S.DECIDE,
        S.ARCHIVED,
        "未通过，归档",
        (g.no_vote_running, g.has_not_passed, g.has_reason),
    ),
    Move(
        "evaluate",
        S.IMPLEMENT,
        S.EVALUATE,
        "办结，请居民评价",
        (g.work_is_finished, g.milestones_are_done, g.claims_are_accepted, g.changes_are_decided),
    ),
    Move("redo", S.EVALUATE, S.IMPLEMENT, "退回民办", (g.has_reason,)),
    Move(
        "archive",
        S.EVALUATE,
        S.ARCHIVED,
        "归档",
        (g.evaluation_is_closed, g.residents_are_satisfied),
    ),
)

BEGIN, NOTE = "propose", "note"
"""Lines of a matter's history that are no moves."""
STEP_KEYS = frozenset({BEGIN, NOTE, *(move.key for move in MOVES)})
"""What a line of the history may be."""


def moves_from(stage: Stage) -> tuple[Move, ...]:
    """Every move that leads away from a stage, in the table's order."""
    return tuple(move for move in MOVES if move.source is stage)


def move_of(key: str, stage: Stage) -> Move | None:
    """The move with this key from this stage; None where it is not allowed."""
    return next((move for move in moves_from(stage) if move.key == key), None)
