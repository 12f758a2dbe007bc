"""The life of an event as one table: states, the moves between them, and what each move needs.

``MOVES`` is read by the use cases, by the pages (which moves to offer, what to ask, what is
missing), by the printed sheet and by the handbook. 挂起 and 吹哨 are marks: they leave the state
as it is. A small office need not click through every step: 受理并当场处置 goes from report to
handled, 派遣 accepts on its way, and 核查并结案 closes what was handled.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.accounts.permissions import Permission


class State(StrEnum):
    """Where an event stands."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    HANDLED = "handled"
    VERIFIED = "verified"
    CLOSED = "closed"
    VOID = "void"


STATE_NAMES = {
    State.REPORTED: "待受理",
    State.ACCEPTED: "已受理",
    State.DISPATCHED: "处置中",
    State.HANDLED: "待核查",
    State.VERIFIED: "待结案",
    State.CLOSED: "已结案",
    State.VOID: "已作废",
}
OPEN_STATES = (
    State.REPORTED,
    State.ACCEPTED,
    State.DISPATCHED,
    State.HANDLED,
    State.VERIFIED,
)
IN_HANDLING = (State.ACCEPTED, State.DISPATCHED)
"""The limit's clock runs here."""
FINISHED = (State.HANDLED, State.VERIFIED, State.CLOSED)
"""The work is done; what follows is checking."""


class Ask(StrEnum):
    """A field that the form of a move shows."""

    REASON = "reason"
    HANDLER = "handler"
    OUTCOME = "outcome"
    LATE_REASON = "late_reason"
    SETTLED = "settled"
    SATISFACTION = "satisfaction"
    NAMED = "named"
    """Whether the reporter is named to the superior."""


@dataclass(frozen=True)
class EventFacts:
    """All that guards look at: the event as it stands, and what the mover has said."""

    number: str = ""
    title: str = ""
    suspended: bool = False
    responded: bool = False
    escalated: bool = False
    has_reporter: bool = False
    """Somebody is known who reported it."""
    is_dispute: bool = False
    late: bool = False
    """The move would come after the limit's end."""
    due_at: datetime | None = None
    handler: str = ""
    reason: str = ""
    outcome: str = ""
    late_reason: str = ""
    settled: bool | None = None


@dataclass(frozen=True)
class Missing:
    """What a guard misses, what to do about it, and the form field that would mend it."""

    what: str
    todo: str
    field: str | None = None


Guard = Callable[[EventFacts], Missing | None]


def is_running(facts: EventFacts) -> Missing | None:
    """It is not suspended."""
    if not facts.suspended:
        return None
    return Missing("事项已挂起。", "请先恢复办理。")


def is_suspended(facts: EventFacts) -> Missing | None:
    """There is something to resume."""
    return None if facts.suspended else Missing("事项没有挂起。", "可直接办理。")


def not_yet_answered(facts: EventFacts) -> Missing | None:
    """The first response is recorded once."""
    return Missing("已经登记过响应。", "请继续办理。") if facts.responded else None


def not_yet_escalated(facts: EventFacts) -> Missing | None:
    """It goes up once."""
    return Missing("已经吹哨。", "请等待上级答复。") if facts.escalated else None


def has_reason(facts: EventFacts) -> Missing | None:
    """Whoever moves it says why."""
    if facts.reason.strip():
        return None
    return Missing("还没有写明原因。", "请填写原因，以后可以查到。", Ask.REASON)


def has_handler(facts: EventFacts) -> Missing | None:
    """Somebody is named who will do it."""
    if facts.handler.strip():
        return None
    return Missing("还没有指定处置人。", "请选择网格员，或填写单位和姓名。", Ask.HANDLER)


def has_outcome(facts: EventFacts) -> Missing | None:
    """What was done is written down."""
    if facts.outcome.strip():
        return None
    return Missing("还没有写明处置结果。", "请写明做了什么、结果怎样。", Ask.OUTCOME)


def lateness_is_explained(facts: EventFacts) -> Missing | None:
    """After the limit's end it takes a reason."""
    if not facts.late or facts.late_reason.strip():
        return None
    return Missing("办理已超过时限。", "请写明超期原因。", Ask.LATE_REASON)


def settlement_is_known(facts: EventFacts) -> Missing | None:
    """Of a dispute: settled or not, for the rate of disputes settled."""
    if not facts.is_dispute or facts.settled is not None:
        return None
    return Missing("还没有注明纠纷是否化解。", "请选择“已化解”或“未化解”。", Ask.SETTLED)


ASKED_BY: dict[Guard, Ask] = {
    has_reason: Ask.REASON,
    has_handler: Ask.HANDLER,
    has_outcome: Ask.OUTCOME,
    lateness_is_explained: Ask.LATE_REASON,
    settlement_is_known: Ask.SETTLED,
}
"""Guards that what is typed into the form can satisfy."""


