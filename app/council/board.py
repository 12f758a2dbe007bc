"""The board and the list of matters, read in a handful of statements however many there are."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.council.guard_facts import RoundFacts
from app.council.matter_facts import deciding_vote, round_facts
from app.council.models import (
    AgendaItem,
    Body,
    Evaluation,
    Matter,
    MatterStep,
    Meeting,
    Objection,
    PublicNotice,
    Speech,
    Vote,
    WorkChange,
    WorkPlan,
)
from app.council.pills import CardFacts, pill_of
from app.council.stages import FIVE_STAGES, STAGE_NAMES, Stage
from app.council.terms import SOURCE_NAMES, MeetingState, Outcome, Source, VoteMethod, VoteState
from app.grids.models import Grid
from app.pills import Pill
from db import clock

LIVE = (MeetingState.PLANNED, MeetingState.OPEN)
ARCHIVE_SHOWN = 50


@dataclass(frozen=True)
class MatterFilter:
    """What the filter row asks for; empty means all."""

    text: str = ""
    grid_id: UUID | None = None
    body_id: UUID | None = None
    """Matters that were or are on an agenda of this body."""
    year: int | None = None
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class MatterRow:
    """A matter as the board and the list show it."""

    id: UUID
    number: str
    title: str
    detail: str
    """Second line of the card: who and where, or which meeting."""
    pill: Pill
    stage: Stage
    stage_name: str
    proposer: str
    seconders: int
    source_name: str
    grid_name: str
    proposed_on: date
    stage_since: datetime
    concerns_all_residents: bool


@dataclass(frozen=True)
class Column:
    """One column of the board."""

    stage: Stage
    name: str
    count: int
    cards: tuple[MatterRow, ...]


def board(session: Session, *, where: MatterFilter | None = None) -> tuple[Column, ...]:
    """Five columns and the archive (its latest 50), oldest waiting first."""
    asked = where or MatterFilter()
    stages = (*FIVE_STAGES, Stage.ARCHIVED)
    statement = _filtered(select(Matter), asked).where(Matter.stage.in_(FIVE_STAGES))
    live = list(session.scalars(statement.order_by(Matter.stage_since, Matter.id)))
    archive = _filtered(select(Matter), asked).where(Matter.stage == Stage.ARCHIVED)
    newest = archive.order_by(Matter.stage_since.desc(), Matter.id).limit(ARCHIVE_SHOWN)
    rows = rows_of(session, [*live, *session.scalars(newest)])
    archived = session.scalar(select(func.count()).select_from(archive.subquery())) or 0
    columns = []
    for stage in stages:
        cards = tuple(row for row in rows if row.stage is stage)
        count = archived if stage is Stage.ARCHIVED else len(cards)
        columns.append(Column(stage, STAGE_NAMES[stage], count, cards))
    return tuple(columns)


_SORTS = {
    "number": Matter.number,
    "title": Matter.title,
    "proposer": Matter.proposer_name,
    "stage": Matter.stage,
    "proposed_on": Matter.proposed_on,
    "stage_since": Matter.stage_since,
}


def matters(
    session: Session,
    *,
    where: MatterFilter | None = None,
    offset: int = 0,
    limit: int = 200,
    order: tuple[str, bool] = ("number", True),
) -> list[MatterRow]:
    """A page of the list; ``order`` is (number|title|proposer|stage|proposed_on|…, descending)."""
    column, descending = _SORTS[order[0]], order[1]
    statement = _filtered(select(Matter), where or MatterFilter())
    statement = statement.order_by(column.desc() if descending else column, Matter.id)
    return rows_of(session, list(session.scalars(statement.offset(offset).limit(limit))))


def count_matters(session: Session, *, where: MatterFilter | None = None) -> int:
    """How many the list has."""
    statement = _filtered(select(Matter), where or MatterFilter())
    return session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def _filtered(statement: Select[Matter], where: MatterFilter) -> Select[Matter]:
    if where.text.strip():
        words = where.text.lower().split()
        statement = statement.where(*(Matter.search_text.contains(w) for w in words))
    if where.grid_id:
        statement = statement.where(Matter.grid_id == where.grid_id)
    if where.year:
        statement = statement.where(Matter.number.startswith(f"{where.year}-"))
    if where.stages:
        statement = statement.where(Matter.stage.in_(where.stages))
    if where.body_id:
        at_body = (
            select(AgendaItem.matter_id)
            .join(Meeting, Meeting.id == AgendaItem.meeting_id)
            .where(Meeting.body_id == where.body_id, AgendaItem.matter_id.is_not(None))
        )
        statement = statement.where(Matter.id.in_(at_body))
    return statement


@dataclass(frozen=True)
class _Around:
    """What surrounds a set of matters, each read at once."""

    grids: dict[UUID, str] = field(default_factory=dict)
    meetings: dict[UUID, tuple[Meeting, str]] = field(default_factory=dict)
    discussed: frozenset[UUID] = frozenset()
    votes: dict[UUID, list[Vote]] = field(default_factory=dict)
    notices: dict[UUID, date] = field(default_factory=dict)
    objections: dict[UUID, int] = field(default_factory=dict)
    plans: dict[UUID, date | None] = field(default_factory=dict)
    """Deadlines of works planned; None: finished."""
    changes: dict[UUID, int] = field(default_factory=dict)
    rounds: dict[UUID, RoundFacts] = field(default_factory=dict)


def rows_of(session: Session, found: list[Matter]) -> list[MatterRow]:
    """Rows for matters already read, in their order."""
    around = _gather(session, [matter.id for matter in found])
    return [_row(matter, around) for matter in found]


def _gather(session: Session, ids: list[UUID]) -> _Around:
    speeches = (
        select(AgendaItem.matter_id)
        .join(Speech, Speech.agenda_item_id == AgendaItem.id)
        .where(AgendaItem.matter_id.in_(ids))
        .distinct()
    )
    objections = (
        select(PublicNotice.matter_id, func.count())
        .join(Objection, Objection.notice_id == PublicNotice.id)
        .where(PublicNotice.matter_id.in_(ids), Objection.answered_on.is_(None))
        .group_by(PublicNotice.matter_id)
    )
    notices = (
        select(PublicNotice.vote_id, func.max(PublicNotice.until_day))
        .where(PublicNotice.matter_id.in_(ids))
        .group_by(PublicNotice.vote_id)
    )
    return _Around(
        grids=dict(session.execute(select(Grid.id, Grid.name)).all()),
        meetings=_live_meetings(session, ids),
        discussed=frozenset(id_ for id_ in session.scalars(speeches) if id_),
        votes=_votes(session, ids),
        notices=dict(session.execute(notices).all()),
        objections=dict(session.execute(objections).all()),
        plans=_plans(session, ids),
        changes=_changes(session, ids),
        rounds=_rounds(session, ids),
    )


def _plans(session: Session, ids: list[UUID]) -> dict[UUID, date | None]:
    rows = session.execute(
        select(WorkPlan.matter_id, WorkPlan.due_on, WorkPlan.finished_on).where(
            WorkPlan.matter_id.in_(ids)
        )
    )
    return {matter_id: None if done else due for matter_id, due, done in rows}


def _changes(session: Session, ids: list[UUID]) -> dict[UUID, int]:
    rows = session.execute(
        select(WorkChange.matter_id, func.count())
        .where(WorkChange.matter_id.in_(ids), WorkChange.decided_on.is_(None))
        .group_by(WorkChange.matter_id)
    )
    return {matter_id: number for matter_id, number in rows}


def _rounds(session: Session, ids: list[UUID]) -> dict[UUID, RoundFacts]:
    """The evaluation that counts now: the one after the latest return to 民办."""
    redone = (
        select(func.count(MatterStep.id))
        .where(MatterStep.matter_id == Evaluation.matter_id, MatterStep.move == "redo")
        .scalar_subquery()
    )
    rows = session.scalars(
        select(Evaluation).where(Evaluation.matter_id.in_(ids), Evaluation.round == redone + 1)
    )
    return {row.matter_id: round_facts(row) for row in rows}


def _live_meetings(session: Session, ids: list[UUID]) -> dict[UUID, tuple[Meeting, str]]:
    statement = (
        select(AgendaItem.matter_id, Meeting, Body.name)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Body, Body.id == Meeting.body_id)
        .where(AgendaItem.matter_id.in_(ids), Meeting.state.in_(LIVE))
    )
    rows = session.execute(statement)
    return {matter_id: (meeting, body) for matter_id, meeting, body in rows if matter_id}


def _votes(session: Session, ids: list[UUID]) -> dict[UUID, list[Vote]]:
    statement = (
        select(AgendaItem.matter_id, Vote)
        .join(Vote, Vote.agenda_item_id == AgendaItem.id)
        .where(AgendaItem.matter_id.in_(ids), Vote.superseded.is_(False))
        .order_by(Vote.opened_at, Vote.id)
    )
    found: dict[UUID, list[Vote]] = {}
    for matter_id, vote in session.execute(statement):
        if matter_id:
            found.setdefault(matter_id, []).append(vote)
    return found


def _row(matter: Matter, around: _Around) -> MatterRow:
    meeting, body = around.meetings.get(matter.id, (None, ""))
    grid = around.grids.get(matter.grid_id, "") if matter.grid_id else ""
    return MatterRow(
        id=matter.id,
        number=matter.number,
        title=matter.title,
        detail=_detail(matter, grid, meeting, body),
        pill=pill_of(_card_facts(matter, meeting, around)),
        stage=Stage(matter.stage),
        stage_name=STAGE_NAMES[Stage(matter.stage)],
        proposer=matter.proposer_name,
        seconders=matter.seconders,
        source_name=SOURCE_NAMES[Source(matter.source)],
        grid_name=grid,
        proposed_on=matter.proposed_on,
        stage_since=matter.stage_since,
        concerns_all_residents=matter.concerns_all_residents,
    )


def _detail(matter: Matter, grid: str, meeting: Meeting | None, body: str) -> str:
    if meeting:
        at = clock.local(meeting.starts_at)
        return f"{body} · {at.month}月{at.day}日开会"
    who = matter.proposer_name
    if matter.seconders:
        who += f" 等 {matter.seconders} 户"
    return f"{who} · {grid}" if grid else who


def _card_facts(matter: Matter, meeting: Meeting | None, around: _Around) -> CardFacts:
    votes = around.votes.get(matter.id, [])
    deciding = deciding_vote(votes)
    return CardFacts(
        stage=Stage(matter.stage),
        today=clock.today(),
        complete=bool(matter.content and matter.title and matter.proposer_name),
        meeting_state=MeetingState(meeting.state) if meeting else None,
        meeting_at=meeting.starts_at if meeting else None,
        notice_given=bool(meeting and meeting.notice_given_on),
        entitled=meeting.entitled if meeting else 0,
        discussed=matter.id in around.discussed,
        vote_open=any(vote.state == VoteState.OPEN for vote in votes),
        outcome=Outcome(deciding.outcome) if deciding and deciding.outcome else None,
        notice_until=around.notices.get(deciding.id) if deciding else None,
        objections_open=around.objections.get(matter.id, 0),
        poll_until=next((vote.poll_until for vote in votes if _is_poll(vote)), None),
        due_on=around.plans.get(matter.id),
        changes_open=around.changes.get(matter.id, 0),
        round=around.rounds.get(matter.id),
    )


def _is_poll(vote: Vote) -> bool:
    return vote.state == VoteState.OPEN and vote.method == VoteMethod.HOUSEHOLD_POLL


def matters_ready(session: Session) -> list[MatterRow]:
    """Matters that may be ticked for a new agenda: accepted, not decided, on no live agenda."""
    wanted = MatterFilter(stages=(Stage.DELIBERATE, Stage.DECIDE))
    rows = matters(session, where=wanted, limit=1000, order=("stage_since", False))
    busy = on_live_agendas(session)
    votes = _votes(session, [row.id for row in rows])
    return [row for row in rows if row.id not in busy and not _is_passed(votes.get(row.id, []))]


def on_live_agendas(session: Session) -> set[UUID]:
    """Matters on the agenda of a meeting planned or under way."""
    taken = select(AgendaItem.matter_id).join(Meeting, Meeting.id == AgendaItem.meeting_id)
    return {found for found in session.scalars(taken.where(Meeting.state.in_(LIVE))) if found}


def _is_passed(votes: list[Vote]) -> bool:
    deciding = deciding_vote(votes)
    return bool(deciding and deciding.outcome == Outcome.PASSED)
