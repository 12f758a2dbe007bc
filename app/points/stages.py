"""The way of a record of points as one table: states, the moves between them, what each needs.

``MOVES`` is read by the use cases and by the pages. Two people stand behind every point: whoever
recorded it can neither review it nor decide on an objection to it. A deduction goes the same way;
the appeal against one that is posted ends in a reversal (冲正).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.accounts.permissions import Permission


class RecordState(StrEnum):
    """Where a record of points stands."""

    RECORDED = "recorded"
    REVIEWED = "reviewed"
    PUBLIC = "public"
    OBJECTED = "objected"
    POSTED = "posted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"


RECORD_STATE_NAMES = {
    RecordState.RECORDED: "待审核",
    RecordState.REVIEWED: "待公示",
    RecordState.PUBLIC: "公示中",
    RecordState.OBJECTED: "有异议",
    RecordState.POSTED: "已入账",
    RecordState.REJECTED: "未通过",
    RecordState.WITHDRAWN: "已撤回",
    RecordState.REVERSED: "已冲正",
}
PENDING = (
    RecordState.RECORDED,
    RecordState.REVIEWED,
    RecordState.PUBLIC,
    RecordState.OBJECTED,
)
"""Their points are held."""
COUNTING = (*PENDING, RecordState.POSTED)
"""They use up the caps."""
DEAD = (RecordState.REJECTED, RecordState.WITHDRAWN, RecordState.REVERSED)


@dataclass(frozen=True)
class RecordFacts:
    """All that guards look at: the record, and what the mover says."""

    recorded_by: UUID | None
    mover: UUID
    reason: str = ""


@dataclass(frozen=True)
class Missing:
    """What a guard misses, what to do about it, and the form field that would mend it."""

    what: str
    todo: str
    field: str | None = None


Guard = Callable[[RecordFacts], Missing | None]


def is_another_person(facts: RecordFacts) -> Missing | None:
    """Whoever recorded points does not decide on them."""
    if facts.recorded_by is None or facts.recorded_by != facts.mover:
        return None
    return Missing("登记人不能审核自己登记的积分。", "请换一个账号审核。")


def has_reason(facts: RecordFacts) -> Missing | None:
    """Whoever stops a record says why."""
    if facts.reason.strip():
        return None
    return Missing("还没有写明原因。", "请填写原因，以后可以查到。", "reason")


@dataclass(frozen=True)
class Move:
    """One allowed move."""

    key: str
    source: RecordState
    target: RecordState
    label: str
    permission: Permission
    guards: tuple[Guard, ...] = ()

    def missing(self, facts: RecordFacts) -> tuple[Missing, ...]:
        """All that stands in the way; empty when the move may be made."""
        answers = (guard(facts) for guard in self.guards)
        return tuple(answer for answer in answers if answer)


S, _RECORD, _REVIEW = RecordState, Permission.RECORD_POINTS, Permission.REVIEW_POINTS
MOVES: tuple[Move, ...] = (
    Move("review", S.RECORDED, S.REVIEWED, "审核通过", _REVIEW, (is_another_person,)),
    Move("reject", S.RECORDED, S.REJECTED, "不通过", _REVIEW, (is_another_person, has_reason)),
    Move("withdraw", S.RECORDED, S.WITHDRAWN, "撤回", _RECORD, (has_reason,)),
    Move("withdraw", S.REVIEWED, S.WITHDRAWN, "撤回", _RECORD, (has_reason,)),
    Move("publish", S.REVIEWED, S.PUBLIC, "公示", _REVIEW),
    Move("withdraw", S.PUBLIC, S.WITHDRAWN, "撤回", _REVIEW, (has_reason,)),
    Move("object", S.PUBLIC, S.OBJECTED, "登记异议", _RECORD),
    Move("post", S.PUBLIC, S.POSTED, "入账", _REVIEW),
    Move("dismiss", S.OBJECTED, S.PUBLIC, "异议不成立", _REVIEW, (is_another_person,)),
    Move("uphold", S.OBJECTED, S.REJECTED, "异议成立", _REVIEW, (is_another_person,)),
    Move("withdraw", S.OBJECTED, S.WITHDRAWN, "撤回", _REVIEW, (has_reason,)),
    Move("reverse", S.POSTED, S.REVERSED, "冲正", _REVIEW, (has_reason,)),
)
"""In the order in which a page offers them."""


def moves_from(state: RecordState) -> tuple[Move, ...]:
    """Every move that leads away from a state."""
    return tuple(move for move in MOVES if move.source is state)


def move_of(key: str, state: RecordState) -> Move | None:
    """The move with this key from this state; None where it is not allowed."""
    return next((move for move in moves_from(state) if move.key == key), None)
