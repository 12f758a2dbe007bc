"""Result notices (公示), the objections to them, and their answers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app import settings
from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council import steps
from app.council.models import AgendaItem, Matter, Meeting, Objection, PublicNotice, Vote
from app.council.rows import require_text, the
from app.council.terms import VoteMethod, VoteState
from app.errors import InvalidInput, RuleBroken
from app.working_days import add_working_days
from db import clock
from db.ids import new_id


@dataclass(frozen=True)
class NoticeText:
    """What the form of a notice holds; what is left empty is filled in."""

    from_day: date | None = None
    """Today when not given."""
    until_day: date | None = None
    """Last day; the shortest period allowed when not given."""
    text: str = ""


def earliest_end(session: Session, from_day: date) -> date:
    """Last day of the shortest notice that begins on a day: the setting's working days after."""
    return add_working_days(from_day, settings.get(session, settings.RESULT_NOTICE_DAYS))


def suggested_text(session: Session, vote_id: UUID) -> str:
    """The wording a notice starts from: which meeting, when, where; the sheet adds figures."""
    vote = the(session, Vote, vote_id)
    item = the(session, AgendaItem, vote.agenda_item_id)
    meeting = the(session, Meeting, item.meeting_id)
    if vote.method == VoteMethod.HOUSEHOLD_POLL and vote.closed_at:
        first, last = clock.local(vote.opened_at), clock.local(vote.closed_at)
        return (
            f"{first.year}年{first.month}月{first.day}日至{last.month}月{last.day}日，"
            f"就“{item.title}”入户书面征求了意见，现将结果公示如下。"
        )
    at = clock.local(meeting.starts_at)
    return (
        f"{at.year}年{at.month}月{at.day}日，{meeting.title}在{meeting.place}对“{item.title}”"
        "进行了表决，现将结果公示如下。"
    )


def post_result_notice(
    session: Session, actor: Actor, *, vote_id: UUID, text: NoticeText | None = None
) -> UUID:
    """Post the result of a closed vote.

    Raises:
        RuleBroken: the vote is not closed, has no matter, or the period is too short (both
            figures named).
        InvalidInput: the day it begins lies before the vote.
    """
    actor.require(Permission.RUN_MEETINGS)
    form = text or NoticeText()
    vote = the(session, Vote, vote_id)
    item = the(session, AgendaItem, vote.agenda_item_id)
    if vote.state != VoteState.CLOSED or vote.closed_at is None:
        raise RuleBroken("表决还没有结束，不能公示。", "请先结束表决。")
    if item.matter_id is None:
        raise RuleBroken("这项议程没有对应的议题，不用公示。", "结果写入会议纪要即可。")
    matter = the(session, Matter, item.matter_id)
    start = form.from_day or clock.today()
    if start < clock.local(vote.closed_at).date():
        raise InvalidInput("公示开始早于表决日期。", "请核对日期。", field="from_day")
    notice = PublicNotice(
        id=new_id(),
        matter_id=matter.id,
        vote_id=vote_id,
        posted_on=clock.today(),
        from_day=start,
        until_day=_until(session, start, form.until_day),
        text=form.text.strip() or suggested_text(session, vote_id),
    )
    session.add(notice)
    session.flush()
    period = f"{_day(notice.from_day)}至{_day(notice.until_day)}"
    steps.note(session, actor, matter, f"表决结果公示，{period}")
    sentence = f"公示表决结果：议题 {matter.number} {matter.title}，{period}"
    audit.record(session, actor, "notice.post", sentence, subject=("public_notice", notice.id))
    return notice.id


def _until(session: Session, start: date, asked: date | None) -> date:
    earliest = earliest_end(session, start)
    if asked and asked < earliest:
        days = settings.get(session, settings.RESULT_NOTICE_DAYS)
        raise RuleBroken(f"公示到{_day(asked)}不足 {days} 个工作日。", f"最早到{_day(earliest)}。")
    return asked or earliest


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def receive_objection(
    session: Session, actor: Actor, *, notice_id: UUID, objector: str, content: str
) -> UUID:
    """Register an objection to a notice; the matter waits until it is answered."""
    actor.require(Permission.EDIT_MATTERS)
    notice = the(session, PublicNotice, notice_id)
    matter = the(session, Matter, notice.matter_id)
    objection = Objection(
        id=new_id(),
        notice_id=notice_id,
        objector=require_text("objector", objector, "异议人"),
        content=require_text("content", content, "异议内容"),
        received_on=clock.today(),
    )
    session.add(objection)
    session.flush()
    steps.note(session, actor, matter, f"收到异议：{objection.content}")
    sentence = f"登记异议：议题 {matter.number}，{objection.objector}"
    audit.record(session, actor, "objection.receive", sentence, subject=("matter", matter.id))
    return objection.id


def answer_objection(session: Session, actor: Actor, *, objection_id: UUID, answer: str) -> None:
    """Write down what was found and answered.

    Raises:
        RuleBroken: answered already.
    """
    actor.require(Permission.EDIT_MATTERS)
    objection = the(session, Objection, objection_id)
    if objection.answered_on:
        raise RuleBroken("这条异议已经答复。", "补充情况请另行登记。")
    notice = the(session, PublicNotice, objection.notice_id)
    matter = the(session, Matter, notice.matter_id)
    objection.answer = require_text("answer", answer, "答复内容")
    objection.answered_on, objection.answered_by = clock.today(), actor.name
    steps.note(session, actor, matter, f"答复异议：{objection.answer}")
    sentence = f"答复异议：议题 {matter.number}，{objection.objector}"
    audit.record(session, actor, "objection.answer", sentence, subject=("matter", matter.id))
