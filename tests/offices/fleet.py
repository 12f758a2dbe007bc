"""A district with its streets and communities, paired once; each history starts from copies.

A station is laid out and opened when a history first touches it, straight with its key: stretching
a password would take longer than all it does.
"""

import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import app.tables  # noqa: F401  the metadata is whole
from app import machine
from app.accounts.identity import settle_identity
from app.accounts.levels import Level
from app.accounts.station import Station, profile
from db import clock, keyslots
from db.engine import Database
from tests.offices.office import OfficeAtWork, an_office, introduce

START = datetime(2026, 11, 2, 1, 0, tzinfo=clock.CHINA)
PC_FILES = ("", ".keys")


@dataclass(frozen=True)
class Plan:
    """Which offices there are, by name: superior of each, and what opens it."""

    folder: Path
    superior: dict[str, str]
    keys: dict[str, bytes]
    actors: dict[str, object]

    def below(self, name: str) -> list[str]:
        return [one for one, above in self.superior.items() if above == name]


def make_fleet(folder: Path, *, streets: int = 3, communities: int = 4) -> Plan:
    """A district, its streets and as many communities of each, all paired with the one above."""
    plan = Plan(folder, {}, {}, {})
    with clock.set_to(START):
        district = an_office(folder, Level.DISTRICT, "海港区", "130302000000")
        made = [district]
        for street_number in range(1, streets + 1):
            code = f"1303020{street_number:02}000"
            street = an_office(folder, Level.STREET, f"街道{street_number}", code)
            introduce(district, street)
            made.append(street)
            plan.superior[street.name] = district.name
            for number in range(1, communities + 1):
                name = f"社区{street_number}-{number}"
                code = f"1303020{street_number:02}{number:03}"
                community = an_office(folder, Level.COMMUNITY, name, code)
                introduce(street, community)
                made.append(community)
                plan.superior[name] = street.name
    for office in made:
        plan.keys[office.name] = office.station.database.key
        plan.actors[office.name] = office.station.actor
        office.station.close()
    return plan


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
            self._copy(self.plan.folder, self.folder, name)
            self.start(name)
        return self.open[name]

    def start(self, name: str) -> None:
        """Open what lies in the folder, as the program does at its start."""
        path = self.folder / f"{name}.station"
        if name not in self.databases:
            self.databases[name] = Database(path, self.plan.keys[name])
        database = self.databases[name]
        settle_identity(database)
        with database.read() as session:
            office = profile(session)
        station = Station(path, database, self.plan.actors[name], office)
        self.open[name] = OfficeAtWork(station, self.folder)

    def at_its_clock(self, name: str):
        """Time goes on by a minute; this office's clock may be wrong by days."""
        self.now += timedelta(minutes=1)
        return clock.set_to(self.now + self.slow_by.get(name, timedelta()))

    def back_up(self, name: str, to: Path) -> None:
        self.close(name)
        to.mkdir(exist_ok=True)
        self._copy(self.folder, to, name)
        self.start(name)

    def restore(self, name: str, source: Path) -> None:
        """Lay a backup out, as the restore of the program does: with its mark."""
        self.set_back(name, source, start=False)
        keyslots.mark_restored(self.folder / f"{name}.station")
        self.start(name)

    def set_back(self, name: str, source: Path, *, start: bool = True) -> None:
        """Copy an old file over the present one behind the program's back."""
        self.close(name)
        self._copy(source, self.folder, name)
        if start:
            self.start(name)

    def close(self, name: str) -> None:
        self.open.pop(name).station.close()

    def begin_anew(self) -> None:
        """Every office as it was on the day of pairing, all clocks right."""
        for name in list(self.open):
            self.close(name)
        for left in self.folder.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        shutil.rmtree(machine.data_folder() / "sent", ignore_errors=True)
        self.slow_by.clear()
        self.now = START

    def _copy(self, source: Path, target: Path, name: str) -> None:
        for ending in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                (target / f"{name}.station{ending}").unlink()
        for ending in PC_FILES:
            shutil.copyfile(source / f"{name}.station{ending}", target / f"{name}.station{ending}")
