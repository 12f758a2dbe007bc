"""Events put straight into a station: as many as a trend needs, in any state and at any moment."""

from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy.orm import Session

from app.events.models import Event
from app.events.stages import FINISHED, State
from db import clock
from tests.app.events.builders import EventsOffice

_NUMBERS = count(1)
LIMIT = timedelta(hours=24)


def an_event(
    session: Session,
    *,
    reported_at: datetime,
    category: str = "fire_lane",
    grid_id: UUID | None = None,
    state: State = State.REPORTED,
    **fields: object,
) -> None:
    """An event whose moments follow from the report: answered, accepted, handled in time."""
    accepted = None if state in (State.REPORTED, State.VOID) else reported_at + timedelta(minutes=5)
    handled = reported_at + timedelta(hours=2) if state in FINISHED else None
    told: dict[str, object] = {
        "number": f"T-{next(_NUMBERS):06}",
        "title": "楼道堆放杂物",
        "source": "patrol",
        "entered_at": reported_at,
        "state_since": reported_at,
        "response_due": reported_at + timedelta(hours=1),
        "responded_at": accepted,
        "accepted_at": accepted,
        "due_at": accepted + LIMIT if accepted else None,
        "handled_at": handled,
        "closed_at": handled if state is State.CLOSED else None,
    }
    session.add(
        Event(
            reported_at=reported_at,
            category=category,
            grid_id=grid_id,
            state=state,
            **{**told, **fields},
        )
    )


def at(day: date, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """A moment on a wall clock in China."""
    return clock.moment(day, hour, minute, second)


def put(office: EventsOffice, *events: dict[str, object]) -> None:
    """Several events in one transaction."""
    with office.station.write() as session:
        for fields in events:
            an_event(session, **fields)  # type: ignore[arg-type]
