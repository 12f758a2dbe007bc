"""A district with its streets and communities, paired once; each history starts from copies.

A station is laid out and opened when a history first touches it, straight with its key: stretching
a password would take longer than all it does.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import app.tables  # noqa: F401  the metadata is whole
from app import machine
from app.accounts.identity import settle_identity
from app.accounts.levels import Level
from app.accounts.station import Station, profile
from db import clock
from db.engine import Database
from tests.offices.grounds import Files, Ground
from tests.offices.office import OfficeAtWork, an_office, introduce

START = datetime(2026, 11, 2, 1, 0, tzinfo=clock.CHINA)


@dataclass(frozen=True)
class Plan:
    """Which offices there are, by name: superior of each, and what opens it."""

    folder: Path
    ground: Ground
    superior: dict[str, str]
    keys: dict[str, bytes]
    actors: dict[str, object]

    def below(self, name: str) -> list[str]:
        return [one for one, above in self.superior.items() if above == name]


def make_fleet(
    folder: Path, *, streets: int = 3, communities: int = 4, ground: Ground | None = None
) -> Plan:
    """A district, its streets and as many communities of each, all paired with the one above."""
    plan = Plan(folder, ground or Files(), {}, {}, {})
    with clock.set_to(START):
        made = list(_paired_offices(plan, streets, communities))
    for office in made:
        plan.keys[office.name] = office.station.database.key
        plan.actors[office.name] = office.station.actor
        office.station.close()
    return plan


def _paired_offices(plan: Plan, streets: int, communities: int) -> Iterator[OfficeAtWork]:
    district = _office(plan, Level.DISTRICT, "海港区", "130302000000")
    yield district
    for number in range(1, streets + 1):
        street = _below(plan, district, Level.STREET, f"街道{number}", f"1303020{number:02}000")
        yield street
        for which in range(1, communities + 1):
            name, code = f"社区{number}-{which}", f"1303020{number:02}{which:03}"
            yield _below(plan, street, Level.COMMUNITY, name, code)


def _below(plan: Plan, above: OfficeAtWork, *office: Any) -> OfficeAtWork:
    made = _office(plan, *office)
    introduce(above, made)
    plan.superior[made.name] = above.name
    return made


def _office(plan: Plan, level: Level, name: str, code: str) -> OfficeAtWork:
    place = plan.ground.place(plan.folder, name, level)
    return an_office(plan.folder, level, name, code, place)


@dataclass
class Fleet:
    """The offices of one history, each opened when it is first needed."""

    plan: Plan
    folder: Path
    open: dict[str, OfficeAtWork] = field(default_factory=dict)
    slow_by: dict[str, timedelta] = field(default_factory=dict)
    """How wrong each office's clock is."""
    now: datetime = START
    databases: dict[str, Database] = field(default_factory=dict)
    """Kept over all histories: a new engine would compile every statement anew."""

    def office(self, name: str) -> OfficeAtWork:
        if name not in self.open:
            self.plan.ground.copy(name, self.plan.folder, self.folder)
            self.start(name, is_the_same=True)
        return self.open[name]

    def start(self, name: str, *, is_the_same: bool = False) -> None:
        """Open what lies in the folder, as the program does at its start."""
        place = self.plan.ground.place(self.folder, name)
        if name not in self.databases:
            self.databases[name] = Database(place, self.plan.keys[name])
        database = self.databases[name]
        if is_the_same:
            self.plan.ground.make_believe(database)
        settle_identity(database)
        with database.read() as session:
            office = profile(session)
        station = Station(place, database, self.plan.actors[name], office)
        self.open[name] = OfficeAtWork(station, self.folder)

    def at_its_clock(self, name: str):
        """Time goes on by a minute; this office's clock may be wrong by days."""
        self.now += timedelta(minutes=1)
        return clock.set_to(self.now + self.slow_by.get(name, timedelta()))

    def back_up(self, name: str, to: Path) -> None:
        self.close(name)
        self.plan.ground.copy(name, self.folder, to)
        self.start(name)

    def restore(self, name: str, source: Path) -> None:
        """Lay a backup out, as the restore of the program does: with its mark."""
        self.close(name)
        self.plan.ground.copy(name, source, self.folder)
        self.plan.ground.mark_restored(self.plan.ground.place(self.folder, name))
        self.start(name)

    def set_back(self, name: str, source: Path) -> None:
        """Copy an old one over the present one behind the program's back."""
        self.close(name)
        self.plan.ground.copy(name, source, self.folder)
        self.start(name, is_the_same=True)

    def close(self, name: str) -> None:
        self.open.pop(name).station.close()

    def begin_anew(self) -> None:
        """Every office as it was on the day of pairing, all clocks right."""
        for name in list(self.open):
            self.close(name)
        self.plan.ground.clear(self.folder)
        shutil.rmtree(machine.data_folder() / "sent", ignore_errors=True)
        self.slow_by.clear()
        self.now = START
