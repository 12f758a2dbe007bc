"""Meetings: planning, giving notice, opening, cancelling, closing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.council import agenda, expected, live_quorum, steps
from app.council.bodies import members_on, rule_of
from app.council.facts import Attended, MeetingClosed
from app.council.models import AgendaItem, Attendance, Body, BodyMember, Matter, Meeting, Vote
from app.council.presets import from_json, to_json
from app.council.quorum import LISTED_BASES, RuleSet
from app.council.rows import next_number, require_text, the
from app.council.search_text import search_text
from app.council.stages import Stage
from app.council.terms import (
    AttendanceKind,
    AttendanceStatus,
    Duty,
    MeetingState,
    VoteMethod,
    VoteState,
)
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id
from db.replicated import transaction_of


@dataclass(frozen=True)
class MeetingText:
    """What the form of a meeting holds."""

    starts_at: datetime
    place: str
    title: str = ""
    """「议事厅名称」会议 when empty."""
    chair: str = ""
    """The body's chair when empty."""
    recorder: str = ""
    """The body's secretary when empty."""
    entitled: int | None = None
    """For meetings of all adults or households, whose people are not all on a list."""


def plan_meeting(
    session: Session,
    actor: Actor,
    *,
    body_id: UUID,
    text: MeetingText,
    matter_ids: tuple[UUID, ...] = (),
) -> UUID:
    """Plan a meeting: the body's members are expected, the ticked matters make the agenda.

    Raises:
        InvalidInput: no place, number entitled missing.
        RuleBroken: the body is dissolved or has no members, or a matter is not ready.
    """
    actor.require(Permission.RUN_MEETINGS)
    body = the(session, Body, body_id)
    if body.dissolved_on:
        raise RuleBroken(f"{body.name}已经撤销。", "请另选议事组织。")
    day = clock.local(text.starts_at).date()
    members, rule = members_on(session, body_id, day), rule_of(body, day)
    meeting = Meeting(
        id=new_id(),
        number=next_number(session, Meeting, day.year),
        title="",
        body_id=body_id,
        place="",
        starts_at=text.starts_at,
        state=MeetingState.PLANNED,
        rule=to_json(rule),
    )
    _fill(meeting, body, text, members)
    meeting.entitled = _entitled(rule, text, len(members), body)
    session.add(meeting)
    session.flush()
    expected.expect(session, meeting, members)
    for matter_id in matter_ids:
        agenda.put_on(session, meeting, the(session, Matter, matter_id))
    sentence = f"筹备会议：{meeting.title}，{_when(meeting)}，{meeting.place}"
    audit.record(session, actor, "meeting.plan", sentence, subject=("meeting", meeting.id))
    return meeting.id


def _when(meeting: Meeting) -> str:
    at = clock.local(meeting.starts_at)
    return f"{at.year}年{at.month}月{at.day}日{at:%H:%M}"


def _fill(meeting: Meeting, body: Body, text: MeetingText, members: list[BodyMember]) -> None:
    by_duty = {member.duty: member.name for member in members}
    meeting.title = text.title.strip() or f"{body.name.removesuffix('会议')}会议"
    meeting.place = require_text("place", text.place, "会议地点")
    meeting.starts_at = text.starts_at
    meeting.chair = text.chair.strip() or by_duty.get(Duty.CHAIR, "")
    meeting.recorder = text.recorder.strip() or by_duty.get(Duty.SECRETARY, "")
    words = (meeting.number, meeting.title, meeting.place)
    meeting.search_text = search_text(words, (meeting.title,))


def _entitled(rule: RuleSet, text: MeetingText, listed: int, body: Body) -> int:
    if rule.base in LISTED_BASES:
        if not listed:
            raise RuleBroken(f"{body.name}还没有成员。", "请先在“议事组织”中添加成员。")
        return listed
    number = text.entitled
    if number is None or number < 1:
        raise InvalidInput("还没有填写应到人数。", f"请填写应到{rule.unit}数。", field="entitled")
    return number


