"""Where the stations of a fleet lie: each in a file, or those above the communities on a server.

A station is kept under a folder and a name. What is copied from one folder to another is the
station with its key slots, whatever it lies in.
"""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import pytest

from app.accounts.levels import Level
from db import keyslots
from db.engine import Database
from db.places import Place, is_server
from db.postgres import PostgresDatabase
from tests.postgres import Server, name_at

EVERYWHERE = pytest.mark.parametrize(
    "offices", ["fleet_in_files", "fleet_with_server"], ids=["files", "server"], indirect=True
)
"""For modules whose tests hold on either ground; see ``conftest.py``."""


class Ground(Protocol):
    """How a station is laid out, copied and set back."""

    def place(self, folder: Path, name: str, level: Level | None = None) -> Place:
        """Where the station lies; ``level`` where it is not there yet."""

    def copy(self, name: str, source: Path, target: Path) -> None:
        """Put the one kept under ``source`` in place of the one under ``target``; both closed."""

    def make_believe(self, database: Database) -> None:
        """A copy is to go on as the one it was made from, and not as a restored one."""

    def mark_restored(self, place: Place) -> None:
        """What the program does when it lays a backup out."""

    def clear(self, folder: Path) -> None:
        """Take away all that lies there."""


class Files:
    """Every station is a file with its companion."""

    def place(self, folder: Path, name: str, level: Level | None = None) -> Place:
        return folder / f"{name}.station"

    def copy(self, name: str, source: Path, target: Path) -> None:
        target.mkdir(exist_ok=True)
        for ending in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                (target / f"{name}.station{ending}").unlink()
        for ending in ("", ".keys"):
            shutil.copyfile(source / f"{name}.station{ending}", target / f"{name}.station{ending}")

    def make_believe(self, database: Database) -> None:
        """A file does not know where it lies."""

    def mark_restored(self, place: Place) -> None:
        assert isinstance(place, Path)
        keyslots.mark_restored(place)

    def clear(self, folder: Path) -> None:
        for left in folder.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()


class ServerAndFiles(Files):
    """The stations of some levels are databases of a server, the others files."""

    def __init__(self, server: Server, *on_server: Level):
        self._server, self._on_server = server, on_server
        self._levels = dict[str, Level]()
        self._places = dict[tuple[Path, str], str]()

    def place(self, folder: Path, name: str, level: Level | None = None) -> Place:
        if level is not None:
            self._levels[name] = level
        if self._levels[name] not in self._on_server:
            return super().place(folder, name)
        if (folder, name) not in self._places:
            self._places[folder, name] = self._server.free_place()
            if level is not None:
                self._server.fill(self._places[folder, name])
        return self._places[folder, name]

    def copy(self, name: str, source: Path, target: Path) -> None:
        place = self.place(target, name)
        if not is_server(place):
            super().copy(name, source, target)
            return
        self._server.drop(place)
        self._server.fill(place, name_at(self.place(source, name)))

    def make_believe(self, database: Database) -> None:
        if isinstance(database.backend, PostgresDatabase):
            with database.exclusive() as connection:
                database.backend.settle(connection)

    def mark_restored(self, place: Place) -> None:
        """A server's database is known to be another one by where it lies."""
        if not is_server(place):
            super().mark_restored(place)

    def clear(self, folder: Path) -> None:
        super().clear(folder)
        for (kept_in, _), place in self._places.items():
            if kept_in.is_relative_to(folder):
                self._server.drop(place)
