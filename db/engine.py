"""Sessions on an open station, wherever it lies: reading on a snapshot, writing under a lock.

What a file and a server differ in is a :class:`Backend`; nothing above this module asks which of
them it has, except for what only a file has (pages to check, a copy to make).
"""

import errno
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, ClassVar, Protocol
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from db import clock, faults, postgres, sqlite_file
from db.ids import new_id
from db.places import Place, is_server
from db.postgres import PostgresDatabase
from db.replicated import ReadSession, Transaction, WriteSession, stamper_of
from db.sqlite_file import SqliteFile


class Backend(Protocol):
    """What a file and a server differ in."""

    reading: ClassVar[dict[str, Any]]
    """Execution options of readers: one snapshot, and no writing where that can be said."""
    writing: ClassVar[dict[str, Any]]
    """Execution options of writers: the one write lock, from the beginning."""

    def make_engine(self) -> Engine:
        """SQLAlchemy's engine on it."""

    def prove_key(self, engine: Engine) -> None:
        """Refuse a key that is not this station's."""

    def schema_version(self, connection: Connection) -> int:
        """Which schema it has; 0: none yet."""

    def set_schema_version(self, connection: Connection, version: int) -> None:
        """Say which schema it has now."""

    def before_migrating(self, connection: Connection) -> None:
        """Make what the migrations stand on."""

    def after_migrating(self, connection: Connection) -> None:
        """Do what the migrations leave to the dialect."""

    def names(self, connection: Connection) -> set[str]:
        """Names of its tables and triggers."""

    def hasty(self, engine: Engine) -> AbstractContextManager[None]:
        """Within it a commit may be lost with the power."""


class Database:
    """One open station."""

    def __init__(self, place: Place, key: bytes):
        """Open an existing station or start a new one.

        Raises:
            faults.WrongKey: it does not open with this key.
            faults.ReadOnly: the file or its folder cannot be written.
            faults.Unreachable, faults.ServerPassword, faults.NoDatabase: of a server.
        """
        self.place, self.key = place, key
        self.backend: Backend = (
            PostgresDatabase(place, key) if is_server(place) else SqliteFile(place, key)
        )
        self._engine = self.backend.make_engine()
        try:
            with translated_faults():
                self.backend.prove_key(self._engine)
        except BaseException:
            self._engine.dispose()
            raise
        self._one_writer = threading.RLock()
        """Writers of this program wait here for each other, however long one takes (a bundle)."""
        reading = self._engine.execution_options(**self.backend.reading)
        self._writing = self._engine.execution_options(**self.backend.writing)
        self._readers = sessionmaker(reading, class_=ReadSession, expire_on_commit=False)
        self._writers = sessionmaker(self._writing, class_=WriteSession, expire_on_commit=False)

    @property
    def path(self) -> Path:
        """The station's file; asking it of a server is a mistake in the program."""
        if is_server(self.place):
            raise TypeError("a station on a server is no file")
        return self.place

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine, for migrations and checks."""
        return self._engine

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one consistent snapshot; writing through it is refused."""
        with self._readers() as session, translated_faults():
            yield session

    @contextmanager
    def write(
        self, actor_id: UUID | None = None, *, label: str = "", foreground: bool = True
    ) -> Iterator[Session]:
        """A session that holds the write lock from its beginning and commits at its end.

        Any exception rolls back everything. ``foreground`` marks work a user may undo.

        Raises:
            faults.Busy: another program holds the lock for too long.
            faults.DiskFull, faults.ReadOnly, faults.Damaged.
        """
        with self._one_writer:
            transaction = Transaction(new_id(), actor_id, clock.now(), label, undoable=foreground)
            with (
                translated_faults(),
                self._writers(info={"transaction": transaction}) as session,
                session.begin(),
            ):
                stamper_of(session)
                yield session

    @contextmanager
    def exclusive(self) -> Iterator[Connection]:
        """A connection below the change log that holds the write lock: schema and identity.

        Raises:
            faults.Busy: another program holds the lock for too long.
            faults.DiskFull, faults.ReadOnly, faults.Damaged.
        """
        with self._one_writer, translated_faults(), self._writing.begin() as connection:
            yield connection

    def schema_version(self) -> int:
        """Which schema it has; 0 where no station was made yet.

        Raises:
            faults.NotAStation: an encrypted database of some other program.
        """
        with translated_faults(), self._engine.connect() as connection:
            return self.backend.schema_version(connection)

    def names(self) -> set[str]:
        """Names of its tables and triggers."""
        with translated_faults(), self._engine.connect() as connection:
            return self.backend.names(connection)

    @contextmanager
    def hasty(self) -> Iterator[None]:
        """Commit without waiting for the disk: for what is thrown away unless finished."""
        with self.backend.hasty(self._engine):
            yield

    def pragma(self, name: str) -> list[tuple[Any, ...]]:
        """All rows a pragma of the file answers.

        Raises:
            faults.Damaged, faults.Busy.
        """
        with translated_faults(), self._engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {name}")]

    def set_pragma(self, name: str, value: int) -> None:
        """Set a numeric pragma that is kept in the file's header.

        Raises:
            faults.ReadOnly, faults.DiskFull, faults.Busy.
        """
        with translated_faults(), self._engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA {name} = {value}")
            connection.commit()

    def close(self) -> None:
        """Give back every connection; a file's write-ahead log is folded into it."""
        self._engine.dispose()


@contextmanager
def translated_faults() -> Iterator[None]:
    """Turn errors about the station (full, locked, damaged, read-only, gone) into faults."""
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as error:
        fault = fault_of(error.orig if isinstance(error, DBAPIError) else error)
        if fault is None:
            raise
        raise fault from error
    except OSError as error:
        fault = _fault_of_os(error)
        if fault is None:
            raise
        raise fault from error


def fault_of(error: BaseException | None) -> faults.FileFault | None:
    """The fault a driver error stands for, or None when it is not about the station."""
    return postgres.fault_of(error) or sqlite_file.fault_of(error)


OS_FAULTS: dict[int, type[faults.FileFault]] = {
    errno.ENOSPC: faults.DiskFull,
    errno.EDQUOT: faults.DiskFull,
    errno.EFBIG: faults.DiskFull,
    errno.EACCES: faults.ReadOnly,
    errno.EROFS: faults.ReadOnly,
    errno.EPERM: faults.ReadOnly,
    errno.EISDIR: faults.ReadOnly,
    errno.ENOTDIR: faults.ReadOnly,
    errno.EEXIST: faults.ReadOnly,
    errno.EIO: faults.Unreachable,
    errno.ENODEV: faults.Unreachable,
    errno.ENXIO: faults.Unreachable,
}


def _fault_of_os(error: OSError) -> faults.FileFault | None:
    kind = OS_FAULTS.get(error.errno or 0)
    return None if kind is None else kind(str(error))
