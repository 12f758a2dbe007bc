"""Fills the sheets of a vote: ballots, count sheet, report, resolution, slips of a poll."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.council.ballots import ballots_of, counts_of
from app.council.matter_facts import plan_of
from app.council.models import AgendaItem, Body, Meeting, Vote
from app.council.poll_views import poll_view
from app.council.presets import from_json
from app.council.quorum import quorum_of
from app.council.rows import the
from app.council.sheets import closed_up, issuer, vote_figures
from app.council.terms import OUTCOME_NAMES, VOTE_METHOD_NAMES, Outcome, VoteKind, VoteMethod
from app.council.vote_options import options_of, tally_of
from app.errors import RuleBroken
from app.printing.ballots import BallotKind, BallotSheet
from app.printing.count_sheet import MOTION, CountSheet
from app.printing.foot import PrintMark
from app.printing.poll_slip import PollSlipSheet
from app.printing.resolution import ResolutionSheet
from app.printing.vote_report import VoteReportSheet
from db import clock

KINDS = {
    VoteKind.MOTION: BallotKind.MOTION,
    VoteKind.OPTIONS: BallotKind.OPTIONS,
    VoteKind.CANDIDATES: BallotKind.CANDIDATES,
}


def _around(session: Session, vote: Vote) -> tuple[AgendaItem, Meeting]:
    item = the(session, AgendaItem, vote.agenda_item_id)
    return item, the(session, Meeting, item.meeting_id)


def _day(vote: Vote) -> str:
    at = clock.local(vote.closed_at or vote.opened_at)
    return f"{at.year}年{at.month}月{at.day}日"


def ballot_sheet(
    session: Session, *, vote_id: UUID, count: int | None = None, operator: str = ""
) -> BallotSheet:
    """The ballots of a vote: as many as may vote unless told otherwise.

    Raises:
        NotFound: the vote is gone.
    """
    vote = the(session, Vote, vote_id)
    _, meeting = _around(session, vote)
    return BallotSheet(
        office_name=issuer(profile(session)),
        meeting_name=meeting.title,
        question=vote.question,
        count=vote.present if count is None else count,
        kind=KINDS[VoteKind(vote.kind)],
        held_on=_day(vote),
        choices=tuple(option.text for option in options_of(session, vote_id)),
        seats=vote.seats,
        mark=PrintMark(clock.now(), operator, meeting.number),
    )


def count_sheet(session: Session, *, vote_id: UUID, operator: str = "") -> CountSheet:
    """The sheet to tally on; figures only when the vote is closed.

    Raises:
        NotFound: the vote is gone.
    """
    vote = the(session, Vote, vote_id)
    _, meeting = _around(session, vote)
    options = options_of(session, vote_id)
    valid = None if vote.returned is None else vote.returned - (vote.invalid or 0)
    done = vote.closed_at is not None and vote.outcome is not None
    return CountSheet(
        office_name=issuer(profile(session)),
        meeting_name=meeting.title,
        held=_day(vote),
        question=vote.question,
        method=VOTE_METHOD_NAMES[VoteMethod(vote.method)],
        choices=(*(option.text for option in options), "弃权") if options else MOTION,
        counts=_counted(session, vote) if done else (),
        issued=vote.issued if done else None,
        returned=vote.returned if done else None,
        valid=valid if done else None,
        invalid=vote.invalid if done else None,
        mark=PrintMark(clock.now(), operator, meeting.number),
    )


def _counted(session: Session, vote: Vote) -> tuple[int, ...]:
    tally = tally_of(vote, options_of(session, vote.id))
    if tally:
        return (*tally.votes, tally.abstain)
    counts = counts_of(vote)
    return (counts.votes_for, counts.against, counts.abstain) if counts else ()


def _closed(session: Session, vote_id: UUID) -> Vote:
    vote = the(session, Vote, vote_id)
    if vote.outcome is None or vote.closed_at is None:
        raise RuleBroken("表决还没有结束。", "请先结束表决，再打印结果。")
    return vote


def vote_report_sheet(session: Session, *, vote_id: UUID, operator: str = "") -> VoteReportSheet:
    """The result of one vote by itself, with the rule and the sum.

    Raises:
        RuleBroken: it is not over. NotFound: it is gone.
    """
    vote = _closed(session, vote_id)
    _, meeting = _around(session, vote)
    body, rule = the(session, Body, meeting.body_id), from_json(vote.rule)
    counts, papers = counts_of(vote), ballots_of(vote)
    options = options_of(session, vote_id)
    quorum = quorum_of(rule, vote.entitled, vote.present)
    valid = None if vote.returned is None else vote.returned - (vote.invalid or 0)
    return VoteReportSheet(
        office_name=issuer(profile(session)),
        body_name=body.name,
        held=_day(vote),
        matter=vote.question,
        method=VOTE_METHOD_NAMES[VoteMethod(vote.method)],
        entitled=vote.entitled,
        present=vote.present,
        quorum_line=closed_up(f"{quorum.sentence}依据：{rule.basis}。"),
        votes_for=counts.votes_for if counts else 0,
        votes_against=counts.against if counts else 0,
        abstentions=vote.count_abstain or 0,
        majority_line=f"{rule.of_name}{rule.majority.words()}",
        result=closed_up(f"{OUTCOME_NAMES[Outcome(vote.outcome or '')]}。{vote.sentence}"),
        issued=papers.issued if papers else vote.issued,
        returned=papers.returned if papers else vote.returned,
        valid=papers.valid if papers else valid,
        invalid=papers.invalid if papers else vote.invalid,
        choices=tuple((one.text, one.count or 0, one.chosen) for one in options),
        mark=PrintMark(clock.now(), operator, meeting.number),
    )


def resolution_sheet(session: Session, *, vote_id: UUID, operator: str = "") -> ResolutionSheet:
    """What a vote that passed resolved, and who carries it out.

    Raises:
        RuleBroken: it is not over, or did not pass. NotFound: it is gone.
    """
    vote = _closed(session, vote_id)
    if vote.outcome != Outcome.PASSED:
        raise RuleBroken("表决没有通过，没有决议。", "可以打印表决结果报告单。")
    item, meeting = _around(session, vote)
    body, rule = the(session, Body, meeting.body_id), from_json(vote.rule)
    closed = clock.local(vote.closed_at or vote.opened_at).date()
    return ResolutionSheet(
        body_name=body.name,
        title=f"{body.name}\n关于{item.title}的决议",
        adopted_on=closed,
        opening=_opening(vote, item, meeting),
        clauses=_clauses(session, vote, item),
        figures=vote_figures(session, vote),
        result=closed_up(vote.sentence),
        rule_basis=rule.basis,
        execution=_execution(session, item),
        signatures=("会议主持人", "记录人"),
        mark=PrintMark(clock.now(), operator, meeting.number),
    )


def _opening(vote: Vote, item: AgendaItem, meeting: Meeting) -> str:
    at = clock.local(meeting.starts_at)
    day = f"{at.year}年{at.month}月{at.day}日"
    heard = f"{day}，{meeting.title}听取并讨论了“{item.title}”"
    if vote.method == VoteMethod.HOUSEHOLD_POLL:
        return f"{heard}，会后入户书面征求了意见。决议如下："
    return f"{heard}，经表决，决议如下："


def _clauses(session: Session, vote: Vote, item: AgendaItem) -> tuple[str, ...]:
    chosen = [option.text for option in options_of(session, vote.id) if option.chosen]
    if chosen:
        listed = "、".join(chosen)
        elected = vote.kind == VoteKind.CANDIDATES
        return (f"{listed}当选。" if elected else f"采用以下方案：{listed}。",)
    text = item.conclusion.strip().rstrip("。") or f"同意{item.title}"
    return (f"{text}。",)


def _execution(session: Session, item: AgendaItem) -> str:
    plan = plan_of(session, item.matter_id) if item.matter_id else None
    if plan is None:
        return ""
    due = f"{plan.due_on.year}年{plan.due_on.month}月{plan.due_on.day}日"
    return f"由{plan.in_charge}负责，{due}前完成。"


def poll_slip_sheet(
    session: Session, *, vote_id: UUID, only_out: bool = True, operator: str = ""
) -> PollSlipSheet:
    """The slips of a poll in walking order; ``only_out``: of the doors not back yet.

    Raises:
        NotFound: the poll is gone.
    """
    poll = poll_view(session, vote_id=vote_id)
    rows = poll.to_visit if only_out else poll.rows
    until = poll.until
    options = tuple(option.text for option in poll.vote.options)
    sheet = PollSlipSheet(
        office_name=issuer(profile(session)),
        question=poll.vote.question,
        addresses=tuple(row.address for row in rows),
        number=poll.matter_number,
        deliver_by=f"{until.year}年{until.month}月{until.day}日" if until else "",
        mark=PrintMark(clock.now(), operator, poll.matter_number),
    )
    return replace(sheet, answers=options) if options else sheet
