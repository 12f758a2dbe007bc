"""A station on a PostgreSQL server: its own schema in one database, one writer at a time.

Only street and district stations run here. The seed, the key slots and the recovery code are the
same as a file's; the server's disk is the server's own to encrypt. A writer takes an advisory lock
when it begins, so that numbers without gaps and guards meet no race, and reads what is committed
then (READ COMMITTED: a snapshot taken before the lock was granted would be an old one). Readers see
one snapshot (REPEATABLE READ) and cannot write.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, Integer, NullPool, create_engine, event, text
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import TypeCompiler

from db import faults
from db.places import url_of

SCHEMA = "liren"
WRITE_LOCK = 0x4C52454E
"""Number of the advisory lock: the letters LREN."""
LOCK_MS = 5_000
CONNECT_SECONDS = 10
HERE = (
    "SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()), "
    "(SELECT timeline_id FROM pg_control_checkpoint()), "
    "(SELECT oid FROM pg_database WHERE datname = current_database()))"
)
"""Which database this is: another one after pg_restore, and after a recovery to a moment."""


@compiles(Integer, "postgresql")
def _as_wide_as_in_a_file(kind: Integer, compiler: TypeCompiler, **kw: Any) -> str:
    """A column's type: SQLite's integers have 64 bits, and what is entered there must fit in here.

    Models ask for it (:mod:`db.base`); Alembic, which writes migrations on SQLite, does not.
    """
    return "BIGINT" if "type_expression" in kw else "INTEGER"


def engine_for(place: str, **options: Any) -> Engine:
    """Connections to a server's database.

    Raises:
        faults.DriverMissing: psycopg is not installed here.
    """
    settings = f"-c search_path={SCHEMA} -c lock_timeout={LOCK_MS} -c timezone=UTC"
    try:
        engine = create_engine(
            url_of(place),
            connect_args={
                "options": settings,
                "connect_timeout": CONNECT_SECONDS,
                "client_encoding": "utf8",
                "application_name": "liren",
            },
            json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
            **options,
        )
    except ImportError as error:  # of psycopg, or of the libpq that it needs
        raise faults.DriverMissing(str(error)) from error
    engine.dialect.statement_compiler = _Compiler
    event.listen(engine, "connect", _read_numbers_as_of_a_file)
    return engine


class _Compiler(PGCompiler_psycopg):
    """Statements that mean here what they mean on a file: LIKE knows no capitals."""

    visit_like_op_binary = PGCompiler_psycopg.visit_ilike_op_binary
    visit_not_like_op_binary = PGCompiler_psycopg.visit_not_ilike_op_binary


def _read_numbers_as_of_a_file(connection: Any, record: object) -> None:
    """Sums of whole numbers are whole numbers, means are floats; the driver would say Decimal."""
    from psycopg.adapt import Loader

    class PlainNumber(Loader):
        def load(self, data: Any) -> int | float:
            text = bytes(data).decode("ascii")
            return int(text) if text.lstrip("-").isdecimal() else float(text)

    connection.adapters.register_loader("numeric", PlainNumber)


class PostgresDatabase:
    """How a station on a server is reached; see :class:`db.engine.Backend`."""

    reading: ClassVar[dict[str, Any]] = {
        "isolation_level": "REPEATABLE READ",
        "postgresql_readonly": True,
    }
    writing: ClassVar[dict[str, Any]] = {"begin": "LOCKED"}

    def __init__(self, place: str, key: bytes):
        self.place = place
        self._proof = hashlib.blake2b(key, digest_size=32, person=b"liren-key-proof").hexdigest()

    def make_engine(self) -> Engine:
        """A few connections, each tried before it is used: a server is started again at times."""
        engine = engine_for(self.place, pool_size=4, pool_pre_ping=True)
        event.listen(engine, "begin", _begin)
        return engine

    def prove_key(self, engine: Engine) -> None:
        """Nothing here is encrypted with the key; the station says which one is its own.

        Raises:
            faults.WrongKey: it is another station's.
        """
        with engine.connect() as connection:
            row = _station_row(connection)
        if row is not None and row.proof != self._proof:
            raise faults.WrongKey

    def schema_version(self, connection: Connection) -> int:
        """The one row's number; 0 where no station was made yet."""
        row = _station_row(connection)
        return 0 if row is None else row.version

    def set_schema_version(self, connection: Connection, version: int) -> None:
        """Write the one row."""
        if _station_row(connection) is None:
            first = f"INSERT INTO schema_version SELECT 1, 0, :proof, ({HERE})"
            connection.execute(text(first), {"proof": self._proof})
        connection.execute(text("UPDATE schema_version SET version = :v"), {"v": version})

    def before_migrating(self, connection: Connection) -> None:
        """The schema, and the two tables that are there before all others."""
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS schema_version (id integer PRIMARY KEY CHECK (id = 1), "
            "version integer NOT NULL, proof text NOT NULL, here text NOT NULL)"
        )
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS key_slots "
            "(id integer PRIMARY KEY CHECK (id = 1), content text NOT NULL)"
        )

    def after_migrating(self, connection: Connection) -> None:
        """Let a merge put off foreign keys; at once is what they stay otherwise."""
        found = connection.exec_driver_sql(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint "
            f"WHERE contype = 'f' AND NOT condeferrable AND connamespace = '{SCHEMA}'::regnamespace"
        )
        for table, name in found.all():
            connection.exec_driver_sql(
                f"ALTER TABLE {table} ALTER CONSTRAINT {name} DEFERRABLE INITIALLY IMMEDIATE"
            )

    def names(self, connection: Connection) -> set[str]:
        """Tables, indexes and triggers."""
        ours = f"JOIN pg_namespace ON pg_namespace.oid = relnamespace AND nspname = '{SCHEMA}'"
        found = connection.exec_driver_sql(
            f"SELECT relname FROM pg_class {ours} UNION ALL "
            f"SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid {ours} "
            "WHERE NOT tgisinternal AND tgenabled = 'O'"
        )
        return {name for (name,) in found}

    @contextmanager
    def hasty(self, engine: Engine) -> Iterator[None]:
        """No haste: how a server writes is its own affair."""
        yield

    def moved(self, connection: Connection) -> bool:
        """Whether it was restored from a backup, or copied, since it was last opened.

        What was made after the backup may be known elsewhere; see :mod:`db.identity`.
        """
        row = _station_row(connection)
        return row is not None and row.here != connection.exec_driver_sql(HERE).scalar_one()

    def settle(self, connection: Connection) -> None:
        """Remember that this is where it is now."""
        connection.exec_driver_sql(f"UPDATE schema_version SET here = ({HERE})")


