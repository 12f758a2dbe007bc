"""Votes: opening under the guards, recording the totals, closing for good.

For a show of hands those in the room when it is closed count; for paper ballots everyone who was
in the room between opening and closing, because he may have cast his and left. Only totals are
ever written, so nothing in the station can tell who voted what.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
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
from app.council.owners import Areas, area_problems, decide_by_area
from app.council.owners import from_json as areas_from_json
from app.council.owners import to_json as areas_to_json
from app.council.presets import from_json, to_json
from app.council.rows import refuse, require_text, the
from app.council.second_count import refuse_differences
from app.council.stages import Stage
from app.council.terms import (
    OUTCOME_NAMES,
    VOTE_METHOD_NAMES,
    MeetingState,
    Outcome,
    VoteKind,
    VoteMethod,
    VoteState,
)
from app.council.vote_guards import OpeningFacts, missing_for_vote
from app.council.vote_options import (
    ChoiceText,
    checked,
    put_options,
)
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
    """The vote of a meeting that is open now; polls from door to door run beside it."""
    return session.scalars(
        select(Vote)
        .join(AgendaItem, AgendaItem.id == Vote.agenda_item_id)
        .where(
            AgendaItem.meeting_id == meeting_id,
            Vote.state == VoteState.OPEN,
            Vote.method != VoteMethod.HOUSEHOLD_POLL,
        )
    ).first()


def open_vote(  # noqa: PLR0913  (keywords: what a vote is opened with)
    session: Session,
    actor: Actor,
    *,
    item_id: UUID,
    method: VoteMethod,
    question: str = "",
    choice: ChoiceText | None = None,
    special: bool = False,
) -> UUID:
    """Open a vote on an item; a matter still at 民议 thereby goes to 民决.

    ``choice``: several options or candidates instead of one motion. ``special``: the matter is
    one that law puts under the rule's higher majority.

    Raises:
        RuleBroken: with everything that is missing (quorum by its figures, competence, …), or a
            poll, which is opened by :func:`app.council.polls.open_poll`.
        InvalidInput: the options make no sense.
    """
    actor.require(Permission.RUN_MEETINGS)
    if method is VoteMethod.HOUSEHOLD_POLL:
        raise RuleBroken("入户书面征求意见不在会上进行。", "请在议题中发起征求意见。")
    choice = choice and checked(choice)
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
        question=question.strip() or suggested_question(item.title, choice),
        method=method,
        entitled=meeting.entitled,
        present=presence.number,
        present_names=list(presence.names),
        rule=_rule_for(meeting, special=special),
    )
    begin_vote(session, vote, choice)
    sentence = f"{meeting.title}开始{VOTE_METHOD_NAMES[method]}：{vote.question}"
    audit.record(session, actor, "vote.open", sentence, subject=("vote", vote.id))
    return vote.id


def begin_vote(session: Session, vote: Vote, choice: ChoiceText | None) -> None:
    """Keep a vote that opens now, with its options."""
    vote.state, vote.opened_at = VoteState.OPEN, clock.now()
    session.add(vote)
    session.flush()
    if choice:
        put_options(session, vote, choice)


def suggested_question(title: str, choice: ChoiceText | None) -> str:
    """What is asked when nobody typed another wording."""
    if choice is None:
        return f"是否同意{title}"
    return f"选举{title}" if choice.kind is VoteKind.CANDIDATES else f"选择{title}的方案"


def _rule_for(meeting: Meeting, *, special: bool) -> dict[str, Any]:
    rule = from_json(meeting.rule)
    if not special:
        return meeting.rule
    if rule.special_majority is None:
        raise RuleBroken(f"{rule.name}没有规定特别事项。", "请按一般事项表决。")
    return to_json(replace(rule, majority=rule.special_majority, special_majority=None))


def vote_under_way(
    session: Session, vote_id: UUID, method: VoteMethod | None = None
) -> tuple[Vote, Meeting]:
    """An open vote and its meeting, while enough are there.

    Raises:
        RuleBroken: over, of another method, a poll, or too few remain.
    """
    vote = the(session, Vote, vote_id)
    if vote.state != VoteState.OPEN:
        word = "已经结束" if vote.state == VoteState.CLOSED else "已经中止"
        raise RuleBroken(f"表决{word}，不能再改。", vote.sentence)
    if vote.method == VoteMethod.HOUSEHOLD_POLL:
        raise RuleBroken("这是入户书面征求意见。", "请在议题的征求意见中登记和结束。")
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


def refuse_problems(problems: tuple[Problem, ...]) -> None:
    """Go on only when the figures agree.

    Raises:
        InvalidInput: with every problem, at the field of the first.
    """
    if problems:
        what = " ".join(problem.what for problem in problems)
        raise InvalidInput(what, problems[0].todo, field=problems[0].field)


def record_show_of_hands(
    session: Session,
    actor: Actor,
    *,
    vote_id: UUID,
    counts: Counts,
    counted_by: str = "",
) -> VoteResult:
    """Write down the hands counted; returns what they would decide if closed now.

    Raises:
        InvalidInput: the total differs from the number present, both figures named.
        RuleBroken: not open, or too few remain.
    """
    actor.require(Permission.RUN_MEETINGS)
    vote, meeting = vote_under_way(session, vote_id, VoteMethod.SHOW_OF_HANDS)
    _refuse_options(vote)
    present = voters(session, vote, meeting).number
    refuse_problems(hands_problems(counts, present))
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
    vote, meeting = vote_under_way(session, vote_id, VoteMethod.SECRET_BALLOT)
    _refuse_options(vote)
    present = voters(session, vote, meeting).number
    refuse_problems(ballot_problems(ballots, present))
    vote.counted_by = require_text("counted_by", counted_by, "计票人")
    vote.watched_by = require_text("watched_by", watched_by, "监票人")
    vote.issued, vote.returned, vote.invalid = ballots.issued, ballots.returned, ballots.invalid
    _write_counts(vote, ballots.counts)
    sentence = f"记录无记名投票：{vote.question}"
    audit.record(session, actor, "vote.record", sentence, subject=("vote", vote.id))
    return _result(vote, meeting, present)


def _refuse_options(vote: Vote) -> None:
    if vote.kind != VoteKind.MOTION:
        raise RuleBroken("这次表决有多个选项。", "请登记每个选项的票数。")


def record_areas(session: Session, actor: Actor, *, vote_id: UUID, areas: Areas) -> VoteResult:
    """Write down the floor areas of an owners' vote whose heads are counted.

    Raises:
        InvalidInput: they do not agree.
        RuleBroken: not open, the rule asks for none, or the heads are not counted yet.
    """
    actor.require(Permission.RUN_MEETINGS)
    vote, meeting = vote_under_way(session, vote_id)
    if not from_json(vote.rule).by_area:
        raise RuleBroken("这次表决不按面积计算。", "只登记票数即可。")
    refuse_problems(area_problems(areas))
    vote.areas = areas_to_json(areas)
    sentence = f"记录专有面积：{vote.question}"
    audit.record(session, actor, "vote.record", sentence, subject=("vote", vote.id))
    return _result(vote, meeting, voters(session, vote, meeting).number)


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
    """Of a motion."""
    counts = counts_of(vote)
    if counts is None:
        raise RuleBroken("还没有填写票数。", "请先记录表决票数。")
    rule, areas = from_json(vote.rule), areas_from_json(vote.areas)
    result = decide(
        rule,
        entitled=meeting.entitled,
        present=present,
        counts=counts,
        ballots=ballots_of(vote),
    )
    return decide_by_area(rule, result, areas) if rule.by_area and areas else result


def close_vote(session: Session, actor: Actor, *, vote_id: UUID) -> VoteResult:
    """Close a vote on a motion: figures, rule and list of those present are frozen together.

    Raises:
        RuleBroken: not open, several options, nothing recorded, too few remain, or the
            scrutineer counted otherwise.
        InvalidInput: the figures no longer agree with who is present, or areas are missing.
    """
    actor.require(Permission.RUN_MEETINGS)
    vote, meeting = vote_under_way(session, vote_id)
    _refuse_options(vote)
    presence = voters(session, vote, meeting)
    result = _result(vote, meeting, presence.number)
    if result.ballots:
        refuse_problems(ballot_problems(result.ballots, presence.number))
    else:
        refuse_problems(hands_problems(result.counts, presence.number))
    if from_json(vote.rule).by_area and not vote.areas:
        raise InvalidInput("还没有填写专有面积。", "业主表决要同时计算面积。", field="area")
    there = (meeting.entitled, presence.names)
    freeze(session, vote, there, (result.outcome, result.sentence))
    tell_result(session, actor, vote, meeting)
    return result


def freeze(
    session: Session,
    vote: Vote,
    there: tuple[int, Sequence[str]],
    told: tuple[Outcome, str],
) -> None:
    """Close a vote for good: how many were entitled and who took part, outcome and sentence.

    Raises:
        RuleBroken: the scrutineer counted otherwise.
    """
    refuse_differences(session, vote)
    transaction_of(session).undoable = False
    vote.entitled, vote.present_names = there[0], list(there[1])
    vote.present = len(vote.present_names)
    vote.outcome, vote.sentence = told
    vote.state, vote.closed_at = VoteState.CLOSED, clock.now()
    session.flush()


def tell_result(session: Session, actor: Actor, vote: Vote, meeting: Meeting) -> None:
    """Write a closed vote into history and log, and announce it."""
    item = the(session, AgendaItem, vote.agenda_item_id)
    outcome = Outcome(vote.outcome or "")
    by_poll = vote.method == VoteMethod.HOUSEHOLD_POLL
    where = "入户征求意见" if by_poll else f"{meeting.title}表决"
    if item.matter_id:
        matter = the(session, Matter, item.matter_id)
        steps.note(session, actor, matter, f"{where}：{vote.sentence}")
    sentence = f"{where}{OUTCOME_NAMES[outcome]}：{vote.question}。{vote.sentence}"
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
