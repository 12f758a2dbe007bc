"""The work on a matter and its evaluation, as pages and sheets show them; and what is late."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.attachments.attachments import pictures_of
from app.attachments.rules import AttachmentKind
from app.council.claims import state_of
from app.council.evaluation import Forms, forms_of
from app.council.matter_facts import facts_of, plan_of, round_facts, work_facts
from app.council.milestones import milestones_of
from app.council.models import (
    Evaluation,
    Matter,
    Milestone,
    WorkChange,
    WorkClaim,
    WorkPlan,
)
from app.council.rows import the
from app.council.stages import Missing, Stage, move_of
from app.council.terms import (
    CLAIM_STATE_NAMES,
    CLAIMER_KIND_NAMES,
    ClaimerKind,
    ClaimState,
)
from db import clock


@dataclass(frozen=True)
class PlanView:
    """The plan; money in fen."""

    id: UUID
    content: str
    in_charge: str
    contractor: str
    starts_on: date | None
    due_on: date
    budget: int | None
    money_source: str
    actual: int | None
    finished_on: date | None
    result: str
    days_late: int
    """Days past the deadline, unfinished; 0 when in time."""


@dataclass(frozen=True)
class MilestoneRow:
    """One milestone."""

    id: UUID
    position: int
    title: str
    due_on: date
    done_on: date | None
    note: str
    is_late: bool


@dataclass(frozen=True)
class ClaimRow:
    """One task that residents may take on."""

    id: UUID
    task: str
    claimer: str
    kind: ClaimerKind
    kind_name: str
    resident_id: UUID | None
    state: ClaimState
    state_name: str
    claimed_on: date | None
    done_on: date | None
    accepted_on: date | None
    accepted_by: str
    note: str


@dataclass(frozen=True)
class ChangeRow:
    """One change of the plan, asked for and perhaps decided."""

    id: UUID
    what: str
    reason: str
    due_on: date | None
    budget: int | None
    asked_by: str
    asked_by_id: UUID
    """The account that may not decide it."""
    asked_on: date
    approved: bool | None
    """None: not decided."""
    decided_by: str
    decided_on: date | None
    decision_note: str


@dataclass(frozen=True)
class WorkBoard:
    """Everything of the work on one matter."""

    matter_id: UUID
    number: str
    title: str
    stage: Stage
    plan: PlanView | None
    milestones: tuple[MilestoneRow, ...]
    claims: tuple[ClaimRow, ...]
    changes: tuple[ChangeRow, ...]
    before: tuple[UUID, ...]
    """Attachments that show how it was."""
    after: tuple[UUID, ...]
    missing: tuple[Missing, ...]
    """What stands in the way of evaluation (of handing on, while at 民决)."""


def work_board(session: Session, *, matter_id: UUID) -> WorkBoard:
    """The work on one matter.

    Raises:
        NotFound: it is gone.
    """
    matter, plan = the(session, Matter, matter_id), plan_of(session, matter_id)
    claims = session.scalars(
        select(WorkClaim).where(WorkClaim.matter_id == matter_id).order_by(WorkClaim.id)
    )
    changes = session.scalars(
        select(WorkChange).where(WorkChange.matter_id == matter_id).order_by(WorkChange.id)
    )
    return WorkBoard(
        matter_id=matter_id,
        number=matter.number,
        title=matter.title,
        stage=Stage(matter.stage),
        plan=_plan(plan) if plan else None,
        milestones=tuple(_milestone(one) for one in milestones_of(session, matter_id)),
        claims=tuple(_claim(one) for one in claims),
        changes=tuple(_change(one) for one in changes),
        before=_pictures(session, matter_id, AttachmentKind.BEFORE),
        after=_pictures(session, matter_id, AttachmentKind.AFTER),
        missing=_missing(session, matter),
    )


def _pictures(session: Session, matter_id: UUID, kind: AttachmentKind) -> tuple[UUID, ...]:
    return tuple(one.id for one in pictures_of(session, "matter", matter_id, kind))


def _missing(session: Session, matter: Matter) -> tuple[Missing, ...]:
    stage = Stage(matter.stage)
    key = "implement" if stage is Stage.DECIDE else "evaluate"
    move = move_of(key, stage)
    return move.missing(facts_of(session, matter)) if move else ()


def _plan(plan: WorkPlan) -> PlanView:
    late = 0 if plan.finished_on else max(0, (clock.today() - plan.due_on).days)
    return PlanView(
        id=plan.id,
        content=plan.content,
        in_charge=plan.in_charge,
        contractor=plan.contractor,
        starts_on=plan.starts_on,
        due_on=plan.due_on,
        budget=plan.budget,
        money_source=plan.money_source,
        actual=plan.actual,
        finished_on=plan.finished_on,
        result=plan.result,
        days_late=late,
    )


def _milestone(row: Milestone) -> MilestoneRow:
    late = row.done_on is None and row.due_on < clock.today()
    return MilestoneRow(row.id, row.position, row.title, row.due_on, row.done_on, row.note, late)


def _claim(row: WorkClaim) -> ClaimRow:
    state, kind = state_of(row), ClaimerKind(row.claimer_kind)
    return ClaimRow(
        id=row.id,
        task=row.task,
        claimer=row.claimer,
        kind=kind,
        kind_name=CLAIMER_KIND_NAMES[kind],
        resident_id=row.resident_id,
        state=state,
        state_name=CLAIM_STATE_NAMES[state],
        claimed_on=row.claimed_on,
        done_on=row.done_on,
        accepted_on=row.accepted_on,
        accepted_by=row.accepted_by,
        note=row.note,
    )


def _change(row: WorkChange) -> ChangeRow:
    return ChangeRow(
        id=row.id,
        what=row.what,
        reason=row.reason,
        due_on=row.due_on,
        budget=row.budget,
        asked_by=row.asked_by,
        asked_by_id=row.asked_by_id,
        asked_on=row.asked_on,
        approved=row.approved,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
        decision_note=row.decision_note,
    )


@dataclass(frozen=True)
class RoundView:
    """One round of evaluation."""

    id: UUID
    number: int
    from_day: date
    until_day: date | None
    threshold: int
    forms: Forms
    valid: int
    rate_words: str
    """71.4 %, or — where no valid form came back."""
    reached: bool
    sentence: str
    opinions: tuple[str, ...]
    closed_on: date | None
    closed_by: str


def evaluations(session: Session, *, matter_id: UUID) -> list[RoundView]:
    """A matter's rounds of evaluation, the first first."""
    rows = session.scalars(
        select(Evaluation).where(Evaluation.matter_id == matter_id).order_by(Evaluation.round)
    )
    return [_round(row) for row in rows]


