"""Votes: opening under the guards, recording the totals, closing for good.

For a show of hands those in the room when it is closed count; for paper ballots everyone who was
in the room between opening and closing, because he may have cast his and left. Only totals are
ever written, so nothing in the station can tell who voted what.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.council import live_quorum, steps
from app.council.attendance import Presence
from app.council.facts import VoteClosed
from app.council.matter_facts import facts_of
from app.council.models import AgendaItem, Matter, Meeting, Vote
from app.council.presets import from_json
from app.council.rows import refuse, require_text, the
from app.council.stages import Stage
from app.council.terms import (
    OUTCOME_NAMES,
    VOTE_METHOD_NAMES,
    MeetingState,
    Outcome,
    VoteMethod,
    VoteState,
)
from app.council.vote_guards import OpeningFacts, missing_for_vote
from app.council.votes import (
    Ballots,
    Counts,
    Problem,
    VoteResult,
    ballot_problems,
    decide,
    hands_problems,
)
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id
from db.replicated import transaction_of


def opening_facts(session: Session, item: AgendaItem) -> OpeningFacts:
    """What the guards look at, now."""
    meeting = the(session, Meeting, item.meeting_id)
    matter = the(session, Matter, item.matter_id) if item.matter_id else None
    running = running_vote(session, meeting.id)
    return OpeningFacts(
        meeting_state=MeetingState(meeting.state),
        rule=from_json(meeting.rule),
        quorum=live_quorum.quorum_at(session, meeting),
        running_question=running.question if running else "",
        stage=Stage(matter.stage) if matter else None,
        concerns_all_residents=bool(matter and matter.concerns_all_residents),
        discussed=bool(matter is None or facts_of(session, matter).speeches),
    )


def running_vote(session: Session, meeting_id: UUID) -> Vote | None:
    """The vote of a meeting that is open now."""
    return session.scalars(
        select(Vote)
        .join(AgendaItem, AgendaItem.id == Vote.agenda_item_id)
        .where(AgendaItem.meeting_id == meeting_id, Vote.state == VoteState.OPEN)
    ).first()


def open_vote(
    session: Session, actor: Actor, *, item_id: UUID, method: VoteMethod, question: str = ""
) -> UUID:
    """Open a vote on an item; a matter still at 民议 thereby goes to 民决.

    Raises:
        RuleBroken: with everything that is missing (quorum by its figures, competence, …).
    """
    actor.require(Permission.RUN_MEETINGS)
    item = the(session, AgendaItem, item_id)
    meeting = the(session, Meeting, item.meeting_id)
    facts = opening_facts(session, item)
    refuse(missing_for_vote(facts))
    if item.matter_id and facts.stage is Stage.DELIBERATE:
        matter = the(session, Matter, item.matter_id)
        steps.take(session, actor, matter, steps.allowed_move(matter, "put_to_vote"))
    presence = live_quorum.presence_at(session, meeting)
    vote = Vote(
        id=new_id(),
        agenda_item_id=item_id,
        question=question.strip() or f"是否同意{item.title}",
        method=method,
        state=VoteState.OPEN,
        opened_at=clock.now(),
        entitled=meeting.entitled,
        present=presence.number,
        present_names=list(presence.names),
        rule=meeting.rule,
    )
    session.add(vote)
    session.flush()
    sentence = f"{meeting.title}开始{VOTE_METHOD_NAMES[method]}：{vote.question}"
    audit.record(session, actor, "vote.open", sentence, subject=("vote", vote.id))
    return vote.id


def _open_vote(session: Session, vote_id: UUID, method: VoteMethod | None) -> tuple[Vote, Meeting]:
    vote = the(session, Vote, vote_id)
    if vote.state != VoteState.OPEN:
        word = "已经结束" if vote.state == VoteState.CLOSED else "已经中止"
        raise RuleBroken(f"表决{word}，不能再改。", vote.sentence)
    if method and vote.method != method:
        raise RuleBroken(f"这次是{VOTE_METHOD_NAMES[VoteMethod(vote.method)]}。", "请核对方式。")
    meeting = the(session, Meeting, the(session, AgendaItem, vote.agenda_item_id).meeting_id)
    if meeting.state != MeetingState.OPEN:
        raise RuleBroken("会议没有在进行。", "请刷新后再看。")
    quorum = live_quorum.quorum_at(session, meeting)
    if not quorum.held:
        raise RuleBroken(f"到会人数不足：{quorum.sentence}", "请中止表决，人数够了再表决。")
    return vote, meeting


def voters(session: Session, vote: Vote, meeting: Meeting) -> Presence:
    """Who counts for a vote that is open (see the module's head)."""
    now = clock.now()
    if vote.method == VoteMethod.SECRET_BALLOT:
        return live_quorum.presence_between(session, meeting, vote.opened_at, now)
    return live_quorum.presence_at(session, meeting, now)


def _refuse_problems(problems: tuple[Problem, ...]) -> None:
    if problems:
        what = " ".join(problem.what for problem in problems)
        raise InvalidInput(what, problems[0].todo, field=problems[0].field)


def record_show_of_hands(
    session: Session, actor: Actor, *, vote_id: UUID, counts: Counts, counted_by: str = ""
) -> VoteResult:
    """Write down the hands counted; returns what they would decide if closed now.

    Raises:
        InvalidInput: the total differs from the number present, both figures named.
        RuleBroken: not open, or too few remain.
    """
    actor.require(Permission.RUN_MEETINGS)
    vote, meeting = _open_vote(session, vote_id, VoteMethod.SHOW_OF_HANDS)
    present = voters(session, vote, meeting).number
    _refuse_problems(hands_problems(counts, present))
    _write_counts(vote, counts)
    vote.counted_by = counted_by.strip() or meeting.recorder
    sentence = f"记录举手表决：{vote.question}"
    audit.record(session, actor, "vote.record", sentence, subject=("vote", vote.id))
    return _result(vote, meeting, present)


def record_secret_ballot(
    session: Session,
    actor: Actor,
    *,
    vote_id: UUID,
    ballots: Ballots,
    counted_by: str,
    watched_by: str,
) -> VoteResult:
    """Write down the totals of paper ballots; returns what they would decide if closed now.

    Raises:
        InvalidInput: the ballots do not balance (each failure names both figures), or the names
            of teller (计票人) and scrutineer (监票人) are missing.
        RuleBroken: not open, or too few remain.
    """
    actor.require(Permission.RUN_MEETINGS)
    vote, meeting = _open_vote(session, vote_id, VoteMethod.SECRET_BALLOT)
    present = voters(session, vote, meeting).number
    _refuse_problems(ballot_problems(ballots, present))
    vote.counted_by = require_text("counted_by", counted_by, "计票人")
    vote.watched_by = require_text("watched_by", watched_by, "监票人")
    vote.issued, vote.returned, vote.invalid = ballots.issued, ballots.returned, ballots.invalid
    _write_counts(vote, ballots.counts)
    sentence = f"记录无记名投票：{vote.question}"
    audit.record(session, actor, "vote.record", sentence, subject=("vote", vote.id))
    return _result(vote, meeting, present)


def _write_counts(vote: Vote, counts: Counts) -> None:
    vote.count_for, vote.count_against, vote.count_abstain = (
        counts.votes_for,
        counts.against,
        counts.abstain,
    )


def counts_of(vote: Vote) -> Counts | None:
    """The totals written down; None before."""
    figures = (vote.count_for, vote.count_against, vote.count_abstain)
    return None if None in figures else Counts(*(number or 0 for number in figures))


def ballots_of(vote: Vote) -> Ballots | None:
    """The paper ballots written down; None before, or for a show of hands."""
    counts = counts_of(vote)
    if counts is None or vote.issued is None:
        return None
    return Ballots(vote.issued, vote.returned or 0, vote.invalid or 0, counts)


def _result(vote: Vote, meeting: Meeting, present: int) -> VoteResult:
    counts = counts_of(vote)
    if counts is None:
        raise RuleBroken("还没有填写票数。", "请先记录表决票数。")
    return decide(
        from_json(meeting.rule),
        entitled=meeting.entitled,
        present=present,
        counts=counts,
        ballots=ballots_of(vote),
    )


def close_vote(session: Session, actor: Actor, *, vote_id: UUID) -> VoteResult:
    """Close a vote: figures, rule and list of those present are frozen together, for good.

    Raises:
        RuleBroken: not open, nothing recorded, or too few remain.
        InvalidInput: the figures no longer agree with who is present.
    """
    actor.require(Permission.RUN_MEETINGS)
    vote, meeting = _open_vote(session, vote_id, None)
    presence = voters(session, vote, meeting)
    result = _result(vote, meeting, presence.number)
    _refuse_problems(
        ballot_problems(result.ballots, presence.number)
        if result.ballots
        else hands_problems(result.counts, presence.number)
    )
    transaction_of(session).undoable = False
    vote.entitled, vote.present = meeting.entitled, presence.number
    vote.present_names, vote.rule = list(presence.names), meeting.rule
    vote.outcome, vote.sentence = result.outcome, result.sentence
    vote.state, vote.closed_at = VoteState.CLOSED, clock.now()
    session.flush()
    _tell(session, actor, vote, meeting)
    return result


def _tell(session: Session, actor: Actor, vote: Vote, meeting: Meeting) -> None:
    item = the(session, AgendaItem, vote.agenda_item_id)
    outcome = Outcome(vote.outcome or "")
    if item.matter_id:
        matter = the(session, Matter, item.matter_id)
        steps.note(session, actor, matter, f"{meeting.title}表决：{vote.sentence}")
    sentence = f"{meeting.title}表决{OUTCOME_NAMES[outcome]}：{vote.question}。{vote.sentence}"
    audit.record(session, actor, "vote.close", sentence, subject=("vote", vote.id))
    announce(session, actor, VoteClosed(vote.id, meeting.id, item.matter_id, outcome))


def void_vote(session: Session, actor: Actor, *, vote_id: UUID, reason: str) -> None:
    """Stop an open vote; it stays on record and decides nothing."""
    actor.require(Permission.RUN_MEETINGS)
    vote = the(session, Vote, vote_id)
    if vote.state != VoteState.OPEN:
        raise RuleBroken("表决已经结束，不能中止。", "需要改变决定请退回民议，重新协商表决。")
    _stop(session, actor, vote, require_text("reason", reason, "中止原因"))


def stop_if_quorum_lost(session: Session, actor: Actor, meeting: Meeting) -> str:
    """Stop the running vote when too few remain; returns why, or empty."""
    vote = running_vote(session, meeting.id)
    quorum = live_quorum.quorum_at(session, meeting)
    if vote is None or quorum.held:
        return ""
    why = f"表决中止：到会人数不足。{quorum.sentence}"
    vote.outcome = Outcome.NO_QUORUM
    _stop(session, actor, vote, why)
    return why


def _stop(session: Session, actor: Actor, vote: Vote, why: str) -> None:
    vote.state, vote.closed_at, vote.sentence = VoteState.VOID, clock.now(), why
    session.flush()
    sentence = f"中止表决：{vote.question}。{why}"
    audit.record(session, actor, "vote.void", sentence, subject=("vote", vote.id))
