"""An office among others: its own station, and records of stations above and below in its file.

Bundles bring records of others; here they are laid into the file with their owner, as a bundle
would, without exchanging any.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from app.accounts.levels import Level
from app.accounts.models import Office
from app.accounts.permissions import Actor, Role
from app.accounts.station import Station
from app.directing.models import Publication, Response, Whistle
from app.directing.responses import Demand, assign_departments
from app.directing.terms import PublicationKind, ResponseState
from app.directing.whistle_views import WhistleSheet, whistle_sheet
from app.events.models import Event, Task
from app.events.terms import TaskState
from db.ids import new_id
from tests.app.events.builders import MORNING, Clock, EventsOffice

OFFICES = {
    Level.DISTRICT: ("海港区社会工作部", "130302000000"),
    Level.STREET: ("文化路街道办事处", "130302001000"),
    Level.COMMUNITY: ("人民里社区", "130302001001"),
}


@dataclass
class DirectingOffice:
    """A station of one level that knows the others: ``ids`` by level, and a second community."""

    station: Station
    clock: Clock
    level: Level
    ids: dict[Level, UUID] = field(default_factory=dict)
    events: EventsOffice | None = None
    whistled: int = 0
    """How many whistles were laid into the file."""

    def __post_init__(self) -> None:
        own = self.station.office.id
        self.ids = {level: own if level is self.level else new_id() for level in OFFICES}
        self.neighbour = new_id()
        with self.station.write() as session:
            office = session.get_one(Office, own)
            office.level = self.level
            office.name, office.area_code = OFFICES[self.level]
            for level, (name, code) in OFFICES.items():
                if level is not self.level:
                    self._know(session, self.ids[level], level, name, code)
            self._know(session, self.neighbour, Level.COMMUNITY, "建设里社区", "130302001002")

    @property
    def community(self) -> UUID:
        return self.ids[Level.COMMUNITY]

    @property
    def street(self) -> UUID:
        return self.ids[Level.STREET]

    def _know(self, session, office_id, level, name, code) -> None:
        session.add(
            Office(id=office_id, owner=office_id, level=level, name=name, area_code=code,
                   street_name="文化路街道", district_name="海港区")
        )  # fmt: skip

    def do(self, use_case, *, actor: Actor | None = None, **arguments):
        with self.station.write() as session:
            return use_case(session, actor or self.station.actor, **arguments)

    def ask(self, query, **arguments):
        with self.station.read() as session:
            return query(session, **arguments)

    def a_worker(self) -> Actor:
        """The account of a grid worker, who does not speak for the office."""
        return Actor(new_id(), "zhouting", "周婷", Role.GRID_WORKER)

    # -- what bundles brought -----------------------------------------------------------------

    def brought(self, row) -> UUID:
        """Lay a record of another station into the file."""
        row_id = row.id = row.id or new_id()
        with self.station.write() as session:
            session.add(row)
        return row_id

    def a_whistle(self, title="燃气管道漏气", *, by: UUID | None = None, **fields) -> UUID:
        """A community's whistle and its event, as the superior has them."""
        owner, event_id = by or self.community, new_id()
        self.whistled += 1
        number = f"2026-{self.whistled:04d}"
        self.brought(
            Event(id=event_id, owner=owner, number=number, title=title, category="fire_lane",
                  source="resident", reported_at=MORNING, entered_at=MORNING, state="dispatched",
                  state_since=MORNING, response_due=MORNING + timedelta(hours=1))
        )  # fmt: skip
        fields = {"content": "需燃气公司到场", "place": "3 号楼", **fields}
        return self.brought(
            Whistle(owner=owner, event_id=event_id, event_number=number, title=title,
                    category="fire_lane", whistled_at=MORNING, **fields)
        )  # fmt: skip

    def a_response(self, whistle: UUID, department="燃气公司", **fields) -> UUID:
        """A response that the street sent down to a community's whistle."""
        fields = {"state": ResponseState.ASSIGNED, "assigned_at": self.clock.at, **fields}
        if fields["state"] is ResponseState.ANSWERED:
            fields = {"answer": "已更换管道", "answered_at": self.clock.at, **fields}
        return self.brought(
            Response(owner=self.street, whistle_id=whistle, addressee=self.community,
                     department=department, **fields)
        )  # fmt: skip

    def a_task(self, title="排查飞线充电", **fields) -> UUID:
        """A task that came to this station from the street."""
        fields = {"addressee": self.station.office.id, "state": TaskState.OPEN, **fields}
        return self.brought(
            Task(owner=self.street, title=title, issuer="文化路街道办事处", number="街-2026-001",
                 issued_at=MORNING, batch_id=new_id(), **fields)
        )  # fmt: skip

    def a_publication(self, title="关于清明安全的通知", **fields) -> UUID:
        """What the street published to those below it."""
        fields = {"kind": PublicationKind.NOTICE, "content": "请落实值班。", **fields}
        return self.brought(
            Publication(owner=self.street, title=title, issuer="文化路街道办事处",
                        published_at=MORNING, **fields)
        )  # fmt: skip

    # -- what is asked often ------------------------------------------------------------------

    def sent(self, whistle: UUID, *departments: str, **demand) -> tuple[UUID, ...]:
        """Departments told to come to a whistle."""
        demands = tuple(Demand(name, **demand) for name in departments or ("燃气公司",))
        return self.do(assign_departments, whistle_id=whistle, demands=demands)

    def sheet(self, whistle: UUID) -> WhistleSheet:
        return self.ask(whistle_sheet, whistle_id=whistle)
