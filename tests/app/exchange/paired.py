"""A community and its street that are paired, laid out from bytes: making them takes seconds."""

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import app.tables  # noqa: F401  the metadata is whole
from app.accounts.levels import Level
from app.accounts.permissions import Actor
from app.accounts.station import Station, profile
from app.grids.grids import BuildingText, add_building
from db import clock, keyslots
from db.engine import Database
from tests.builders import a_grid
from tests.offices.office import OfficeAtWork, an_office, introduce

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
COMMUNITY, STREET = "人民里社区", "文昌路街道"


class Calendar:
    """A clock that goes on by itself by seconds only."""

    def __init__(self):
        self.at = START

    def __call__(self):
        self.at += timedelta(seconds=1)
        return self.at

    def pass_days(self, days):
        self.at += timedelta(days=days)


@dataclass(frozen=True)
class Kept:
    """A closed station, and what opens it without its password."""

    station: bytes
    slots: bytes
    key: bytes
    actor: Actor

    def laid_out(self, folder: Path, name: str) -> OfficeAtWork:
        """The station in a folder of its own, open."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.station"
        path.write_bytes(self.station)
        keyslots.companion(path).write_bytes(self.slots)
        database = Database(path, self.key)
        with database.read() as session:
            return OfficeAtWork(Station(path, database, self.actor, profile(session)), folder)


@cache
def kept(*, are_paired: bool = True) -> tuple[Kept, Kept]:
    """Both offices, made once a run."""
    with tempfile.TemporaryDirectory() as folder, clock.set_to(Calendar()):
        community = an_office(Path(folder), Level.COMMUNITY, COMMUNITY, "130302003011")
        street = an_office(Path(folder), Level.STREET, STREET, "130302003000")
        a_grid(community.station)
        if are_paired:
            introduce(community, street)
        return _keep(community), _keep(street)


def _keep(office: OfficeAtWork) -> Kept:
    path, key = office.station.path, office.station.database.key
    office.station.close()
    slots = keyslots.companion(path).read_bytes()
    return Kept(path.read_bytes(), slots, key, office.station.actor)


def two_offices(folder: Path, *, are_paired: bool = True) -> tuple[OfficeAtWork, OfficeAtWork]:
    """The community and the street; the caller closes them."""
    community, street = kept(are_paired=are_paired)
    return community.laid_out(folder / "a", COMMUNITY), street.laid_out(folder / "b", STREET)


@contextmanager
def two_at_work(folder: Path, monkeypatch, *, are_paired: bool = True):
    """The same; what a program keeps of its own lies in the folder, too."""
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    both = two_offices(folder, are_paired=are_paired)
    yield both
    for office in both:
        office.station.close()


@contextmanager
def the_calendar():
    """The clock is a :class:`Calendar`."""
    made = Calendar()
    with clock.set_to(made):
        yield made


def build(office: OfficeAtWork, *numbers: str) -> None:
    """Register buildings in the community's grid, so that there is something to report."""
    from app.grids.queries import grid_choices

    with office.station.write() as session:
        grid = grid_choices(session)[0].id
        for number in numbers or ("1",):
            text = BuildingText(number)
            add_building(session, office.station.actor, grid_id=grid, text=text, units=2)
