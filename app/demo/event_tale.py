"""The latest two weeks of events in the demo, through the use cases at their own moments.

Each is told as far as the demo's day: some stand open, near their limit or past it, suspended,
sent back, whistled for, or wait for an answer since this morning.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.demo.cast import Stage
from app.demo.data import data
from app.demo.event_kinds import Incident
from app.demo.event_ledger import Worker
from app.events.events import EventText, report_event
from app.events.moves import BY_KEY
from app.events.steps import Said
from app.events.terms import Satisfaction

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
Plan = tuple[tuple[str, timedelta, dict[str, Any]], ...]
"""Moves in order: key, how long after the one before, what is said."""


class EventTale:
    """One event of the last days; ``way`` names how it goes."""

    def __init__(self, stage: Stage, incident: Incident, worker: Worker, random: Random):
        self._stage, self._incident, self._worker = stage, incident, worker
        self._random = random
        self._words: dict[str, list[str]] = data("events")["words"]
        self._event_id: UUID | None = None

    def begin(self, way: str) -> None:
        """Plan it all."""
        at = self._incident.reported_at
        self._later(at, self._stage.cast.recorder, self._report)
        for key, after, said in WAYS[way](self):
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

    def _word(self, key: str) -> str:
        return self._random.choice(self._words[key])

    def _minutes(self, least: int, most: int) -> timedelta:
        return MINUTE * self._random.randrange(least, most)

    def sent(self) -> Plan:
        """Accepted in time and somebody is on the way."""
        return (
            ("accept", self._minutes(3, 50), {"reason": self._word("respond")}),
            ("dispatch", self._minutes(2, 20), {
                "handler_id": self._worker.id, "handler_name": self._worker.name,
            }),
        )  # fmt: skip

    def done(self) -> Plan:
        """Handled within the hour of an hour's limit, so within any limit."""
        return (*self.sent(), self._handled(self._minutes(20, 60)))

    def _handled(self, after: timedelta) -> tuple[str, timedelta, dict[str, Any]]:
        said = {"outcome": self._incident.outcome, "late_reason": self._word("late")}
        return ("handle", after, said)

    def closed(self) -> Plan:
        """Its whole way."""
        said = {"satisfaction": Satisfaction.SATISFIED, "settled": True}
        return (*self.done(), ("close", self._minutes(60, 300), said))

    def verified(self) -> Plan:
        """Checked, not yet closed."""
        return (*self.done(), ("verify", self._minutes(30, 200), {}))

    def sent_back(self) -> Plan:
        """The check found something left."""
        return (*self.done(), ("return", self._minutes(30, 200), {"reason": self._word("redo")}))

    def suspended(self) -> Plan:
        """Stands still."""
        return (*self.sent(), ("suspend", self._minutes(20, 40), {"reason": self._word("suspend")}))

    def whistled(self) -> Plan:
        """Too large for the community."""
        said = {"reason": self._word("escalate")}
        return (*self.sent(), ("escalate", self._minutes(20, 40), said))

    def reopened(self) -> Plan:
        """Closed, and not accepted by who reported it."""
        said = {"reason": self._word("reopen")}
        return (*self.closed(), ("reopen", HOUR * 20, said))

    def accepted(self) -> Plan:
        """Nobody sent yet."""
        return self.sent()[:1]

    def answered(self) -> Plan:
        """Somebody called back; not accepted yet."""
        return (("respond", self._minutes(5, 40), {"reason": self._word("respond")}),)

    def waiting(self) -> Plan:
        """Nothing has happened yet."""
        return ()


WAYS: dict[str, Callable[[EventTale], Plan]] = {
    "closed": EventTale.closed,
    "done": EventTale.done,
    "verified": EventTale.verified,
    "sent": EventTale.sent,
    "sent_back": EventTale.sent_back,
    "suspended": EventTale.suspended,
    "whistled": EventTale.whistled,
    "reopened": EventTale.reopened,
    "accepted": EventTale.accepted,
    "answered": EventTale.answered,
    "waiting": EventTale.waiting,
}
"""How an event of the last days may go."""
