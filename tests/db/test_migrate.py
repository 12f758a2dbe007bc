"""The schema: an empty file migrated is what the models say, and newer files are left alone."""

import shutil

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from app import tables
from app.accounts.models import Office
from db import faults, keyslots, migrate, sqlite_file
from db.engine import Database
from tests.builders import a_station, opened, template
from tests.db.rows import a_grid, add, shared_rows


def test_an_empty_file_migrated_equals_the_models(station):
    with station.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": migrate.compared})
        found = compare_metadata(context, tables.METADATA)
    assert found == []


def test_an_up_to_date_file_is_opened_without_a_copy(station, tmp_path):
    migrate.bring_up_to_date(station.database)
    assert len([p for p in tmp_path.iterdir() if p.suffix in (".station", ".keys")]) == 2
    assert not list(tmp_path.glob("*.v*"))


def test_a_file_of_a_newer_program_is_refused_and_not_touched(station):
    station.database.set_pragma("user_version", migrate.SCHEMA_VERSION + 1)
    station.close()
    before = station.path.read_bytes()
    again = Database(station.path, template().key)
    with pytest.raises(faults.NewerSchema):
        migrate.bring_up_to_date(again)
    again.close()
    assert station.path.read_bytes() == before


def test_an_encrypted_file_of_another_program_is_not_a_station(station):
    station.database.set_pragma("application_id", 7)
    with pytest.raises(faults.NotAStation):
        migrate.bring_up_to_date(station.database)


def test_the_copy_before_an_upgrade_holds_what_is_still_in_the_log_of_sqlite(station, tmp_path):
    add(station, a_grid())
    copy = migrate.copy_before_upgrade(station.database, 1)
    again = tmp_path / "副本.station"
    shutil.copy(copy, again)
    reopened = opened(again)
    assert shared_rows(reopened) == shared_rows(station)
    reopened.close()


def test_the_copy_is_not_made_while_somebody_reads_an_older_state(tmp_path, monkeypatch):
    """The log of SQLite could not be folded in, so the copy would lack the newest records."""
    monkeypatch.setattr(sqlite_file, "BUSY_MS", 50)
    station = a_station(tmp_path)
    with station.read() as session:
        session.scalars(select(Office)).all()
        add(station, a_grid())
        with pytest.raises(faults.Busy):
            migrate.copy_before_upgrade(station.database, 1)
    station.close()
    assert not list(tmp_path.glob("*.v*"))


def test_an_interrupted_creation_is_carried_on(tmp_path):
    """Power gone between the tables and the mark of the version: the next opening marks it."""
    path = tmp_path / "新.station"
    database = Database(path, keyslots.file_key(bytes(16)))
    migrate.bring_up_to_date(database)
    database.set_pragma("user_version", 0)
    migrate.bring_up_to_date(database)
    assert database.pragma("user_version") == [(migrate.SCHEMA_VERSION,)]
    database.close()


def test_there_is_a_migration_for_every_version():
    from pathlib import Path

    versions = Path(migrate.__file__).parent / "migrations" / "versions"
    assert len(list(versions.glob("[0-9]*.py"))) == migrate.SCHEMA_VERSION
