"""The demo's events of the months before, written down as rows with their whole history.

Through the use cases each event takes some thirty milliseconds, a year of them a minute. What the
use cases check holds here by construction: every line is a move of the table, in its order, the
limits are those of :mod:`app.events.rules`; tests look at the result. The latest two weeks go
through the use cases (:mod:`app.demo.event_tale`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.demo.cast import Cast
from app.demo.data import data
from app.demo.event_kinds import Incident
from app.events.categories import Category, shipped
from app.events.limits import OFFICIAL
from app.events.models import Event, EventStep
from app.events.rules import Pause, handling_due, near_from, response_due
from app.events.search_text import search_text
from app.events.stages import REPORT, State, move_of
from app.events.terms import Satisfaction
from db import clock
from db.ids import new_id

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEK = 7 * DAY
S = State
LATE, SLOW_ANSWER, SUSPENDED, SENT_BACK, VOID = 0.05, 0.04, 0.04, 0.04, 0.03
ASKED, SETTLED = 0.72, 0.94
ANSWERS = (79, 16, 5)
"""Of a hundred who were asked: satisfied, fairly so, not."""


@dataclass(frozen=True)
class Worker:
    """The full-time grid worker of a grid."""

    id: UUID
    name: str


class Ledger:
    """Writes finished events of the past."""

    def __init__(self, cast: Cast, random: Random, workers: dict[int, Worker], end: datetime):
        self._cast, self._random, self._workers = cast, random, workers
        self._end = end
        """When it is written: everything is over by then."""
        self._categories = {category.key: category for category in shipped()}
        self._words: dict[str, list[str]] = data("events")["words"]
        self._numbers: dict[int, int] = {}

    def write(self, session: Session, incidents: list[Incident]) -> None:
        """Put every one of them down, all of them over."""
        rows: list[Event | EventStep] = []
        for incident in sorted(incidents, key=lambda each: each.reported_at):
            rows += self._rows(incident)
        session.add_all(rows)
        session.flush()
        sentence = f"补录事项台账：{len(incidents)} 件"
        audit.record(session, self._cast.secretary, "event.import", sentence)

    def _rows(self, incident: Incident) -> list[Event | EventStep]:
        event = self._reported(incident)
        history = _History(event, self._cast.recorder.name)
        if self._random.random() < VOID:
            self._secretary(history)
            history.go("void", self._later(HOUR / 2, HOUR), self._word("void"))
            return [event, *history.steps]
        category = self._categories[event.category]
        self._accept(event, history, category)
        worker = self._workers[incident.grid]
        self._send(event, history, worker)
        if self._random.random() < SENT_BACK:
            history.go("return", self._later(HOUR / 3, HOUR), self._word("return"))
            self._send(event, history, worker)
        self._work(event, history, category, incident.outcome)
        self._close(event, history, category)
        return [event, *history.steps]

    def _reported(self, incident: Incident) -> Event:
        at, who = incident.reported_at, incident.reporter
        year = clock.local(at).year
        self._numbers[year] = number = self._numbers.get(year, 0) + 1
        name = who.name if who else ""
        words = (f"{year}-{number:04d}", incident.title, name, incident.place)
        return Event(
            id=new_id(),
            number=words[0],
            title=incident.title,
            category=incident.category,
            source=incident.source,
            is_urgent=self._random.random() < LATE,
            place=incident.place,
            grid_id=self._cast.places.grids[incident.grid - 1],
            building_id=incident.building_id,
            reporter_id=who.id if who else None,
            reporter_name=name,
            reporter_phone=who.phone if who else "",
            reported_at=at,
            entered_at=at + self._later(MINUTE, 9 * MINUTE),
            state=S.REPORTED,
            state_since=at,
            response_due=response_due(at),
            search_text=search_text(words, words[1:3]),
        )

    def _accept(self, event: Event, history: "_History", category: Category) -> None:
        slow = self._random.random() < SLOW_ANSWER
        wait = self._later(65 * MINUTE, 3 * HOUR) if slow else self._later(2 * MINUTE, 50 * MINUTE)
        history.by = self._cast.recorder.name
        history.go("accept", wait, self._word("respond") if slow else "")
        event.responded_at = event.accepted_at = history.at
        event.limit_value, event.limit_unit = category.limit.value, category.limit.unit
        self._limit(event, category, ())

    def _limit(self, event: Event, category: Category, pauses: tuple[Pause, ...]) -> None:
        started = event.accepted_at or event.reported_at
        event.due_at = handling_due(started, category.limit, OFFICIAL, pauses)
        event.near_at = near_from(started, event.due_at, category.limit)

    def _send(self, event: Event, history: "_History", worker: Worker) -> None:
        self._secretary(history)
        history.go("dispatch", self._later(3 * MINUTE, 20 * MINUTE), handler=worker.name)
        event.handler_id, event.handler_name = worker.id, worker.name
        history.by = worker.name

    def _work(self, event: Event, history: "_History", category: Category, outcome: str) -> None:
        random = self._random
        if random.random() < SUSPENDED and self._room(history) > WEEK:
            since = history.go("suspend", self._later(MINUTE, HOUR / 2), self._word("suspend"))
            until = history.go("resume", self._later(DAY, 3 * DAY), self._word("resume"))
            self._limit(event, category, ((since, until),))
        due = event.due_at or history.at
        slow = random.uniform(1.05, 1.6) if random.random() < LATE else random.uniform(0.04, 0.6)
        left = max((due - history.at) * slow, MINUTE)
        left = min(left, self._room(history) * random.uniform(0.2, 0.5))
        reason = self._word("late") if history.at + left > due else ""
        history.go("handle", left, "\n".join(part for part in (outcome, reason) if part))
        event.handled_at, event.outcome, event.late_reason = history.at, outcome, reason

    def _room(self, history: "_History") -> timedelta:
        return self._end - history.at

    def _close(self, event: Event, history: "_History", category: Category) -> None:
        self._secretary(history)
        asked = self._random.random() < ASKED and event.reporter_name
        after = min(self._later(HOUR, 20 * HOUR), self._room(history) / 2)
        history.go("close", after, self._word("visit") if asked else "")
        event.closed_at = history.at
        if asked:
            event.satisfaction = self._random.choices(list(Satisfaction), ANSWERS)[0]
        if category.is_dispute:
            event.settled = self._random.random() < SETTLED

    def _secretary(self, history: "_History") -> None:
        history.by = self._cast.secretary.name

    def _later(self, least: timedelta, most: timedelta) -> timedelta:
        seconds = self._random.randrange(int(least.total_seconds()), int(most.total_seconds()))
        return timedelta(seconds=seconds)

    def _word(self, key: str) -> str:
        return self._random.choice(self._words[key])


class _History:
    """The lines of one event; each is a move of the table."""

    def __init__(self, event: Event, by: str):
        self.by = by
        self._event, self.at = event, event.reported_at
        self.steps = [self._step(REPORT, None, S.REPORTED)]

    def go(self, key: str, after: timedelta, note: str = "", *, handler: str = "") -> datetime:
        """Make a move so much later; returns when.

        Raises:
            LookupError: the table has no such move from here.
        """
        source = S(self._event.state)
        move = move_of(key, source)
        if move is None:
            raise LookupError(f"no {key} from {source}")
        self.at += after
        self.steps.append(self._step(key, source, move.target, note, handler))
        if move.target is not source:
            self._event.state, self._event.state_since = move.target, self.at
        return self.at

    def _step(
        self, key: str, source: State | None, target: State, note: str = "", handler: str = ""
    ) -> EventStep:
        return EventStep(
            id=new_id(),
            event_id=self._event.id,
            move=key,
            from_state=source,
            to_state=target,
            at=self.at,
            actor_name=self.by,
            handler_name=handler,
            note=note,
        )
