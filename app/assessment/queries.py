"""What an assessment shows: every full-time grid worker's measures of a period, and those kept."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import settings
from app.assessment.models import Assessment, AssessmentScore
from app.assessment.rules import DEFAULT_WEIGHTS, Measure, Result, score_of
from app.events.figures import counted
from app.events.rules import rates_of
from app.grids.group_views import coverage_by_grid
from app.grids.models import Building, Grid, ResidentialUnit, StaffMember, StaffTerm, TrainingResult
from app.grids.models import Training as TrainingRow
from app.grids.rules import Duty
from app.residents.models import Household, Visit
from db import clock

RATES = {
    Measure.RESPONSE: "responded",
    Measure.IN_TIME: "in_time",
    Measure.HANDLED: "handled",
    Measure.SATISFACTION: "satisfied",
}
"""Measures that are rates of the events, by the rate's key."""


@dataclass(frozen=True)
class WorkerRow:
    """One grid worker's line, ranked; ties share a rank."""

    id: UUID
    """Of the staff member."""
    name: str
    grid: str
    rank: int | None
    results: dict[Measure, Result]
    adjustment: float
    adjustment_reason: str
    score: float | None
    """With the adjustment; None when nothing of the period has a base."""


@dataclass(frozen=True)
class AssessmentRow:
    """One confirmed assessment in the list."""

    id: UUID
    title: str
    from_day: date
    until_day: date
    confirmed_at: datetime
    confirmed_by: str
    workers: int


def weights(session: Session) -> dict[Measure, int]:
    """Points of each measure, as set now."""
    kept = settings.get(session, settings.ASSESSMENT_WEIGHTS)
    return {measure: int(kept.get(measure, DEFAULT_WEIGHTS[measure])) for measure in Measure}


def draft(session: Session, *, from_day: date, until_day: date) -> list[WorkerRow]:
    """Everybody who was full-time grid worker on the last day of the period, best first."""
    points = weights(session)
    by_grid = _events(session, from_day, until_day)
    visited, homes = _visits(session, from_day, until_day), _homes(session)
    groups, trained = coverage_by_grid(session), _trainings(session, from_day, until_day)
    rows = []
    for member, grid in _workers(session, until_day):
        group = groups.get(grid.id)
        results = {
            **by_grid[grid.id],
            Measure.VISITS: Result(visited.get(grid.id, 0), homes.get(grid.id, 0)),
            Measure.GROUPS: Result(group.joined if group else 0, group.households if group else 0),
            Measure.TRAINING: trained.get(member.id, Result(0, 0)),
        }
        score = score_of(results, points)
        rows.append(WorkerRow(member.id, member.name, grid.name, None, results, 0, "", score))
    return ranked(rows)


def ranked(rows: list[WorkerRow]) -> list[WorkerRow]:
    """Best first, with ranks; equal scores share one, who has none stands at the end."""
    scores = sorted((row.score for row in rows if row.score is not None), reverse=True)
    ranks: dict[float | None, int] = {score: scores.index(score) + 1 for score in scores}
    with_ranks = [replace(row, rank=ranks.get(row.score)) for row in rows]
    return sorted(with_ranks, key=lambda row: (row.rank is None, row.rank or 0, row.grid))


def _workers(session: Session, day: date) -> list[tuple[StaffMember, Grid]]:
    found = session.execute(
        select(StaffMember, Grid)
        .join(StaffTerm, StaffTerm.staff_id == StaffMember.id)
        .join(Grid, Grid.id == StaffTerm.grid_id)
        .where(StaffTerm.duty == Duty.FULL_TIME, StaffTerm.since <= day)
        .where(StaffTerm.until.is_(None) | (StaffTerm.until >= day))
        .order_by(Grid.code)
    )
    return [(member, grid) for member, grid in found]


def _events(
    session: Session, from_day: date, until_day: date
) -> defaultdict[UUID, dict[Measure, Result]]:
    now = clock.now()
    found: defaultdict[UUID, dict[Measure, Result]] = defaultdict(
        lambda: {measure: Result(0, 0) for measure in RATES}
    )
    for grid_id in session.scalars(select(Grid.id)):
        events = counted(session, from_day, until_day, grid_id)
        rates = {rate.key: rate for rate in rates_of((one.measured for one in events), now)}
        found[grid_id] = {
            measure: Result(len(rates[key].hits), len(rates[key].base))
            for measure, key in RATES.items()
        }
    return found


def _homes(session: Session) -> dict[UUID, int]:
    return _by_grid(session)


def _visits(session: Session, from_day: date, until_day: date) -> dict[UUID, int]:
    within = (
        Visit.answered,
        Visit.visited_at >= clock.moment(from_day),
        Visit.visited_at < clock.moment(until_day + timedelta(days=1)),
    )
    visited = select(Visit.household_id).where(*within).distinct()
    return _by_grid(session, Household.id.in_(visited))


def _by_grid(session: Session, *where: ColumnElement[bool]) -> dict[UUID, int]:
    """Households of each grid that fit."""
    found = session.execute(
        select(Building.grid_id, func.count(Household.id))
        .select_from(Household)
        .join(ResidentialUnit, ResidentialUnit.id == Household.unit_id)
        .join(Building, Building.id == ResidentialUnit.building_id)
        .where(*where)
        .group_by(Building.grid_id)
    )
    return {grid_id: count for grid_id, count in found}


def _trainings(session: Session, from_day: date, until_day: date) -> dict[UUID, Result]:
    """Scores over full scores; who was absent without a score has none of the full score."""
    found = session.execute(
        select(TrainingResult.staff_id, TrainingResult.score, TrainingRow.full_score)
        .join(TrainingRow, TrainingRow.id == TrainingResult.training_id)
        .where(TrainingRow.held_on.between(from_day, until_day))
        .where(TrainingResult.score.is_not(None) | ~TrainingResult.attended)
    )
    sums: defaultdict[UUID, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for staff_id, score, full in found:
        sums[staff_id][0] += score or 0
        sums[staff_id][1] += full
    return {staff_id: Result(score, full) for staff_id, (score, full) in sums.items()}


def assessments(session: Session) -> list[AssessmentRow]:
    """Confirmed assessments, the latest period first."""
    workers = (
        select(func.count(AssessmentScore.id))
        .where(AssessmentScore.assessment_id == Assessment.id)
        .scalar_subquery()
    )
    found = session.execute(
        select(Assessment, workers).order_by(Assessment.until_day.desc(), Assessment.id.desc())
    )
    return [
        AssessmentRow(
            one.id,
            one.title,
            one.from_day,
            one.until_day,
            one.confirmed_at,
            one.confirmed_by,
            count,
        )
        for one, count in found
    ]


def confirmed(session: Session, *, assessment_id: UUID) -> list[WorkerRow]:
    """The lines of a confirmed assessment, as they were frozen."""
    found = session.scalars(
        select(AssessmentScore).where(AssessmentScore.assessment_id == assessment_id)
    )
    rows = [
        WorkerRow(
            line.staff_id,
            line.staff_name,
            line.figures["grid"],
            None,
            {Measure(key): Result(*pair) for key, pair in line.figures["results"].items()},
            line.adjustment,
            line.adjustment_reason,
            line.score,
        )
        for line in found
    ]
    return ranked(rows)