def _round(row: Evaluation) -> RoundView:
    facts = round_facts(row)
    return RoundView(
        id=row.id,
        number=row.round,
        from_day=row.from_day,
        until_day=row.until_day,
        threshold=row.threshold,
        forms=forms_of(row),
        valid=facts.valid,
        rate_words=facts.rate_words,
        reached=facts.reached,
        sentence=facts.sentence,
        opinions=tuple(row.opinions),
        closed_on=row.closed_on,
        closed_by=row.closed_by,
    )


@dataclass(frozen=True)
class Overdue:
    """A work past its deadline, or one of its milestones."""

    matter_id: UUID
    number: str
    title: str
    what: str
    """办理期限, or the milestone."""
    in_charge: str
    due_on: date
    days: int


def works_due(session: Session, *, within_days: int = 7) -> list[Overdue]:
    """Works and milestones due soon or past their day, the earliest first; days < 0: to come."""
    today = clock.today()
    plans = session.execute(
        select(Matter, WorkPlan)
        .join(WorkPlan, WorkPlan.matter_id == Matter.id)
        .where(Matter.stage == Stage.IMPLEMENT, WorkPlan.finished_on.is_(None))
    )
    found = []
    for matter, plan in plans:
        dates = [("办理期限", plan.due_on)]
        dates += [(m.title, m.due_on) for m in milestones_of(session, matter.id) if not m.done_on]
        for what, due in dates:
            days = (today - due).days
            if days >= -within_days:
                found.append(
                    Overdue(matter.id, matter.number, matter.title, what, plan.in_charge, due, days)
                )
    return sorted(found, key=lambda one: (one.due_on, one.number))


def works_overdue(session: Session) -> list[Overdue]:
    """Works and milestones past their day."""
    return [one for one in works_due(session, within_days=0) if one.days > 0]


def progress_words(session: Session, matter_id: UUID) -> str:
    """进度 2/3，认领 4 项: a line for a card."""
    facts = work_facts(session, matter_id)
    return f"进度 {facts.milestones_done}/{facts.milestones}" if facts.milestones else ""
