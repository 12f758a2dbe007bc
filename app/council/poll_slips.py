"""The slips of a poll, from door to door: delivered, returned with an answer and a signature."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council.models import PollSlip, Vote
from app.council.polls import open_poll_of
from app.council.rows import require_text, the
from app.council.terms import PollAnswer, VoteKind
from app.council.vote_options import options_of
from app.errors import InvalidInput, RuleBroken
from db import clock

Answer = PollAnswer | tuple[int, ...]
"""Of a motion a word; of options the positions marked, or abstain or invalid."""


def deliver_slips(
    session: Session, actor: Actor, *, slip_ids: Collection[UUID], on: date | None = None
) -> int:
    """Slips were left at these doors (today); returns how many were new."""
    actor.require(Permission.RUN_MEETINGS)
    slips = [the(session, PollSlip, slip_id) for slip_id in slip_ids]
    if not slips:
        return 0
    vote, matter = open_poll_of(session, slips[0].vote_id)
    day = _day_of(vote, on)
    new = [slip for slip in slips if slip.delivered_on is None and slip.vote_id == vote.id]
    for slip in new:
        slip.delivered_on = day
    sentence = f"议题 {matter.number} 送达意见表 {len(new)} 户"
    audit.record(session, actor, "poll.deliver", sentence, subject=("vote", vote.id))
    return len(new)


def return_slip(
    session: Session,
    actor: Actor,
    *,
    slip_id: UUID,
    answer: Answer,
    signer: str = "",
    on: date | None = None,
) -> None:
    """A household's slip came back; typed again it replaces what was there.

    Raises:
        InvalidInput: nobody signed, or the answer does not fit what was asked.
        RuleBroken: the poll is over, or its last day is past.
    """
    actor.require(Permission.RUN_MEETINGS)
    slip = the(session, PollSlip, slip_id)
    vote, matter = open_poll_of(session, slip.vote_id)
    day = _day_of(vote, on)
    kept = _checked(session, vote, answer)
    unsigned = answer is PollAnswer.INVALID
    slip.signer = signer.strip() if unsigned else require_text("signer", signer, "签字人")
    slip.answer, slip.returned_on = kept, day
    slip.delivered_on = slip.delivered_on or day
    sentence = f"议题 {matter.number} 收回意见表：{slip.address}"
    audit.record(session, actor, "poll.return", sentence, subject=("vote", vote.id))


def _day_of(vote: Vote, on: date | None) -> date:
    day = on or clock.today()
    if day > clock.today():
        raise InvalidInput("日期在今天之后。", "请核对日期。", field="on")
    if vote.poll_until and day > vote.poll_until:
        until = f"{vote.poll_until.month}月{vote.poll_until.day}日"
        raise RuleBroken(f"征求意见已于{until}截止。", "请结束征求意见，或先延长期限。")
    return day


def _checked(session: Session, vote: Vote, answer: Answer) -> str:
    if vote.kind == VoteKind.MOTION:
        if not isinstance(answer, PollAnswer):
            raise InvalidInput("请选择同意、不同意或弃权。", "请核对意见表。", field="answer")
        return answer.value
    if isinstance(answer, PollAnswer):
        if answer in (PollAnswer.FOR, PollAnswer.AGAINST):
            raise InvalidInput("请勾选方案。", "没有勾选的计为弃权。", field="answer")
        return answer.value
    marks = tuple(sorted(set(answer)))
    known = {option.position for option in options_of(session, vote.id)}
    if not marks or not set(marks) <= known:
        raise InvalidInput("勾选的方案不在表上。", "请核对意见表。", field="answer")
    if len(marks) > vote.seats:
        what = f"勾选了 {len(marks)} 个，每户最多选 {vote.seats} 个。"
        raise InvalidInput(what, "多选的意见表请登记为无效。", field="answer")
    return ",".join(str(mark) for mark in marks)


def take_back_slip(session: Session, actor: Actor, *, slip_id: UUID) -> None:
    """Typed by mistake: the slip is still out."""
    actor.require(Permission.RUN_MEETINGS)
    slip = the(session, PollSlip, slip_id)
    vote, matter = open_poll_of(session, slip.vote_id)
    slip.returned_on, slip.answer, slip.signer = None, "", ""
    sentence = f"议题 {matter.number} 改为未收回：{slip.address}"
    audit.record(session, actor, "poll.return", sentence, subject=("vote", vote.id))
