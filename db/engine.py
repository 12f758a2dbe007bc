"""Connections to a station's file: encrypted, in WAL mode, with explicit transactions.

SQLCipher takes a raw 256-bit key (no key stretching here; passwords are stretched in
:mod:`db.keyslots`). The page cache is 64 MB: with the default of 2 MB, work on an encrypted file
costs 2.6 to 3.6 times as much as on a plain one; with this cache it costs about the same.
``synchronous = FULL``: what was committed is on the disk when the power goes.
"""

import errno
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from db import clock, faults
from db.ids import new_id
from db.replicated import ReadSession, Transaction, WriteSession, stamper_of

APPLICATION_ID = 0x4C52454E
"""``PRAGMA application_id`` of a station file: the letters LREN."""
CACHE_KIB = 64 * 1024
BUSY_MS = 5_000
PLAIN_SQLITE = b"SQLite format 3\0"
PAGE = 4096


def raw_connection(path: Path, key: bytes) -> Any:
    """A driver connection to an encrypted file with all pragmas set; does not prove the key."""
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA recursive_triggers = ON")  # INSERT OR REPLACE deletes, too
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return connection


def probe(path: Path) -> None:
    """Look at a file from outside: is it there, writable, and can it be a station?

    Raises:
        FileNotFoundError, faults.NotAStation, faults.ReadOnly.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        head = file.read(16)
    size = path.stat().st_size
    if head == PLAIN_SQLITE or size < PAGE:
        raise faults.NotAStation(path)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise faults.ReadOnly(path)


class Database:
    """One open station file."""

    def __init__(self, path: Path, key: bytes):
        """Open an existing file or start a new one.

        Raises:
            faults.WrongKey: the file does not open with this key.
            faults.ReadOnly: the file or its folder cannot be written.
        """
        self.path, self.key = path, key
        self._synchronous = "FULL"
        self._engine = self._make_engine()
        self._prove_key()
        immediate = self._engine.execution_options(begin="IMMEDIATE")
        self._readers = sessionmaker(self._engine, class_=ReadSession, expire_on_commit=False)
        self._writers = sessionmaker(immediate, class_=WriteSession, expire_on_commit=False)

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine, for migrations and checks."""
        return self._engine

    def _make_engine(self) -> Engine:
        engine = create_engine(
            "sqlite+pysqlite://",
            creator=self._connect,
            module=sqlcipher,
            poolclass=QueuePool,
            pool_size=4,
            json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
        )
        event.listen(engine, "begin", _begin)
        return engine

    def _connect(self) -> Any:
        connection = raw_connection(self.path, self.key)
        connection.execute(f"PRAGMA synchronous = {self._synchronous}")
        return connection

    def _prove_key(self) -> None:
        try:
            with closing(raw_connection(self.path, self.key)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlcipher.DatabaseError as error:
            raise fault_of(error, opening=True) or error from error

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
            faults.Busy, faults.DiskFull, faults.ReadOnly, faults.Damaged.
        """
        transaction = Transaction(new_id(), actor_id, clock.now(), label, undoable=foreground)
        with (
            translated_faults(),
            self._writers(info={"transaction": transaction}) as session,
            session.begin(),
        ):
            stamper_of(session)
            yield session

    @contextmanager
    def hasty(self) -> Iterator[None]:
        """Commit without waiting for the disk: for a file that is thrown away unless finished."""
        self._synchronous = "OFF"
        self._engine.dispose()
        try:
            yield
        finally:
            self._synchronous = "FULL"
            self._engine.dispose()  # the last connection folds the log into the file
            with self.path.open("rb+") as file:
                os.fsync(file.fileno())

    def pragma(self, name: str) -> list[tuple[Any, ...]]:
        """All rows a pragma answers.

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
        """Give back every connection; the write-ahead log is folded into the file."""
        self._engine.dispose()


def _begin(connection: Any) -> None:
    mode = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def translated_faults() -> Iterator[None]:
    """Turn errors about the file (full, locked, damaged, read-only, gone) into faults."""
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


def fault_of(error: BaseException | None, *, opening: bool = False) -> faults.FileFault | None:
    """The fault a driver error stands for, or None when it is not about the file."""
    code = getattr(error, "sqlite_errorcode", None)
    text = str(error).lower()
    by_code: dict[int, type[faults.FileFault]] = {
        sqlite3.SQLITE_FULL: faults.DiskFull,
        sqlite3.SQLITE_BUSY: faults.Busy,
        sqlite3.SQLITE_READONLY: faults.ReadOnly,
        sqlite3.SQLITE_CANTOPEN: faults.ReadOnly,
        sqlite3.SQLITE_CORRUPT: faults.Damaged,
        sqlite3.SQLITE_IOERR: faults.Unreachable,
        sqlite3.SQLITE_NOTADB: faults.WrongKey if opening else faults.Damaged,
    }
    by_text: dict[str, type[faults.FileFault]] = {
        "full": faults.DiskFull,
        "locked": faults.Busy,
        "readonly": faults.ReadOnly,
        "unable to open": faults.ReadOnly,
        "malformed": faults.Damaged,
        "i/o error": faults.Unreachable,
        "not a database": faults.WrongKey if opening else faults.Damaged,
    }
    if isinstance(code, int) and (code & 0xFF) in by_code:
        return by_code[code & 0xFF](text)
    for words, kind in by_text.items():
        if words in text and isinstance(error, sqlcipher.DatabaseError):
            return kind(text)
    return None


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
