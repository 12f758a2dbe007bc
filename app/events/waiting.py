"""What of the events waits, for the page of today; and what the palette finds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.events.filters import EventFilter
from app.events.models import Task
from app.events.open_tasks import is_for, own_station, state_of, was_returned
from app.events.pills import span
from app.events.queries import EventRow, events
from app.events.stages import State
from app.events.terms import (
    TASK_REVIEW_NAMES,
    TASK_STATE_NAMES,
    StateGroup,
    TaskReview,
    TaskState,
)
from app.pills import Pill, Tone
from db import clock


@dataclass(frozen=True)
class Hit:
    """One find of the palette; ``kind`` is event."""

    kind: str
    id: UUID
    title: str
    detail: str


def find_events(session: Session, *, text: str, limit: int = 20) -> list[Hit]:
    """Events by number, words, place, reporter or pinyin initials; open ones first."""
    if not text.strip():
        return []
    where = EventFilter(text=text)
    rows = events(session, limit=limit, sort="open", descending=True, where=where)
    return [Hit("event", r.id, r.title, f"{r.number} · {r.state_name}") for r in rows]


@dataclass(frozen=True)
class Original:
    """An event that another one may be merged into, for a field."""

    id: UUID
    name: str
    address: str
    """Number, place and state; pickers show it beside the title."""
    phone: str = ""


def find_originals(session: Session, text: str, *, but: UUID) -> list[Original]:
    """Events that are not void and not ``but``, by number, words, place or reporter."""
    where = EventFilter(text=text, states=tuple(state for state in State if state != State.VOID))
    rows = events(session, limit=12, sort="number", descending=True, where=where)
    return [
        Original(r.id, r.title, f"{r.number} {r.place} {r.state_name}") for r in rows if r.id != but
    ]


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, for the page of today; ``kind`` is event or task."""

    kind: str
    id: UUID
    title: str
    detail: str
    pill: Pill
    due: datetime | None


def events_waiting(session: Session, *, grid_id: UUID | None = None) -> list[Waiting]:
    """Events to be answered, accepted or checked, near or past their limit; and tasks from above.

    In order of due time; what has none (to be verified, to be closed) comes last.
    """
    rows: dict[UUID, EventRow] = {}
    for group in (StateGroup.WAITING, StateGroup.OVERDUE, StateGroup.NEAR):
        where = EventFilter(group, grid_id=grid_id)
        rows |= {row.id: row for row in events(session, limit=1000, where=where)}
    where = EventFilter(states=(State.REPORTED, State.HANDLED, State.VERIFIED), grid_id=grid_id)
    rows |= {row.id: row for row in events(session, limit=1000, where=where)}
    waiting = [_event(row) for row in rows.values()]
    waiting += [] if grid_id else [_task(task) for task in _open_tasks(session)]
    return sorted(waiting, key=lambda each: (each.due is None, each.due or clock.now()))


def _event(row: EventRow) -> Waiting:
    detail = " · ".join(part for part in (row.number, row.category, row.place, row.handler) if part)
    return Waiting("event", row.id, row.title, detail, row.pill, row.due)


def _open_tasks(session: Session) -> list[Task]:
    own = own_station(session)
    found = session.scalars(select(Task).where(Task.review != TaskReview.WITHDRAWN))
    return [task for task in found if is_for(task, own) and state_of(task) is TaskState.OPEN]


def _task(task: Task) -> Waiting:
    return Waiting("task", task.id, task.title, task.issuer, pill_of_task(task), task.due_at)


def pill_of_task(task: Task) -> Pill:
    """How a task stands: what is left of its time, or what became of its answer."""
    state = state_of(task)
    if was_returned(task):
        return Pill(TASK_REVIEW_NAMES[TaskReview.RETURNED], Tone.LATE)
    if state is TaskState.OPEN:
        return task_pill(task.due_at)
    if task.review == TaskReview.ACCEPTED:
        return Pill(TASK_REVIEW_NAMES[TaskReview.ACCEPTED], Tone.GOOD)
    return Pill(TASK_STATE_NAMES[state], Tone.QUIET)


def task_pill(due: datetime | None) -> Pill:
    """How long a task from above still has."""
    if due is None:
        return Pill("待答复", Tone.WAITING)
    left = due - clock.now()
    if left < timedelta():
        return Pill(f"超期 {span(-left)}", Tone.LATE)
    return Pill(
        f"还剩 {span(left)}", Tone.WAITING if left < timedelta(days=1) else Tone.INFORMATION
    )
