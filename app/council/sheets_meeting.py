"""Fills the sheets of a meeting besides sign-in and minutes: notice, agenda, list of members."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.council import agenda, live_quorum
from app.council.minutes_draft import held
from app.council.models import Attendance, Body, Meeting
from app.council.presets import from_json
from app.council.rows import the
from app.council.sheets import issuer
from app.council.terms import (
    ATTENDANCE_KIND_NAMES,
    ATTENDANCE_STATUS_NAMES,
    AttendanceKind,
    AttendanceStatus,
    BodyKind,
)
from app.printing.agenda_sheet import AgendaLine, AgendaSheet
from app.printing.foot import PrintMark
from app.printing.meeting_notice import MeetingNoticeSheet
from app.printing.member_list import MemberColumn, MemberLine, MemberListSheet
from db import clock

WEEKDAYS = "一二三四五六日"
CALLED = {
    BodyKind.RESIDENTS_MEETING: "各位居民",
    BodyKind.REPRESENTATIVES_MEETING: "各位居民代表",
    BodyKind.YARD_COUNCIL: "各位议事厅成员",
    BodyKind.GRID_COUNCIL: "各位议事厅成员",
    BodyKind.OWNERS_MEETING: "各位业主",
}


def _when(meeting: Meeting) -> str:
    at = clock.local(meeting.starts_at)
    day = f"{at.year}年{at.month}月{at.day}日（星期{WEEKDAYS[at.weekday()]}）"
    return f"{day}{at:%H:%M}"


def meeting_notice_sheet(
    session: Session, *, meeting_id: UUID, operator: str = ""
) -> MeetingNoticeSheet:
    """The notice that calls a meeting.

    Raises:
        NotFound: the meeting is gone.
    """
    meeting = the(session, Meeting, meeting_id)
    body, office = the(session, Body, meeting.body_id), profile(session)
    rule = from_json(meeting.rule)
    observers = [
        row.name
        for row in live_quorum.rows_of(session, meeting_id)
        if row.kind == AttendanceKind.OBSERVER
    ]
    invited = f"列席：{'、'.join(observers)}。" if observers else ""
    proxies = "可以书面委托其他成员代为表决。" if rule.proxies_allowed else ""
    return MeetingNoticeSheet(
        office_name=issuer(office),
        title=f"关于召开{meeting.title}的通知",
        held=_when(meeting),
        place=meeting.place,
        signed_on=meeting.notice_given_on or clock.today(),
        addressed_to=CALLED[BodyKind(body.kind)],
        opening=f"经研究，定于{_when(meeting)}召开{meeting.title}。现将有关事项通知如下：",
        topics=tuple(item.title for item in agenda.items_of(session, meeting_id)),
        attendants=f"{body.name}成员，应到{meeting.entitled}{rule.unit}。{invited}",
        requirements=f"请准时到会。不能到会的，请提前向{meeting.recorder or '社区'}请假。{proxies}",
        contact=meeting.recorder,
        phone=office.phone,
        mark=PrintMark(clock.now(), operator, meeting.number),
    )


def agenda_sheet(session: Session, *, meeting_id: UUID, operator: str = "") -> AgendaSheet:
    """The order of the day, with the options formed so far.

    Raises:
        NotFound: the meeting is gone.
    """
    meeting = the(session, Meeting, meeting_id)
    rule = from_json(meeting.rule)
    present = rule.quorum.needed(meeting.entitled)
    entitled = (
        f"应到{meeting.entitled}{rule.unit}，{rule.quorum.words()}（{present}{rule.unit}）"
        f"到会方可举行；{rule.of_name}{rule.majority.words()}赞成为通过"
    )
    return AgendaSheet(
        office_name=issuer(profile(session)),
        meeting_name=meeting.title,
        held=_when(meeting),
        place=meeting.place,
        items=tuple(
            AgendaLine(item.title, item.reporter, points=_options(item.options))
            for item in agenda.items_of(session, meeting_id)
        ),
        chair=meeting.chair,
        recorder=meeting.recorder,
        entitled=entitled,
        mark=PrintMark(clock.now(), operator, meeting.number),
    )


def _options(options: list[str]) -> str:
    return "\n".join(f"方案{place}：{text}" for place, text in enumerate(options, start=1))


def member_list_sheet(
    session: Session,
    *,
    meeting_id: UUID,
    columns: tuple[MemberColumn, ...] = (),
    operator: str = "",
) -> MemberListSheet:
    """Who was invited, came, left and when, in the columns chosen (the usual ones when empty).

    Raises:
        NotFound: the meeting is gone.
    """
    meeting = the(session, Meeting, meeting_id)
    rows = live_quorum.rows_of(session, meeting_id)
    held_by: dict[UUID, list[str]] = {}
    for row in rows:
        if row.proxy_holder_id:
            held_by.setdefault(row.proxy_holder_id, []).append(row.name)
    sheet = MemberListSheet(
        office_name=issuer(profile(session)),
        meeting_name=meeting.title,
        held=held(meeting),
        place=meeting.place,
        rows=tuple(_member(row, meeting, held_by.get(row.id, [])) for row in rows),
        totals=_totals(rows, meeting),
        mark=PrintMark(clock.now(), operator, meeting.number),
    )
    return replace(sheet, columns=columns) if columns else sheet


def _member(row: Attendance, meeting: Meeting, proxies: list[str]) -> MemberLine:
    capacity = row.capacity
    if row.kind != AttendanceKind.MEMBER:
        capacity = f"{ATTENDANCE_KIND_NAMES[AttendanceKind(row.kind)]} {capacity}".strip()
    given = meeting.notice_given_on
    spells = live_quorum.spells_of(row)
    return MemberLine(
        name=row.name,
        capacity=capacity,
        invited=f"{given.month}月{given.day}日" if given else "",
        status=ATTENDANCE_STATUS_NAMES[AttendanceStatus(row.status)],
        arrived="\n".join(f"{clock.local(came):%H:%M}" for came, _ in spells),
        left="\n".join(f"{clock.local(left):%H:%M}" for _, left in spells if left),
        proxy="、".join(proxies),
        remark=row.reason,
    )


def _totals(rows: list[Attendance], meeting: Meeting) -> tuple[tuple[str, str], ...]:
    unit = from_json(meeting.rule).unit
    members = [row for row in rows if row.kind == AttendanceKind.MEMBER]
    came = sum(row.arrived_at is not None for row in members)
    leave = sum(row.status == AttendanceStatus.ON_LEAVE for row in members)
    watching = sum(row.kind == AttendanceKind.OBSERVER for row in rows)
    figures = (("应到", meeting.entitled), ("实到", came), ("请假", leave), ("列席", watching))
    return tuple((name, f"{number}{unit}") for name, number in figures)
