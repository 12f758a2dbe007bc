"""What tests begin with: a station of 人民里社区 on a real encrypted file.

Making one takes Argon2 and Alembic 0.3 s, so one is made through ``create_station`` and its bytes
are laid out again for each test. Its change log goes on from there, as the real one would.
"""

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

import app.tables  # noqa: F401  the metadata is whole
from app.accounts.levels import Level
from app.accounts.new_station import FirstAccount, NewOffice
from app.accounts.permissions import Actor
from app.accounts.station import Station, create_station, profile
from app.grids.grids import BuildingText, GridText, add_building, add_grid
from app.grids.queries import find_units, grid_choices
from app.residents.registration import register_resident
from app.residents.residents import ResidentText
from db import keyslots
from db.engine import Database

OFFICE = NewOffice(
    Level.COMMUNITY,
    "人民里社区",
    "130302001001",
    "文化路街道",
    "海港区",
    "人民里 8 号",
    "03351234567",
)
SECRETARY = FirstAccount("zhaomin", "赵敏", "人民里-2026-安")


@dataclass(frozen=True)
class Template:
    """A station as it lies on the disk, and what opens it."""

    station: bytes
    keys: bytes
    code: str
    actor: Actor

    @property
    def key(self) -> bytes:
        """The file's key."""
        return keyslots.file_key(keyslots.seed_of(self.code))


@cache
def template() -> Template:
    """The station all tests start from, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "人民里.station"
        station, code = create_station(path, OFFICE, SECRETARY)
        station.close()
        companion = keyslots.companion(path)
        return Template(path.read_bytes(), companion.read_bytes(), code, station.actor)


def a_station_file(folder: Path, name: str = "人民里.station") -> Path:
    """A closed station in ``folder``; opens as ``zhaomin`` with ``SECRETARY.password``."""
    path = folder / name
    path.write_bytes(template().station)
    keyslots.companion(path).write_bytes(template().keys)
    return path


def opened(path: Path) -> Station:
    """A station of the template opened by its key, without Argon2 and without a log-in line."""
    database = Database(path, template().key)
    with database.read() as session:
        return Station(path, database, template().actor, profile(session))


def a_station(folder: Path, name: str = "人民里.station") -> Station:
    """A fresh station in ``folder``, opened as its secretary 赵敏; the caller closes it."""
    return opened(a_station_file(folder, name))


def copied(path: Path, folder: Path) -> Station:
    """A closed station laid out again in ``folder`` and opened; the caller closes it."""
    there = folder / path.name
    there.write_bytes(path.read_bytes())
    keyslots.companion(there).write_bytes(keyslots.companion(path).read_bytes())
    return opened(there)


def resealed(path: Path) -> None:
    """Seal the secretary's slot again, at what Argon2 costs in this test."""
    seed = keyslots.seed_of(template().code)
    slot = keyslots.seal(SECRETARY.login, SECRETARY.name, SECRETARY.password, seed)
    keyslots.save(path, keyslots.load(path).with_slot(slot))


def a_grid(station: Station, number: str = "01", name: str = "第一网格") -> UUID:
    """A registered grid."""
    with station.write() as session:
        return add_grid(session, station.actor, text=GridText(number, name))


def a_building(station: Station, grid_id: UUID, number: str = "3", units: int = 2) -> UUID:
    """A registered building with units numbered from 1."""
    text = BuildingText(number)
    with station.write() as session:
        return add_building(session, station.actor, grid_id=grid_id, text=text, units=units)


def a_unit(station: Station, place: str = "3-2") -> UUID:
    """The unit of an address like 3-2; grid and building are registered when they are new."""
    with station.read() as session:
        found = find_units(session, place)
    if not found:
        building, unit = place.split("-")
        a_building(station, _some_grid(station), building, int(unit))
        return a_unit(station, place)
    return found[0].id


def _some_grid(station: Station) -> UUID:
    with station.read() as session:
        grids = grid_choices(session)
    return grids[0].id if grids else a_grid(station)


def a_resident(
    station: Station, name: str = "王秀芬", address: str = "3-2-301", **text: object
) -> UUID:
    """A registered resident; ``text`` are further fields of :class:`ResidentText`."""
    place, _, room = address.rpartition("-")
    unit_id = a_unit(station, place)
    told = ResidentText(name, **text)  # type: ignore[arg-type]
    with station.write() as session:
        return register_resident(session, station.actor, unit_id=unit_id, room=room, text=told)
