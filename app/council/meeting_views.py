"""Meetings as lists and pages show them: agenda, sign-in list, live figures, record, votes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.council import agenda, ballots, live_quorum
from app.council.meetings import notice_shortage
from app.council.models import AgendaItem, Attendance, Body, Matter, Meeting
from app.council.presets import from_json
from app.council.quorum import Quorum, RuleSet
from app.council.rows import the
from app.council.speeches import speeches_on
from app.council.stages import STAGE_NAMES, Missing, Stage
from app.council.terms import (
    ATTENDANCE_KIND_NAMES,
    ATTENDANCE_STATUS_NAMES,
    MEETING_STATE_NAMES,
    AttendanceKind,
    AttendanceStatus,
    MeetingState,
)
from app.council.vote_guards import missing_for_vote
from app.council.vote_views import VoteView, votes_on_item
from app.pills import Pill, Tone
from db import clock


@dataclass(frozen=True)
class MeetingFilter:
    """What the filter row asks for; empty means all."""

    text: str = ""
    body_id: UUID | None = None
    year: int | None = None
    states: tuple[MeetingState, ...] = ()


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as the list shows it."""

    id: UUID
    number: str
    title: str
    body_id: UUID
    body_name: str
    starts_at: datetime
    place: str
    state: MeetingState
    pill: Pill
    entitled: int
    items: int


@dataclass(frozen=True)
class AttendanceRow:
    """One person on the sign-in list."""

    id: UUID
    member_id: UUID | None
    position: int
    name: str
    capacity: str
    kind: AttendanceKind
    kind_name: str
    status: AttendanceStatus
    status_name: str
    reason: str
    arrived_at: datetime | None
    left_at: datetime | None
    is_in: bool
    """In the room now."""
    proxy_for: str
    """Names of the members represented."""


@dataclass(frozen=True)
class SpeechRow:
    """One speech."""

    id: UUID
    position: int
    speaker: str
    attendance_id: UUID | None
    content: str
    said_at: datetime


@dataclass(frozen=True)
class ItemView:
    """One item of the agenda with all that happened on it."""

    id: UUID
    position: int
    title: str
    reporter: str
    conclusion: str
    matter_id: UUID | None
    matter_number: str
    stage_name: str
    concerns_all_residents: bool
    options: tuple[str, ...]
    """Formed in the deliberation."""
    speeches: tuple[SpeechRow, ...]
    votes: tuple[VoteView, ...]
    missing_for_vote: tuple[Missing, ...]
    """Empty: a vote may be opened now."""


@dataclass(frozen=True)
class Figures:
    """The head counts of a meeting, as its header and the sign-in sheet show them."""

    entitled: int
    present: int
    """Who counts now (once closed: at the end)."""
    came: int
    """Members who were there at any time."""
    on_leave: int
    absent: int
    observers: int


@dataclass(frozen=True)
class MeetingDetail:
    """Everything a meeting's page shows."""

    row: MeetingRow
    chair: str
    recorder: str
    notice_given_on: date | None
    notice_shortage: str
    """By how much a notice given today (or as given) is late; empty when in time."""
    short_notice_reason: str
    opened_at: datetime | None
    closed_at: datetime | None
    cancelled_reason: str
    rule: RuleSet
    quorum: Quorum
    figures: Figures
    agenda: tuple[ItemView, ...]
    attendance: tuple[AttendanceRow, ...]
    running_vote_id: UUID | None


_TONES = {
    MeetingState.PLANNED: Tone.WAITING,
    MeetingState.OPEN: Tone.INFORMATION,
    MeetingState.CLOSED: Tone.GOOD,
    MeetingState.CANCELLED: Tone.QUIET,
}


def _select(where: MeetingFilter) -> Select[Meeting, str, int]:
    items = (
        select(func.count(AgendaItem.id))
        .where(AgendaItem.meeting_id == Meeting.id)
        .correlate(Meeting)
        .scalar_subquery()
    )
    statement = select(Meeting, Body.name, items).join(Body, Body.id == Meeting.body_id)
    for word in where.text.lower().split():
        statement = statement.where(Meeting.search_text.contains(word))
    if where.body_id:
        statement = statement.where(Meeting.body_id == where.body_id)
    if where.year:
        statement = statement.where(Meeting.number.startswith(f"{where.year}-"))
    if where.states:
        statement = statement.where(Meeting.state.in_(where.states))
    return statement


def meetings(
    session: Session, *, where: MeetingFilter | None = None, offset: int = 0, limit: int = 200
) -> list[MeetingRow]:
    """A page of the list, the latest first."""
    statement = _select(where or MeetingFilter())
    statement = statement.order_by(Meeting.starts_at.desc(), Meeting.id)
    return [_row(*found) for found in session.execute(statement.offset(offset).limit(limit))]


