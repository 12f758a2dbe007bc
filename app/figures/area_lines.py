"""The records behind a number of a street or district; each leads to its community.

A superior sees number, title and standing; who reported or proposed stays with the community.
"""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.accounts.models import Office
from app.council.models import Matter
from app.council.stages import STAGE_NAMES, Stage
from app.events.filters import in_group
from app.events.models import Event
from app.events.stages import STATE_NAMES, State
from app.events.terms import StateGroup
from app.figures.areas import owned
from app.figures.behind import Line
from app.figures.event_tallies import live_events
from app.figures.matter_funnel import came_to
from app.figures.periods import Period
from db import clock

ROOM = "communities"
MOST = 1_000
"""So many events of a period are listed, the most recent; a district has 70,000 in a year."""
EVENTS: tuple[Any, ...] = (
    Event.id,
    Event.owner,
    Office.name,
    Event.number,
    Event.title,
    Event.state,
)


def _events() -> Select[Any]:
    """``owner`` may be an office that is not known yet."""
    return select(*EVENTS).outerjoin(Office, Office.id == Event.owner)


def _event_lines(session: Session, chosen: Select[Any]) -> list[Line]:
    return [_line("event", row, STATE_NAMES[State(row.state)]) for row in session.execute(chosen)]


def _line(kind: str, row: Any, standing: str) -> Line:
    said = " · ".join(part for part in (row.name, standing) if part)
    return Line(ROOM, kind, row.id, row.number, row.title, said, row.owner)


def events_in_area(
    session: Session, *, period: Period, area: str, category: str = ""
) -> list[Line]:
    """The events reported in a period that count; of one category where one is given.

    The most recent first, :data:`MOST` of them.
    """
    chosen = live_events(_events(), period, None, area)
    if category:
        chosen = chosen.where(Event.category == category)
    return _event_lines(session, chosen.order_by(Event.reported_at.desc(), Event.id).limit(MOST))


def overdue_in_area(session: Session, *, area: str = "") -> list[Line]:
    """The events that are overdue now, whenever they were reported; the oldest first."""
    late = in_group(StateGroup.OVERDUE, clock.now())
    chosen = _events().where(late, *owned(Event.owner, area))
    return _event_lines(session, chosen.order_by(Event.reported_at, Event.id))


def matters_in_area(session: Session, *, stage: Stage, period: Period, area: str) -> list[Line]:
    """The matters that came to a stage of the funnel."""
    came = came_to(stage, period, None, area).order_by(None)
    chosen = (
        select(Matter.id, Matter.owner, Office.name, Matter.number, Matter.title, Matter.stage)
        .outerjoin(Office, Office.id == Matter.owner)
        .where(Matter.id.in_(came))
        .order_by(Matter.proposed_on.desc(), Matter.id)
    )
    return [_line("matter", row, STAGE_NAMES[Stage(row.stage)]) for row in session.execute(chosen)]
