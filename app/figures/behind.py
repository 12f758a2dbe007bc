"""The list behind a number: which events a rate counts; matters, meetings, entries of a month.

Which events are in a number is asked of :mod:`app.events.figures` itself, one by one, when
somebody wants to see them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council.models import Matter, Meeting
from app.council.stages import STAGE_NAMES, Stage
from app.events.figures import figures
from app.events.models import Event
from app.figures.council_period import held_in
from app.figures.event_tallies import live_events
from app.figures.matter_funnel import matters_that_came_to, proposed_in
from app.figures.periods import Period
from app.figures.points_flow import FLOW_NAMES, FLOW_OF, FLOWS, entries
from app.points.models import Activity, PointsTransfer
from app.points.rows import own_station
from app.points.terms import ActivityState
from db import clock


class Part(StrEnum):
    """Which events of a rate."""

    HITS = "hits"
    BASE = "base"
    MISSES = "misses"


@dataclass(frozen=True)
class Line:
    """One record behind a number; ``id`` None: there is nothing to open."""

    room: str
    """Key of the room that shows it."""
    kind: str
    id: UUID | None
    number: str
    title: str
    detail: str
    place: UUID | None = None
    """Of a superior: the community whose it is, which is opened in its stead."""

    @property
    def record(self) -> Any:
        """What the room opens."""
        return self.place or (self.kind, self.id)


def events_counted(
    session: Session,
    *,
    key: str,
    period: Period,
    grid_id: UUID | None = None,
    part: Part = Part.BASE,
) -> tuple[UUID, ...]:
    """Ids of the events in a count or in a part of a rate.

    Raises:
        KeyError: there is no such figure.
    """
    found = figures(session, from_day=period.from_day, until_day=period.until_day, grid_id=grid_id)
    for count in found.counts:
        if count.key == key:
            return count.ids
    rate = {rate.key: rate for rate in found.rates}[key]
    return {Part.HITS: rate.hits, Part.BASE: rate.base, Part.MISSES: rate.misses}[part]


def events_in_cell(session: Session, *, category: str, period: Period) -> tuple[UUID, ...]:
    """Ids of the events of a category that lie in no grid."""
    chosen = select(Event.id).where(Event.grid_id.is_(None), Event.category == category)
    return tuple(session.scalars(live_events(chosen, period, None)))


def lines_behind(
    session: Session, *, key: str, period: Period, grid_id: UUID | None = None
) -> list[Line]:
    """What stands behind a figure of the council or of points; empty where there is no list."""
    reads = _READS.get(key)
    return reads(session, period, grid_id) if reads else []


def matters_behind(
    session: Session, *, stage: Stage, period: Period, grid_id: UUID | None = None
) -> list[Line]:
    """The matters that came to a stage of the funnel."""
    ids = matters_that_came_to(session, stage=stage, period=period, grid_id=grid_id)
    return _matters(session, select(Matter).where(Matter.id.in_(ids)))


def month_behind(session: Session, *, period: Period, grid_id: UUID | None = None) -> list[Line]:
    """Matters proposed and meetings held in a month."""
    proposed = _proposed(session, period, grid_id)
    return [*proposed, *_meetings(session, period, grid_id)]


def points_behind(session: Session, *, period: Period, grid_id: UUID | None = None) -> list[Line]:
    """Every flow of a period by what the points were for."""
    return [line for key in FLOWS for line in _flow(key)(session, period, grid_id)]


Reads = Callable[[Session, Period, UUID | None], list[Line]]


def _matters(session: Session, chosen: Any) -> list[Line]:
    rows = session.scalars(chosen.order_by(Matter.number.desc(), Matter.id))
    return [
        Line("council", "matter", row.id, row.number, row.title, STAGE_NAMES[Stage(row.stage)])
        for row in rows
    ]


def _proposed(session: Session, period: Period, grid_id: UUID | None) -> list[Line]:
    return _matters(session, proposed_in(select(Matter), period, grid_id))


def _archived(session: Session, period: Period, grid_id: UUID | None) -> list[Line]:
    chosen = proposed_in(select(Matter), period, grid_id)
    return _matters(session, chosen.where(Matter.stage == Stage.ARCHIVED))


def _meetings(session: Session, period: Period, grid_id: UUID | None) -> list[Line]:
    chosen = held_in(select(Meeting), period, grid_id).order_by(Meeting.starts_at.desc())
    return [
        Line(
            "council",
            "meeting",
            row.id,
            row.number,
            row.title,
            f"{clock.local(row.starts_at):%m-%d %H:%M}",
        )
        for row in session.scalars(chosen)
    ]


def _activities(session: Session, period: Period, grid_id: UUID | None) -> list[Line]:
    chosen = (
        select(Activity)
        .where(Activity.owner == own_station(session))
        .where(Activity.state == ActivityState.FINISHED)
        .where(Activity.starts_at >= clock.moment(period.from_day))
        .where(Activity.starts_at < clock.moment(period.until_day + timedelta(days=1)))
        .order_by(Activity.starts_at.desc(), Activity.id)
    )
    return [
        Line(
            "points", "activity", row.id, row.number, row.title,
            f"{clock.local(row.starts_at):%m-%d %H:%M}",
        )
        for row in session.scalars(chosen)
    ]  # fmt: skip


def _flow(key: str) -> Reads:
    def read(session: Session, period: Period, grid_id: UUID | None) -> list[Line]:
        rows = session.execute(entries(session, (PointsTransfer.text,), period, grid_id))
        told = [(text, count, points) for text, kind, count, points in rows if FLOW_OF[kind] == key]
        told.sort(key=lambda line: (-line[2], line[0]))
        return [
            Line("points", "", None, FLOW_NAMES[key], text, f"{count} 笔，{points} 分")
            for text, count, points in told
        ]

    return read


_READS: dict[str, Reads] = {
    "proposed": _proposed,
    "archived": _archived,
    "meetings": _meetings,
    "attendance": _meetings,
    "activities_held": _activities,
    "came": _activities,
    **{f"points_{key}": _flow(key) for key in FLOWS},
}


def has_lines(key: str) -> bool:
    """Whether a figure has a list behind it here."""
    return key in _READS
