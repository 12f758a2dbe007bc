"""An office that works on events, with a clock that tests move."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from app.accounts.permissions import Actor, Role
from app.accounts.station import Station
from app.events.event_views import EventDetail, event_detail
from app.events.events import EventText, report_event
from app.events.moves import BY_KEY
from app.events.steps import Said
from app.grids.rules import Duty
from app.grids.staff import Post, appoint_new
from db import clock
from db.ids import new_id
from tests.builders import a_building, a_grid

MORNING = clock.moment(date(2026, 11, 24), 9)
"""A Tuesday; the week after has no holiday."""
WAY = {
    "accepted": ("accept",),
    "dispatched": ("accept", "dispatch"),
    "handled": ("accept", "dispatch", "handle"),
    "verified": ("accept", "dispatch", "handle", "verify"),
    "closed": ("accept", "dispatch", "handle", "verify", "close"),
}
"""The moves that lead to a state."""


@dataclass
class Clock:
    """What the office's clock shows."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


@dataclass
class EventsOffice:
    """A station with a grid, building 3 in it, and its grid worker 王强."""

    station: Station
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.grid = a_grid(self.station)
        self.building = a_building(self.station, self.grid)
        self.term = self.do(
            appoint_new,
            name="王强",
            phone="",
            post=Post(Duty.FULL_TIME, self.grid),
            since=date(2026, 1, 1),
        )

    def do(self, use_case, *, actor: Actor | None = None, **arguments):
        with self.station.write() as session:
            return use_case(session, actor or self.station.actor, **arguments)

    def ask(self, query, **arguments):
        with self.station.read() as session:
            return query(session, **arguments)

    def a_worker(self) -> Actor:
        """The account of a grid worker."""
        return Actor(new_id(), "zhouting", "周婷", Role.GRID_WORKER)

    def an_event(self, title="楼道堆放杂物", *, until="", **fields) -> UUID:
        """A reported event, brought to a state: ``until="handled"``."""
        fields.setdefault("category", "fire_lane")
        fields.setdefault("building_id", self.building)
        event = self.do(report_event, text=EventText(title, **fields))
        for key in WAY.get(until, ()):
            self.move(event, key)
        return event

    def move(self, event: UUID, key: str, *, actor: Actor | None = None, **said):
        """Make a move; what it must be told is filled in where the test says nothing."""
        told = {
            "dispatch": {"handler_name": "王强"},
            "handle": {"outcome": "已清理", "late_reason": "人手不足"},
        }.get(key, {"reason": "情况如此"})
        return self.do(BY_KEY[key], actor=actor, event_id=event, said=Said(**{**told, **said}))

    def detail(self, event: UUID) -> EventDetail:
        return self.ask(event_detail, event_id=event)
