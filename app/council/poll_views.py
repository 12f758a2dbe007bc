"""A poll as pages and sheets show it: its figures, and the doors still to be called at."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council.models import AgendaItem, Matter, PollSlip, Vote
from app.council.poll_count import marks_of, slips_of
from app.council.presets import from_json
from app.council.quorum import Quorum, quorum_of
from app.council.rows import the
from app.council.terms import POLL_ANSWER_NAMES, PollAnswer, VoteMethod, VoteState
from app.council.vote_views import VoteView, view_of
from app.residents.models import Resident
from app.residents.terms import Status
from db import clock


@dataclass(frozen=True)
class SlipRow:
    """One household's slip."""

    id: UUID
    household_id: UUID
    position: int
    address: str
    head: str
    delivered_on: date | None
    returned_on: date | None
    answer: str
    """As kept: a :class:`PollAnswer`, or positions of options."""
    answer_words: str
    signer: str


@dataclass(frozen=True)
class PollView:
    """A poll with its slips in walking order."""

    vote: VoteView
    matter_id: UUID | None
    matter_number: str
    title: str
    until: date | None
    days_left: int
    """0: the last day; below: over."""
    entitled: int
    delivered: int
    returned: int
    said: tuple[tuple[str, int], ...]
    """Each answer with its number, so far."""
    quorum: Quorum
    rows: tuple[SlipRow, ...]

    @property
    def to_visit(self) -> tuple[SlipRow, ...]:
        """Doors whose slip is not back, in walking order."""
        return tuple(row for row in self.rows if row.returned_on is None)


def poll_view(session: Session, *, vote_id: UUID) -> PollView:
    """One poll.

    Raises:
        NotFound: it is gone.
    """
    vote = the(session, Vote, vote_id)
    item = the(session, AgendaItem, vote.agenda_item_id)
    matter = session.get(Matter, item.matter_id) if item.matter_id else None
    view, slips = view_of(session, vote), slips_of(session, vote_id)
    rows = _rows(session, slips, view)
    back = [row for row in rows if row.returned_on]
    left = (vote.poll_until - clock.today()).days if vote.poll_until else 0
    return PollView(
        vote=view,
        matter_id=item.matter_id,
        matter_number=matter.number if matter else "",
        title=item.title,
        until=vote.poll_until,
        days_left=left,
        entitled=len(rows),
        delivered=sum(row.delivered_on is not None for row in rows),
        returned=len(back),
        said=_said(view, back),
        quorum=quorum_of(from_json(vote.rule), len(rows), len(back)),
        rows=rows,
    )


def _said(view: VoteView, back: list[SlipRow]) -> tuple[tuple[str, int], ...]:
    if not view.options:
        return tuple(
            (name, sum(row.answer == answer for row in back))
            for answer, name in POLL_ANSWER_NAMES.items()
        )
    marked = [
        (option.text, sum(option.position in marks_of(row.answer) for row in back))
        for option in view.options
    ]
    rest = (PollAnswer.ABSTAIN, PollAnswer.INVALID)
    others = [(POLL_ANSWER_NAMES[one], sum(row.answer == one for row in back)) for one in rest]
    return (*marked, *others)


def _rows(session: Session, slips: list[PollSlip], view: VoteView) -> tuple[SlipRow, ...]:
    heads = _heads(session, {slip.household_id for slip in slips})
    texts = {option.position: option.text for option in view.options}
    return tuple(
        SlipRow(
            id=slip.id,
            household_id=slip.household_id,
            position=position,
            address=slip.address,
            head=heads.get(slip.household_id, ""),
            delivered_on=slip.delivered_on,
            returned_on=slip.returned_on,
            answer=slip.answer,
            answer_words=_words(slip.answer, texts),
            signer=slip.signer,
        )
        for position, slip in enumerate(slips, start=1)
    )


def _words(answer: str, texts: dict[int, str]) -> str:
    if not answer:
        return ""
    marks = marks_of(answer)
    if marks:
        return "、".join(texts.get(mark, "") for mark in marks)
    return POLL_ANSWER_NAMES[PollAnswer(answer)]


def _heads(session: Session, households: set[UUID]) -> dict[UUID, str]:
    """Whom to ask for at each door: the head, or somebody who lives there."""
    people = session.execute(
        select(Resident.household_id, Resident.name)
        .where(Resident.merged_into.is_(None), Resident.status == Status.LIVING)
        .order_by(Resident.is_head, Resident.id.desc())
    )
    return {home: name for home, name in people if home in households}


def polls_running(session: Session) -> list[PollView]:
    """Polls under way, the first to end first."""
    ids = session.scalars(
        select(Vote.id)
        .where(Vote.method == VoteMethod.HOUSEHOLD_POLL, Vote.state == VoteState.OPEN)
        .order_by(Vote.poll_until, Vote.id)
    )
    return [poll_view(session, vote_id=vote_id) for vote_id in ids]
