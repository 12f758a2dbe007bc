"""The communities table of a district: 98 communities, 941 grids, a million rows.

Rows are written by raw SQL, past the change log; a bench only reads them. Printed: the time of the
query for a month and for a year, of the headline, and of the page from its making until its rows
are painted.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert

import app.tables  # noqa: F401  the metadata is whole
from app.accounts.levels import Level
from app.accounts.models import Office
from app.accounts.new_station import NewOffice
from app.accounts.station import Station, create_station, open_station
from app.council.models import Body, Evaluation, Matter, Meeting
from app.events.models import Event
from app.figures.communities import communities
from app.figures.district import district_headline
from app.figures.periods import Period, PeriodKind, period_of
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
from db import clock
from db.ids import new_id
from db.migrate import SCHEMA_VERSION
from tests.builders import SECRETARY

OFFICE = NewOffice(Level.DISTRICT, "海港区", "130302000000")
COMMUNITIES, GRIDS, STREETS = 98, 941, 14
HOUSEHOLDS, RESIDENTS, EVENTS = 140_000, 350_000, 150_000
VISITS, JOINED = 150_000, 110_000
ACTIVITIES, PARTICIPATIONS, ACCOUNTS, TRANSFERS = 3_600, 45_000, 16_000, 32_000
NOW = clock.moment(date(2026, 11, 24), 10)
AT_ONCE = 5_000
TIMES = 3


def station_file() -> Path:
    """The closed district; it opens by the tests' secretary."""
    path = Path(tempfile.gettempdir()) / f"liren-bench-district-v{SCHEMA_VERSION}.station"
    if not path.exists():
        part = path.with_suffix(".part")
        for ending in ("", "-wal", "-shm", ".keys"):
            part.with_name(part.name + ending).unlink(missing_ok=True)
        station, _ = create_station(part, OFFICE, SECRETARY)
        print(f"{_Filler(station).fill():,} rows laid down")
        station.close()
        part.with_name(part.name + ".keys").rename(path.with_name(path.name + ".keys"))
        part.rename(path)
    return path


