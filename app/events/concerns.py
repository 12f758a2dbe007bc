"""What the events room knows of a person: events somebody reported."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.events.models import Event
from app.events.stages import STATE_NAMES, State
from app.residents.concerns import MOST_OF_A_KIND, Concern
from db import clock


def events_reported_by(session: Session, records: Collection[UUID]) -> list[Concern]:
    """Events that any of a person's records reported, newest first."""
    found = session.scalars(
        select(Event)
        .where(Event.reporter_id.in_(records))
        .order_by(Event.reported_at.desc())
        .limit(MOST_OF_A_KIND)
    )
    return [
        Concern(
            clock.local(event.reported_at).date(),
            "事项",
            event.title,
            f"{event.number} · {STATE_NAMES[State(event.state)]}",
            ("events", ("event", event.id)),
        )
        for event in found
    ]
