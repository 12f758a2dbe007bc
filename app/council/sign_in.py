"""Signing in: who came, when, who left, who is excused, who observes, who holds a proxy.

Possible from the planning of a meeting until it closes. A time typed in later may not lie before
a vote that has been closed since: its list of those present is frozen.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council import ballots, expected, live_quorum
from app.council.models import AgendaItem, Attendance, Meeting, Vote
from app.council.presets import from_json
from app.council.quorum import LISTED_BASES
from app.council.rows import live_meeting, require_text, the
from app.council.terms import AttendanceKind, AttendanceStatus
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id


def sign_in(
    session: Session, actor: Actor, *, attendance_id: UUID, at: datetime | None = None
) -> None:
    """Somebody came (now, or at a time typed in); also somebody who comes back.

    Raises:
        RuleBroken: the meeting is over, the time lies before a closed vote, or, for a meeting
            without a full list, more would be present than are entitled.
        InvalidInput: the time lies ahead.
    """
    actor.require(Permission.RUN_MEETINGS)
    row = the(session, Attendance, attendance_id)
    meeting = live_meeting(session, row.meeting_id)
    if row.status == AttendanceStatus.PRESENT and row.left_at is None:
        return
    _arrive(session, meeting, row, _moment(session, meeting, at))
    sentence = f"{meeting.title}签到：{row.name}（{_clock(row.arrived_at)}）"
    audit.record(session, actor, "attendance.sign_in", sentence, subject=("meeting", meeting.id))


def sign_in_all(
    session: Session, actor: Actor, *, meeting_id: UUID, except_ids: Iterable[UUID] = ()
) -> int:
    """Everyone expected has come, but for those named; returns how many were signed in now."""
    actor.require(Permission.RUN_MEETINGS)
    meeting = live_meeting(session, meeting_id)
    moment, left_out = _moment(session, meeting, None), set(except_ids)
    expected_rows = [
        row
        for row in live_quorum.rows_of(session, meeting_id)
        if row.status == AttendanceStatus.EXPECTED and row.id not in left_out
    ]
    for row in expected_rows:
        _arrive(session, meeting, row, moment)
    sentence = f"{meeting.title}全部签到：{len(expected_rows)} 人"
    audit.record(session, actor, "attendance.sign_in", sentence, subject=("meeting", meeting.id))
    return len(expected_rows)


def _arrive(session: Session, meeting: Meeting, row: Attendance, moment: datetime) -> None:
    if row.arrived_at and row.left_at:
        if moment < row.left_at:
            raise InvalidInput("返回时间早于离场时间。", "请核对时间。", field="at")
        spell = [row.arrived_at.isoformat(), row.left_at.isoformat()]
        row.earlier_spells = [*row.earlier_spells, spell]
    row.status, row.reason = AttendanceStatus.PRESENT, ""
    row.arrived_at, row.left_at = moment, None
    _refuse_more_than_entitled(session, meeting)


def _refuse_more_than_entitled(session: Session, meeting: Meeting) -> None:
    rule = from_json(meeting.rule)
    if rule.base in LISTED_BASES:
        return
    present = live_quorum.presence_at(session, meeting).number
    if present > meeting.entitled:
        raise RuleBroken(
            f"实到 {present} {rule.unit}，多于应到 {meeting.entitled} {rule.unit}。",
            "请核对应到人数，或改记为列席。",
        )


def _moment(session: Session, meeting: Meeting, at: datetime | None) -> datetime:
    now = clock.now()
    if at is None:
        return now
    if at > now:
        raise InvalidInput("填写的时间在现在之后。", "请核对时间。", field="at")
    closed = session.scalar(
        select(func.max(Vote.closed_at))
        .join(AgendaItem, AgendaItem.id == Vote.agenda_item_id)
        .where(AgendaItem.meeting_id == meeting.id)
    )
    if closed and at < closed:
        raise RuleBroken(
            f"{_clock(closed)}已有表决结束，到会名单已固定。", f"时间不能早于{_clock(closed)}。"
        )
    return at


def _clock(moment: datetime | None) -> str:
    return f"{clock.local(moment):%H:%M}" if moment else ""


def take_back_sign_in(session: Session, actor: Actor, *, attendance_id: UUID) -> str:
    """Ticked by mistake: the person is expected again. Returns why a vote stopped, if it did.

    Raises:
        RuleBroken: a vote was closed since the person arrived.
    """
    actor.require(Permission.RUN_MEETINGS)
    row = the(session, Attendance, attendance_id)
    meeting = live_meeting(session, row.meeting_id)
    if row.arrived_at:
        _moment(session, meeting, row.arrived_at)
    row.status, row.arrived_at, row.left_at = AttendanceStatus.EXPECTED, None, None
    sentence = f"{meeting.title}取消签到：{row.name}"
    audit.record(session, actor, "attendance.take_back", sentence, subject=("meeting", meeting.id))
    return ballots.stop_if_quorum_lost(session, actor, meeting)


def leave_early(
    session: Session,
    actor: Actor,
    *,
    attendance_id: UUID,
    reason: str = "",
    at: datetime | None = None,
) -> str:
    """Somebody left. Returns why the running vote stopped, if too few remain; else empty."""
    actor.require(Permission.RUN_MEETINGS)
    row = the(session, Attendance, attendance_id)
    meeting = live_meeting(session, row.meeting_id)
    if row.status != AttendanceStatus.PRESENT or row.left_at or not row.arrived_at:
        raise RuleBroken(f"{row.name}现在不在会场。", "请刷新签到表。")
    moment = _moment(session, meeting, at)
    if moment < row.arrived_at:
        raise InvalidInput("离场时间早于到会时间。", "请核对时间。", field="at")
    row.left_at, row.reason = moment, reason.strip()
    tail = f"，{row.reason}" if row.reason else ""
    sentence = f"{meeting.title}中途离场：{row.name}（{_clock(moment)}{tail}）"
    audit.record(session, actor, "attendance.leave", sentence, subject=("meeting", meeting.id))
    return ballots.stop_if_quorum_lost(session, actor, meeting)


def put_on_leave(session: Session, actor: Actor, *, attendance_id: UUID, reason: str) -> None:
    """A member asked to be excused.

    Raises:
        InvalidInput: no reason. RuleBroken: the person is present or only observes.
    """
    actor.require(Permission.RUN_MEETINGS)
    row = the(session, Attendance, attendance_id)
    meeting = live_meeting(session, row.meeting_id)
    why = require_text("reason", reason, "请假原因")
    if row.kind != AttendanceKind.MEMBER:
        raise RuleBroken(f"{row.name}不是成员，不用请假。", "不来的列席人员可以去掉。")
    if row.status == AttendanceStatus.PRESENT:
        raise RuleBroken(f"{row.name}已经签到。", "中途离开请登记离场。")
    row.status, row.reason = AttendanceStatus.ON_LEAVE, why
    sentence = f"{meeting.title}请假：{row.name}，{why}"
    audit.record(session, actor, "attendance.on_leave", sentence, subject=("meeting", meeting.id))


def invite_observer(
    session: Session, actor: Actor, *, meeting_id: UUID, name: str, capacity: str = ""
) -> UUID:
    """Put an observer (列席) on the list; observers never count."""
    actor.require(Permission.RUN_MEETINGS)
    meeting = live_meeting(session, meeting_id)
    row = _new_row(session, meeting, name, capacity, AttendanceKind.OBSERVER)
    sentence = f"{meeting.title}列席：{row.name}"
    audit.record(session, actor, "attendance.observer", sentence, subject=("meeting", meeting.id))
    return row.id


def add_participant(
    session: Session, actor: Actor, *, meeting_id: UUID, name: str, capacity: str = ""
) -> UUID:
    """Sign in somebody entitled who is on no list: meetings of all adults or households.

    Raises:
        RuleBroken: the rule counts listed members only, or more than are entitled.
    """
    actor.require(Permission.RUN_MEETINGS)
    meeting = live_meeting(session, meeting_id)
    rule = from_json(meeting.rule)
    if rule.base in LISTED_BASES:
        raise RuleBroken(
            f"{meeting.title}只有名单上的人有表决权。",
            "请记为列席，或先在“议事组织”中添加成员。",
        )
    row = _new_row(session, meeting, name, capacity, AttendanceKind.MEMBER)
    _arrive(session, meeting, row, clock.now())
    sentence = f"{meeting.title}签到：{row.name}"
    audit.record(session, actor, "attendance.sign_in", sentence, subject=("meeting", meeting.id))
    return row.id


def _new_row(
    session: Session, meeting: Meeting, name: str, capacity: str, kind: AttendanceKind
) -> Attendance:
    rows = live_quorum.rows_of(session, meeting.id)
    row = Attendance(
        id=new_id(),
        meeting_id=meeting.id,
        name=require_text("name", name, "姓名"),
        capacity=capacity.strip(),
        kind=kind,
        status=AttendanceStatus.EXPECTED,
        position=max((other.position for other in rows), default=0) + 1,
        reason="",
        earlier_spells=[],
    )
    session.add(row)
    session.flush()
    return row


def give_proxy(
    session: Session,
    actor: Actor,
    *,
    absent_id: UUID,
    holder_id: UUID | None = None,
    holder_name: str = "",
) -> UUID:
    """An absent member's written proxy: to somebody on the list, or to a person named here.

    Counts while the holder is present; one who holds several has as many votes more. Returns
    the holder's attendance id.

    Raises:
        RuleBroken: the rule allows none, the member is present, or the holder has as many as
            the rule allows.
    """
    actor.require(Permission.RUN_MEETINGS)
    absent = the(session, Attendance, absent_id)
    meeting = live_meeting(session, absent.meeting_id)
    rule = from_json(meeting.rule)
    if not rule.proxies_allowed:
        raise RuleBroken(f"{rule.name}不允许委托。", "请本人到会或请假。")
    _refuse_unfit_absent(session, absent)
    if holder_id:
        holder = the(session, Attendance, holder_id)
    else:
        holder = _new_row(
            session, meeting, holder_name, f"受{absent.name}委托", AttendanceKind.PROXY
        )
    _refuse_unfit_holder(session, holder, absent, rule.most_proxies)
    absent.proxy_holder_id = holder.id
    session.flush()
    sentence = f"{meeting.title}委托：{absent.name}委托{holder.name}"
    audit.record(session, actor, "attendance.proxy", sentence, subject=("meeting", meeting.id))
    return holder.id


def _refuse_unfit_absent(session: Session, absent: Attendance) -> None:
    if absent.kind != AttendanceKind.MEMBER or absent.status == AttendanceStatus.PRESENT:
        raise RuleBroken(f"{absent.name}不需要委托。", "只有未到会的成员可以委托。")
    if absent.proxy_holder_id:
        holder = the(session, Attendance, absent.proxy_holder_id)
        raise RuleBroken(f"{absent.name}已经委托{holder.name}。", "不能重复委托。")


def _refuse_unfit_holder(
    session: Session, holder: Attendance, absent: Attendance, most: int
) -> None:
    if holder.id == absent.id or holder.meeting_id != absent.meeting_id:
        raise RuleBroken(f"{holder.name}不能接受这项委托。", "请另选受托人。")
    held = select(func.count()).where(Attendance.proxy_holder_id == holder.id)
    number = session.scalar(held) or 0
    if number >= most:
        raise RuleBroken(
            f"{holder.name}已经受 {number} 名成员委托，按规则一人最多受 {most} 名成员委托。",
            "请另选受托人。",
        )


def strike_from_list(session: Session, actor: Actor, *, attendance_id: UUID) -> None:
    """Take somebody who is not on the body's list off a meeting's list, before he came."""
    actor.require(Permission.RUN_MEETINGS)
    row = the(session, Attendance, attendance_id)
    meeting = live_meeting(session, row.meeting_id)
    if row.member_id or row.arrived_at:
        raise RuleBroken(f"{row.name}不能从签到表去掉。", "成员未到请登记请假，已到请登记离场。")
    for absent in live_quorum.rows_of(session, meeting.id):
        if absent.proxy_holder_id == row.id:
            absent.proxy_holder_id = None
    session.flush()
    session.delete(row)
    expected.count_entitled(session, meeting)
    sentence = f"{meeting.title}签到表去掉：{row.name}"
    audit.record(session, actor, "attendance.strike", sentence, subject=("meeting", meeting.id))
