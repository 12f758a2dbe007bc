"""Tasks from above, as the list and the drawer show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.events.models import Event, Task
from app.events.open_tasks import is_for, own_station, state_of, was_returned
from app.events.rows import the
from app.events.terms import TaskState
from app.events.waiting import pill_of_task
from app.pills import Pill


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
    """Open again when it was given back."""
    pill: Pill
    event_id: UUID | None
    event_number: str
    """Of the event that carries it out; empty: none."""
    answer: str
    answered_at: datetime | None
    answered_by: str
    is_returned: bool
    """The superior gave the answer back (退回重办); ``answer`` is the one before."""
    review_note: str


def tasks(session: Session, *, only_open: bool = False) -> list[TaskRow]:
    """Tasks for this office: open ones first by their end, then the answered, newest first."""
    own = own_station(session)
    chosen = select(Task, Event.number).outerjoin(Event, Event.id == Task.event_id)
    found = session.execute(chosen.order_by(Task.issued_at, Task.id))
    rows = [_row(task, number or "") for task, number in found if is_for(task, own)]
    open_ones = [row for row in rows if row.state is TaskState.OPEN]
    open_ones.sort(key=lambda row: (row.due_at is None, row.due_at or row.issued_at))
    if only_open:
        return open_ones
    others = [row for row in rows if row.state is not TaskState.OPEN]
    others.sort(key=lambda row: row.answered_at or row.issued_at, reverse=True)
    return open_ones + others


def task(session: Session, *, task_id: UUID) -> TaskRow:
    """One task.

    Raises:
        NotFound: it is gone.
    """
    found = the(session, Task, task_id)
    event = session.get(Event, found.event_id) if found.event_id else None
    return _row(found, event.number if event else "")


def _row(task: Task, event_number: str) -> TaskRow:
    return TaskRow(
        id=task.id,
        number=task.number,
        title=task.title,
        content=task.content,
        issuer=task.issuer,
        issued_at=task.issued_at,
        due_at=task.due_at,
        state=state_of(task),
        pill=pill_of_task(task),
        event_id=task.event_id,
        event_number=event_number,
        answer=task.answer,
        answered_at=task.answered_at,
        answered_by=task.answered_by,
        is_returned=was_returned(task),
        review_note=task.review_note,
    )
