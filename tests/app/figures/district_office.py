"""A district's station that holds what communities sent: rows with their owners, laid down bare."""

import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert

import app.tables  # noqa: F401  the metadata is whole
from app.accounts.levels import Level
from app.accounts.models import Office
from app.accounts.new_station import NewOffice
from app.accounts.station import Station, create_station, profile
from app.council.models import Body, Evaluation, Matter, Meeting
from app.directing.models import Mark, Whistle
from app.events.models import Event, Task
from app.exchange.models import BundleRecord
from app.grids.models import (
    Building,
    ChatGroup,
    ChatGroupHousehold,
    Grid,
    ResidentialUnit,
    StaffMember,
    StaffTerm,
)
from app.points.models import Activity, Participation, PointsAccount, PointsTransfer
from app.residents.models import Household, Resident, Visit
from db import clock, keyslots
from db.changelog import Change, Replica
from db.engine import Database
from db.ids import new_id
from tests.builders import SECRETARY, Template

NOON = clock.moment(date(2026, 11, 24), 12)
DISTRICT = NewOffice(Level.DISTRICT, "海港区", "130302000000")


@cache
def template() -> Template:
    """The district's station all tests start from, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "海港区.station"
        station, code = create_station(path, DISTRICT, SECRETARY)
        station.close()
        companion = keyslots.companion(path)
        return Template(path.read_bytes(), companion.read_bytes(), code, station.actor)


def a_district(folder: Path) -> "District":
    """A fresh district; the caller closes its station."""
    path = folder / "海港区.station"
    path.write_bytes(template().station)
    keyslots.companion(path).write_bytes(template().keys)
    database = Database(path, template().key)
    with database.read() as session:
        return District(Station(path, database, template().actor, profile(session)))


@dataclass
class District:
    """What came in, as few words as possible a record."""

    station: Station
    numbers: count = field(default_factory=lambda: count(1))

    def put(self, owner, *rows):
        """Rows of a station, as a bundle would bring them."""
        with self.station.write() as session:
            for row in rows:
                row.id = row.id or new_id()
                row.owner = owner
                session.add(row)
        return rows[0].id

    def ask(self, query, *args, **kwargs):
        with self.station.read() as session:
            return query(session, *args, **kwargs)

    # -- offices ------------------------------------------------------------------------------

    def a_street(self, name="文化路街道", code="130302001000"):
        office = new_id()
        return self.put(office, Office(id=office, level="street", name=name, area_code=code))

    def a_community(self, name="人民里社区", code="130302001001", street=""):
        office = new_id()
        text = {"name": name, "area_code": code, "street_name": street}
        return self.put(office, Office(id=office, level="community", **text))

    def a_change(self, station, at, via=None, replica=None):
        """A change that a community's file made at a moment."""
        replica = replica or new_id()
        with self.station.database.engine.begin() as connection:
            hybrid = int(at.timestamp() * 1000) << 16
            connection.execute(
                insert(Replica).values(
                    id=replica, station_id=station, counter=1, clock=hybrid, is_current=False,
                    since=at, via=via or station,
                )
            )  # fmt: skip
            connection.execute(
                insert(Change).values(
                    origin=replica, counter=1, clock=hybrid, transaction_id=new_id(),
                    table_name="grid", row_id=new_id(), operation="insert",
                )
            )  # fmt: skip
        return replica

    def a_bundle(self, peer, serial, at=NOON, replica=None):
        with self.station.database.engine.begin() as connection:
            connection.execute(
                insert(BundleRecord).values(
                    id=new_id(), direction="in", peer_id=peer, replica=replica or peer,
                    serial=serial, sha256="", at=at, made_at=at, base={}, upto={}, counts={},
                    records=120, size=4096, file_name="", account_name="", named=[], changed={},
                )
            )  # fmt: skip

    def a_mark(self, office, granted=date(2026, 1, 5), revoked=None):
        mark = Mark(addressee=office, kind="demonstration", granted_on=granted, revoked_on=revoked)
        return self.put(self.station.office.id, mark)

    # -- grids and residents ------------------------------------------------------------------

    def a_grid(self, owner):
        n = next(self.numbers)
        return self.put(owner, Grid(number=f"{n:02}", code=f"g{n}", name=f"第{n}网格"))

    def homes(self, owner, *living, grid=None):
        """A household for each number of people living in it; returns the households."""
        grid = grid or self.a_grid(owner)
        building = self.put(owner, Building(grid_id=grid, number="1"))
        unit = self.put(owner, ResidentialUnit(building_id=building, number="1"))
        found = []
        for people in living:
            room = str(next(self.numbers))
            home = self.put(owner, Household(unit_id=unit, room=room))
            found.append(home)
            if people:
                self.put(owner, *(Resident(household_id=home, name="") for _ in range(people)))
        return found

    def a_resident(self, owner, home, **values):
        return self.put(owner, Resident(household_id=home, name="", **values))

    def staff(self, owner, duty, until=None):
        member = self.put(owner, StaffMember(name="王强"))
        term = StaffTerm(staff_id=member, duty=duty, since=date(2026, 1, 1), until=until)
        return self.put(owner, term)

    def a_group(self, owner, *homes, ended=None):
        group = ChatGroup(level="grid", grid_id=self.a_grid(owner), name="群", ended_on=ended)
        made = self.put(owner, group)
        for home in homes:
            self.put(owner, ChatGroupHousehold(group_id=made, household_id=home))
        return made

    def a_visit(self, owner, home, at=NOON, answered=True):
        return self.put(owner, Visit(household_id=home, visited_at=at, answered=answered))

    # -- events, whistles, tasks --------------------------------------------------------------

    def an_event(self, owner, state="closed", at=NOON, category="fire_lane", **values):
        """One event; ``at``: reported, answered after half an hour, due after a day."""
        accepted = state not in ("reported", "void")
        done = state in ("handled", "verified", "closed")
        told = {
            "number": f"2026-{next(self.numbers):04}",
            "title": "楼道堆物",
            "category": category,
            "source": "patrol",
            "reported_at": at,
            "entered_at": at,
            "state": state,
            "state_since": at,
            "response_due": at + timedelta(hours=1),
            "responded_at": at + timedelta(minutes=30) if accepted else None,
            "accepted_at": at + timedelta(minutes=30) if accepted else None,
            "due_at": at + timedelta(days=1) if accepted else None,
            "handled_at": at + timedelta(hours=5) if done else None,
            "closed_at": at + timedelta(hours=6) if state == "closed" else None,
        }
        return self.put(owner, Event(**(told | values)))

    def a_whistle(self, owner, **values):
        event = self.an_event(owner, "dispatched")
        told = {"title": "违建", "category": "other", "whistled_at": NOON, "event_number": ""}
        return self.put(owner, Whistle(event_id=event, **(told | values)))

    def a_task(self, owner, addressee, due=None, **values):
        told = {"title": "排查隐患", "issuer": "海港区", "issued_at": NOON, "due_at": due}
        return self.put(owner, Task(addressee=addressee, **(told | values)))

    # -- council ------------------------------------------------------------------------------

    def a_body(self, owner, kind="yard_council", dissolved=None):
        return self.put(
            owner, Body(name="议事厅", kind=kind, rule_key=kind, dissolved_on=dissolved)
        )

    def a_matter(self, owner, day=date(2026, 11, 24), stage="propose"):
        number = f"2026-{next(self.numbers):03}"
        told = {"number": number, "title": "加装电梯", "proposer_name": "", "stage": stage}
        return self.put(owner, Matter(proposed_on=day, stage_since=NOON, **told))

    def a_meeting(self, owner, at=NOON, state="closed"):
        told = {"number": f"2026-{next(self.numbers):03}", "title": "议事会", "place": "活动室"}
        body = self.a_body(owner, "residents_meeting")
        return self.put(owner, Meeting(body_id=body, starts_at=at, state=state, rule={}, **told))

    def an_evaluation(self, owner, satisfied, fairly, dissatisfied, closed=date(2026, 11, 20)):
        matter = self.a_matter(owner, date(2020, 1, 1))
        forms = {"satisfied": satisfied, "fairly": fairly, "dissatisfied": dissatisfied}
        days = {"from_day": date(2026, 11, 1), "closed_on": closed}
        return self.put(owner, Evaluation(matter_id=matter, threshold=80, **forms, **days))

    # -- points -------------------------------------------------------------------------------

    def an_account(self, owner, resident=None, kind="resident"):
        account = PointsAccount(kind=kind, resident_id=resident, opened_on=date(2026, 1, 1))
        return self.put(owner, account)

    def an_activity(self, owner, *came, absent=(), at=NOON, state="finished"):
        """An activity at which some residents signed in; ``absent`` had only signed up."""
        number = f"2026-{next(self.numbers):04}"
        told = Activity(number=number, title="清扫日", starts_at=at, state=state)
        made = self.put(owner, told)
        for resident in (*came, *absent):
            moment = at if resident in came else None
            part = Participation(activity_id=made, resident_id=resident, signed_in_at=moment)
            self.put(owner, part)
        return made

    def points(self, owner, amount, at: datetime = NOON, back_at: datetime | None = None):
        """An entry that gives a resident points; ``back_at``: when it was taken back."""
        home = self.homes(owner, 1)[0]
        person = self.a_resident(owner, home, status="moved")
        issued, to = self.an_account(owner, kind="issued"), self.an_account(owner, person)
        entry = self._transfer(owner, "opening", issued, to, amount, at)
        if back_at is not None:
            self._transfer(owner, "reverse", to, issued, amount, back_at, reverses_id=entry)
        return entry

    def _transfer(self, owner, kind, giver, taker, amount, at, **more):
        n = next(self.numbers)
        told = {"key": f"k{n}", "kind": kind, "from_account": giver, "to_account": taker}
        entry = PointsTransfer(
            amount=amount, at=at, actor_name="", sequence=n, chain="", earned_on=at.date(),
            **told, **more,
        )  # fmt: skip
        return self.put(owner, entry)


def community(rows, office) -> UUID:
    """The row of one office."""
    return next(row for row in rows if row.id == office)
