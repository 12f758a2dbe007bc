"""Tasks from above (指派): received with a bundle, carried out by an event, answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line, passage
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.errors import InvalidInput, RuleBroken
from app.events.facts import TaskAnswered
from app.events.models import Event, Task
from app.events.open_tasks import is_for, moment_of_answer, own_station, state_of
from app.events.rows import the
from app.events.terms import TaskState
from db.ids import new_id
from db.replicated import transaction_of


@dataclass(frozen=True)
class TaskText:
    """What the superior asks for."""

    title: str
    issuer: str
    content: str = ""
    number: str = ""
    issued_at: datetime | None = None
    """Now when not given."""
    due_at: datetime | None = None


def receive_task(session: Session, actor: Actor, *, text: TaskText) -> UUID:
    """Enter a task from above, from a bundle or from paper.

    Raises:
        NotAllowed.
        InvalidInput: no title, no issuer, an end before the beginning.
    """
    actor.require(Permission.DIRECT_EVENTS)
    issued = text.issued_at or transaction_of(session).at
    if text.due_at and text.due_at < issued:
        raise InvalidInput("答复期限早于下达时间。", "请核对时间。", field="due_at")
    task = Task(
        id=new_id(),
        number=line(text.number, "任务编号", "number"),
        title=line(text.title, "任务标题", "title", required=True),
        content=passage(text.content, "任务内容", "content"),
        issuer=line(text.issuer, "下达单位", "issuer", required=True),
        issued_at=issued,
        due_at=text.due_at,
        state=TaskState.OPEN,
    )
    session.add(task)
    sentence = f"收到{task.issuer}任务：{task.title}"
    audit.record(session, actor, "task.receive", sentence, subject=("task", task.id))
    return task.id


def link_task(session: Session, actor: Actor, *, task_id: UUID, event_id: UUID) -> None:
    """Say by which event a task is carried out.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: it is answered already.
    """
    actor.require(Permission.REPORT_EVENTS)
    task, event = _open(session, task_id), the(session, Event, event_id)
    task.event_id = event_id
    sentence = f"任务“{task.title}”由事项 {event.number} 办理"
    audit.record(session, actor, "task.link", sentence, subject=("task", task.id))


def answer_task(session: Session, actor: Actor, *, task_id: UUID, answer: str) -> None:
    """Answer a task; the answer goes up in the next bundle.

    One that was given back is answered again; the change log keeps the answer before.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no answer.
        RuleBroken: it is answered already, withdrawn, or another station's to answer.
    """
    actor.require(Permission.DIRECT_EVENTS)
    task, text = _open(session, task_id), passage(answer, "答复", "answer")
    if not text:
        raise InvalidInput("还没有填写答复。", "请写明办理情况和结果。", field="answer")
    task.state, task.answer = TaskState.ANSWERED, text
    task.answered_at = moment_of_answer(task, transaction_of(session).at)
    task.answered_by = actor.name
    sentence = f"答复任务：{task.title}"
    audit.record(session, actor, "task.answer", sentence, subject=("task", task.id))
    announce(session, actor, TaskAnswered(task.id, task.title, text))


def _open(session: Session, task_id: UUID) -> Task:
    task = the(session, Task, task_id)
    if not is_for(task, own_station(session)):
        raise RuleBroken(f"任务“{task.title}”由接收单位答复。", "这里只能查看和评价答复。")
    state = state_of(task)
    if state is TaskState.WITHDRAWN:
        raise RuleBroken(f"任务“{task.title}”已由上级撤回。", "不用再答复。")
    if state is not TaskState.OPEN:
        raise RuleBroken(f"任务“{task.title}”已由{task.answered_by}答复。", "请刷新后查看。")
    return task
