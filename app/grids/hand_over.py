"""Handing a duty over: the old term ends the day before the new one begins, in one step."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, NotFound, RuleBroken
from app.grids.models import Grid, StaffMember, StaffTerm
from app.grids.rules import DUTY_NAMES, Duty
from app.grids.staff import Post, appoint, appoint_new, end_term


@dataclass(frozen=True)
class Successor:
    """Who takes over: somebody on the list, or somebody new by name."""

    staff_id: UUID | None = None
    name: str = ""
    phone: str = ""
    resident_id: UUID | None = None


def hand_over(session: Session, actor: Actor, *, term_id: UUID, to: Successor, since: date) -> UUID:
    """End a term the day before ``since`` and give its duty to ``to`` from that day on.

    Raises:
        NotAllowed, NotFound, InvalidInput: ``since`` is not after the old term's beginning.
        RuleBroken: the old term has ended already, or the grid would have two full-time holders.
    """
    actor.require(Permission.EDIT_GRIDS)
    term = session.get(StaffTerm, term_id)
    if term is None or term.grid_id is None:
        raise NotFound("找不到这个任期。", "请刷新后再试。")
    if term.until is not None and term.until < since:
        raise RuleBroken(f"这个任期已于 {term.until} 结束。", "请直接任命接任的人。")
    if since <= term.since:
        raise InvalidInput(
            f"交接日期 {since} 不晚于前任任期开始 {term.since}。",
            "交接日期是接任者的第一天，请改正。",
            field="since",
        )
    post = Post(Duty(term.duty), term.grid_id, term.building_id, term.unit_id)
    said = _sentence(session, term, to)
    audit.record(session, actor, "staff.hand_over", said, subject=("grid", post.grid_id))
    end_term(session, actor, term_id, until=since - timedelta(days=1))
    return appoint_whoever(session, actor, to=to, post=post, since=since)


def appoint_whoever(
    session: Session, actor: Actor, *, to: Successor, post: Post, since: date
) -> UUID:
    """Give a duty to somebody on the list or somebody new.

    Raises:
        NotAllowed, NotFound, InvalidInput, RuleBroken: see :func:`appoint` and
            :func:`appoint_new`.
    """
    if to.staff_id is not None:
        return appoint(session, actor, staff_id=to.staff_id, post=post, since=since)
    return appoint_new(
        session,
        actor,
        name=to.name,
        phone=to.phone,
        post=post,
        since=since,
        resident_id=to.resident_id,
    )


def _sentence(session: Session, term: StaffTerm, to: Successor) -> str:
    before = session.get_one(StaffMember, term.staff_id).name
    known = session.get(StaffMember, to.staff_id) if to.staff_id is not None else None
    grid = session.get_one(Grid, term.grid_id)
    after = known.name if known is not None else to.name.strip()
    return f"交接：{grid.name}{DUTY_NAMES[Duty(term.duty)]}由{before}交给{after}"
