"""Who is expected at a meeting: its list follows the body's membership until it opens."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.council.models import Attendance, BodyMember, Meeting
from app.council.presets import from_json
from app.council.quorum import LISTED_BASES
from app.council.terms import AttendanceKind, AttendanceStatus, MeetingState
from db import clock


def live_meetings(session: Session, body_id: UUID) -> list[Meeting]:
    """Meetings of a body that are planned or open."""
    states = (MeetingState.PLANNED, MeetingState.OPEN)
    return list(
        session.scalars(
            select(Meeting).where(Meeting.body_id == body_id, Meeting.state.in_(states))
        )
    )


def _planned(session: Session, body_id: UUID) -> list[Meeting]:
    return [m for m in live_meetings(session, body_id) if m.state == MeetingState.PLANNED]


def _row_of(session: Session, meeting: Meeting, member: BodyMember) -> Attendance | None:
    return session.scalars(
        select(Attendance).where(
            Attendance.meeting_id == meeting.id, Attendance.member_id == member.id
        )
    ).first()


def expect(session: Session, meeting: Meeting, members: list[BodyMember]) -> None:
    """Put members on a meeting's list."""
    for member in members:
        session.add(
            Attendance(
                meeting_id=meeting.id,
                member_id=member.id,
                name=member.name,
                capacity=member.capacity,
                kind=AttendanceKind.MEMBER,
                status=AttendanceStatus.EXPECTED,
                position=member.position,
                earlier_spells=[],
            )
        )
    session.flush()
    count_entitled(session, meeting)


def count_entitled(session: Session, meeting: Meeting) -> None:
    """Where everyone entitled is on the list, the number entitled is the length of the list."""
    if from_json(meeting.rule).base not in LISTED_BASES:
        return
    session.flush()
    meeting.entitled = (
        session.scalar(
            select(func.count())
            .select_from(Attendance)
            .where(Attendance.meeting_id == meeting.id, Attendance.kind == AttendanceKind.MEMBER)
        )
        or 0
    )


def _serves_at(member: BodyMember, meeting: Meeting) -> bool:
    day = clock.local(meeting.starts_at).date()
    return member.since <= day and (member.until is None or member.until >= day)


def join_planned_meetings(session: Session, member: BodyMember) -> None:
    """Put a new member on the lists of the body's planned meetings held during the term."""
    for meeting in _planned(session, member.body_id):
        if _serves_at(member, meeting) and _row_of(session, meeting, member) is None:
            expect(session, meeting, [member])


def leave_planned_meetings(session: Session, member: BodyMember) -> None:
    """Take a member who no longer serves off the lists of planned meetings."""
    for meeting in _planned(session, member.body_id):
        row = _row_of(session, meeting, member)
        if row and not _serves_at(member, meeting) and row.status == AttendanceStatus.EXPECTED:
            session.delete(row)
            count_entitled(session, meeting)


def match_members(session: Session, meeting: Meeting, members: list[BodyMember]) -> None:
    """Make a planned meeting's list agree with who serves on its (new) day."""
    listed = {
        row.member_id: row
        for row in session.scalars(select(Attendance).where(Attendance.meeting_id == meeting.id))
        if row.member_id
    }
    serving = {member.id for member in members}
    for member_id, row in listed.items():
        if member_id not in serving and row.status == AttendanceStatus.EXPECTED:
            session.delete(row)
    session.flush()
    expect(session, meeting, [member for member in members if member.id not in listed])
