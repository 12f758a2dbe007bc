"""One matter in full: its way so far, what is missing, and what comes next."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council import board
from app.council.board import MatterRow
from app.council.matter_facts import facts_of, votes_on
from app.council.matters import EDITABLE_STAGES
from app.council.models import (
    AgendaItem,
    Body,
    Matter,
    MatterStep,
    Meeting,
    Objection,
    PublicNotice,
    Seconder,
)
from app.council.next_steps import MeetingRef, NextAction, next_action
from app.council.proposals import merged_of
from app.council.rows import the
from app.council.stages import (
    STAGE_NAMES,
    MatterFacts,
    Missing,
    Stage,
    move_of,
    moves_from,
)
from app.council.terms import COMPETENCE_NAMES, Competence, MeetingState, Source
from app.council.vote_views import VoteView, view_of

__all__ = [
    "MatterDetail",
    "MeetingRef",
    "MergedRow",
    "MoveOffer",
    "NextAction",
    "NoticeView",
    "ObjectionView",
    "SeconderRow",
    "StepRow",
    "matter_detail",
]


@dataclass(frozen=True)
class StepRow:
    """One line of the history, newest first."""

    at: datetime
    text: str
    actor_name: str


@dataclass(frozen=True)
class MoveOffer:
    """A move from here and what it still lacks (a reason to be typed is not counted)."""

    key: str
    label: str
    needs_reason: bool
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class ObjectionView:
    """An objection and its answer."""

    id: UUID
    objector: str
    content: str
    received_on: date
    answer: str
    answered_on: date | None


@dataclass(frozen=True)
class NoticeView:
    """A result notice with its objections."""

    id: UUID
    vote_id: UUID
    from_day: date
    until_day: date
    text: str
    objections: tuple[ObjectionView, ...]


@dataclass(frozen=True)
class MergedRow:
    """A matter that another stands for."""

    id: UUID
    number: str
    title: str
    proposer: str
    seconders: int


@dataclass(frozen=True)
class SeconderRow:
    """Somebody who seconds a matter."""

    id: UUID
    resident_id: UUID | None
    name: str
    address: str
    seconded_on: date


@dataclass(frozen=True)
class MatterDetail:
    """Everything the drawer shows."""

    row: MatterRow
    content: str
    scope: str
    source: Source
    proposer_id: UUID | None
    grid_id: UUID | None
    screened_on: date | None
    screened_by: str
    screening_opinion: str
    can_edit: bool
    next_action: NextAction | None
    moves: tuple[MoveOffer, ...]
    steps: tuple[StepRow, ...]
    meetings: tuple[MeetingRef, ...]
    votes: tuple[VoteView, ...]
    competence_name: str
    """What screening found: whose affair it is."""
    merged_into: UUID | None
    merged_into_number: str
    merged: tuple[MergedRow, ...]
    """The similar matters that it stands for."""
    seconders: tuple[SeconderRow, ...]
    """Those named; ``row.seconders`` counts households."""
    notices: tuple[NoticeView, ...]


def matter_detail(session: Session, *, matter_id: UUID) -> MatterDetail:
    """One matter.

    Raises:
        NotFound: it is gone.
    """
    matter = the(session, Matter, matter_id)
    facts, meetings = facts_of(session, matter), _meetings(session, matter_id)
    return MatterDetail(
        row=board.rows_of(session, [matter])[0],
        content=matter.content,
        scope=matter.scope,
        source=Source(matter.source),
        proposer_id=matter.proposer_id,
        grid_id=matter.grid_id,
        screened_on=matter.screened_on,
        screened_by=matter.screened_by,
        screening_opinion=matter.screening_opinion,
        can_edit=Stage(matter.stage) in EDITABLE_STAGES,
        next_action=next_action(session, matter, facts, meetings),
        moves=_moves(Stage(matter.stage), facts),
        steps=_steps(session, matter_id),
        meetings=meetings,
        votes=tuple(view_of(session, vote) for vote in votes_on(session, matter_id)),
        competence_name=COMPETENCE_NAMES.get(Competence(matter.competence), "")
        if matter.competence
        else "",
        merged_into=matter.merged_into,
        merged_into_number=_number_of(session, matter.merged_into),
        merged=_merged(session, matter_id),
        seconders=_seconders(session, matter_id),
        notices=_notices(session, matter_id),
    )


def _number_of(session: Session, matter_id: UUID | None) -> str:
    other = session.get(Matter, matter_id) if matter_id else None
    return other.number if other else ""


def _merged(session: Session, matter_id: UUID) -> tuple[MergedRow, ...]:
    return tuple(
        MergedRow(one.id, one.number, one.title, one.proposer_name, one.seconders)
        for one in merged_of(session, matter_id)
    )


def _seconders(session: Session, matter_id: UUID) -> tuple[SeconderRow, ...]:
    rows = session.scalars(
        select(Seconder).where(Seconder.matter_id == matter_id).order_by(Seconder.id)
    )
    return tuple(
        SeconderRow(one.id, one.resident_id, one.name, one.address, one.seconded_on) for one in rows
    )


def _moves(stage: Stage, facts: MatterFacts) -> tuple[MoveOffer, ...]:
    typed = replace(facts, reason="…")
    return tuple(
        MoveOffer(move.key, move.label, move.needs_reason, move.missing(typed))
        for move in moves_from(stage)
        if move.by_hand
    )


def _steps(session: Session, matter_id: UUID) -> tuple[StepRow, ...]:
    rows = session.scalars(
        select(MatterStep)
        .where(MatterStep.matter_id == matter_id)
        .order_by(MatterStep.at.desc(), MatterStep.id.desc())
    )
    return tuple(StepRow(row.at, _step_text(row), row.actor_name) for row in rows)


def _step_text(row: MatterStep) -> str:
    if row.from_stage is None or row.from_stage == row.to_stage:
        return row.reason
    move = move_of(row.move, Stage(row.from_stage))
    label = move.label if move else STAGE_NAMES[Stage(row.to_stage)]
    return f"{label}：{row.reason}" if row.reason else label


def _meetings(session: Session, matter_id: UUID) -> tuple[MeetingRef, ...]:
    rows = session.execute(
        select(AgendaItem, Meeting, Body.name)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Body, Body.id == Meeting.body_id)
        .where(AgendaItem.matter_id == matter_id)
        .order_by(Meeting.starts_at.desc())
    )
    return tuple(
        MeetingRef(
            meeting.id,
            item.id,
            meeting.number,
            meeting.title,
            body,
            meeting.starts_at,
            meeting.place,
            MeetingState(meeting.state),
            item.conclusion,
        )
        for item, meeting, body in rows
    )


def _notices(session: Session, matter_id: UUID) -> tuple[NoticeView, ...]:
    notices = session.scalars(
        select(PublicNotice)
        .where(PublicNotice.matter_id == matter_id)
        .order_by(PublicNotice.until_day)
    )
    return tuple(
        NoticeView(n.id, n.vote_id, n.from_day, n.until_day, n.text, _objections(session, n.id))
        for n in notices
    )


def _objections(session: Session, notice_id: UUID) -> tuple[ObjectionView, ...]:
    rows = session.scalars(
        select(Objection).where(Objection.notice_id == notice_id).order_by(Objection.id)
    )
    return tuple(
        ObjectionView(o.id, o.objector, o.content, o.received_on, o.answer, o.answered_on)
        for o in rows
    )
