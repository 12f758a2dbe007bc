"""Presence and quorum of a meeting at a moment, read from its sign-in list."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council.attendance import Person, Presence, Spell, present_at, present_between
from app.council.models import Attendance, Meeting
from app.council.presets import from_json
from app.council.quorum import Quorum, quorum_of
from app.council.terms import AttendanceKind, AttendanceStatus
from db import clock


def rows_of(session: Session, meeting_id: UUID) -> list[Attendance]:
    """A meeting's sign-in list: members, then proxies and observers, each in their order."""
    order = {AttendanceKind.MEMBER: 0, AttendanceKind.PROXY: 1, AttendanceKind.OBSERVER: 2}
    rows = session.scalars(
        select(Attendance)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(Attendance.position, Attendance.id)
    )
    return sorted(rows, key=lambda row: order[AttendanceKind(row.kind)])


def spells_of(row: Attendance) -> tuple[Spell, ...]:
    """When this person was in the room."""
    earlier = [
        (datetime.fromisoformat(came), datetime.fromisoformat(left))
        for came, left in row.earlier_spells
    ]
    latest: list[Spell] = [(row.arrived_at, row.left_at)] if row.arrived_at else []
    return (*earlier, *latest)


def people_of(session: Session, meeting_id: UUID) -> list[Person]:
    """The list as counting needs it."""
    return [
        Person(
            row.id,
            row.name,
            AttendanceKind(row.kind),
            AttendanceStatus(row.status),
            spells_of(row),
            row.proxy_holder_id,
        )
        for row in rows_of(session, meeting_id)
    ]


def presence_at(session: Session, meeting: Meeting, moment: datetime | None = None) -> Presence:
    """Who counts at a moment (now)."""
    session.flush()
    proxies = from_json(meeting.rule).proxies_allowed
    return present_at(people_of(session, meeting.id), moment or clock.now(), proxies=proxies)


def presence_between(
    session: Session, meeting: Meeting, start: datetime, end: datetime
) -> Presence:
    """Who counted at some time of a period."""
    session.flush()
    proxies = from_json(meeting.rule).proxies_allowed
    return present_between(people_of(session, meeting.id), start, end, proxies=proxies)


def quorum_at(session: Session, meeting: Meeting, moment: datetime | None = None) -> Quorum:
    """Whether enough are there at a moment (now; once closed, when it was closed)."""
    at = moment or meeting.closed_at or clock.now()
    present = present_number(session, meeting, at)
    return quorum_of(from_json(meeting.rule), meeting.entitled, present)


def present_number(session: Session, meeting: Meeting, moment: datetime) -> int:
    """How many count at a moment; at closing time those who stayed to the end still count."""
    return presence_at(session, meeting, moment).number
