"""Writes the next migration from the difference between the models and the last one.

    python -m tests.db.write_migration "registers"

Read what it wrote, add triggers and data by hand, raise ``db.migrate.SCHEMA_VERSION``, and keep a
station of the version before in ``tests/old``.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

import db
from app.tables import METADATA
from db.engine import Database

KEY = bytes(32)


def write_migration(message: str, number: int) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(db.__file__).parent / "migrations"))
    config.attributes["metadata"] = METADATA
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "empty.station", KEY)
        with database.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        database.close()


if __name__ == "__main__":
    versions = Path(db.__file__).parent / "migrations" / "versions"
    write_migration(sys.argv[1], len(list(versions.glob("[0-9]*.py"))) + 1)
