"""What pages and sheets show of visits: rounds with their coverage, doors still to be called at."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.grids.models import Grid
from app.residents.concerns import Concern
from app.residents.doors import Door, Round, doors
from app.residents.models import Visit, VisitPlan
from app.residents.rules import Coverage, is_overdue
from app.residents.terms import AUDIENCE_NAMES, VISIT_WAY_NAMES, Audience, VisitWay
from db import clock


@dataclass(frozen=True)
class PlanRow:
    """One round of visits."""

    id: UUID
    title: str
    grid_id: UUID | None
    grid: str
    from_day: date
    until_day: date
    audience: Audience
    audience_name: str
    tags: tuple[str, ...]
    note: str
    is_running: bool
    """Today lies in its period."""


@dataclass(frozen=True)
class CallRow:
    """One door of a round, visited or still to be visited."""

    id: UUID
    """Of the household."""
    address: str
    grid: str
    building: str
    head: str
    people: int
    in_care: str
    is_vulnerable: bool
    phone: str
    last: date | None
    """When somebody last answered, in this round or before."""
    is_visited: bool
    """In this round's period, with an answer."""
    is_overdue: bool
    waits: int
    """Findings that still wait for an answer."""
    words: str
    """What it is searched by."""
    place: int
    """In walking order."""


@dataclass(frozen=True)
class PartCoverage:
    """How far a grid or a building has been covered."""

    name: str
    coverage: Coverage


@dataclass(frozen=True)
class RoundView:
    """A round with everything its page shows."""

    plan: PlanRow | None
    """None: everybody, in the present month."""
    coverage: Coverage
    grids: tuple[PartCoverage, ...]
    buildings: tuple[PartCoverage, ...]
    calls: tuple[CallRow, ...]
    """Vulnerable doors that were not visited first, then in walking order."""
    overdue: int


def plans(session: Session) -> list[PlanRow]:
    """Every round, the one that ends last first."""
    found = session.execute(
        select(VisitPlan, Grid.name)
        .outerjoin(Grid, VisitPlan.grid_id == Grid.id)
        .order_by(VisitPlan.until_day.desc(), VisitPlan.id.desc())
    )
    today = clock.today()
    return [_plan(plan, grid or "全部网格", today) for plan, grid in found]


def _plan(plan: VisitPlan, grid: str, today: date) -> PlanRow:
    audience = Audience(plan.audience)
    return PlanRow(
        plan.id,
        plan.title,
        plan.grid_id,
        grid,
        plan.from_day,
        plan.until_day,
        audience,
        AUDIENCE_NAMES[audience],
        tuple(plan.tags),
        plan.note,
        plan.from_day <= today <= plan.until_day,
    )


def round_view(
    session: Session, plan_id: UUID | None = None, grid_id: UUID | None = None
) -> RoundView:
    """A round, or without one everybody in this month; ``grid_id`` narrows what is shown."""
    plan = next((one for one in plans(session) if one.id == plan_id), None)
    today = clock.today()
    first, last = (plan.from_day, plan.until_day) if plan else (today.replace(day=1), today)
    where = Round(grid_id)
    if plan:
        where = Round(plan.grid_id or grid_id, plan.audience, plan.tags)
    there = doors(session, where)
    if plan and plan.grid_id and grid_id and plan.grid_id != grid_id:
        there = []
    calls = _calls(session, there, first, last)
    visited = {call.id for call in calls if call.is_visited}
    return RoundView(
        plan,
        Coverage(len(visited), len(there)),
        _parts(there, visited, lambda door: door.grid),
        _parts(there, visited, lambda door: f"{door.building} 号楼"),
        tuple(sorted(calls, key=lambda call: (call.is_visited, not call.is_vulnerable))),
        sum(call.is_overdue for call in calls),
    )


def _calls(session: Session, there: Sequence[Door], first: date, last: date) -> list[CallRow]:
    visited = _answered_in(session, first, last)
    latest, waits = _latest_answers(session), _waiting(session)
    today, every = clock.today(), settings.get(session, settings.VISIT_EVERY_DAYS)
    return [
        CallRow(
            door.household_id,
            door.address,
            door.grid,
            door.building,
            door.head,
            door.people,
            "；".join(door.in_care),
            door.is_vulnerable,
            door.phone,
            latest.get(door.household_id),
            door.household_id in visited,
            door.is_vulnerable and is_overdue(latest.get(door.household_id), today, every),
            waits[door.household_id],
            door.words,
            place,
        )
        for place, door in enumerate(there)
    ]


def _parts(there: Iterable[Door], visited: Collection[UUID], name: Any) -> tuple[PartCoverage, ...]:
    """Coverage by what ``name`` says of a door, in walking order."""
    total: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for door in there:
        total[name(door)] += 1
        done[name(door)] += door.household_id in visited
    return tuple(PartCoverage(part, Coverage(done[part], count)) for part, count in total.items())


def _answered_in(session: Session, first: date, last: date) -> set[UUID]:
    period = Visit.visited_at.between(
        clock.moment(first), clock.moment(last + timedelta(days=1)) - timedelta(microseconds=1)
    )
    return set(session.scalars(select(Visit.household_id).where(Visit.answered, period)))


def _latest_answers(session: Session) -> dict[UUID, date]:
    found = session.execute(
        select(Visit.household_id, func.max(Visit.visited_at))
        .where(Visit.answered)
        .group_by(Visit.household_id)
    )
    return {household: clock.local(at).date() for household, at in found}


def _waiting(session: Session) -> Counter[UUID]:
    return Counter(session.scalars(select(Visit.household_id).where(Visit.needs_follow_up)))


@dataclass(frozen=True)
class VisitLine:
    """One visit, as the drawer of a household shows it."""

    id: UUID
    at: date
    visitor: str
    way: str
    answered: bool
    finding: str
    needs_follow_up: bool


def visits_to(session: Session, household_id: UUID, limit: int = 30) -> list[VisitLine]:
    """The visits to a household, the newest first."""
    found = session.scalars(
        select(Visit)
        .where(Visit.household_id == household_id)
        .order_by(Visit.visited_at.desc(), Visit.id.desc())
        .limit(limit)
    )
    return [_line(visit) for visit in found]


def _line(visit: Visit) -> VisitLine:
    return VisitLine(
        visit.id,
        clock.local(visit.visited_at).date(),
        visit.visitor_name,
        VISIT_WAY_NAMES[VisitWay(visit.way)],
        visit.answered,
        visit.finding,
        visit.needs_follow_up,
    )


def visits_about(session: Session, records: Collection[UUID]) -> list[Concern]:
    """Visits that were about one person, for :mod:`app.residents.concerns`."""
    found = session.scalars(
        select(Visit)
        .where(Visit.resident_id.in_(records))
        .order_by(Visit.visited_at.desc(), Visit.id.desc())
    )
    return [
        Concern(line.at, "走访", line.finding or "走访", f"{line.way} · {line.visitor}")
        for line in map(_line, found)
    ]
