"""Counting the slips of a poll: written into the vote's totals, and what they decide."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council.choosing import ChoiceResult, Tally
from app.council.models import PollSlip, Vote
from app.council.presets import from_json
from app.council.terms import PollAnswer, VoteKind
from app.council.vote_options import choice_of, options_of, write_tally
from app.council.votes import Ballots, Counts, VoteResult, decide


def slips_of(session: Session, vote_id: UUID) -> list[PollSlip]:
    """A poll's slips in walking order, as they were laid out."""
    return list(
        session.scalars(select(PollSlip).where(PollSlip.vote_id == vote_id).order_by(PollSlip.id))
    )


def marks_of(answer: str) -> tuple[int, ...]:
    """Positions of the options a slip marks; empty for any other answer."""
    parts = answer.split(",")
    return tuple(int(part) for part in parts) if all(p.isdecimal() for p in parts) else ()


def count(session: Session, vote: Vote, slips: Sequence[PollSlip]) -> VoteResult | ChoiceResult:
    """Write the totals of the slips into the vote; returns what they decide."""
    back = [slip for slip in slips if slip.returned_on]
    said = Counter(slip.answer for slip in back)
    issued = sum(slip.delivered_on is not None for slip in slips)
    invalid = said[PollAnswer.INVALID]
    if vote.kind != VoteKind.MOTION:
        marked = Counter(mark for slip in back for mark in marks_of(slip.answer))
        votes = tuple(marked[option.position] for option in options_of(session, vote.id))
        tally = Tally(votes, said[PollAnswer.ABSTAIN], issued, len(back), invalid)
        write_tally(session, vote, tally)
        vote.entitled = len(slips)
        return choice_of(session, vote, len(back))
    counts = Counts(*(said[a] for a in (PollAnswer.FOR, PollAnswer.AGAINST, PollAnswer.ABSTAIN)))
    vote.issued, vote.returned, vote.invalid = issued, len(back), invalid
    vote.count_for, vote.count_against = counts.votes_for, counts.against
    vote.count_abstain = counts.abstain
    return decide(
        from_json(vote.rule),
        entitled=len(slips),
        present=len(back),
        counts=counts,
        ballots=Ballots(issued, len(back), invalid, counts),
    )
