"""The end of an event: verify, close with what the reporter says, reopen, void, merge."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.errors import InvalidInput, RuleBroken
from app.events.facts import EventClosed
from app.events.models import Event
from app.events.rows import own_event
from app.events.stages import State
from app.events.steps import NOTHING, Said, add_note, take


def verify_event(session: Session, actor: Actor, *, event_id: UUID, said: Said = NOTHING) -> State:
    """Somebody has looked: the work is done as it was written down.

    Raises:
        NotAllowed, NotFound, RuleBroken, InvalidInput: see :func:`app.events.steps.take`.
    """
    return take(session, actor, event_id, "verify", said)


def close_event(session: Session, actor: Actor, *, event_id: UUID, said: Said = NOTHING) -> State:
    """Close it, with the reporter's satisfaction when asked, and of a dispute whether settled.

    Raises:
        NotAllowed, NotFound, RuleBroken.
        InvalidInput: of a dispute it is not said whether it was settled.
    """

    def end(event: Event, at: datetime) -> None:
        event.closed_at, event.settled = at, said.settled
        event.satisfaction = said.satisfaction or ""

    reached = take(session, actor, event_id, "close", said, end)
    event = own_event(session, event_id)
    fact = EventClosed(
        event.id,
        event.number,
        event.title,
        event.category,
        event.handler_id,
        event.reporter_id,
        event.settled,
    )
    announce(session, actor, fact)
    return reached


def reopen_event(session: Session, actor: Actor, *, event_id: UUID, said: Said) -> State:
    """The reporter does not accept it: a second round, with the full limit; the first stays.

    Raises:
        NotAllowed, NotFound, RuleBroken, InvalidInput: see :func:`app.events.steps.take`.
    """

    def begin_again(event: Event, at: datetime) -> None:
        event.rounds += 1
        event.handled_at = event.closed_at = event.settled = None
        event.satisfaction = event.late_reason = event.outcome = ""

    return take(session, actor, event_id, "reopen", said, begin_again)


def void_event(session: Session, actor: Actor, *, event_id: UUID, said: Said) -> State:
    """It was none: entered by mistake, not true. It leaves every figure and stays on record.

    Raises:
        NotAllowed, NotFound, RuleBroken, InvalidInput: see :func:`app.events.steps.take`.
    """
    return take(session, actor, event_id, "void", said, _stop)


def _stop(event: Event, at: datetime) -> None:
    event.suspended_at = None


def merge_event(
    session: Session, actor: Actor, *, event_id: UUID, original_id: UUID, said: Said = NOTHING
) -> State:
    """The same thing was reported before: this one is void, the first says who reported it too.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: it is the same one.
        RuleBroken: the first is void itself, or this one is past handling.
    """
    actor.require(Permission.REPORT_EVENTS)
    if event_id == original_id:
        raise InvalidInput("不能并入自己。", "请选择先上报的事项。", field="original_id")
    event, original = own_event(session, event_id), own_event(session, original_id)
    if original.state == State.VOID:
        raise RuleBroken(f"事项 {original.number} 已作废。", "请选择另一个事项。")
    reason = f"与 {original.number} 重复。{said.reason.strip()}"

    def point(event: Event, at: datetime) -> None:
        _stop(event, at)
        event.duplicate_of = original_id

    reached = take(session, actor, event_id, "merge", replace(said, reason=reason), point)
    who = f"，{event.reporter_name}也反映过，请一并回访" if event.reporter_name else ""
    add_note(session, actor, event_id=original_id, note=f"{event.number} 并入本事项{who}。")
    return reached
