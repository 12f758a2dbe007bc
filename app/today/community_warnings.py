"""What a community is warned of: buildings, events, households and matters."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.council.board import on_live_agendas
from app.council.models import AgendaItem, Matter, PublicNotice, Vote, WorkPlan
from app.council.stages import FIVE_STAGES, STAGE_NAMES, Stage
from app.council.terms import VoteState
from app.events.models import Event
from app.events.pills import span
from app.events.stages import IN_HANDLING, State
from app.grids.models import Building
from app.today.rules import Thresholds, periods_of
from app.today.terms import Rule
from app.today.unvisited import unvisited
from app.today.warning import EarlyWarning, Found, days_since
from db import clock

# -- events -----------------------------------------------------------------------------------


def repeated(session: Session, limits: Thresholds, grid_id: UUID | None) -> Found:
    """Buildings with many reports; the one with most comes first."""
    since = clock.moment(clock.today() - timedelta(days=limits.repeated_days))
    counts = (Event.reported_at >= since, Event.state != State.VOID)
    many = (
        select(Event.building_id)
        .where(*counts, Event.building_id.is_not(None))
        .group_by(Event.building_id)
        .having(func.count() >= limits.repeated_events)
    )
    chosen = (
        select(Building.id, Building.number, Event.id.label("event_id"))
        .join(Event, Event.building_id == Building.id)
        .where(*counts, Building.id.in_(many))
        .order_by(Event.reported_at.desc(), Event.id.desc())
    )
    if grid_id:
        chosen = chosen.where(Building.grid_id == grid_id)
    buildings: dict[tuple[UUID, str], list[UUID]] = {}
    for building_id, number, event_id in session.execute(chosen):
        buildings.setdefault((building_id, number), []).append(event_id)
    for (building_id, number), ids in sorted(buildings.items(), key=lambda pair: -len(pair[1])):
        figure = f"{limits.repeated_days} 天内 {len(ids)} 件"
        yield EarlyWarning(
            Rule.REPEATED,
            f"repeated:{building_id}",
            str(ids[0]),
            f"{number} 号楼反复上报",
            f"{figure}（满 {limits.repeated_events} 件预警）",
            "events",
            None,
            tuple(ids),
        )


def near(session: Session, limits: Thresholds, grid_id: UUID | None) -> Found:
    """Events in handling whose limit is near, the nearest first."""
    now = clock.now()
    chosen = (
        select(Event.id, Event.title, Event.due_at)
        .where(
            Event.state.in_(IN_HANDLING),
            Event.suspended_at.is_(None),
            Event.due_at >= now,
            Event.due_at <= now + timedelta(hours=limits.near_hours),
        )
        .order_by(Event.due_at, Event.id)
    )
    for event_id, title, due in session.execute(_in_grid(chosen, Event.grid_id, grid_id)):
        yield EarlyWarning(
            Rule.NEAR,
            f"near:{event_id}",
            due.isoformat(),
            title,
            f"还剩 {span(due - now)}（不到 {limits.near_hours} 小时预警）",
            "events",
            ("event", event_id),
        )


def _in_grid(chosen: Any, column: Any, grid_id: UUID | None) -> Any:
    return chosen.where(column == grid_id) if grid_id else chosen


# -- residents --------------------------------------------------------------------------------


def unvisited_doors(session: Session, limits: Thresholds, grid_id: UUID | None) -> Found:
    """Households with somebody vulnerable that nobody has visited for long."""
    every, today = limits.visit_days, clock.today()
    for door in unvisited(session, every_days=every, grid_id=grid_id):
        days = None if door.last is None else (today - door.last).days
        waited = "还没有走访过" if door.last is None else f"{days} 天没有走访"
        yield EarlyWarning(
            Rule.UNVISITED,
            f"unvisited:{door.household_id}",
            _visit_mark(door.last, today, every),
            f"{door.address} {door.people}",
            f"{waited}（超过 {every} 天预警）",
            "residents",
            ("household", door.household_id),
        )


def _visit_mark(last: date | None, today: date, every: int) -> str:
    """Comes back with every further period that nobody has called."""
    began = last or date(today.year, 1, 1)
    return f"{last}:{periods_of((today - began).days, every)}"


# -- the council ------------------------------------------------------------------------------


def stuck(session: Session, limits: Thresholds, grid_id: UUID | None) -> Found:
    """Matters that stand in a stage, the longest first; not those on their way."""
    before = clock.moment(clock.today() - timedelta(days=limits.stuck_days - 1))
    chosen = (
        select(Matter.id, Matter.title, Matter.stage, Matter.stage_since)
        .where(Matter.stage.in_(FIVE_STAGES), Matter.stage_since < before)
        .order_by(Matter.stage_since, Matter.id)
    )
    moving = _on_their_way(session)
    for found in session.execute(_in_grid(chosen, Matter.grid_id, grid_id)):
        if found.id in moving:
            continue
        days = days_since(found.stage_since)
        yield EarlyWarning(
            Rule.STUCK,
            f"stuck:{found.id}",
            f"{found.stage_since.isoformat()}:{periods_of(days, limits.stuck_days)}",
            found.title,
            f"停在“{STAGE_NAMES[Stage(found.stage)]}”{days} 天（满 {limits.stuck_days} 天预警）",
            "council",
            ("matter", found.id),
        )


def _on_their_way(session: Session) -> set[UUID]:
    """Matters that wait for a day that is set: a meeting, a notice, a poll, the end of the work."""
    today = clock.today()
    polls = (
        select(AgendaItem.matter_id)
        .join(Vote, Vote.agenda_item_id == AgendaItem.id)
        .where(Vote.state == VoteState.OPEN, Vote.poll_until >= today)
    )
    works = select(WorkPlan.matter_id).where(
        WorkPlan.finished_on.is_(None), WorkPlan.due_on >= today
    )
    notices = select(PublicNotice.matter_id).where(PublicNotice.until_day >= today)
    found = on_live_agendas(session)
    for statement in (polls, works, notices):
        found |= {matter_id for matter_id in session.scalars(statement) if matter_id}
    return found
