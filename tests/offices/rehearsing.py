"""A station that takes what comes, is looked at, and is as it was before: thousands of times."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.station import Station
from db.changelog import Replica, known_vector
from db.log_check import numbers_missing, strays
from db.shapes import shapes
from db.sqlite_file import raw_connection
from tests.offices.office import OfficeAtWork


class GivenBack(Exception):
    """It was taken, and the transaction rolled back."""


def assert_sound(session: Session, tables: set[str], vector: dict[UUID, int]) -> None:
    """What a bundle did holds together: the log leads to the rows, and nothing points nowhere."""
    session.flush()
    assert numbers_missing(session) == ""
    astray = {name: strays(session, shapes()[name]) for name in tables}
    assert not any(astray.values()), astray
    assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
    now = known_vector(session)
    assert all(now[origin] >= counter for origin, counter in vector.items())


def others_vector(session: Session) -> dict[UUID, int]:
    """What we have of other stations; our own may turn out to have been set back."""
    chosen = select(Replica.id, Replica.counter).where(Replica.via.is_not(None))
    return {row.id: row.counter for row in session.execute(chosen)}


@dataclass
class Rehearsal(Station):
    """An open station whose every write is looked at before its end and then taken back."""

    tables: set[str] = field(default_factory=set)
    """Which tables the next write may change."""

    @contextmanager
    def write(self, *, label: str = ""):
        with super().write(label=label) as session:
            before = others_vector(session)
            yield session
            assert_sound(session, self.tables, before)
            raise GivenBack


class Observer:
    """Sees from beside whether anything at all was written to a station's file."""

    def __init__(self, office: OfficeAtWork):
        database = office.station.database
        self._office = office
        self._connection = raw_connection(database.path, database.key)
        self._before = self._version()

    def _version(self) -> int:
        """Changes with every commit of another connection."""
        return self._connection.execute("PRAGMA data_version").fetchone()[0]

    def assert_untouched(self) -> None:
        assert self._version() == self._before

    def close(self) -> None:
        self._connection.close()


def rehearsing(office: OfficeAtWork) -> OfficeAtWork:
    """The same office, whose station gives everything back."""
    station = office.station
    parts = (station.place, station.database, station.actor, station.office)
    return OfficeAtWork(Rehearsal(*parts), office.folder)
