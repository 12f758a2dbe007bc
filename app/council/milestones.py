"""Milestones (进度节点): the steps of a work plan, each with its day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council import steps
from app.council.models import Milestone
from app.council.rows import require_text, the
from app.council.work import PLANNED_AT, matter_at_work, refuse_future, required_plan
from app.errors import InvalidInput, RuleBroken
from db.ids import new_id


@dataclass(frozen=True)
class MilestoneText:
    """What the form of a milestone holds."""

    title: str
    due_on: date | None
    note: str = ""


def milestones_of(session: Session, matter_id: UUID) -> list[Milestone]:
    """A matter's milestones in order."""
    return list(
        session.scalars(
            select(Milestone)
            .where(Milestone.matter_id == matter_id)
            .order_by(Milestone.position, Milestone.id)
        )
    )


def add_milestone(session: Session, actor: Actor, *, matter_id: UUID, text: MilestoneText) -> UUID:
    """Append a milestone to a plan.

    Raises:
        InvalidInput: no title, no day. RuleBroken: not at 民决 or 民办, or no plan.
    """
    actor.require(Permission.EDIT_MATTERS)
    matter = matter_at_work(session, matter_id, *PLANNED_AT)
    required_plan(session, matter)
    if text.due_on is None:
        raise InvalidInput("还没有填写节点期限。", "请填写节点期限。", field="due_on")
    milestone = Milestone(
        id=new_id(),
        matter_id=matter_id,
        position=len(milestones_of(session, matter_id)) + 1,
        title=require_text("title", text.title, "节点名称"),
        due_on=text.due_on,
        note=text.note.strip(),
    )
    session.add(milestone)
    session.flush()
    sentence = f"议题 {matter.number} 增加进度节点：{milestone.title}"
    audit.record(session, actor, "work.milestone", sentence, subject=("milestone", milestone.id))
    return milestone.id


def mark_milestone(
    session: Session,
    actor: Actor,
    *,
    milestone_id: UUID,
    done_on: date | None,
    note: str | None = None,
) -> None:
    """Mark a milestone as done on a day, or as not done after all (None)."""
    actor.require(Permission.EDIT_MATTERS)
    milestone = the(session, Milestone, milestone_id)
    matter = matter_at_work(session, milestone.matter_id)
    if done_on:
        refuse_future(done_on, "完成日期", "done_on")
    milestone.done_on = done_on
    milestone.note = milestone.note if note is None else note.strip()
    told = f"进度节点{'完成' if done_on else '改为未完成'}：{milestone.title}"
    steps.note(session, actor, matter, told)
    sentence = f"议题 {matter.number} {told}"
    audit.record(session, actor, "work.milestone", sentence, subject=("milestone", milestone.id))


def remove_milestone(session: Session, actor: Actor, *, milestone_id: UUID) -> None:
    """Take out a milestone that will not be done; the others close up.

    Raises:
        RuleBroken: it was done.
    """
    actor.require(Permission.EDIT_MATTERS)
    milestone = the(session, Milestone, milestone_id)
    matter = matter_at_work(session, milestone.matter_id, *PLANNED_AT)
    if milestone.done_on:
        raise RuleBroken(f"节点“{milestone.title}”已经完成。", "如登记有误，请先改为未完成。")
    session.delete(milestone)
    session.flush()
    for position, other in enumerate(milestones_of(session, matter.id), start=1):
        if other.position != position:
            other.position = position
    sentence = f"议题 {matter.number} 去掉进度节点：{milestone.title}"
    audit.record(session, actor, "work.milestone", sentence, subject=("matter", matter.id))
