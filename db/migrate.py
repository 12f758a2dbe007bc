"""Bringing a station to the schema this program knows.

It says itself which schema it has, so that Alembic (212 ms to import) is only called when there is
something to do. Before an existing file is changed, a copy is put beside it. On a server the new
schema is there whole or not at all, and copies are the server's own affair.
"""

import shutil
from pathlib import Path

from db import clock, faults
from db.engine import Database, translated_faults
from db.places import is_server

SCHEMA_VERSION = 5
"""Raised by one with each migration; see ``db/migrations/versions``."""


def compared(name: str | None, kind: str, parents: object) -> bool:
    """Whether the models tell of a table: full-text indexes, ``…_search`` and what SQLite keeps
    for them, stand in the migrations alone, and what a server's station says of itself in
    :mod:`db.postgres`.
    """
    alone = name is not None and ("_search" in name or name in ("schema_version", "key_slots"))
    return not (kind == "table" and alone)


def bring_up_to_date(database: Database) -> None:
    """Create or upgrade the schema.

    Raises:
        faults.NewerSchema: made by a newer program; untouched.
        faults.NotAStation: an encrypted database of some other program.
    """
    version = database.schema_version()
    if version > SCHEMA_VERSION:
        raise faults.NewerSchema(version)
    if version == SCHEMA_VERSION:
        return
    if version and not is_server(database.place):
        copy_before_upgrade(database, version)
    _upgrade(database)


def copy_before_upgrade(database: Database, version: int) -> Path:
    """Put a copy of the file beside it, named after its schema and the day.

    Raises:
        faults.DiskFull, faults.ReadOnly: no copy, and nothing was changed.
        faults.Busy: another program is reading the file, so that a copy would not be whole.
    """
    if database.pragma("wal_checkpoint(TRUNCATE)")[0][0]:
        raise faults.Busy(database.path)
    copy = database.path.with_name(f"{database.path.name}.v{version}-{clock.today()}")
    part = copy.with_name(copy.name + ".part")
    try:
        with translated_faults():
            shutil.copy2(database.path, part)
            part.replace(copy)
    finally:
        part.unlink(missing_ok=True)
    return copy


def _upgrade(database: Database) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with database.exclusive() as connection:
        database.backend.before_migrating(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        database.backend.after_migrating(connection)
        database.backend.set_schema_version(connection, SCHEMA_VERSION)
