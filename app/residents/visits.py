"""Planning rounds of visits (穿楼进户) and recording the visits."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.new_station import LONGEST_NAME, check_length, check_name
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.errors import InvalidInput, NotFound, RuleBroken
from app.grids.models import StaffMember
from app.residents.facts import VisitRecorded
from app.residents.households import address_of
from app.residents.models import Household, Visit, VisitPlan
from app.residents.terms import VISIT_WAY_NAMES, Audience, VisitWay
from db import clock
from db.ids import new_id

LONGEST_FINDING = 1_000
NOON = 12


@dataclass(frozen=True)
class PlanText:
    """What a form says of a round of visits."""

    title: str
    from_day: date
    until_day: date
    grid_id: UUID | None = None
    audience: Audience = Audience.ALL
    tags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class VisitText:
    """What a form says of one visit."""

    on: date
    visitor: str
    way: VisitWay = VisitWay.DOOR
    answered: bool = True
    finding: str = ""
    needs_follow_up: bool = False
    resident_id: UUID | None = None
    plan_id: UUID | None = None


def plan_visits(session: Session, actor: Actor, *, text: PlanText) -> UUID:
    """Plan a round of visits.

    Raises:
        NotAllowed.
        InvalidInput: no title, an end before the beginning, tags wanted and none chosen.
    """
    actor.require(Permission.RECORD_VISITS)
    plan = VisitPlan(id=new_id())
    _fill_plan(plan, text)
    session.add(plan)
    sentence = f"制定走访计划：{plan.title}"
    audit.record(session, actor, "visit.plan", sentence, subject=("visit_plan", plan.id))
    return plan.id


def change_plan(session: Session, actor: Actor, plan_id: UUID, *, text: PlanText) -> None:
    """Change a round of visits; visits made stay what they are.

    Raises:
        NotAllowed, NotFound, InvalidInput: as for :func:`plan_visits`.
    """
    actor.require(Permission.RECORD_VISITS)
    plan = session.get(VisitPlan, plan_id)
    if plan is None:
        raise NotFound("找不到这个走访计划。", "可能刚被撤销，请刷新。")
    _fill_plan(plan, text)
    sentence = f"修改走访计划：{plan.title}"
    audit.record(session, actor, "visit.plan", sentence, subject=("visit_plan", plan_id))


def _fill_plan(plan: VisitPlan, text: PlanText) -> None:
    check_name(text.title, "名称", "title")
    if text.until_day < text.from_day:
        raise InvalidInput("结束日期早于开始日期。", "请改正。", field="until_day")
    if text.audience is Audience.TAGS and not text.tags:
        raise InvalidInput("没有选标签。", "请选至少一个，或改为每一户。", field="tags")
    plan.title, plan.note = text.title.strip(), text.note.strip()
    plan.from_day, plan.until_day = text.from_day, text.until_day
    plan.grid_id, plan.audience = text.grid_id, text.audience
    plan.tags = list(text.tags) if text.audience is Audience.TAGS else []


def record_visit(session: Session, actor: Actor, household_id: UUID, *, text: VisitText) -> UUID:
    """Record one visit; made today it keeps the time of day.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: a day to come, no visitor, a finding too long, a follow-up without a finding.
    """
    actor.require(Permission.RECORD_VISITS)
    if session.get(Household, household_id) is None:
        raise NotFound("找不到这一户。", "可能刚被撤销，请刷新。")
    visit = Visit(id=new_id(), household_id=household_id)
    _fill_visit(session, visit, text)
    session.add(visit)
    answer = "" if visit.answered else "，无人应答"
    sentence = f"走访 {address_of(session, household_id)}（{VISIT_WAY_NAMES[text.way]}{answer}）"
    audit.record(session, actor, "visit.record", sentence, subject=("visit", visit.id))
    fact = VisitRecorded(
        visit.id, household_id, visit.staff_id, visit.answered, visit.needs_follow_up
    )
    announce(session, actor, fact)
    return visit.id


def _fill_visit(session: Session, visit: Visit, text: VisitText) -> None:
    check_name(text.visitor, "走访人", "visitor")
    finding = text.finding.strip()
    if len(finding) > LONGEST_FINDING:
        raise InvalidInput(
            f"走访情况最多 {LONGEST_FINDING} 个字，现在是 {len(finding)} 个。",
            "请缩短。",
            field="finding",
        )
    if text.needs_follow_up and not finding:
        raise InvalidInput("需要跟进的，请写明什么事。", field="finding")
    visit.visited_at = _moment_of(text.on)
    visit.visitor_name, visit.staff_id = text.visitor.strip(), _staff_named(session, text.visitor)
    visit.way, visit.answered, visit.finding = text.way, text.answered, finding
    visit.needs_follow_up = text.needs_follow_up
    visit.resident_id, visit.plan_id = text.resident_id, text.plan_id


def _moment_of(day: date) -> datetime:
    today = clock.today()
    if day > today:
        raise InvalidInput(f"走访日期 {day} 还没有到。", "请填写实际日期。", field="on")
    return clock.now() if day == today else clock.moment(day, NOON)


def _staff_named(session: Session, name: str) -> UUID | None:
    """The grid worker of this name; nobody when there are two."""
    found = session.scalars(select(StaffMember.id).where(StaffMember.name == name.strip())).all()
    return found[0] if len(found) == 1 else None


def settle_follow_up(session: Session, actor: Actor, visit_id: UUID, *, outcome: str) -> None:
    """Note how what a visit found has been dealt with; it waits no longer.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no outcome.
        RuleBroken: nothing waits.
    """
    actor.require(Permission.RECORD_VISITS)
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise NotFound("找不到这次走访。", "可能刚被撤销，请刷新。")
    if not visit.needs_follow_up:
        raise RuleBroken("这次走访没有待跟进的事。", "请刷新后再看。")
    if not outcome.strip():
        raise InvalidInput("请写明处理结果。", field="outcome")
    check_length(outcome, "处理结果", "outcome", 4 * LONGEST_NAME)
    visit.needs_follow_up = False
    visit.finding = f"{visit.finding}\n{clock.today():%Y-%m-%d} 跟进：{outcome.strip()}"
    sentence = f"走访跟进 {address_of(session, visit.household_id)}：{outcome.strip()}"
    audit.record(session, actor, "visit.follow_up", sentence, subject=("visit", visit_id))
