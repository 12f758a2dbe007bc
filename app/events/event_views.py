"""One event in full: its facts, its way so far, its photos, and what may be done next."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.permissions import Permission
from app.attachments.models import Attachment
from app.events.limits import limit_of
from app.events.models import Event, EventStep, Task
from app.events.open_tasks import state_of
from app.events.queries import EventRow, event_row
from app.events.rows import steps_of, the
from app.events.stages import (
    OPEN_STATES,
    Ask,
    EventFacts,
    Missing,
    Move,
    State,
    moves_from,
    step_name,
)
from app.events.steps import NOTHING, facts_of
from app.events.terms import (
    SATISFACTION_NAMES,
    TASK_STATE_NAMES,
    EventSource,
    Satisfaction,
)
from app.residents.masking import mask_phone
from db import clock


@dataclass(frozen=True)
class StepRow:
    """One line of the history, newest first."""

    id: UUID
    at: datetime
    text: str
    """受理, 派遣（王强） …"""
    note: str
    actor_name: str


@dataclass(frozen=True)
class MoveOffer:
    """A move from here: what its form asks, and what no form can mend."""

    key: str
    label: str
    permission: Permission
    asks: tuple[Ask, ...]
    """Fields of the form, in order."""
    required: tuple[Ask, ...]
    missing: tuple[Missing, ...]
    """Stands in the way now; empty: the move may be made."""


@dataclass(frozen=True)
class Photo:
    """A picture of the event; ``content`` is the key of its bytes."""

    id: UUID
    kind: str
    name: str
    content: str
    taken_at: datetime | None


@dataclass(frozen=True)
class EventRef:
    """Another event that this one points to."""

    id: UUID
    number: str
    title: str


@dataclass(frozen=True)
class TaskRef:
    """A task from above that this event carries out."""

    id: UUID
    title: str
    issuer: str
    due_at: datetime | None
    state_name: str


@dataclass(frozen=True)
class EventDetail:
    """Everything the drawer shows; the phone is masked."""

    row: EventRow
    category_key: str
    detail: str
    source: EventSource
    grid_id: UUID | None
    building_id: UUID | None
    plan_x: float | None
    plan_y: float | None
    reporter_id: UUID | None
    reporter_phone: str
    """Masked; in full by :func:`app.events.events.reveal_reporter`."""
    chat_group_id: UUID | None
    occurred_at: datetime | None
    entered_at: datetime
    response_due: datetime
    responded_at: datetime | None
    accepted_at: datetime | None
    limit: str
    """3 个工作日; empty before it is accepted."""
    due_at: datetime | None
    handled_at: datetime | None
    closed_at: datetime | None
    handler_id: UUID | None
    outcome: str
    late_reason: str
    settled: bool | None
    satisfaction: str
    """满意 …; empty when not asked."""
    escalation_note: str
    duplicate_of: EventRef | None
    duplicates: tuple[EventRef, ...]
    tasks: tuple[TaskRef, ...]
    can_edit: bool
    next_move: MoveOffer | None
    moves: tuple[MoveOffer, ...]
    """All moves from here, in the order in which to offer them; the next one among them."""
    steps: tuple[StepRow, ...]
    photos: tuple[Photo, ...]
    last_step: UUID
    """For ``Said.seen``: the latest line of the history on the screen."""


def event_detail(session: Session, *, event_id: UUID) -> EventDetail:
    """One event.

    Raises:
        NotFound: it is gone.
    """
    event = the(session, Event, event_id)
    steps, offers = steps_of(session, event_id), _offers(session, event)
    return EventDetail(
        row=event_row(session, event_id=event_id),
        category_key=event.category,
        detail=event.detail,
        source=EventSource(event.source),
        grid_id=event.grid_id,
        building_id=event.building_id,
        plan_x=event.plan_x,
        plan_y=event.plan_y,
        reporter_id=event.reporter_id,
        reporter_phone=mask_phone(event.reporter_phone),
        chat_group_id=event.chat_group_id,
        occurred_at=event.occurred_at,
        entered_at=event.entered_at,
        response_due=event.response_due,
        responded_at=event.responded_at,
        accepted_at=event.accepted_at,
        limit=limit_of(event).text if event.due_at else "",
        due_at=event.due_at,
        handled_at=event.handled_at,
        closed_at=event.closed_at,
        handler_id=event.handler_id,
        outcome=event.outcome,
        late_reason=event.late_reason,
        settled=event.settled,
        satisfaction=satisfaction_name(event.satisfaction),
        escalation_note=event.escalation_note,
        duplicate_of=_original(session, event),
        duplicates=_duplicates(session, event_id),
        tasks=_tasks(session, event_id),
        can_edit=State(event.state) in OPEN_STATES,
        next_move=next((offer for offer in offers if not offer.missing), None),
        moves=offers,
        steps=tuple(_step(step) for step in reversed(steps)),
        photos=_photos(session, event_id),
        last_step=steps[-1].id,
    )


def satisfaction_name(stored: str) -> str:
    """满意 …; empty when it was not asked."""
    return SATISFACTION_NAMES[Satisfaction(stored)] if stored else ""


def _offers(session: Session, event: Event) -> tuple[MoveOffer, ...]:
    facts = facts_of(session, event, NOTHING, at=clock.now())
    moves = [move for move in moves_from(State(event.state)) if move.by_hand]
    if facts.suspended:
        moves.sort(key=lambda move: move.key != "resume")
    return tuple(_offer(move, facts) for move in moves if _makes_sense(move, facts))


def _makes_sense(move: Move, facts: EventFacts) -> bool:
    """What was done once is not offered again, nor what waits for nothing."""
    return not (
        (move.key == "respond" and facts.responded)
        or (move.key == "escalate" and facts.escalated)
        or (move.key == "resume" and not facts.suspended)
        or (move.key == "suspend" and facts.suspended)
    )


def _offer(move: Move, facts: EventFacts) -> MoveOffer:
    asks = move.asks(facts)
    required = tuple(ask for ask in asks if move.requires(ask))
    return MoveOffer(move.key, move.label, move.permission, asks, required, move.blocked(facts))


def _step(step: EventStep) -> StepRow:
    return StepRow(step.id, step.at, step_text(step), step.note, step.actor_name)


def step_text(step: EventStep) -> str:
    """What a line of the history says: 派遣（王强）."""
    name = step_name(step.move, State(step.from_state) if step.from_state else None)
    return f"{name}（{step.handler_name}）" if step.handler_name else name


def _photos(session: Session, event_id: UUID) -> tuple[Photo, ...]:
    found = session.scalars(
        select(Attachment)
        .where(Attachment.record_table == "event", Attachment.record_id == event_id)
        .order_by(Attachment.position, Attachment.id)
    )
    return tuple(Photo(a.id, a.kind, a.name, a.content, a.taken_at) for a in found)


def _original(session: Session, event: Event) -> EventRef | None:
    original = session.get(Event, event.duplicate_of) if event.duplicate_of else None
    return EventRef(original.id, original.number, original.title) if original else None


def _duplicates(session: Session, event_id: UUID) -> tuple[EventRef, ...]:
    found = session.scalars(
        select(Event).where(Event.duplicate_of == event_id).order_by(Event.number)
    )
    return tuple(EventRef(event.id, event.number, event.title) for event in found)


def _tasks(session: Session, event_id: UUID) -> tuple[TaskRef, ...]:
    found = session.scalars(select(Task).where(Task.event_id == event_id).order_by(Task.issued_at))
    return tuple(
        TaskRef(t.id, t.title, t.issuer, t.due_at, TASK_STATE_NAMES[state_of(t)]) for t in found
    )
