"""Votes on several options or candidates: recording the tally, closing for good.

Opened by :func:`app.council.ballots.open_vote` with a :class:`ChoiceText`.
"""

from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council.ballots import freeze, refuse_problems, tell_result, vote_under_way, voters
from app.council.choosing import ChoiceResult, Tally, tally_problems
from app.council.models import Meeting, Vote
from app.council.rows import require_text
from app.council.terms import VOTE_METHOD_NAMES, VoteKind, VoteMethod
from app.council.vote_options import choice_of, mark_chosen, options_of, tally_of, write_tally
from app.errors import InvalidInput, RuleBroken


def record_choice(
    session: Session,
    actor: Actor,
    *,
    vote_id: UUID,
    tally: Tally,
    counted_by: str = "",
    watched_by: str = "",
) -> ChoiceResult:
    """Write down what each option or candidate got; returns who would be chosen if closed now.

    Raises:
        InvalidInput: the figures do not balance; or, with paper ballots, papers or the names of
            teller and scrutineer are missing.
        RuleBroken: not open, a motion, or too few remain.
    """
    actor.require(Permission.RUN_MEETINGS)
    vote, meeting = _under_way(session, vote_id)
    present = voters(session, vote, meeting).number
    refuse_tally(session, vote, tally, present)
    vote.counted_by = counted_by.strip() or meeting.recorder
    if vote.method == VoteMethod.SECRET_BALLOT:
        if None in (tally.issued, tally.returned, tally.invalid):
            raise InvalidInput("还没有填写发出、收回、无效票数。", "请填写。", field="issued")
        vote.counted_by = require_text("counted_by", counted_by, "计票人")
        vote.watched_by = require_text("watched_by", watched_by, "监票人")
    write_tally(session, vote, tally)
    sentence = f"记录{VOTE_METHOD_NAMES[VoteMethod(vote.method)]}：{vote.question}"
    audit.record(session, actor, "vote.record", sentence, subject=("vote", vote.id))
    return choice_of(session, vote, present)


def _under_way(session: Session, vote_id: UUID) -> tuple[Vote, Meeting]:
    vote, meeting = vote_under_way(session, vote_id)
    if vote.kind == VoteKind.MOTION:
        raise RuleBroken("这次表决的是一个方案。", "请登记赞成、反对、弃权。")
    return vote, meeting


def refuse_tally(session: Session, vote: Vote, tally: Tally, present: int) -> None:
    """Go on only when a tally balances with those who may vote.

    Raises:
        InvalidInput: with every problem.
    """
    texts = [option.text for option in options_of(session, vote.id)]
    if len(texts) != len(tally.votes):
        raise InvalidInput(f"共有 {len(texts)} 项。", "请每一项都填票数。", field="option_1")
    refuse_problems(tuple(tally_problems(tally, texts, vote.seats, present)))


def close_choice(session: Session, actor: Actor, *, vote_id: UUID) -> ChoiceResult:
    """Close a vote on options: figures, rule, list of those present and who is chosen freeze.

    Raises:
        RuleBroken: not open, a motion, nothing recorded, too few remain, or the scrutineer
            counted otherwise.
        InvalidInput: the figures no longer agree with who is present.
    """
    actor.require(Permission.RUN_MEETINGS)
    vote, meeting = _under_way(session, vote_id)
    presence = voters(session, vote, meeting)
    tally = tally_of(vote, options_of(session, vote.id))
    if tally:
        refuse_tally(session, vote, tally, presence.number)
    vote.entitled = meeting.entitled
    result = choice_of(session, vote, presence.number)
    there = (meeting.entitled, presence.names)
    freeze(session, vote, there, (result.outcome, result.sentence))
    mark_chosen(session, vote, result)
    session.flush()
    tell_result(session, actor, vote, meeting)
    return result
