"""Assignments (指派): one task to several stations below, their answers reviewed or given back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line, passage
from app.accounts.permissions import Actor, Permission
from app.accounts.station import profile
from app.announcements import announce
from app.directing.facts import AnswerReviewed, TasksAssigned
from app.directing.queries import UNKNOWN, office_names, offices_below
from app.directing.rows import next_number, reason_given, require_superior, the
from app.errors import InvalidInput, RuleBroken
from app.events.models import Task
from app.events.open_tasks import moment_of_review, state_of, waits_for_review
from app.events.terms import TASK_REVIEW_NAMES, TASK_STATE_NAMES, TaskReview, TaskState
from db.ids import new_id
from db.replicated import transaction_of


@dataclass(frozen=True)
class AssignmentText:
    """What is asked of the stations below."""

    title: str
    content: str = ""
    due_at: datetime | None = None
    number: str = ""
    """Empty: the running number of the year, 区-2026-007."""


def assign_task(
    session: Session, actor: Actor, *, text: AssignmentText, addressees: tuple[UUID, ...]
) -> tuple[UUID, ...]:
    """Assign a task to stations below; returns a task's id for each addressee, in their order.

    Raises:
        NotAllowed.
        InvalidInput: no title, nobody to do it, an office that is not below, an end in the past.
        RuleBroken: this is a community's station.
    """
    actor.require(Permission.ASSIGN)
    require_superior(session)
    now = transaction_of(session).at
    names = _checked(session, addressees)
    if text.due_at is not None and text.due_at <= now:
        raise InvalidInput("答复期限已经过去。", "请填写以后的时间。", field="due_at")
    batch_id = new_id()
    shared = {
        "batch_id": batch_id,
        "number": line(text.number, "任务编号", "number") or next_number(session, Task),
        "title": line(text.title, "任务标题", "title", required=True),
        "content": passage(text.content, "任务内容", "content"),
        "issuer": profile(session).name,
        "issued_at": now,
        "due_at": text.due_at,
        "state": TaskState.OPEN,
    }
    tasks = [Task(id=new_id(), addressee=addressee, **shared) for addressee in names]
    session.add_all(tasks)
    _tell(session, actor, tasks[0], "assign", f"指派给{_listed(list(names.values()))}")
    announce(session, actor, TasksAssigned(batch_id, tasks[0].title, tuple(names)))
    return tuple(task.id for task in tasks)


def _listed(names: list[str]) -> str:
    """Up to three names, and how many there are: 文化路街道、燕山大街等 8 个单位."""
    return "、".join(names[:3]) + (f"等 {len(names)} 个单位" if len(names) > 3 else "")


def _checked(session: Session, addressees: tuple[UUID, ...]) -> dict[UUID, str]:
    """The addressees by name, each once, in their order."""
    if not addressees:
        raise InvalidInput("还没有选择接收单位。", "请至少选择一个单位。", field="addressees")
    below = {office.id: office.name for office in offices_below(session)}
    for addressee in addressees:
        if addressee not in below:
            name = office_names(session).get(addressee, UNKNOWN)
            raise InvalidInput(
                f"“{name}”不是本单位的下级。", "请从下级单位中选择。", field="addressees"
            )
    return {addressee: below[addressee] for addressee in addressees}


def review_answer(
    session: Session, actor: Actor, *, task_id: UUID, review: TaskReview, note: str
) -> None:
    """Accept an answer, or give it back with a note of what is missing (退回重办).

    Raises:
        NotAllowed, NotFound.
        InvalidInput: given back without a word.
        RuleBroken: there is no answer to review, or another office assigned it.
    """
    actor.require(Permission.ASSIGN)
    task = _assigned(session, task_id)
    if review is TaskReview.WITHDRAWN:
        raise RuleBroken("撤回不是对答复的评价。", "不再需要答复的任务，请用“撤回”。")
    if not waits_for_review(task):
        standing = TASK_REVIEW_NAMES.get(TaskReview(task.review)) if task.review else None
        standing = standing or TASK_STATE_NAMES[state_of(task)]
        raise RuleBroken(f"任务“{task.title}”{standing}，没有待评价的答复。", "请刷新后查看。")
    text = passage(note, "评价意见", "note")
    if review is TaskReview.RETURNED and not text:
        raise InvalidInput("退回重办要写明原因。", "请写明还缺什么。", field="note")
    _review(session, task, review, text)
    name = office_names(session).get(task.addressee or task.owner, UNKNOWN)
    words = f"{name}的答复{TASK_REVIEW_NAMES[review]}" + (f"：{text}" if text else "")
    _tell(session, actor, task, "review", words)
    announce(session, actor, AnswerReviewed(task.id, task.title, review))


def withdraw_task(session: Session, actor: Actor, *, task_id: UUID, reason: str) -> None:
    """One station need not answer any more.

    Raises:
        NotAllowed, NotFound, InvalidInput: no reason.
        RuleBroken: its answer was accepted, it is withdrawn already, or another office's.
    """
    actor.require(Permission.ASSIGN)
    task = _assigned(session, task_id)
    if task.review in (TaskReview.ACCEPTED, TaskReview.WITHDRAWN):
        name = TASK_REVIEW_NAMES[TaskReview(task.review)]
        raise RuleBroken(f"任务“{task.title}”{name}，不能撤回。", "请刷新后查看。")
    text = reason_given(reason, "撤回原因")
    _review(session, task, TaskReview.WITHDRAWN, text)
    name = office_names(session).get(task.addressee or task.owner, UNKNOWN)
    _tell(session, actor, task, "withdraw", f"撤回给{name}的任务：{text}")
    announce(session, actor, AnswerReviewed(task.id, task.title, TaskReview.WITHDRAWN))


def _assigned(session: Session, task_id: UUID) -> Task:
    task = the(session, Task, task_id)
    if task.batch_id is None:
        raise RuleBroken(f"任务“{task.title}”是纸质登记的。", "只有指派给下级的任务才评价和撤回。")
    return task


def _review(session: Session, task: Task, review: TaskReview, note: str) -> None:
    task.review, task.review_note = review, note
    task.reviewed_at = moment_of_review(task, transaction_of(session).at)


def _tell(session: Session, actor: Actor, task: Task, action: str, words: str) -> None:
    sentence = f"任务 {task.number} {task.title}：{words}"
    audit.record(session, actor, f"task.{action}", sentence, subject=("task", task.id))
