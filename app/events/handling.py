"""From report to the end of the work: respond, accept, dispatch, handle; and handing back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.events.models import Event
from app.events.stages import State
from app.events.steps import NOTHING, Said, handler_of, take


def respond_to_event(
    session: Session, actor: Actor, *, event_id: UUID, said: Said = NOTHING
) -> State:
    """Note that the reporter was first spoken to, before anything else is done.

    Raises:
        NotAllowed, NotFound, RuleBroken, InvalidInput: see :func:`app.events.steps.take`.
    """
    return take(session, actor, event_id, "respond", said)


def accept_event(session: Session, actor: Actor, *, event_id: UUID, said: Said = NOTHING) -> State:
    """Take it on; the limit of its category runs from here.

    Raises:
        NotAllowed, NotFound, RuleBroken, InvalidInput: see :func:`app.events.steps.take`.
    """
    return take(session, actor, event_id, "accept", said)


def dispatch_event(session: Session, actor: Actor, *, event_id: UUID, said: Said) -> State:
    """Send somebody; from the report it accepts on its way, from 处置中 it sends another.

    Raises:
        NotAllowed, NotFound, RuleBroken.
        InvalidInput: nobody is named; another one without a reason.
    """
    handler = handler_of(session, said)

    def send(event: Event, at: datetime) -> None:
        event.handler_id, event.handler_name = said.handler_id, handler

    return take(session, actor, event_id, "dispatch", said, send)


def handle_event(session: Session, actor: Actor, *, event_id: UUID, said: Said) -> State:
    """Write down that the work is done, and how; from the report it accepts on its way.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: suspended, or not to be handled any more.
        InvalidInput: no outcome; after the limit's end no reason.
    """
    handler = handler_of(session, said)

    def finish(event: Event, at: datetime) -> None:
        event.handled_at, event.outcome = at, said.outcome.strip()
        late = event.due_at is not None and at > event.due_at
        event.late_reason = said.late_reason.strip() if late else ""
        if handler:
            event.handler_id, event.handler_name = said.handler_id, handler
        event.handler_name = event.handler_name or actor.name

    return take(session, actor, event_id, "handle", said, finish)


def return_event(session: Session, actor: Actor, *, event_id: UUID, said: Said) -> State:
    """Hand it back with a reason: by who was sent, or by who checked the work.

    Raises:
        NotAllowed, NotFound, RuleBroken, InvalidInput: see :func:`app.events.steps.take`.
    """

    def give_back(event: Event, at: datetime) -> None:
        event.handled_at = None
        event.late_reason = ""
        if event.state == State.DISPATCHED:
            event.handler_id, event.handler_name = None, ""

    return take(session, actor, event_id, "return", said, give_back)
