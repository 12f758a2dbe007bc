"""A vote as screens and sheets show it; an open secret vote shows no figures."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.council.ballots import ballots_of, counts_of
from app.council.minutes_draft import votes_of
from app.council.models import AgendaItem, Vote
from app.council.presets import from_json
from app.council.quorum import RuleSet
from app.council.terms import (
    OUTCOME_NAMES,
    VOTE_METHOD_NAMES,
    VOTE_STATE_NAMES,
    Outcome,
    VoteMethod,
    VoteState,
)
from app.council.votes import Ballots, Counts


@dataclass(frozen=True)
class VoteView:
    """One vote."""

    id: UUID
    item_id: UUID
    question: str
    method: VoteMethod
    method_name: str
    state: VoteState
    state_name: str
    opened_at: datetime
    closed_at: datetime | None
    entitled: int
    present: int
    present_names: tuple[str, ...]
    counts: Counts | None
    """None before counting, and for a secret vote until it is closed."""
    ballots: Ballots | None
    is_recorded: bool
    """Whether figures are written down, so that it can be closed."""
    counted_by: str
    watched_by: str
    outcome: Outcome | None
    outcome_name: str
    sentence: str
    superseded: bool
    rule: RuleSet


def view_of(vote: Vote) -> VoteView:
    """The view of a row."""
    state, method = VoteState(vote.state), VoteMethod(vote.method)
    hidden = method is VoteMethod.SECRET_BALLOT and state is not VoteState.CLOSED
    outcome = Outcome(vote.outcome) if vote.outcome else None
    return VoteView(
        id=vote.id,
        item_id=vote.agenda_item_id,
        question=vote.question,
        method=method,
        method_name=VOTE_METHOD_NAMES[method],
        state=state,
        state_name=VOTE_STATE_NAMES[state],
        opened_at=vote.opened_at,
        closed_at=vote.closed_at,
        entitled=vote.entitled,
        present=vote.present,
        present_names=tuple(vote.present_names),
        counts=None if hidden else counts_of(vote),
        ballots=None if hidden else ballots_of(vote),
        is_recorded=counts_of(vote) is not None,
        counted_by=vote.counted_by,
        watched_by=vote.watched_by,
        outcome=outcome,
        outcome_name=OUTCOME_NAMES[outcome] if outcome else "",
        sentence=vote.sentence,
        superseded=vote.superseded,
        rule=from_json(vote.rule),
    )


def votes_on_item(session: Session, item: AgendaItem) -> tuple[VoteView, ...]:
    """An item's votes, oldest first."""
    return tuple(view_of(vote) for vote in votes_of(session, item))