def count_meetings(session: Session, *, where: MeetingFilter | None = None) -> int:
    """How many the list has."""
    statement = _select(where or MeetingFilter()).with_only_columns(Meeting.id)
    return session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def _row(meeting: Meeting, body_name: str, items: int) -> MeetingRow:
    state = MeetingState(meeting.state)
    return MeetingRow(
        id=meeting.id,
        number=meeting.number,
        title=meeting.title,
        body_id=meeting.body_id,
        body_name=body_name,
        starts_at=meeting.starts_at,
        place=meeting.place,
        state=state,
        pill=_pill(meeting, state),
        entitled=meeting.entitled,
        items=items,
    )


def _pill(meeting: Meeting, state: MeetingState) -> Pill:
    if state is MeetingState.PLANNED and not meeting.notice_given_on:
        return Pill("缺会议通知", Tone.WAITING)
    if state is MeetingState.PLANNED:
        return Pill("已通知", Tone.INFORMATION)
    return Pill(MEETING_STATE_NAMES[state], _TONES[state])


def meeting_detail(session: Session, *, meeting_id: UUID) -> MeetingDetail:
    """One meeting.

    Raises:
        NotFound: it is gone.
    """
    meeting = the(session, Meeting, meeting_id)
    rows, quorum = live_quorum.rows_of(session, meeting_id), live_quorum.quorum_at(session, meeting)
    running = ballots.running_vote(session, meeting_id)
    items = agenda.items_of(session, meeting_id)
    return MeetingDetail(
        row=_row(meeting, the(session, Body, meeting.body_id).name, len(items)),
        chair=meeting.chair,
        recorder=meeting.recorder,
        notice_given_on=meeting.notice_given_on,
        notice_shortage=notice_shortage(session, meeting, meeting.notice_given_on or clock.today()),
        short_notice_reason=meeting.short_notice_reason,
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
        cancelled_reason=meeting.cancelled_reason,
        rule=from_json(meeting.rule),
        quorum=quorum,
        figures=_figures(rows, quorum),
        agenda=tuple(_item(session, item) for item in items),
        attendance=_attendance(rows),
        running_vote_id=running.id if running else None,
    )


def live_figures(session: Session, *, meeting_id: UUID) -> tuple[Quorum, Figures]:
    """Only the head counts: cheap enough to read again at every tick."""
    meeting = the(session, Meeting, meeting_id)
    quorum = live_quorum.quorum_at(session, meeting)
    return quorum, _figures(live_quorum.rows_of(session, meeting_id), quorum)


def _figures(rows: list[Attendance], quorum: Quorum) -> Figures:
    members = [row for row in rows if row.kind == AttendanceKind.MEMBER]
    observers = [row for row in rows if row.kind == AttendanceKind.OBSERVER]
    by_status = {
        status: sum(row.status == status for row in members) for status in AttendanceStatus
    }
    return Figures(
        entitled=quorum.entitled,
        present=quorum.present,
        came=by_status[AttendanceStatus.PRESENT],
        on_leave=by_status[AttendanceStatus.ON_LEAVE],
        absent=by_status[AttendanceStatus.ABSENT],
        observers=sum(row.arrived_at is not None for row in observers),
    )


def _attendance(rows: list[Attendance]) -> tuple[AttendanceRow, ...]:
    held = _proxies_held(rows)
    return tuple(
        AttendanceRow(
            id=row.id,
            member_id=row.member_id,
            position=row.position,
            name=row.name,
            capacity=row.capacity,
            kind=AttendanceKind(row.kind),
            kind_name=ATTENDANCE_KIND_NAMES[AttendanceKind(row.kind)],
            status=AttendanceStatus(row.status),
            status_name=ATTENDANCE_STATUS_NAMES[AttendanceStatus(row.status)],
            reason=row.reason,
            arrived_at=row.arrived_at,
            left_at=row.left_at,
            is_in=row.arrived_at is not None and row.left_at is None,
            proxy_for="、".join(held.get(row.id, ())),
        )
        for row in rows
    )


def _proxies_held(rows: list[Attendance]) -> dict[UUID, list[str]]:
    """Names of the members whom each holder represents."""
    held: dict[UUID, list[str]] = {}
    for row in rows:
        if row.proxy_holder_id:
            held.setdefault(row.proxy_holder_id, []).append(row.name)
    return held


def _item(session: Session, item: AgendaItem) -> ItemView:
    matter = session.get(Matter, item.matter_id) if item.matter_id else None
    return ItemView(
        id=item.id,
        position=item.position,
        title=item.title,
        reporter=item.reporter,
        conclusion=item.conclusion,
        matter_id=item.matter_id,
        matter_number=matter.number if matter else "",
        stage_name=STAGE_NAMES[Stage(matter.stage)] if matter else "",
        concerns_all_residents=bool(matter and matter.concerns_all_residents),
        options=tuple(item.options),
        speeches=tuple(
            SpeechRow(s.id, s.position, s.speaker, s.attendance_id, s.content, s.said_at)
            for s in speeches_on(session, item.id)
        ),
        votes=votes_on_item(session, item),
        missing_for_vote=missing_for_vote(ballots.opening_facts(session, item)),
    )
