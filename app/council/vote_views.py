"""A vote as screens and sheets show it; an open secret vote shows no figures."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.council.ballots import ballots_of, counts_of
from app.council.minutes_draft import votes_of
from app.council.models import AgendaItem, Vote
from app.council.owners import Areas
from app.council.owners import from_json as areas_from_json
from app.council.presets import from_json
from app.council.quorum import RuleSet
from app.council.second_count import Difference, differences
from app.council.terms import (
    OUTCOME_NAMES,
    VOTE_KIND_NAMES,
    VOTE_METHOD_NAMES,
    VOTE_STATE_NAMES,
    Outcome,
    VoteKind,
    VoteMethod,
    VoteState,
)
from app.council.vote_options import options_of, tally_of
from app.council.votes import Ballots, Counts


@dataclass(frozen=True)
class OptionView:
    """One option or candidate."""

    id: UUID
    position: int
    text: str
    count: int | None
    """None before counting, and for a secret vote until it is closed."""
    chosen: bool


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
    kind: VoteKind
    kind_name: str
    seats: int
    options: tuple[OptionView, ...]
    poll_until: date | None
    second_counted: bool
    """The scrutineer entered the totals too."""
    differences: tuple[Difference, ...]
    areas: Areas | None
    """Of an owners' vote."""


def view_of(session: Session, vote: Vote) -> VoteView:
    """The view of a row."""
    state, method = VoteState(vote.state), VoteMethod(vote.method)
    hidden = method is VoteMethod.SECRET_BALLOT and state is not VoteState.CLOSED
    outcome = Outcome(vote.outcome) if vote.outcome else None
    options = options_of(session, vote.id)
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
        is_recorded=counts_of(vote) is not None or tally_of(vote, options) is not None,
        counted_by=vote.counted_by,
        watched_by=vote.watched_by,
        outcome=outcome,
        outcome_name=OUTCOME_NAMES[outcome] if outcome else "",
        sentence=vote.sentence,
        superseded=vote.superseded,
        rule=from_json(vote.rule),
        kind=VoteKind(vote.kind),
        kind_name=VOTE_KIND_NAMES[VoteKind(vote.kind)],
        seats=vote.seats,
        options=tuple(
            OptionView(one.id, one.position, one.text, None if hidden else one.count, one.chosen)
            for one in options
        ),
        poll_until=vote.poll_until,
        second_counted=vote.second_count is not None,
        differences=() if hidden else differences(session, vote),
        areas=areas_from_json(vote.areas),
    )


def votes_on_item(session: Session, item: AgendaItem) -> tuple[VoteView, ...]:
    """An item's votes, oldest first."""
    return tuple(view_of(session, vote) for vote in votes_of(session, item))
