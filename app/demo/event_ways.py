"""How an event of the demo's last days may go: its moves in order, and what is said at each."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from app.demo.data import data
from app.demo.event_kinds import Incident
from app.demo.event_ledger import Worker
from app.events.terms import Satisfaction

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
Plan = tuple[tuple[str, timedelta, dict[str, Any]], ...]
"""Moves in order: key, how long after the one before, what is said."""


class EventWays:
    """The ways of one event."""

    def __init__(self, incident: Incident, worker: Worker, random: Random):
        self._incident, self._worker, self._random = incident, worker, random
        self._words: dict[str, list[str]] = data("events")["words"]

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


WAYS: dict[str, Callable[[EventWays], Plan]] = {
    "closed": EventWays.closed,
    "done": EventWays.done,
    "verified": EventWays.verified,
    "sent": EventWays.sent,
    "sent_back": EventWays.sent_back,
    "suspended": EventWays.suspended,
    "whistled": EventWays.whistled,
    "reopened": EventWays.reopened,
    "accepted": EventWays.accepted,
    "answered": EventWays.answered,
    "waiting": EventWays.waiting,
}
"""How an event of the last days may go."""