class _Filler:
    """Rows of every table a community sends, spread over the communities."""

    def __init__(self, station: Station):
        self.station, self.random, self.rows = station, Random(7), 0
        self.offices = [new_id() for _ in range(COMMUNITIES)]

    def fill(self) -> int:
        with self.station.database.engine.begin() as connection:
            self.connection = connection
            self._offices()
            grids = self._grids()
            homes = self._homes(grids)
            people = self._people(homes)
            self._events(grids)
            self._council(grids)
            self._points(people)
        return self.rows

    def put(self, kind: Any, rows: Iterator[dict[str, Any]]) -> list[tuple[Any, Any]]:
        """Insert rows; each must name its owner. Returns (owner, id) of every row."""
        found = []
        while batch := list(islice(rows, AT_ONCE)):
            for row in batch:
                row.setdefault("id", new_id())
                row.update(origin=row["owner"], counter=0)
                found.append((row["owner"], row["id"]))
            self.connection.execute(insert(kind.__table__), batch)
            self.rows += len(batch)
        return found

    def moment(self) -> Any:
        return NOW - timedelta(minutes=self.random.randrange(60 * 24 * 700))

    def some(self, things: list[Any]) -> Any:
        return things[self.random.randrange(len(things))]

    def _offices(self) -> None:
        self.put(Office, (
            {"id": one, "owner": one, "level": "community", "name": f"第{n}社区",
             "area_code": f"130302{n % STREETS + 1:03}{n // STREETS + 1:03}",
             "street_name": f"第{n % STREETS + 1}街道", "district_name": "海港区", "address": "",
             "phone": ""}
            for n, one in enumerate(self.offices)
        ))  # fmt: skip

    def _grids(self) -> list[tuple[Any, Any]]:
        grids = self.put(Grid, (
            {"owner": self.offices[n % COMMUNITIES], "number": f"{n:03}", "code": f"13{n:013}",
             "name": f"第{n}网格"} for n in range(GRIDS)
        ))  # fmt: skip
        staff = self.put(StaffMember, (
            {"owner": owner, "name": "王强"} for owner, _ in grids for _ in range(2)
        ))  # fmt: skip
        duties = ("full_time", "part_time", "information_officer")
        self.put(StaffTerm, (
            {"owner": owner, "staff_id": one, "duty": self.some(list(duties)),
             "since": date(2026, 1, 1)} for owner, one in staff
        ))  # fmt: skip
        return grids

    def _homes(self, grids: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
        buildings = self.put(Building, (
            {"owner": owner, "grid_id": grid, "number": str(n)}
            for owner, grid in grids for n in range(5)
        ))  # fmt: skip
        units = self.put(ResidentialUnit, (
            {"owner": owner, "building_id": one, "number": str(n)}
            for owner, one in buildings for n in range(4)
        ))  # fmt: skip
        homes = self.put(Household, (
            {"owner": units[n % len(units)][0], "unit_id": units[n % len(units)][1],
             "room": str(n)} for n in range(HOUSEHOLDS)
        ))  # fmt: skip
        groups = self.put(ChatGroup, (
            {"owner": owner, "level": "building", "grid_id": grids[n // 5][1], "name": "群"}
            for n, (owner, _) in enumerate(buildings)
        ))  # fmt: skip
        self.put(ChatGroupHousehold, (
            {"owner": owner, "group_id": groups[n % len(groups)][1], "household_id": home}
            for n, (owner, home) in enumerate(homes[:JOINED])
        ))  # fmt: skip
        visited = (self.some(homes) for _ in range(VISITS))
        self.put(Visit, (
            {"owner": owner, "household_id": home, "visited_at": self.moment(), "answered": True}
            for owner, home in visited
        ))  # fmt: skip
        return homes

    def _people(self, homes: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
        return self.put(Resident, (
            {"owner": homes[n % HOUSEHOLDS][0], "household_id": homes[n % HOUSEHOLDS][1],
             "name": ""} for n in range(RESIDENTS)
        ))  # fmt: skip

    def _events(self, grids: list[tuple[Any, Any]]) -> None:
        self.put(Event, (self._event(n, *self.some(grids)) for n in range(EVENTS)))

    def _event(self, n: int, owner: Any, grid: Any) -> dict[str, Any]:
        at, open_ = self.moment(), self.random.random() < 0.04
        return {
            "owner": owner, "number": f"2026-{n:06}", "title": "楼道堆物", "source": "patrol",
            "category": self.some(["fire_lane", "noise", "neighbours", "parking"]),
            "grid_id": grid, "reported_at": at, "entered_at": at, "state_since": at,
            "state": "dispatched" if open_ else "closed",
            "response_due": at + timedelta(hours=1), "responded_at": at + timedelta(minutes=20),
            "accepted_at": at + timedelta(minutes=20), "due_at": at + timedelta(days=3),
            "handled_at": None if open_ else at + timedelta(days=self.random.randrange(5)),
            "closed_at": None if open_ else at + timedelta(days=5),
            "settled": self.random.random() < 0.95, "satisfaction": "satisfied",
        }  # fmt: skip

    def _council(self, grids: list[tuple[Any, Any]]) -> None:
        bodies = self.put(Body, (
            {"owner": owner, "name": "议事厅", "kind": "yard_council", "rule_key": "yard_council"}
            for owner, _ in grids[:109]
        ))  # fmt: skip
        matters = self.put(Matter, (
            {"owner": owner, "number": f"2026-{n:05}", "title": "加装电梯", "proposer_name": "",
             "stage_since": NOW, "proposed_on": self.moment().date()}
            for n in range(4_000) for owner, _ in [self.some(grids)]
        ))  # fmt: skip
        self.put(Meeting, (
            {"owner": owner, "number": f"2026-{n:05}", "title": "议事会", "body_id": body,
             "place": "", "starts_at": self.moment(), "state": "closed", "rule": {}}
            for n in range(4_000) for owner, body in [self.some(bodies)]
        ))  # fmt: skip
        self.put(Evaluation, (
            {"owner": owner, "matter_id": matter, "from_day": date(2026, 1, 1), "threshold": 80,
             "satisfied": 20, "fairly": 5, "dissatisfied": 3, "closed_on": self.moment().date()}
            for owner, matter in matters[:2_000]
        ))  # fmt: skip

    def _points(self, people: list[tuple[Any, Any]]) -> None:
        issued = self.put(PointsAccount, (
            {"owner": owner, "kind": "issued", "opened_on": date(2025, 1, 1)}
            for owner in self.offices
        ))  # fmt: skip
        accounts = self.put(PointsAccount, (
            {"owner": owner, "kind": "resident", "resident_id": person,
             "opened_on": date(2025, 1, 1)} for owner, person in people[:ACCOUNTS]
        ))  # fmt: skip
        activities = self.put(Activity, (
            {"owner": self.some(self.offices), "number": f"2026-{n:05}", "title": "清扫日",
             "starts_at": self.moment(), "state": "finished"} for n in range(ACTIVITIES)
        ))  # fmt: skip
        self.put(Participation, (
            {"owner": activities[n % ACTIVITIES][0], "activity_id": activities[n % ACTIVITIES][1],
             "resident_id": people[n][1], "signed_in_at": NOW} for n in range(PARTICIPATIONS)
        ))  # fmt: skip
        issuer = dict(issued)
        self.put(PointsTransfer, (
            {"owner": owner, "key": f"k{n}", "kind": "opening", "from_account": issuer[owner],
             "to_account": account, "amount": 6, "at": self.moment(), "actor_name": "",
             "sequence": n, "chain": "", "earned_on": date(2026, 1, 1)}
            for n in range(TRANSFERS) for owner, account in [accounts[n % ACCOUNTS]]
        ))  # fmt: skip


def _best(call: Callable[[], Any]) -> float:
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def _queries(station: Station) -> None:
    periods = {
        "this month": period_of(PeriodKind.THIS_MONTH, date(2026, 11, 24)),
        "this year": period_of(PeriodKind.THIS_YEAR, date(2026, 11, 24)),
    }

    def table(period: Period) -> list[Any]:
        with station.read() as session:
            return communities(session, period=period)

    def headline() -> list[Any]:
        with station.read() as session:
            return district_headline(session)

    for name, period in periods.items():
        print(f"communities(), {name}, best of {TIMES}: {_best(lambda p=period: table(p)):.2f} s")
    print(f"district_headline(), best of {TIMES}: {_best(headline):.2f} s")


def _first_paint(station: Station) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.bootstrap.station_office import StationDrafts, StationOffice
    from app.desk import theme
    from app.desk.work import Work
    from app.figures.pages.communities_page import CommunitiesPage

    application = QApplication.instance() or QApplication([])
    theme.apply_theme(application, dark=False)
    failures: list[object] = []
    work = Work(
        StationOffice(station),
        on_error=lambda _, error: failures.append(error),
        on_bug=failures.append,
    )
    begun = time.perf_counter()
    page = CommunitiesPage(work, StationDrafts(work, station), station.actor)
    page.resize(1166, 740)
    page.show()
    page.reload()
    page.grab()
    print(f"page, first paint without rows: {1000 * (time.perf_counter() - begun):.0f} ms")
    page.table.model.modelReset.connect(application.quit)
    application.exec()
    page.grab()
    print(f"page, rows painted after: {time.perf_counter() - begun:.2f} s")
    work.close()
    assert not failures, failures


def run() -> None:
    """Print the figures."""
    path = station_file()
    print(f"{path.stat().st_size / 1e6:.0f} MB, {COMMUNITIES} communities, {GRIDS} grids")
    opened = closing(open_station(path, SECRETARY.login, SECRETARY.password))
    with opened as station, clock.set_to(NOW):
        _queries(station)
        _first_paint(station)


if __name__ == "__main__":
    run()
