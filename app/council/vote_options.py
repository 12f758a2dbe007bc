"""The options of a vote as rows, its tally, and what it would decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council.choosing import ChoiceResult, Counted, Option, Tally, choose
from app.council.models import Vote, VoteOption
from app.council.presets import from_json
from app.council.terms import VoteKind
from app.errors import InvalidInput, RuleBroken
from db.ids import new_id

FEWEST = 2


@dataclass(frozen=True)
class ChoiceText:
    """What a vote on several options or candidates is opened with."""

    kind: VoteKind
    options: tuple[str, ...]
    seats: int = 1
    """How many may be marked on a ballot, and chosen, at most."""


def checked(choice: ChoiceText) -> ChoiceText:
    """The choice without blanks.

    Raises:
        InvalidInput: fewer than two, one named twice, or seats that make no sense.
    """
    texts = tuple(text.strip() for text in choice.options if text.strip())
    noun = "候选人" if choice.kind is VoteKind.CANDIDATES else "方案"
    if len(texts) < FEWEST and not (texts and choice.kind is VoteKind.CANDIDATES):
        raise InvalidInput(f"至少要有两个{noun}。", f"请填写各个{noun}。", field="options")
    twice = next((text for text in texts if texts.count(text) > 1), "")
    if twice:
        raise InvalidInput(
            f"{noun}“{twice}”写了两次。", "请去掉一个，或加以区别。", field="options"
        )
    if not 1 <= choice.seats <= len(texts):
        what = f"每票最多选 {choice.seats} 个，{noun}共 {len(texts)} 个。"
        raise InvalidInput(what, f"请填 1 到 {len(texts)}。", field="seats")
    return ChoiceText(choice.kind, texts, choice.seats)


def put_options(session: Session, vote: Vote, choice: ChoiceText) -> None:
    """Lay out the options of a vote just opened."""
    vote.kind, vote.seats = choice.kind, choice.seats
    for position, text in enumerate(choice.options, start=1):
        session.add(VoteOption(id=new_id(), vote_id=vote.id, position=position, text=text))
    session.flush()


def options_of(session: Session, vote_id: UUID) -> list[VoteOption]:
    """A vote's options in order; none for a motion."""
    return list(
        session.scalars(
            select(VoteOption).where(VoteOption.vote_id == vote_id).order_by(VoteOption.position)
        )
    )


def write_tally(session: Session, vote: Vote, tally: Tally) -> None:
    """Keep what was counted."""
    for option, votes in zip(options_of(session, vote.id), tally.votes, strict=True):
        option.count = votes
    vote.count_abstain = tally.abstain
    vote.issued, vote.returned, vote.invalid = tally.issued, tally.returned, tally.invalid
    session.flush()


def tally_of(vote: Vote, options: Sequence[VoteOption]) -> Tally | None:
    """What is counted so far; None before."""
    votes = [option.count for option in options]
    if not votes or None in votes or vote.count_abstain is None:
        return None
    return Tally(
        tuple(number or 0 for number in votes),
        vote.count_abstain,
        vote.issued,
        vote.returned,
        vote.invalid,
    )


def choice_of(session: Session, vote: Vote, present: int) -> ChoiceResult:
    """What the tally decides, given who is present.

    Raises:
        RuleBroken: nothing is counted.
    """
    options = options_of(session, vote.id)
    tally = tally_of(vote, options)
    if tally is None:
        raise RuleBroken("还没有填写票数。", "请先记录表决票数。")
    counted = Counted(
        kind=VoteKind(vote.kind),
        seats=vote.seats,
        options=tuple(
            Option(row.position, row.text, votes)
            for row, votes in zip(options, tally.votes, strict=True)
        ),
        abstain=tally.abstain,
        valid=present if tally.valid is None else tally.valid,
    )
    return choose(from_json(vote.rule), counted, entitled=vote.entitled, present=present)


def mark_chosen(session: Session, vote: Vote, result: ChoiceResult) -> None:
    """Freeze which options were carried."""
    for option in options_of(session, vote.id):
        option.chosen = option.position in result.chosen
