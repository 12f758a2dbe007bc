"""What pages show of trainings and skill contests."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.grids.models import StaffMember, Training, TrainingResult
from app.grids.rules import TRAINING_KIND_NAMES, TrainingKind, ranks
from app.grids.staff_views import full_time_on
from db import clock


@dataclass(frozen=True)
class TrainingRow:
    """One line of the list."""

    id: UUID
    title: str
    kind: TrainingKind
    kind_name: str
    held_on: date
    hours: float
    place: str
    full_score: float
    note: str
    attended: int
    first: str
    """Who came first, where there were scores."""
    mean: float | None


@dataclass(frozen=True)
class ResultLine:
    """Somebody's part in it."""

    staff_id: UUID
    name: str
    attended: bool
    score: float | None
    rank: int | None


@dataclass(frozen=True)
class PartLine:
    """A training in the record of one person."""

    training_id: UUID
    title: str
    kind_name: str
    held_on: date
    hours: float
    attended: bool
    score: float | None
    rank: int | None
    of: int
    """How many had a score."""


def trainings(session: Session, *, text: str = "") -> list[TrainingRow]:
    """Every training and contest, the newest first."""
    chosen = select(Training).order_by(Training.held_on.desc(), Training.id)
    if text.strip():
        chosen = chosen.where(Training.title.contains(text.strip(), autoescape=True))
    lines = _lines(session)
    return [_row(one, lines.get(one.id, [])) for one in session.scalars(chosen)]


def training_row(session: Session, training_id: UUID) -> TrainingRow | None:
    """One of them; None when there is no such record."""
    one = session.get(Training, training_id)
    return None if one is None else _row(one, _lines(session).get(training_id, []))


def results_of(session: Session, training_id: UUID) -> list[ResultLine]:
    """Who took part, the best first, then those without a score, then those who were away."""
    lines = _lines(session).get(training_id, [])
    return sorted(lines, key=lambda line: (not line.attended, line.rank or len(lines) + 1))


def who_may_take_part(session: Session, training_id: UUID | None) -> list[ResultLine]:
    """Those with a result already, and every full-time grid worker of today without one."""
    known = results_of(session, training_id) if training_id is not None else []
    names = {line.staff_id for line in known}
    workers = full_time_on(session, clock.today()).values()
    others = {one.id: one.name for one in workers if one.id not in names}
    return known + [ResultLine(key, name, False, None, None) for key, name in others.items()]


def trainings_of(session: Session, staff_id: UUID) -> list[PartLine]:
    """What somebody took part in, the newest first."""
    lines = _lines(session)
    held = session.scalars(select(Training).order_by(Training.held_on.desc(), Training.id))
    return [
        PartLine(
            one.id,
            one.title,
            TRAINING_KIND_NAMES[TrainingKind(one.kind)],
            one.held_on,
            one.hours,
            line.attended,
            line.score,
            line.rank,
            sum(other.score is not None for other in lines[one.id]),
        )
        for one in held
        for line in lines.get(one.id, [])
        if line.staff_id == staff_id
    ]


def _row(one: Training, lines: list[ResultLine]) -> TrainingRow:
    scores = [line.score for line in lines if line.score is not None]
    kind = TrainingKind(one.kind)
    return TrainingRow(
        one.id,
        one.title,
        kind,
        TRAINING_KIND_NAMES[kind],
        one.held_on,
        one.hours,
        one.place,
        one.full_score,
        one.note,
        sum(line.attended for line in lines),
        "、".join(line.name for line in lines if line.rank == 1),
        sum(scores) / len(scores) if scores else None,
    )


def _lines(session: Session) -> dict[UUID, list[ResultLine]]:
    found: dict[UUID, list[tuple[TrainingResult, str]]] = {}
    rows = session.execute(
        select(TrainingResult, StaffMember.name)
        .join(StaffMember, TrainingResult.staff_id == StaffMember.id)
        .order_by(StaffMember.name, TrainingResult.id)
    )
    for result, name in rows:
        found.setdefault(result.training_id, []).append((result, name))
    return {training_id: _ranked(results) for training_id, results in found.items()}


def _ranked(results: list[tuple[TrainingResult, str]]) -> list[ResultLine]:
    places = ranks([result.score for result, _ in results])
    return [
        ResultLine(result.staff_id, name, result.attended, result.score, place)
        for (result, name), place in zip(results, places, strict=True)
    ]
