"""The row that an id means, or a plain sentence that it is gone; and running numbers."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.council.models import (
    AgendaItem,
    Attendance,
    Body,
    BodyMember,
    Evaluation,
    Matter,
    Meeting,
    Milestone,
    Minutes,
    Objection,
    PollSlip,
    PublicNotice,
    Seconder,
    Speech,
    Vote,
    VoteOption,
    WorkChange,
    WorkClaim,
    WorkPlan,
)
from app.council.stages import Missing
from app.council.terms import MeetingState
from app.errors import InvalidInput, NotFound, RuleBroken
from db.replicated import stamper_of

Row = TypeVar(
    "Row",
    Body,
    BodyMember,
    Matter,
    Meeting,
    AgendaItem,
    Attendance,
    Speech,
    Vote,
    PublicNotice,
    Objection,
    Minutes,
    Seconder,
    VoteOption,
    PollSlip,
    WorkPlan,
    Milestone,
    WorkClaim,
    WorkChange,
    Evaluation,
)
_NAMES: dict[type, str] = {
    Body: "这个议事组织",
    BodyMember: "这名成员",
    Matter: "这个议题",
    Meeting: "这次会议",
    AgendaItem: "这项议程",
    Attendance: "这条签到",
    Speech: "这条发言",
    Vote: "这次表决",
    PublicNotice: "这份公示",
    Objection: "这条异议",
    Minutes: "这份会议纪要",
    Seconder: "这条附议",
    VoteOption: "这个选项",
    PollSlip: "这一户的意见表",
    WorkPlan: "这份办理计划",
    Milestone: "这个进度节点",
    WorkClaim: "这项认领任务",
    WorkChange: "这项计划变更",
    Evaluation: "这一轮评议",
}


def the(session: Session, kind: type[Row], row_id: UUID) -> Row:
    """The row with this id.

    Raises:
        NotFound: it is not there, or no longer.
    """
    row = session.get(kind, row_id)
    if row is None:
        raise NotFound(f"没有找到{_NAMES[kind]}。", "可能已被删除，请刷新后再试。")
    return row


def live_meeting(session: Session, meeting_id: UUID) -> Meeting:
    """A meeting whose record may still be written: planned or open.

    Raises:
        NotFound: no such meeting.
        RuleBroken: it is over or was cancelled.
    """
    meeting = the(session, Meeting, meeting_id)
    if meeting.state not in (MeetingState.PLANNED, MeetingState.OPEN):
        word = "已经结束" if meeting.state == MeetingState.CLOSED else "已经取消"
        raise RuleBroken(f"会议{word}，签到和记录不能再改。", "如有差错，请在会议纪要中更正。")
    return meeting


def require_text(field: str, value: str, what: str) -> str:
    """The text without outer blanks.

    Raises:
        InvalidInput: nothing is left; ``what`` names it (会议地点).
    """
    text = value.strip()
    if not text:
        raise InvalidInput(f"还没有填写{what}。", f"请填写{what}。", field=field)
    return text


def refuse(missing: Iterable[Missing]) -> None:
    """Go on only when nothing is missing.

    Raises:
        RuleBroken: with everything that is missing, in order.
    """
    answers = tuple(missing)
    if answers:
        what = " ".join(answer.what for answer in answers)
        raise RuleBroken(what, " ".join(answer.todo for answer in answers))


def next_number(session: Session, kind: type[Matter] | type[Meeting], year: int) -> str:
    """This station's next running number of a year: 2026-008."""
    last = session.scalar(
        select(kind.number)
        .where(kind.owner == stamper_of(session).station_id, kind.number.like(f"{year}-%"))
        .order_by(func.length(kind.number).desc(), kind.number.desc())
        .limit(1)
    )
    running = int(last.split("-")[1]) if last else 0
    return f"{year}-{running + 1:03d}"
