"""Responses (报到): the superior sends departments to a whistle and writes down what they did."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line, passage
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.directing.facts import DepartmentsAssigned, ResponseAnswered
from app.directing.models import Response, Whistle
from app.directing.rows import (
    reason_given,
    require_superior,
    responses_of,
    state_of,
    the,
    writing_station,
)
from app.directing.terms import OPEN_WHISTLES, RESPONSE_STATE_NAMES, UNANSWERED, ResponseState
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id
from db.replicated import transaction_of

MOST_DEPARTMENTS = 20
"""Of one whistle; more are a slip."""


@dataclass(frozen=True)
class Demand:
    """What one department is to do for a whistle."""

    department: str
    demand: str = ""
    due_at: datetime | None = None
    is_lead: bool = False
    """Leads where several respond together."""


def assign_departments(
    session: Session, actor: Actor, *, whistle_id: UUID, demands: tuple[Demand, ...]
) -> tuple[UUID, ...]:
    """Tell departments to come; returns the ids of their responses. More can follow later.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no department, one without a name or named twice, two that lead, an end in
            the past; names the row.
        RuleBroken: a community's own whistle, or one that is over.
    """
    actor.require(Permission.RESPOND)
    require_superior(session)
    whistle = the(session, Whistle, whistle_id)
    if whistle.owner == writing_station(session):
        raise RuleBroken("自己吹的哨由上级派单。", "请等待上级答复。")
    there = responses_of(session, whistle_id)
    if state_of(whistle, there) not in OPEN_WHISTLES:
        raise RuleBroken("这次吹哨已经结束，不能再派单。", "请刷新后查看。")
    now = transaction_of(session).at
    _check(demands, [one for one in there if one.state != ResponseState.WITHDRAWN], now)
    made = [_response(whistle, demand, now) for demand in demands]
    session.add_all(made)
    departments = tuple(one.department for one in made)
    _tell(session, actor, whistle, "assign", f"派单给{'、'.join(departments)}")
    announce(session, actor, DepartmentsAssigned(whistle.id, whistle.title, departments))
    return tuple(one.id for one in made)


def _response(whistle: Whistle, demand: Demand, now: datetime) -> Response:
    return Response(
        id=new_id(),
        whistle_id=whistle.id,
        addressee=whistle.owner,
        department=demand.department.strip(),
        demand=demand.demand.strip(),
        is_lead=demand.is_lead,
        assigned_at=now,
        due_at=demand.due_at,
        state=ResponseState.ASSIGNED,
    )


def _check(demands: tuple[Demand, ...], there: list[Response], now: datetime) -> None:
    if not demands:
        raise InvalidInput("还没有选择部门。", "请至少填写一个部门。", field="demands")
    if len(demands) + len(there) > MOST_DEPARTMENTS:
        raise InvalidInput(
            f"一次吹哨最多派给 {MOST_DEPARTMENTS} 个部门。", "请减少部门。", field="demands"
        )
    taken = {one.department for one in there}
    for number, demand in enumerate(demands, start=1):
        name = line(demand.department, f"第 {number} 个部门的名称", "demands", required=True)
        passage(demand.demand, f"第 {number} 个部门的要求", "demands")
        if name in taken:
            raise InvalidInput(
                f"“{name}”已经派过单。", "每个部门只派一次，要求写在一起。", field="demands"
            )
        taken.add(name)
        if demand.due_at is not None and demand.due_at <= now:
            raise InvalidInput(
                f"“{name}”的办理期限已经过去。", "请填写以后的时间。", field="demands"
            )
    leading = [one.is_lead for one in demands] + [one.is_lead for one in there]
    if sum(leading) > 1:
        raise InvalidInput("牵头部门只能有一个。", "请只留一个牵头部门。", field="demands")


def record_arrival(
    session: Session, actor: Actor, *, response_id: UUID, at: datetime | None = None
) -> None:
    """A department came; now when ``at`` is not given.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: a time to come, or before it was sent.
        RuleBroken: it has come or answered already, is withdrawn, or another office sent it.
    """
    actor.require(Permission.RESPOND)
    whistle, response = _awaited(session, response_id)
    if response.arrived_at is not None:
        when = f"{clock.local(response.arrived_at):%m-%d %H:%M}"
        raise RuleBroken(f"“{response.department}”已于 {when} 报到。", "可直接登记答复。")
    now = transaction_of(session).at
    arrived = at or now
    if arrived > now:
        raise InvalidInput("报到时间在现在之后。", "请核对时间。", field="at")
    if arrived < response.assigned_at:
        raise InvalidInput(
            f"报到时间早于派单（{clock.local(response.assigned_at):%m-%d %H:%M}）。",
            "请核对时间。",
            field="at",
        )
    response.state, response.arrived_at = ResponseState.ARRIVED, arrived
    _tell(session, actor, whistle, "arrive", f"“{response.department}”报到")


def answer_response(session: Session, actor: Actor, *, response_id: UUID, answer: str) -> None:
    """Write down what a department did; it goes down in the next bundle.

    Raises:
        NotAllowed, NotFound, InvalidInput: no answer.
        RuleBroken: it is answered already or withdrawn, the whistle is over, or another office
            sent it.
    """
    actor.require(Permission.RESPOND)
    whistle, response = _awaited(session, response_id)
    text = passage(answer, "答复", "answer")
    if not text:
        raise InvalidInput("还没有填写答复。", "请写明办理情况和结果。", field="answer")
    response.state, response.answer = ResponseState.ANSWERED, text
    response.answered_at = transaction_of(session).at
    _tell(session, actor, whistle, "answer", f"“{response.department}”答复")
    fact = ResponseAnswered(response.id, whistle.id, response.department, text)
    announce(session, actor, fact)


def withdraw_response(session: Session, actor: Actor, *, response_id: UUID, reason: str) -> None:
    """A department need not come any more.

    Raises:
        NotAllowed, NotFound, InvalidInput: no reason.
        RuleBroken: it is answered or withdrawn already, or another office sent it.
    """
    actor.require(Permission.RESPOND)
    response = _unanswered(session, response_id)
    response.state, response.answer = ResponseState.WITHDRAWN, reason_given(reason, "撤回原因")
    words = f"撤回派给“{response.department}”的派单（{response.answer}）"
    _tell(session, actor, the(session, Whistle, response.whistle_id), "recall", words)


def _awaited(session: Session, response_id: UUID) -> tuple[Whistle, Response]:
    """A response that is still wanted."""
    response = _unanswered(session, response_id)
    whistle = the(session, Whistle, response.whistle_id)
    if whistle.withdrawn_at is not None or whistle.ended_at is not None:
        raise RuleBroken("吹哨单位已经撤回或办结这次吹哨。", "没有答复的派单请撤回。")
    return whistle, response


def _unanswered(session: Session, response_id: UUID) -> Response:
    response = the(session, Response, response_id)
    if response.state not in UNANSWERED:
        name = RESPONSE_STATE_NAMES[ResponseState(response.state)]
        raise RuleBroken(f"“{response.department}”{name}。", "请刷新后查看。")
    return response


def _tell(session: Session, actor: Actor, whistle: Whistle, action: str, words: str) -> None:
    sentence = f"吹哨 {whistle.event_number} {whistle.title}：{words}"
    audit.record(session, actor, f"response.{action}", sentence, subject=("whistle", whistle.id))
