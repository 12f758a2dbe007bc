"""Lists of what one community sent: events, matters, meetings, activities; titles, no persons."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.council.models import Body, Matter, Meeting
from app.council.stages import STAGE_NAMES, Stage
from app.council.terms import MEETING_STATE_NAMES, MeetingState
from app.events.categories import all_categories, named
from app.events.models import Event
from app.events.pills import Clocks, pill_of
from app.events.stages import STATE_NAMES, State
from app.figures.periods import Period
from app.grids.models import Grid
from app.pills import Pill
from app.points.models import Activity, Participation
from app.points.terms import ACTIVITY_STATE_NAMES, ActivityState
from db import clock


@dataclass(frozen=True)
class EventLine:
    """An event of a community."""

    id: UUID
    number: str
    title: str
    category: str
    grid: str
    reported_at: datetime
    closed_at: datetime | None
    state: str
    pill: Pill


@dataclass(frozen=True)
class MatterLine:
    """A matter of a community."""

    id: UUID
    number: str
    title: str
    stage: str
    proposed_on: date
    stage_since: datetime


@dataclass(frozen=True)
class MeetingLine:
    """A meeting of a community."""

    id: UUID
    number: str
    title: str
    body: str
    starts_at: datetime
    place: str
    state: str


@dataclass(frozen=True)
class ActivityLine:
    """An activity of a community."""

    id: UUID
    number: str
    title: str
    place: str
    starts_at: datetime
    came: int
    state: str


def _during(column: Any, period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    end = clock.moment(period.until_day + timedelta(days=1))
    return column >= clock.moment(period.from_day), column < end


def events_of(session: Session, *, office_id: UUID, period: Period) -> list[EventLine]:
    """What was reported in the period, the newest first."""
    columns: tuple[Any, ...] = (
        Event.id, Event.number, Event.title, Event.category, Grid.name.label("grid"),
        Event.reported_at, Event.closed_at, Event.state, Event.response_due, Event.responded_at,
        Event.due_at, Event.near_at, Event.suspended_at,
    )  # fmt: skip
    chosen = (
        select(*columns)
        .outerjoin(Grid, Grid.id == Event.grid_id)
        .where(Event.owner == office_id, *_during(Event.reported_at, period))
        .order_by(Event.reported_at.desc(), Event.id)
    )
    categories, now = all_categories(session), clock.now()
    return [
        EventLine(
            row.id,
            row.number,
            row.title,
            named(categories, row.category).name,
            row.grid or "",
            row.reported_at,
            row.closed_at,
            STATE_NAMES[State(row.state)],
            pill_of(_clocks(row), now),
        )
        for row in session.execute(chosen)
    ]


def _clocks(row: Any) -> Clocks:
    return Clocks(
        State(row.state),
        row.response_due,
        row.responded_at,
        row.due_at,
        row.near_at,
        row.suspended_at,
    )


def matters_of(session: Session, *, office_id: UUID, period: Period) -> list[MatterLine]:
    """What was proposed in the period, the newest first."""
    chosen = (
        select(Matter)
        .where(Matter.owner == office_id)
        .where(Matter.proposed_on.between(period.from_day, period.until_day))
        .order_by(Matter.proposed_on.desc(), Matter.number.desc())
    )
    return [
        MatterLine(
            row.id,
            row.number,
            row.title,
            STAGE_NAMES[Stage(row.stage)],
            row.proposed_on,
            row.stage_since,
        )
        for row in session.scalars(chosen)
    ]


def meetings_of(session: Session, *, office_id: UUID, period: Period) -> list[MeetingLine]:
    """What was to begin in the period, the newest first."""
    chosen = (
        select(Meeting, Body.name)
        .outerjoin(Body, Body.id == Meeting.body_id)
        .where(Meeting.owner == office_id, *_during(Meeting.starts_at, period))
        .order_by(Meeting.starts_at.desc(), Meeting.id)
    )
    return [
        MeetingLine(
            row.id,
            row.number,
            row.title,
            body or "",
            row.starts_at,
            row.place,
            MEETING_STATE_NAMES[MeetingState(row.state)],
        )
        for row, body in session.execute(chosen)
    ]


def activities_of(session: Session, *, office_id: UUID, period: Period) -> list[ActivityLine]:
    """What was to begin in the period, the newest first, with how many signed in."""
    came = func.count(Participation.signed_in_at)
    chosen = (
        select(Activity, came)
        .outerjoin(Participation, Participation.activity_id == Activity.id)
        .where(Activity.owner == office_id, *_during(Activity.starts_at, period))
        .group_by(Activity.id)
        .order_by(Activity.starts_at.desc(), Activity.id)
    )
    return [
        ActivityLine(
            row.id,
            row.number,
            row.title,
            row.place,
            row.starts_at,
            number,
            ACTIVITY_STATE_NAMES[ActivityState(row.state)],
        )
        for row, number in session.execute(chosen)
    ]
