"""A PostgreSQL server of the tests' own: started once a run, reached by a socket, thrown away.

It takes the system's packages (Debian: ``postgresql``). Where they are not there its tests are
skipped, saying so; on the continuous integration machine (``CI`` is set) they fail.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

import app.tables  # noqa: F401  the metadata is whole
from app.accounts.levels import Level
from app.accounts.new_station import FirstAccount, NewOffice
from app.accounts.permissions import Actor
from app.accounts.station import Station, create_station, profile
from db import keyslots
from db.engine import Database
from db.places import Place

OFFICE = NewOffice(Level.DISTRICT, "海港区社会工作部", "130302000000", "", "海港区")
FIRST = FirstAccount("zhangli", "张丽", "海港区-2026-安")
FILE = "海港区.station"
ADMIN, OWNER, GUARDED = "admin", "liren", "guarded"
"""Who may do all; whose the stations are, with an office's rights; who needs a password."""
ACCESS = f"local all {GUARDED} scram-sha-256\nlocal all all trust\n"
CAREFREE = ("-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
"""Nobody minds when the power takes this server's data."""


@dataclass(frozen=True)
class Made:
    """The district all tests start from, and what opens it."""

    name: str
    code: str
    actor: Actor

    @property
    def key(self) -> bytes:
        return keyslots.file_key(keyslots.seed_of(self.code))


class Server:
    """A running server; gives out databases."""

    def __init__(self, folder: Path, programs: Path):
        self.folder, self._programs, self._count = folder, programs, 0

    def url(self, name: str, user: str = OWNER, password: str = "") -> str:
        """What a person types to reach a database of this server."""
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@/{name}?host={self.folder}"

    def database(self, template: str = "template0") -> str:
        """A new database; its URL."""
        place = self.free_place()
        self.fill(place, template)
        return place

    def free_place(self) -> str:
        """The URL of a database that is not there yet."""
        self._count += 1
        return self.url(f"of_test_{self._count}")

    def fill(self, place: Place, template: str = "template0") -> None:
        """Make a database there, a copy of another in which nobody is."""
        copied = f"OWNER {OWNER} TEMPLATE {template} STRATEGY file_copy"
        self.execute(f"CREATE DATABASE {name_at(place)} {copied}")

    def drop(self, place: Place) -> None:
        """Take a database away, whoever is in it."""
        self.execute(f"DROP DATABASE IF EXISTS {name_at(place)} WITH (FORCE)")

    def execute(self, statement: str, name: str = "postgres") -> None:
        """One statement, by the administrator."""
        with psycopg.connect(self.url(name, ADMIN), autocommit=True) as connection:
            connection.execute(statement)

    def run(self, program: str, *arguments: str) -> None:
        """One of PostgreSQL's programs, not as root, which it refuses."""
        user = "postgres" if _is_root() else None
        command = [str(self._programs / program), *arguments]
        done = subprocess.run(
            command, user=user, cwd=self.folder, capture_output=True, check=False, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

    def restart(self) -> None:
        """Show everybody the door and start again."""
        self.run("pg_ctl", "-D", "data", "-m", "fast", "stop")
        self.start()

    def start(self) -> None:
        """Listen on a socket in the folder, and nowhere else."""
        listen = ["-k", str(self.folder), "-c", "listen_addresses="]
        options = " ".join([*CAREFREE, *listen])
        self.run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")


def name_at(place: Place) -> str:
    """The database's name on its server."""
    return str(make_url(str(place)).database)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def programs() -> Path | None:
    """Where initdb and its kin are: Debian keeps them off the search path."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    found = str(kept[-1]) if kept else shutil.which("pg_ctl")
    return Path(found).parent if found else None


@contextmanager
def running_server() -> Iterator[Server]:
    """A fresh server, stopped and removed at the end."""
    there = programs()
    if there is None:
        missing = "no PostgreSQL server here; on Debian: apt-get install postgresql"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    folder = Path(tempfile.mkdtemp(prefix="liren-pg-"))  # short: a socket's path has 107 bytes
    server = Server(folder, there)
    try:
        if _is_root():
            shutil.chown(folder, "postgres")
        server.run(
            *("initdb", "-D", "data", "-U", ADMIN, "-A", "trust", "-E", "UTF8"),
            *("--locale=C.UTF-8", "--no-sync"),
        )
        (folder / "data" / "pg_hba.conf").write_text(ACCESS)
        server.start()
        server.execute(f"CREATE ROLE {OWNER} LOGIN")
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def make_district(server: Server) -> Made:
    """A district in a database that others are copied from."""
    url = server.database()
    station, code = create_station(url, OFFICE, FIRST)
    station.close()
    return Made(name_at(url), code, station.actor)


@cache
def _district_file() -> tuple[bytes, bytes, Made]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        station, code = create_station(path, OFFICE, FIRST)
        station.close()
        keys = keyslots.companion(path).read_bytes()
        return path.read_bytes(), keys, Made(FILE, code, station.actor)


def a_district_file(folder: Path) -> Station:
    """The same in a file, opened by its key; the caller closes it."""
    content, keys, made = _district_file()
    path = folder / made.name
    path.write_bytes(content)
    keyslots.companion(path).write_bytes(keys)
    return _opened(path, made)


def _opened(place: Place, made: Made) -> Station:
    database = Database(place, made.key)
    with database.read() as session:
        return Station(place, database, made.actor, profile(session))


def a_district(server: Server, made: Made) -> Station:
    """A copy of the district, opened by its key; the caller closes it."""
    return _opened(server.database(made.name), made)
