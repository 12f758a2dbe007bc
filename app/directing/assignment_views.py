"""Assignments as the superior sees them: by batch, with how many have answered."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.directing.queries import UNKNOWN, office_names
from app.errors import NotFound
from app.events.models import Event, Task
from app.events.open_tasks import state_of, waits_for_review
from app.events.terms import TaskReview, TaskState
from app.events.waiting import pill_of_task
from app.pills import Pill, Tone
from db import clock


@dataclass(frozen=True)
class AssignmentFilter:
    """Which assignments a list shows; nothing given: all."""

    text: str = ""
    """In number, title or content."""
    only_open: bool = False
    """Somebody has still to answer, or an answer to be reviewed."""
    addressee: UUID | None = None


@dataclass(frozen=True)
class AssignmentRow:
    """One task as it was assigned to several stations."""

    batch_id: UUID
    number: str
    title: str
    content: str
    issued_at: datetime
    due_at: datetime | None
    total: int
    """Stations that have to answer; withdrawn ones do not count."""
    answered: int
    to_review: int
    """Answers nobody looked at yet."""
    overdue: int
    pill: Pill

    @property
    def progress(self) -> str:
        """3/5: answered of all."""
        return f"{self.answered}/{self.total}"


@dataclass(frozen=True)
class AnswerRow:
    """One station's part of an assignment."""

    task_id: UUID
    station_id: UUID
    station: str
    pill: Pill
    answer: str
    answered_at: datetime | None
    answered_by: str
    event_number: str
    """Of the event that carries it out, where that is known here."""
    review: TaskReview | None
    review_note: str
    """Of a withdrawn one: why."""
    reviewed_at: datetime | None
    is_overdue: bool
    can_review: bool
    can_withdraw: bool


def assignments(session: Session, *, where: AssignmentFilter | None = None) -> list[AssignmentRow]:
    """What this office assigned, newest first."""
    shown, now = where or AssignmentFilter(), clock.now()
    batches: dict[UUID, list[Task]] = defaultdict(list)
    for task in _own_tasks(session):
        batches[task.batch_id or task.id].append(task)
    rows = [
        _batch(batch_id, tasks, now)
        for batch_id, tasks in batches.items()
        if shown.addressee is None or shown.addressee in [task.addressee for task in tasks]
    ]
    return [row for row in rows if _is_shown(row, shown)]


def _own_tasks(session: Session) -> list[Task]:
    """Tasks assigned from here, the newest first."""
    found = select(Task).where(Task.owner == profile(session).id, Task.batch_id.is_not(None))
    return list(session.scalars(found.order_by(Task.issued_at.desc(), Task.id)))


def _is_shown(row: AssignmentRow, where: AssignmentFilter) -> bool:
    is_open = row.to_review > 0 or row.answered < row.total
    words = " ".join((row.number, row.title, row.content))
    return (is_open or not where.only_open) and all(word in words for word in where.text.split())


def _batch(batch_id: UUID, tasks: list[Task], now: datetime) -> AssignmentRow:
    first = tasks[0]
    wanted = [task for task in tasks if state_of(task) is not TaskState.WITHDRAWN]
    answered = sum(state_of(task) is TaskState.ANSWERED for task in wanted)
    to_review = sum(waits_for_review(task) for task in wanted)
    overdue = sum(_is_overdue(task, now) for task in wanted)
    return AssignmentRow(
        batch_id=batch_id,
        number=first.number,
        title=first.title,
        content=first.content,
        issued_at=first.issued_at,
        due_at=first.due_at,
        total=len(wanted),
        answered=answered,
        to_review=to_review,
        overdue=overdue,
        pill=_pill(len(wanted), len(wanted) - answered, to_review, overdue),
    )


def _pill(total: int, missing: int, to_review: int, overdue: int) -> Pill:
    if overdue:
        return Pill(f"超期 {overdue} 个", Tone.LATE)
    if to_review:
        return Pill(f"待评价 {to_review} 个", Tone.WAITING)
    if missing:
        return Pill(f"待答复 {missing} 个", Tone.INFORMATION)
    return Pill("已完成", Tone.GOOD) if total else Pill("已撤回", Tone.QUIET)


def _is_overdue(task: Task, now: datetime) -> bool:
    return state_of(task) is TaskState.OPEN and task.due_at is not None and task.due_at < now


def assignment_answers(session: Session, *, batch_id: UUID) -> list[AnswerRow]:
    """Each station's answer: those to be reviewed first, then those that are missing.

    Raises:
        NotFound: nothing was assigned by this id.
    """
    tasks = [task for task in _own_tasks(session) if task.batch_id == batch_id]
    if not tasks:
        raise NotFound("没有找到这项任务。", "可能已被撤销，请刷新后再试。")
    names, now = office_names(session), clock.now()
    rows = [_answer(session, task, names, now) for task in tasks]
    missing = {task.id for task in tasks if state_of(task) is TaskState.OPEN}
    return sorted(rows, key=lambda row: (not row.can_review, row.task_id not in missing))


def _answer(session: Session, task: Task, names: dict[UUID, str], now: datetime) -> AnswerRow:
    station = task.addressee or task.owner
    event = session.get(Event, task.event_id) if task.event_id else None
    review = TaskReview(task.review) if task.review else None
    over = (TaskReview.ACCEPTED, TaskReview.WITHDRAWN)
    return AnswerRow(
        task_id=task.id,
        station_id=station,
        station=names.get(station, UNKNOWN),
        pill=_answer_pill(task),
        answer=task.answer,
        answered_at=task.answered_at,
        answered_by=task.answered_by,
        event_number=event.number if event else "",
        review=review,
        review_note=task.review_note,
        reviewed_at=task.reviewed_at,
        is_overdue=_is_overdue(task, now),
        can_review=waits_for_review(task),
        can_withdraw=review not in over,
    )


def _answer_pill(task: Task) -> Pill:
    """As the addressee sees it, but for an answer that waits for us."""
    return Pill("待评价", Tone.WAITING) if waits_for_review(task) else pill_of_task(task)
