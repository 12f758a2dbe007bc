"""Gathers what the guards of :mod:`app.council.stages` look at."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.council.models import AgendaItem, Matter, Objection, PublicNotice, Speech, Vote
from app.council.stages import MatterFacts
from app.council.terms import Outcome, VoteState
from db import clock


def facts_of(session: Session, matter: Matter, reason: str = "") -> MatterFacts:
    """The figures of one matter, now."""
    votes = votes_on(session, matter.id)
    deciding = deciding_vote(votes)
    notice = _notice_of(session, deciding) if deciding else None
    return MatterFacts(
        today=clock.today(),
        title=matter.title,
        content=matter.content,
        proposer=matter.proposer_name,
        speeches=_speeches(session, matter.id),
        vote_open=any(vote.state == VoteState.OPEN for vote in votes),
        last_outcome=Outcome(deciding.outcome) if deciding and deciding.outcome else None,
        last_sentence=deciding.sentence if deciding else "",
        notice_until=notice.until_day if notice else None,
        objections_open=_open_objections(session, matter.id),
        reason=reason,
    )


def votes_on(session: Session, matter_id: UUID) -> list[Vote]:
    """Votes that still count for a matter, oldest first (not those before a new deliberation)."""
    return list(
        session.scalars(
            select(Vote)
            .join(AgendaItem, AgendaItem.id == Vote.agenda_item_id)
            .where(AgendaItem.matter_id == matter_id, Vote.superseded.is_(False))
            .order_by(Vote.opened_at, Vote.id)
        )
    )


def deciding_vote(votes: list[Vote]) -> Vote | None:
    """The latest closed vote that passed the matter; else the latest closed one."""
    closed = [vote for vote in votes if vote.state == VoteState.CLOSED]
    passed = [vote for vote in closed if vote.outcome == Outcome.PASSED]
    candidates = passed or closed
    return candidates[-1] if candidates else None


def _notice_of(session: Session, vote: Vote) -> PublicNotice | None:
    return session.scalars(
        select(PublicNotice)
        .where(PublicNotice.vote_id == vote.id)
        .order_by(PublicNotice.until_day.desc())
        .limit(1)
    ).first()


def _speeches(session: Session, matter_id: UUID) -> int:
    return (
        session.scalar(
            select(func.count(Speech.id))
            .join(AgendaItem, AgendaItem.id == Speech.agenda_item_id)
            .where(AgendaItem.matter_id == matter_id)
        )
        or 0
    )


def _open_objections(session: Session, matter_id: UUID) -> int:
    return (
        session.scalar(
            select(func.count(Objection.id))
            .join(PublicNotice, PublicNotice.id == Objection.notice_id)
            .where(PublicNotice.matter_id == matter_id, Objection.answered_on.is_(None))
        )
        or 0
    )
