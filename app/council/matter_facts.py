"""Gathers what the guards of :mod:`app.council.stages` look at."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.council.guard_facts import MatterFacts, RoundFacts, WorkFacts
from app.council.models import (
    AgendaItem,
    Evaluation,
    Matter,
    MatterStep,
    Meeting,
    Milestone,
    Objection,
    PublicNotice,
    Seconder,
    Speech,
    Vote,
    WorkChange,
    WorkClaim,
    WorkPlan,
)
from app.council.terms import MeetingState, Outcome, VoteState
from db import clock


def facts_of(session: Session, matter: Matter, reason: str = "") -> MatterFacts:
    """The figures of one matter, now."""
    votes = votes_on(session, matter.id)
    deciding = deciding_vote(votes)
    notice = _notice_of(session, deciding) if deciding else None
    latest = this_round(session, matter.id)
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
        merged=matter.merged_into is not None,
        live_meeting=_live_meeting(session, matter.id),
        work=work_facts(session, matter.id),
        round=round_facts(latest) if latest else None,
        reason=reason,
    )


def _live_meeting(session: Session, matter_id: UUID) -> str:
    live = (MeetingState.PLANNED, MeetingState.OPEN)
    found = session.scalars(
        select(Meeting.title)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(AgendaItem.matter_id == matter_id, Meeting.state.in_(live))
    ).first()
    return found or ""


def plan_of(session: Session, matter_id: UUID) -> WorkPlan | None:
    """The work plan of a matter; None: there is none yet."""
    return session.scalars(select(WorkPlan).where(WorkPlan.matter_id == matter_id)).first()


def work_facts(session: Session, matter_id: UUID) -> WorkFacts:
    """How the work on a matter stands."""
    plan = plan_of(session, matter_id)
    done = list(session.scalars(select(Milestone.done_on).where(Milestone.matter_id == matter_id)))
    taken = select(WorkClaim.task).where(
        WorkClaim.matter_id == matter_id,
        WorkClaim.claimer != "",
        WorkClaim.accepted_on.is_(None),
    )
    asked = select(func.count(WorkChange.id)).where(
        WorkChange.matter_id == matter_id, WorkChange.decided_on.is_(None)
    )
    return WorkFacts(
        in_charge=plan.in_charge if plan else "",
        due_on=plan.due_on if plan else None,
        finished_on=plan.finished_on if plan else None,
        result=plan.result if plan else "",
        milestones=len(done),
        milestones_done=sum(day is not None for day in done),
        claims_open=tuple(session.scalars(taken.order_by(WorkClaim.id))),
        changes_open=session.scalar(asked) or 0,
    )


def round_number(session: Session, matter_id: UUID) -> int:
    """The number of the evaluation that is due now: each return to 民办 asks for another."""
    redone = select(func.count(MatterStep.id)).where(
        MatterStep.matter_id == matter_id, MatterStep.move == "redo"
    )
    return 1 + (session.scalar(redone) or 0)


def this_round(session: Session, matter_id: UUID) -> Evaluation | None:
    """The evaluation of the work as it was last finished; None: not begun."""
    return session.scalars(
        select(Evaluation).where(
            Evaluation.matter_id == matter_id,
            Evaluation.round == round_number(session, matter_id),
        )
    ).first()


def round_facts(found: Evaluation) -> RoundFacts:
    """A round as the guards see it."""
    return RoundFacts(
        number=found.round,
        satisfied=found.satisfied,
        fairly=found.fairly,
        dissatisfied=found.dissatisfied,
        threshold=found.threshold,
        closed=found.closed_on is not None,
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


def households_on_record(session: Session, matter_id: UUID) -> int:
    """Different households among the named seconders; somebody without address is one alone."""
    door = func.coalesce(func.nullif(Seconder.address, ""), Seconder.name)
    statement = select(func.count(func.distinct(door))).where(Seconder.matter_id == matter_id)
    return session.scalar(statement) or 0