def _planned(session: Session, meeting_id: UUID, doing: str) -> Meeting:
    meeting = the(session, Meeting, meeting_id)
    if meeting.state != MeetingState.PLANNED:
        raise RuleBroken(f"会议不在筹备中，不能{doing}。", "请刷新后再看。")
    return meeting


def edit_meeting(session: Session, actor: Actor, *, meeting_id: UUID, text: MeetingText) -> None:
    """Change a planned meeting; a new time or place makes a new notice necessary."""
    actor.require(Permission.RUN_MEETINGS)
    meeting = _planned(session, meeting_id, "修改")
    body = the(session, Body, meeting.body_id)
    before = (meeting.starts_at, meeting.place)
    day = clock.local(text.starts_at).date()
    members, rule = members_on(session, body.id, day), rule_of(body, day)
    _fill(meeting, body, text, members)
    meeting.rule = to_json(rule)
    expected.match_members(session, meeting, members)
    if rule.base not in LISTED_BASES:
        meeting.entitled = _entitled(rule, text, len(members), body)
    again = ""
    if meeting.notice_given_on and before != (meeting.starts_at, meeting.place):
        meeting.notice_given_on, meeting.short_notice_reason = None, ""
        again = "，需重新通知"
    sentence = f"修改会议：{meeting.title}，{_when(meeting)}，{meeting.place}{again}"
    audit.record(session, actor, "meeting.edit", sentence, subject=("meeting", meeting.id))


def notice_shortage(session: Session, meeting: Meeting, given_on: date) -> str:
    """By how much a notice given on a day is late, in words; empty when it is in time."""
    days = (clock.local(meeting.starts_at).date() - given_on).days
    wanted = settings.get(session, settings.NOTICE_DAYS_AHEAD)
    if days >= wanted:
        return ""
    ahead = f"距开会只有 {days} 天" if days >= 0 else "开会时间已过"
    return f"{ahead}，应提前 {wanted} 天通知。"


def give_notice(
    session: Session,
    actor: Actor,
    *,
    meeting_id: UUID,
    given_on: date | None = None,
    short_notice_reason: str = "",
) -> None:
    """Record that time, place and topics were made known on a day (today).

    Raises:
        RuleBroken: fewer days ahead than the office's rule, and no reason is given; the reason
            is printed in the record.
    """
    actor.require(Permission.RUN_MEETINGS)
    meeting = _planned(session, meeting_id, "通知")
    if not agenda.items_of(session, meeting_id):
        raise RuleBroken("会议还没有议程。", "请先排入议题，再发通知。")
    day = given_on or clock.today()
    if day > clock.today():
        raise InvalidInput("通知日期在今天之后。", "请核对日期。", field="given_on")
    reason = short_notice_reason.strip()
    shortage = notice_shortage(session, meeting, day)
    if shortage and not reason:
        raise RuleBroken(shortage, "请改期，或填写原因（会印在会议记录上）。")
    meeting.notice_given_on = day
    meeting.short_notice_reason = reason if shortage else ""
    tail = f"。{shortage}原因：{reason}" if shortage else ""
    sentence = f"发出会议通知：{meeting.title}{tail}"
    audit.record(session, actor, "meeting.give_notice", sentence, subject=("meeting", meeting.id))


