"""A year of events in the demo community: the months before as rows, the last days in full."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.cast import Stage, at
from app.demo.data import data
from app.demo.event_kinds import Incident, Incidents
from app.demo.event_ledger import Ledger, Worker
from app.demo.event_tale import EventTale
from app.events.tasks import TaskText, answer_task, receive_task
from app.grids.models import StaffMember, StaffTerm
from app.grids.rules import Duty
from db import clock

FIRST, TOLD_FROM = 365, 12
"""Days ago: the first event, and the first day that goes through the use cases."""
A_DAY = (1, 1, 2, 2, 2, 3, 3, 4)
"""How many things are reported on a day of the year."""
LAST_DAYS = (
    (11, "suspended closed closed"),
    (10, "closed whistled closed"),
    (9, "closed closed sent"),
    (8, "closed reopened closed"),
    (7, "closed sent_back closed"),
    (6, "closed verified closed"),
    (5, "suspended closed closed sent"),
    (4, "closed done verified"),
    (3, "closed sent closed done"),
    (2, "done sent closed accepted whistled"),
    (1, "sent done accepted sent answered closed sent_back sent"),
)
"""Days ago, and how each event of that day goes (``event_ways.WAYS``)."""
TIMED = (
    (1, "10:40", "sent", "sanitation"),
    (1, "13:20", "accepted", "noise"),
    (1, "15:30", "sent", "elderly"),
    (0, "06:05", "waiting", "parking"),
    (0, "06:20", "accepted", "leak"),
    (0, "06:31", "answered", "advice"),
    (0, "06:44", "waiting", "fire_lane"),
)
"""Days ago, when, how it goes, of which category: some are near their limit all day long."""


def plan_events(stage: Stage) -> None:
    """Put a year of events into the chronicle; chance comes from a source of its own."""
    random = Random(f"events {stage.cast.registry.neighbours[0].id}")
    incidents = Incidents(stage.cast, random)
    written = at(stage.today - timedelta(days=TOLD_FROM), "22:00")
    past = [
        incidents.on(stage.today - timedelta(days=ago))
        for ago in range(FIRST, TOLD_FROM, -1)
        for _ in range(random.choice(A_DAY))
    ]
    recent = list(_recent(stage, incidents))

    def write(session: Session) -> None:
        workers = _workers(session, stage)
        Ledger(stage.cast, random, workers, clock.now()).write(session, past)
        for incident, way in recent:
            EventTale(stage, incident, workers[incident.grid], random).begin(way)

    stage.chronicle.at(written, stage.cast.secretary, write)
    _plan_tasks(stage)


def _recent(stage: Stage, incidents: Incidents) -> Iterator[tuple[Incident, str]]:
    for ago, ways in LAST_DAYS:
        day = stage.today - timedelta(days=ago)
        for way in ways.split():
            yield incidents.on(day), way
    for ago, time, way, category in TIMED:
        moment = at(stage.today - timedelta(days=ago), time)
        yield incidents.at(moment, category), way


def _workers(session: Session, stage: Stage) -> dict[int, Worker]:
    """Who works full time in each grid."""
    found = session.execute(
        select(StaffTerm.grid_id, StaffMember.id, StaffMember.name)
        .join(StaffMember, StaffMember.id == StaffTerm.staff_id)
        .where(StaffTerm.duty == Duty.FULL_TIME, StaffTerm.until.is_(None))
    )
    grids = {grid_id: n for n, grid_id in enumerate(stage.cast.places.grids, start=1)}
    return {grids[grid_id]: Worker(staff_id, name) for grid_id, staff_id, name in found if grid_id}


def _plan_tasks(stage: Stage) -> None:
    """The street's tasks: each comes, and most are answered."""
    for entry in data("events")["task"]:
        _Assignment(stage, entry).begin()


class _Assignment:
    """One task from above; ``entry`` is of ``events.toml``."""

    def __init__(self, stage: Stage, entry: dict[str, Any]):
        self._stage, self._entry = stage, entry
        self._task_id: UUID | None = None

    def begin(self) -> None:
        """Plan its coming and its answer."""
        came = at(self._stage.today - timedelta(days=self._entry["ago"]), "10:20")
        actor = self._stage.cast.secretary
        self._stage.chronicle.at(came, actor, self._come)
        if "answered" in self._entry:
            answered = came + timedelta(days=self._entry["answered"], hours=5)
            self._stage.chronicle.at(answered, actor, self._answer)

    def _come(self, session: Session) -> None:
        due = clock.today() + timedelta(days=self._entry["days"])
        text = TaskText(
            self._entry["title"],
            data("places")["office"]["street"],
            self._entry["content"],
            self._entry["number"],
            due_at=at(due, "17:30"),
        )
        self._task_id = receive_task(session, self._stage.cast.secretary, text=text)

    def _answer(self, session: Session) -> None:
        if self._task_id is not None:
            answer = self._entry["answer"]
            answer_task(session, self._stage.cast.secretary, task_id=self._task_id, answer=answer)