@dataclass(frozen=True)
class Move:
    """One allowed move. ``target`` equal to ``source``: a mark, the state stays."""

    key: str
    source: State
    target: State
    label: str
    """On the button."""
    permission: Permission
    guards: tuple[Guard, ...] = ()
    also_asks: tuple[Ask, ...] = ()
    """Fields that may be left empty."""
    by_hand: bool = True
    """False: only through its own use case, which needs more than a form."""

    def missing(self, facts: EventFacts) -> tuple[Missing, ...]:
        """All that stands in the way now; empty when the move may be made."""
        answers = (guard(facts) for guard in self.guards)
        return tuple(answer for answer in answers if answer)

    def blocked(self, facts: EventFacts) -> tuple[Missing, ...]:
        """What stands in the way and no form can mend."""
        answers = (guard(facts) for guard in self.guards if guard not in ASKED_BY)
        return tuple(answer for answer in answers if answer)

    def asks(self, facts: EventFacts) -> tuple[Ask, ...]:
        """The fields of its form, in order; what cannot matter here is left out."""
        needed = [ASKED_BY[guard] for guard in self.guards if guard in ASKED_BY]
        unneeded = {
            Ask.SETTLED: not facts.is_dispute,
            Ask.LATE_REASON: not facts.late,
            Ask.NAMED: not facts.has_reporter,
        }
        return tuple(ask for ask in (*needed, *self.also_asks) if not unneeded.get(ask, False))

    def requires(self, ask: Ask) -> bool:
        """Whether a field must be filled in."""
        return any(ASKED_BY.get(guard) is ask for guard in self.guards)


S, _WORK, _DIRECT = State, Permission.REPORT_EVENTS, Permission.DIRECT_EVENTS
_DONE = (is_running, has_outcome, lateness_is_explained)
_STOP = (is_running, has_reason)
_ANSWER = (Ask.SATISFACTION, Ask.REASON)

MOVES: tuple[Move, ...] = (
    Move("accept", S.REPORTED, S.ACCEPTED, "受理", _WORK, (), (Ask.REASON,)),
    Move("dispatch", S.REPORTED, S.DISPATCHED, "受理并派遣", _DIRECT, (has_handler,),
         (Ask.REASON,)),
    Move("handle", S.REPORTED, S.HANDLED, "受理并当场处置", _WORK, (has_outcome,)),
    Move("respond", S.REPORTED, S.REPORTED, "登记响应", _WORK, (not_yet_answered,), (Ask.REASON,)),
    Move("dispatch", S.ACCEPTED, S.DISPATCHED, "派遣", _DIRECT, (is_running, has_handler),
         (Ask.REASON,)),
    Move("handle", S.ACCEPTED, S.HANDLED, "处置完成", _WORK, _DONE),
    Move("handle", S.DISPATCHED, S.HANDLED, "处置完成", _WORK, _DONE),
    Move("dispatch", S.DISPATCHED, S.DISPATCHED, "改派", _DIRECT,
         (is_running, has_handler, has_reason)),
    Move("return", S.DISPATCHED, S.ACCEPTED, "退回派遣", _WORK, _STOP),
    Move("verify", S.HANDLED, S.VERIFIED, "核查通过", _DIRECT, (), (Ask.REASON,)),
    Move("close", S.HANDLED, S.CLOSED, "核查并结案", _DIRECT, (settlement_is_known,), _ANSWER),
    Move("return", S.HANDLED, S.DISPATCHED, "核查不通过，退回处置", _DIRECT, (has_reason,)),
    Move("close", S.VERIFIED, S.CLOSED, "结案", _DIRECT, (settlement_is_known,), _ANSWER),
    Move("return", S.VERIFIED, S.DISPATCHED, "退回处置", _DIRECT, (has_reason,)),
    Move("reopen", S.CLOSED, S.ACCEPTED, "居民不认可，重新办理", _WORK, (has_reason,)),
    *(Move("suspend", at, at, "挂起", _DIRECT, _STOP) for at in IN_HANDLING),
    *(Move("resume", at, at, "恢复办理", _WORK, (is_suspended, has_reason)) for at in IN_HANDLING),
    *(Move("escalate", at, at, "吹哨上报", _DIRECT, (not_yet_escalated, has_reason),
           (Ask.NAMED,))
      for at in (S.REPORTED, *IN_HANDLING)),
    *(Move("merge", at, S.VOID, "并入重复事项", _WORK, (has_reason,), by_hand=False)
      for at in (S.REPORTED, *IN_HANDLING)),
    *(Move("void", at, S.VOID, "作废", _DIRECT, (has_reason,))
      for at in (S.REPORTED, *IN_HANDLING)),
)  # fmt: skip
"""In the order in which a page offers them: the first one possible is the next step."""

REPORT, NOTE = "report", "note"
"""Lines of the history that are no moves."""
STEP_KEYS = frozenset({REPORT, NOTE, *(move.key for move in MOVES)})
"""What a line of the history may be."""
STARTS_CLOCK = frozenset({"accept", "dispatch", "handle", "reopen"})
"""From the first of these in a round the limit runs."""


def moves_from(state: State) -> tuple[Move, ...]:
    """Every move that leads away from a state or marks it, in the table's order."""
    return tuple(move for move in MOVES if move.source is state)


def move_of(key: str, state: State) -> Move | None:
    """The move with this key from this state; None where it is not allowed."""
    return next((move for move in moves_from(state) if move.key == key), None)


def step_name(key: str, source: State | None) -> str:
    """What a line of the history is called."""
    if key in (REPORT, NOTE) or source is None:
        return "备注" if key == NOTE else "上报"
    move = move_of(key, source)
    return move.label if move else key
