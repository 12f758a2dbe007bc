"""The work on a decided matter (民办): its plan, and finishing it.

A plan is made while the matter is at 民决, so that it is handed on with somebody in charge and a
day; it is changed freely until then. Once the work is under way a deadline or a budget changes by
approval only (:mod:`app.council.work_changes`). Tasks for residents: :mod:`app.council.claims`;
steps on the way: :mod:`app.council.milestones`.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council import steps
from app.council.matter_facts import plan_of
from app.council.models import Matter, WorkPlan
from app.council.money import yuan
from app.council.rows import require_text, the
from app.council.stages import STAGE_NAMES, Stage
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id

PLANNED_AT = frozenset({Stage.DECIDE, Stage.IMPLEMENT})


@dataclass(frozen=True)
class PlanText:
    """What the form of a plan holds; money in fen."""

    in_charge: str
    due_on: date | None
    content: str = ""
    contractor: str = ""
    starts_on: date | None = None
    budget: int | None = None
    money_source: str = ""


def matter_at_work(session: Session, matter_id: UUID, *stages: Stage) -> Matter:
    """The matter, if it is at one of these stages (民办 when none are named).

    Raises:
        RuleBroken: it is somewhere else.
    """
    matter = the(session, Matter, matter_id)
    stage = Stage(matter.stage)
    if stage not in (stages or (Stage.IMPLEMENT,)):
        what = f"议题 {matter.number} 现在是“{STAGE_NAMES[stage]}”，不能登记办理情况。"
        raise RuleBroken(what, "请刷新后按当前阶段办理。")
    return matter


def required_plan(session: Session, matter: Matter) -> WorkPlan:
    """The plan.

    Raises:
        RuleBroken: there is none.
    """
    plan = plan_of(session, matter.id)
    if plan is None:
        raise RuleBroken(f"议题 {matter.number} 还没有办理计划。", "请先制定办理计划。")
    return plan


def plan_work(session: Session, actor: Actor, *, matter_id: UUID, text: PlanText) -> UUID:
    """Make the plan of a matter, or change it; returns the plan's id.

    Raises:
        InvalidInput: nobody in charge, no deadline, one before the beginning, negative money.
        RuleBroken: not at 民决 or 民办; or deadline or budget of work under way would change,
            which takes an approval; or no vote on it passed.
    """
    actor.require(Permission.EDIT_MATTERS)
    matter = matter_at_work(session, matter_id, *PLANNED_AT)
    plan = plan_of(session, matter_id)
    if plan and matter.stage == Stage.IMPLEMENT:
        _refuse_unapproved(plan, text)
    new = plan is None
    plan = plan or WorkPlan(id=new_id(), matter_id=matter_id)
    _fill(plan, text)
    if new:
        session.add(plan)
        session.flush()
    word = "制定" if new else "修改"
    told = f"{word}办理计划：{plan.in_charge}负责，{_day(plan.due_on)}前完成{_budget(plan)}"
    steps.note(session, actor, matter, told)
    sentence = f"议题 {matter.number} {told}"
    audit.record(session, actor, "work.plan", sentence, subject=("work_plan", plan.id))
    return plan.id


def _refuse_unapproved(plan: WorkPlan, text: PlanText) -> None:
    changed = [
        name
        for name, before, after in (
            ("完成期限", plan.due_on, text.due_on),
            ("预算", plan.budget, text.budget),
        )
        if before != after
    ]
    if changed:
        raise RuleBroken(
            f"已经交办，{'和'.join(changed)}不能直接改。", "请登记计划变更，由另一人审批。"
        )


def _fill(plan: WorkPlan, text: PlanText) -> None:
    plan.in_charge = require_text("in_charge", text.in_charge, "责任人")
    if text.due_on is None:
        raise InvalidInput("还没有填写完成期限。", "请填写完成期限。", field="due_on")
    if text.starts_on and text.starts_on > text.due_on:
        raise InvalidInput("完成期限早于开工日期。", "请核对日期。", field="due_on")
    _refuse_negative(text.budget, "预算", "budget")
    plan.due_on, plan.starts_on = text.due_on, text.starts_on
    plan.content, plan.contractor = text.content.strip(), text.contractor.strip()
    plan.budget, plan.money_source = text.budget, text.money_source.strip()


def _refuse_negative(fen: int | None, what: str, field: str) -> None:
    if fen is not None and fen < 0:
        raise InvalidInput(f"{what}不能小于 0。", "请填 0 或正数。", field=field)


def _budget(plan: WorkPlan) -> str:
    return f"，预算 {yuan(plan.budget)}" if plan.budget is not None else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def finish_work(
    session: Session,
    actor: Actor,
    *,
    matter_id: UUID,
    result: str,
    finished_on: date | None = None,
    actual: int | None = None,
) -> None:
    """Write down that the work is done (today): what was done, what it cost in fen.

    Raises:
        InvalidInput: no result, a day to come, negative money.
        RuleBroken: not at 民办, or no plan.
    """
    actor.require(Permission.EDIT_MATTERS)
    matter = matter_at_work(session, matter_id)
    plan = required_plan(session, matter)
    day = finished_on or clock.today()
    refuse_future(day, "完成日期", "finished_on")
    _refuse_negative(actual, "实际花费", "actual")
    plan.result = require_text("result", result, "办理结果")
    plan.finished_on, plan.actual = day, actual
    cost = f"，花费 {yuan(actual)}" if actual is not None else ""
    told = f"{_day(day)}完工{cost}：{plan.result}"
    steps.note(session, actor, matter, told)
    sentence = f"议题 {matter.number} {told}"
    audit.record(session, actor, "work.finish", sentence, subject=("work_plan", plan.id))


def refuse_future(day: date, what: str, field: str) -> None:
    """Go on only with a day that is not ahead.

    Raises:
        InvalidInput: it lies after today.
    """
    if day > clock.today():
        raise InvalidInput(f"{what}在今天之后。", "请核对日期。", field=field)
