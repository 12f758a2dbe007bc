"""Marks that leave the state as it is: suspend and resume the clock, whistle (吹哨) and not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.events.facts import EventEscalated
from app.events.limits import move_due_on
from app.events.models import Event
from app.events.rows import own_event
from app.events.stages import State
from app.events.steps import Said, add_note, take


def suspend_event(session: Session, actor: Actor, *, event_id: UUID, said: Said) -> State:
    """Stop the limit's clock, with a reason: waiting for a permit, for spring, for parts.

    Raises:
        NotAllowed, NotFound, RuleBroken, InvalidInput: see :func:`app.events.steps.take`.
    """

    def stop(event: Event, at: datetime) -> None:
        event.suspended_at = at

    return take(session, actor, event_id, "suspend", said, stop)


def resume_event(session: Session, actor: Actor, *, event_id: UUID, said: Said) -> State:
    """Go on; the limit's end moves on by the time it stood.

    Raises:
        NotAllowed, NotFound, RuleBroken, InvalidInput: see :func:`app.events.steps.take`.
    """

    def go_on(event: Event, at: datetime) -> None:
        move_due_on(session, event, at)
        event.suspended_at = None

    return take(session, actor, event_id, "resume", said, go_on)


def escalate_event(session: Session, actor: Actor, *, event_id: UUID, said: Said) -> State:
    """The community cannot solve it alone: mark it for the superior (街道吹哨、部门报到).

    Raises:
        NotAllowed, NotFound, RuleBroken, InvalidInput: see :func:`app.events.steps.take`.
    """

    def mark(event: Event, at: datetime) -> None:
        event.escalated_at, event.escalation_note = at, said.reason.strip()

    reached = take(session, actor, event_id, "escalate", said, mark)
    event = own_event(session, event_id)
    announce(
        session,
        actor,
        EventEscalated(event.id, event.number, event.title, event.escalation_note, said.named),
    )
    return reached


def take_back_escalation(session: Session, actor: Actor, *, event_id: UUID, note: str) -> None:
    """Nobody needs to come any more: the event may go up again later; the history says why.

    Raises:
        NotAllowed, NotFound, InvalidInput: see :func:`app.events.steps.add_note`.
        RuleBroken: another office works on it.
    """
    actor.require(Permission.DIRECT_EVENTS)
    event = own_event(session, event_id)
    event.escalated_at, event.escalation_note = None, ""
    add_note(session, actor, event_id=event_id, note=note)
