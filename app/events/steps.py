"""The one way an event moves: by a move of the table whose guards all hold.

Each move may be written down later than it was made (``Said.at``): paper and telephone come
first. The times of an event's history never run backwards.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import passage
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.errors import InvalidInput, RuleBroken
from app.events.categories import all_categories, named
from app.events.facts import EventMoved
from app.events.limits import start_clock, starts_clock
from app.events.models import Event, EventStep
from app.events.rows import own_event, refuse, steps_of, the
from app.events.stages import NOTE, STATE_NAMES, EventFacts, Move, State, move_of, step_name
from app.events.terms import Satisfaction
from app.grids.models import StaffMember
from db import clock
from db.ids import new_id
from db.replicated import transaction_of

ANSWERS = frozenset({"accept", "respond", "dispatch", "handle"})
"""The first of these is the first response."""


@dataclass(frozen=True)
class Said:
    """What the person who makes a move says; which fields count, the move's ``asks`` tell."""

    reason: str = ""
    """Why; where no reason is needed, a remark."""
    outcome: str = ""
    late_reason: str = ""
    handler_id: UUID | None = None
    handler_name: str = ""
    """Who does it, where it is nobody on the list of grid workers."""
    settled: bool | None = None
    satisfaction: Satisfaction | None = None
    named: bool = False
    """The superior is told the reporter's name and phone."""
    at: datetime | None = None
    """When it was done, where it is written down later; now when not given."""
    seen: UUID | None = None
    """The latest step on the mover's screen; when another one came since, the move is refused."""


NOTHING = Said()


@dataclass(frozen=True)
class Entry:
    """One line of the history to be written."""

    key: str
    source: State | None
    target: State
    at: datetime
    note: str = ""
    handler: str = ""


Change = Callable[[Event, datetime], None]


def take(
    session: Session,
    actor: Actor,
    event_id: UUID,
    key: str,
    said: Said,
    change: Change | None = None,
) -> State:
    """Make a move: check, change, write the history, the audit line and the announcement.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: no such move from where it stands now (says what happened meanwhile), or with
            all that is missing.
        InvalidInput: names the field: what is missing, or a time that cannot be.
    """
    event, steps = own_event(session, event_id), steps_of(session, event_id)
    move = _allowed(event, key, said, steps)
    actor.require(move.permission)
    at, handler = _moment(session, said, steps[-1].at), handler_of(session, said)
    facts = facts_of(session, event, said, at=at, handler=handler)
    refuse(move.missing(facts))
    if key in ANSWERS and event.responded_at is None:
        event.responded_at = at
    if starts_clock(event, key):
        event.accepted_at = event.accepted_at or at
        start_clock(session, event, at)
    if change:
        change(event, at)
    if move.target is not move.source:
        event.state, event.state_since = move.target, at
    words = (facts.outcome, facts.reason, facts.late_reason if facts.late else "")
    note = "\n".join(word for word in words if word)
    _record(session, actor, event, move, Entry(key, move.source, move.target, at, note, handler))
    return move.target


def _allowed(event: Event, key: str, said: Said, steps: list[EventStep]) -> Move:
    move = move_of(key, State(event.state))
    if move is None or (said.seen and steps[-1].id != said.seen):
        last = steps[-1]
        name = step_name(last.move, State(last.from_state) if last.from_state else None)
        raise RuleBroken(
            f"事项 {event.number} 现在是“{STATE_NAMES[State(event.state)]}”："
            f"{last.actor_name}已于 {clock.local(last.at):%m-%d %H:%M} 登记“{name}”。",
            "请看过最新情况后再办理。",
        )
    return move


def _moment(session: Session, said: Said, last: datetime) -> datetime:
    now = transaction_of(session).at
    if said.at is None:
        return max(now, last)
    if said.at > now:
        raise InvalidInput("办理时间在现在之后。", "请核对时间。", field="at")
    if said.at < last:
        raise InvalidInput(
            f"办理时间早于上一步（{clock.local(last):%m-%d %H:%M}）。", "请核对时间。", field="at"
        )
    return said.at


def handler_of(session: Session, said: Said) -> str:
    """The name of who is to do it."""
    if said.handler_id:
        return the(session, StaffMember, said.handler_id).name
    return said.handler_name.strip()


def facts_of(
    session: Session, event: Event, said: Said, *, at: datetime, handler: str = ""
) -> EventFacts:
    """What the guards look at, with what was said."""
    return EventFacts(
        number=event.number,
        title=event.title,
        suspended=event.suspended_at is not None,
        responded=event.responded_at is not None,
        escalated=event.escalated_at is not None,
        has_reporter=bool(event.reporter_name or event.reporter_phone),
        is_dispute=named(all_categories(session), event.category).is_dispute,
        late=event.due_at is not None and at > event.due_at,
        due_at=event.due_at,
        handler=handler,
        reason=passage(said.reason, "原因或备注", "reason"),
        outcome=passage(said.outcome, "处置结果", "outcome"),
        late_reason=passage(said.late_reason, "超期原因", "late_reason"),
        settled=said.settled,
    )


def _record(session: Session, actor: Actor, event: Event, move: Move, entry: Entry) -> None:
    write_step(session, actor, event, entry)
    tail = f"（{entry.handler}）" if entry.handler else ""
    tail += f"：{entry.note.splitlines()[0]}" if entry.note else ""
    sentence = f"事项 {event.number} {event.title}：{move.label}{tail}"
    audit.record(session, actor, f"event.{move.key}", sentence, subject=("event", event.id))
    fact = EventMoved(event.id, event.number, event.title, move.key, move.source, move.target)
    announce(session, actor, fact)


def write_step(session: Session, actor: Actor, event: Event, entry: Entry) -> None:
    """Write one line of the history."""
    session.add(
        EventStep(
            id=new_id(),
            event_id=event.id,
            move=entry.key,
            from_state=entry.source,
            to_state=entry.target,
            at=entry.at,
            actor_name=actor.name,
            handler_name=entry.handler,
            note=entry.note,
        )
    )
    session.flush()


def add_note(session: Session, actor: Actor, *, event_id: UUID, note: str) -> None:
    """Write into the history what no move says: a call made, somebody not met.

    Raises:
        NotAllowed, NotFound, InvalidInput: nothing was written.
    """
    actor.require(Permission.REPORT_EVENTS)
    event, text = own_event(session, event_id), passage(note, "备注", "note")
    if not text:
        raise InvalidInput("还没有填写备注。", "请写明情况。", field="note")
    state = State(event.state)
    last = steps_of(session, event_id)[-1].at
    at = max(transaction_of(session).at, last)
    write_step(session, actor, event, Entry(NOTE, state, state, at, text))
    sentence = f"事项 {event.number} {event.title}：备注"
    audit.record(session, actor, "event.note", sentence, subject=("event", event.id))