def _station_row(connection: Connection) -> Any:
    """What the station says of itself, or None where there is none."""
    if (
        connection.exec_driver_sql(f"SELECT to_regclass('{SCHEMA}.schema_version')").scalar()
        is None
    ):
        return None
    return connection.exec_driver_sql("SELECT version, proof, here FROM schema_version").first()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("begin") == "LOCKED":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


class KeyTable:
    """Where the key slots of a station on a server lie; see :mod:`db.keyslots`."""

    name = "key_slots"

    def __init__(self, place: str):
        self._place = place

    def read(self) -> str:
        """The slots as JSON.

        Raises:
            faults.KeysMissing: no station was made there yet.
        """
        with _brief_connection(self._place) as connection:
            if connection.exec_driver_sql(f"SELECT to_regclass('{SCHEMA}.key_slots')").scalar():
                content = connection.exec_driver_sql("SELECT content FROM key_slots").scalar()
                if isinstance(content, str):
                    return content
        raise faults.KeysMissing(self.name)

    def write(self, content: str) -> None:
        """Put these in place of those that were there."""
        with _brief_connection(self._place) as connection:
            put = (
                "INSERT INTO key_slots (id, content) VALUES (1, :content) "
                "ON CONFLICT (id) DO UPDATE SET content = excluded.content"
            )
            connection.execute(text(put), {"content": content})


@contextmanager
def _brief_connection(place: str) -> Iterator[Connection]:
    """A connection beside an open station, or before there is one; commits at its end."""
    engine = engine_for(place, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise fault_of(error.orig) or error from error


def is_empty(place: str) -> bool:
    """Whether no station was made in a server's database yet.

    Raises:
        faults.Unreachable, faults.ServerPassword, faults.NoDatabase, faults.DriverMissing.
    """
    with _brief_connection(place) as connection:
        return _station_row(connection) is None


def forget(place: str) -> None:
    """Take away a half-made station with all that stands in our schema."""
    with _brief_connection(place) as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


BY_STATE: dict[str, type[faults.FileFault]] = {
    "25006": faults.ReadOnly,
    "28000": faults.ServerPassword,
    "28P01": faults.ServerPassword,
    "3D000": faults.NoDatabase,
    "40001": faults.Busy,
    "40P01": faults.Busy,
    "42501": faults.ReadOnly,
    "53100": faults.DiskFull,
    "53300": faults.Busy,
    "55P03": faults.Busy,
    "XX001": faults.Damaged,
    "XX002": faults.Damaged,
}
BY_CLASS: dict[str, type[faults.FileFault]] = {
    "08": faults.Unreachable,
    "53": faults.Unreachable,
    "57": faults.Unreachable,
    "58": faults.Unreachable,
}
"""By the first two letters: connection, resources, operator's intervention, system."""
BY_WORDS: tuple[tuple[str, type[faults.FileFault]], ...] = (
    ("password", faults.ServerPassword),
    ("authentication", faults.ServerPassword),
    ("认证失败", faults.ServerPassword),
    ("pg_hba.conf", faults.ServerPassword),
    ("role", faults.ServerPassword),
    ("角色", faults.ServerPassword),
    ("does not exist", faults.NoDatabase),
    ("不存在", faults.NoDatabase),
    ("too many", faults.Busy),
    ("remaining connection slots", faults.Busy),
)
"""While connecting the driver tells no code, only the server's words, in the server's language."""


def fault_of(error: BaseException | None) -> faults.FileFault | None:
    """The fault an error of psycopg stands for, or None when it is not about the server."""
    if not type(error).__module__.startswith("psycopg"):
        return None
    state, words = getattr(error, "sqlstate", None), str(error)
    if state:
        kind = BY_STATE.get(state) or BY_CLASS.get(state[:2])
        return kind(words) if kind else None
    if type(error).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    told = (kind for part, kind in BY_WORDS if part in words)
    return next(told, faults.Unreachable)(words)