def open_meeting(session: Session, actor: Actor, *, meeting_id: UUID) -> None:
    """Open a meeting: from now the rule and the number entitled are fixed.

    Raises:
        RuleBroken: no agenda, no notice given, no chair or recorder.
    """
    actor.require(Permission.RUN_MEETINGS)
    meeting = _planned(session, meeting_id, "开会")
    if not meeting.notice_given_on:
        raise RuleBroken("还没有发出会议通知。", "请先登记会议通知。")
    if not (meeting.chair and meeting.recorder):
        raise RuleBroken("还没有确定主持人和记录人。", "请在会议信息中填写。")
    body = the(session, Body, meeting.body_id)
    meeting.rule = to_json(rule_of(body, clock.today()))
    expected.count_entitled(session, meeting)
    meeting.state, meeting.opened_at = MeetingState.OPEN, transaction_of(session).at
    sentence = f"会议开始：{meeting.title}，应到 {meeting.entitled} {from_json(meeting.rule).unit}"
    audit.record(session, actor, "meeting.open", sentence, subject=("meeting", meeting.id))


def cancel_meeting(session: Session, actor: Actor, *, meeting_id: UUID, reason: str) -> None:
    """Cancel a planned meeting; its matters may go on another agenda."""
    actor.require(Permission.RUN_MEETINGS)
    meeting = _planned(session, meeting_id, "取消")
    meeting.cancelled_reason = require_text("reason", reason, "取消原因")
    meeting.state = MeetingState.CANCELLED
    sentence = f"取消会议：{meeting.title}。原因：{meeting.cancelled_reason}"
    audit.record(session, actor, "meeting.cancel", sentence, subject=("meeting", meeting.id))


def close_meeting(session: Session, actor: Actor, *, meeting_id: UUID) -> None:
    """End a meeting: those who did not come are absent, matters keep what was concluded.

    A matter that passed waits at 民决 for its result notice; one that failed stays there; one
    that was only discussed stays at 民议.

    Raises:
        RuleBroken: not open, or a vote is still open.
    """
    actor.require(Permission.RUN_MEETINGS)
    meeting = the(session, Meeting, meeting_id)
    if meeting.state != MeetingState.OPEN:
        raise RuleBroken("会议没有在进行。", "请刷新后再看。")
    _refuse_open_vote(session, meeting_id)
    rows = live_quorum.rows_of(session, meeting_id)
    for row in rows:
        if row.status == AttendanceStatus.EXPECTED:
            row.status = AttendanceStatus.ABSENT
    _note_conclusions(session, actor, meeting)
    meeting.state, meeting.closed_at = MeetingState.CLOSED, transaction_of(session).at
    session.flush()
    sentence = f"会议结束：{meeting.title}"
    audit.record(session, actor, "meeting.close", sentence, subject=("meeting", meeting.id))
    announce(session, actor, MeetingClosed(meeting.id, meeting.title, _attended(session, rows)))


def _refuse_open_vote(session: Session, meeting_id: UUID) -> None:
    question = session.scalars(
        select(Vote.question)
        .join(AgendaItem, AgendaItem.id == Vote.agenda_item_id)
        .where(
            AgendaItem.meeting_id == meeting_id,
            Vote.state == VoteState.OPEN,
            Vote.method != VoteMethod.HOUSEHOLD_POLL,
        )
    ).first()
    if question:
        raise RuleBroken(f"表决还没有结束：{question}", "请先结束或中止表决。")


def _note_conclusions(session: Session, actor: Actor, meeting: Meeting) -> None:
    for item in agenda.items_of(session, meeting.id):
        matter = session.get(Matter, item.matter_id) if item.matter_id else None
        if matter and matter.stage == Stage.DELIBERATE:
            tail = f"：{item.conclusion}" if item.conclusion else ""
            steps.note(session, actor, matter, f"{meeting.title}协商{tail}")


def _attended(session: Session, rows: list[Attendance]) -> tuple[Attended, ...]:
    present = [
        row
        for row in rows
        if row.kind == AttendanceKind.MEMBER and row.status == AttendanceStatus.PRESENT
    ]
    ids = [row.member_id for row in present if row.member_id]
    members = session.scalars(select(BodyMember).where(BodyMember.id.in_(ids)))
    resident = {member.id: member.resident_id for member in members}
    return tuple(
        Attended(row.id, resident.get(row.member_id) if row.member_id else None, row.name)
        for row in present
    )
