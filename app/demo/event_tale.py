"""The latest two weeks of events in the demo, through the use cases at their own moments.

Each is told as far as the demo's day: some stand open, near their limit or past it, suspended,
sent back, whistled for, or wait for an answer since this morning.
"""

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.demo.cast import Stage
from app.demo.event_kinds import Incident
from app.demo.event_ledger import Worker
from app.demo.event_ways import WAYS, EventWays
from app.events.events import EventText, report_event
from app.events.moves import BY_KEY
from app.events.steps import Said


class EventTale:
    """One event of the last days; ``way`` names how it goes (``event_ways.WAYS``)."""

    def __init__(self, stage: Stage, incident: Incident, worker: Worker, random: Random):
        self._stage, self._incident = stage, incident
        self._ways = EventWays(incident, worker, random)
        self._event_id: UUID | None = None

    def begin(self, way: str) -> None:
        """Plan it all."""
        at = self._incident.reported_at
        self._later(at, self._stage.cast.recorder, self._report)
        for key, after, said in WAYS[way](self._ways):
            at += after
            self._later(at, self._actor(key), self._move(key, said))

    def _report(self, session: Session) -> None:
        incident = self._incident
        who = incident.reporter
        text = EventText(
            incident.title,
            incident.category,
            source=incident.source,
            place=incident.place,
            building_id=incident.building_id,
            grid_id=self._stage.cast.places.grids[incident.grid - 1],
            reporter_id=who.id if who else None,
        )
        self._event_id = report_event(session, self._stage.cast.recorder, text=text)

    def _move(self, key: str, said: dict[str, Any]) -> Callable[[Session], object]:
        return lambda session: BY_KEY[key](
            session, self._actor(key), event_id=self._event_id, said=Said(**said)
        )

    def _actor(self, key: str) -> Actor:
        cast = self._stage.cast
        return cast.recorder if key in ("accept", "respond", "handle") else cast.secretary

    def _later(self, moment: datetime, actor: Actor, deed: Callable[[Session], object]) -> None:
        self._stage.chronicle.at(moment, actor, deed)
