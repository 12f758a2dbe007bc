"""Changes of a plan under way: asked by one account, decided by another (四眼)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council import steps
from app.council.models import WorkChange
from app.council.money import yuan
from app.council.rows import require_text, the
from app.council.work import matter_at_work, required_plan
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id


@dataclass(frozen=True)
class ChangeText:
    """What the form of a change holds; None: this does not change."""

    what: str
    reason: str
    due_on: date | None = None
    budget: int | None = None
    """Fen."""


def ask_for_change(session: Session, actor: Actor, *, matter_id: UUID, text: ChangeText) -> UUID:
    """Ask for another deadline, budget or way of the work under way.

    Raises:
        InvalidInput: what or why is missing, or negative money.
        RuleBroken: not at 民办, no plan, or a change is still undecided.
    """
    actor.require(Permission.EDIT_MATTERS)
    matter = matter_at_work(session, matter_id)
    required_plan(session, matter)
    if text.budget is not None and text.budget < 0:
        raise InvalidInput("预算不能小于 0。", "请填 0 或正数。", field="budget")
    change = WorkChange(
        id=new_id(),
        matter_id=matter_id,
        what=require_text("what", text.what, "变更内容"),
        reason=require_text("reason", text.reason, "变更理由"),
        due_on=text.due_on,
        budget=text.budget,
        asked_by=actor.name,
        asked_by_id=actor.account_id,
        asked_on=clock.today(),
    )
    session.add(change)
    session.flush()
    told = f"申请计划变更：{change.what}{_figures(change)}。理由：{change.reason}"
    steps.note(session, actor, matter, told)
    sentence = f"议题 {matter.number} {told}"
    audit.record(session, actor, "work.ask", sentence, subject=("work_change", change.id))
    return change.id


def _figures(change: WorkChange) -> str:
    parts = []
    if change.due_on:
        parts.append(f"期限改到 {change.due_on.month}月{change.due_on.day}日")
    if change.budget is not None:
        parts.append(f"预算改为 {yuan(change.budget)}")
    return f"（{'，'.join(parts)}）" if parts else ""


def decide_change(
    session: Session, actor: Actor, *, change_id: UUID, approved: bool, note: str = ""
) -> None:
    """Approve a change, which then stands in the plan, or refuse it with a reason.

    Raises:
        RuleBroken: decided already, or asked for by the same account.
        InvalidInput: refused without a reason.
    """
    actor.require(Permission.EDIT_MATTERS)
    change = the(session, WorkChange, change_id)
    matter = matter_at_work(session, change.matter_id)
    if change.decided_on:
        raise RuleBroken("这项变更已经审批。", "需要再改请另行申请。")
    if change.asked_by_id == actor.account_id:
        raise RuleBroken("不能审批自己申请的变更。", "请另一位工作人员登录后审批。")
    if not approved:
        require_text("note", note, "不同意的理由")
    change.decided_on, change.decided_by = clock.today(), actor.name
    change.approved, change.decision_note = approved, note.strip()
    if approved:
        plan = required_plan(session, matter)
        plan.due_on = change.due_on or plan.due_on
        plan.budget = plan.budget if change.budget is None else change.budget
    word = "同意" if approved else "不同意"
    tail = f"：{change.decision_note}" if change.decision_note else ""
    told = f"{word}计划变更“{change.what}”{tail}"
    steps.note(session, actor, matter, told)
    sentence = f"议题 {matter.number} {told}"
    audit.record(session, actor, "work.decide", sentence, subject=("work_change", change.id))
