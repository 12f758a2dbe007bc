"""A station in a file: SQLCipher, encrypted, in WAL mode, with explicit transactions.

SQLCipher takes a raw 256-bit key (no key stretching here; passwords are stretched in
:mod:`db.keyslots`). The page cache is 64 MB: with the default of 2 MB, work on an encrypted file
costs 2.6 to 3.6 times as much as on a plain one; with this cache it costs about the same.
``synchronous = FULL``: what was committed is on the disk when the power goes.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, ClassVar

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from db import faults

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


class SqliteFile:
    """How a station's file is reached; see :class:`db.engine.Backend`."""

    reading: ClassVar[dict[str, Any]] = {}
    writing: ClassVar[dict[str, Any]] = {"begin": "IMMEDIATE"}

    def __init__(self, path: Path, key: bytes):
        self.path, self.key = path, key
        self._synchronous = "FULL"

    def make_engine(self) -> Engine:
        """Connections with the key and all pragmas."""
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

    def prove_key(self, engine: Engine) -> None:
        """Open the file, or start a new one.

        Raises:
            faults.WrongKey: it does not open with this key.
            faults.ReadOnly: the file or its folder cannot be written.
        """
        try:
            with closing(raw_connection(self.path, self.key)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlcipher.DatabaseError as error:
            raise fault_of(error, opening=True) or error from error

    def schema_version(self, connection: Connection) -> int:
        """The header's number; 0 in a new file.

        Raises:
            faults.NotAStation: an encrypted database of some other program.
        """
        version: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if version and application != APPLICATION_ID:
            raise faults.NotAStation(self.path)
        return version

    def set_schema_version(self, connection: Connection, version: int) -> None:
        """Mark the file as a station of this schema."""
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")

    def before_migrating(self, connection: Connection) -> None:
        """Nothing: a file is there as soon as it is opened."""

    def after_migrating(self, connection: Connection) -> None:
        """Nothing: the migrations say all there is to say on SQLite."""

    def names(self, connection: Connection) -> set[str]:
        """Tables, views, indexes and triggers."""
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master")
        return {name for (name,) in found}

    @contextmanager
    def hasty(self, engine: Engine) -> Iterator[None]:
        """Commit without waiting for the disk: for a file that is thrown away unless finished."""
        self._synchronous = "OFF"
        engine.dispose()
        try:
            yield
        finally:
            self._synchronous = "FULL"
            engine.dispose()  # the last connection folds the log into the file
            with self.path.open("rb+") as file:
                os.fsync(file.fileno())


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


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
