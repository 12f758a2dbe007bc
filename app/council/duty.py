"""How a body's members do their duty (履职): terms of office, attendance, absences without leave.

Offices print it as a list and see who has to be spoken to. That three absences without leave in a
year stop a seat is a common clause of councils' charters (field-notes §1.2), so it is only shown.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council.bodies import members_on
from app.council.models import Attendance, Body, BodyMember, Meeting
from app.council.rows import the
from app.council.terms import DUTY_NAMES, AttendanceStatus, Duty, MeetingState
from db import clock

A_YEAR = timedelta(days=365)
ABSENCES_TO_NOTE = 3
TERM_ENDS_SOON = timedelta(days=60)


@dataclass(frozen=True)
class DutyRow:
    """One member, over the last year."""

    member_id: UUID
    name: str
    capacity: str
    duty_name: str
    since: date
    until: date | None
    meetings: int
    """Held while he served."""
    present: int
    on_leave: int
    absent: int
    """Without leave."""
    note: str
    """What has to be looked at; empty: nothing."""


def set_term(session: Session, actor: Actor, *, body_id: UUID, ends_on: date | None) -> None:
    """Note until when the members of a body are elected (None: no term)."""
    actor.require(Permission.EDIT_BODIES)
    body = the(session, Body, body_id)
    body.term_ends_on = ends_on
    words = f"到{ends_on.year}年{ends_on.month}月{ends_on.day}日届满" if ends_on else "不设任期"
    sentence = f"{body.name}任期：{words}"
    audit.record(session, actor, "body.term", sentence, subject=("body", body.id))


def term_warning(body: Body) -> str:
    """What to say of a body's term, near its end and after it; else empty."""
    ends, today = body.term_ends_on, clock.today()
    if ends is None or body.dissolved_on or ends - today > TERM_ENDS_SOON:
        return ""
    day = f"{ends.year}年{ends.month}月{ends.day}日"
    if ends < today:
        return f"任期已于{day}届满，请组织换届。"
    return f"任期到{day}，还有 {(ends - today).days} 天，请准备换届。"


def duty_list(session: Session, *, body_id: UUID) -> list[DutyRow]:
    """Who serves today with the attendance of the last year, in the body's order.

    Raises:
        NotFound: the body is gone.
    """
    the(session, Body, body_id)
    today = clock.today()
    counts = _counts(session, body_id, clock.moment(today - A_YEAR, 0))
    return [_row(one, counts.get(one.id, {})) for one in members_on(session, body_id, today)]


def _counts(session: Session, body_id: UUID, since: datetime) -> dict[UUID, dict[str, int]]:
    rows = session.execute(
        select(Attendance.member_id, Attendance.status, func.count())
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Meeting.body_id == body_id,
            Meeting.state == MeetingState.CLOSED,
            Meeting.starts_at >= since,
            Attendance.member_id.is_not(None),
        )
        .group_by(Attendance.member_id, Attendance.status)
    )
    found: dict[UUID, dict[str, int]] = {}
    for member_id, status, number in rows:
        if member_id:
            found.setdefault(member_id, {})[status] = number
    return found


def _row(member: BodyMember, counts: dict[str, int]) -> DutyRow:
    absent = counts.get(AttendanceStatus.ABSENT, 0)
    return DutyRow(
        member_id=member.id,
        name=member.name,
        capacity=member.capacity,
        duty_name=DUTY_NAMES[Duty(member.duty)],
        since=member.since,
        until=member.until,
        meetings=sum(counts.values()),
        present=counts.get(AttendanceStatus.PRESENT, 0),
        on_leave=counts.get(AttendanceStatus.ON_LEAVE, 0),
        absent=absent,
        note=f"一年内无故缺席 {absent} 次" if absent >= ABSENCES_TO_NOTE else "",
    )
