"""Tasks from above, as the list and the drawer show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.events.models import Event, Task
from app.events.rows import the
from app.events.terms import TASK_STATE_NAMES, TaskState
from app.events.waiting import task_pill
from app.pills import Pill, Tone


@dataclass(frozen=True)
class TaskRow:
    """One task with its answer."""

    id: UUID
    number: str
    title: str
    content: str
    issuer: str
    issued_at: datetime
    due_at: datetime | None
    state: TaskState
    pill: Pill
    event_id: UUID | None
    event_number: str
    """Of the event that carries it out; empty: none."""
    answer: str
    answered_at: datetime | None
    answered_by: str


def tasks(session: Session, *, only_open: bool = False) -> list[TaskRow]:
    """Tasks from above: open ones first by their end, then the answered, newest first."""
    chosen = select(Task, Event.number).outerjoin(Event, Event.id == Task.event_id)
    if only_open:
        chosen = chosen.where(Task.state == TaskState.OPEN)
    chosen = chosen.order_by(
        Task.state != TaskState.OPEN,
        Task.answered_at.desc(),
        Task.due_at.is_(None),
        Task.due_at,
        Task.issued_at,
    )
    return [_row(task, number or "") for task, number in session.execute(chosen)]


def task(session: Session, *, task_id: UUID) -> TaskRow:
    """One task.

    Raises:
        NotFound: it is gone.
    """
    found = the(session, Task, task_id)
    event = session.get(Event, found.event_id) if found.event_id else None
    return _row(found, event.number if event else "")


def _row(task: Task, event_number: str) -> TaskRow:
    state = TaskState(task.state)
    answered = Pill(TASK_STATE_NAMES[state], Tone.QUIET)
    return TaskRow(
        id=task.id,
        number=task.number,
        title=task.title,
        content=task.content,
        issuer=task.issuer,
        issued_at=task.issued_at,
        due_at=task.due_at,
        state=state,
        pill=task_pill(task.due_at) if state is TaskState.OPEN else answered,
        event_id=task.event_id,
        event_number=event_number,
        answer=task.answer,
        answered_at=task.answered_at,
        answered_by=task.answered_by,
    )
