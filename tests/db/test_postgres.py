"""What only a station on a server can do, and what only there can go wrong."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from app import integrity, tables
from app.accounts.station import Station
from app.council.models import WorkPlan
from app.grids.models import Building, Grid
from db import faults, identity, keyslots, migrate, postgres
from db.changelog import Replica
from db.engine import Database
from db.places import name_of, place_of
from tests.db.rows import a_grid, add, filled
from tests.postgres import GUARDED, Server, a_district


def test_an_empty_database_migrated_equals_the_models(postgres_district):
    with postgres_district.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": migrate.compared})
        found = compare_metadata(context, tables.METADATA)
    keys = {"remove_fk", "add_fk"}  # they can be put off on a server, which the models do not say
    assert [each for each in found if each[0] not in keys] == []


def test_a_server_takes_what_a_file_takes(postgres_district):
    """32 bits would stop a bundle with a budget of thirty million yuan, in fen."""
    matter = filled(tables.METADATA.tables["matter"], grid_id=None)
    matter |= {"grid_id": None, "proposer_id": None}
    plan = filled(WorkPlan.__table__, matter_id=matter["id"], budget=3_000_000_000)
    with postgres_district.database.engine.begin() as connection:
        connection.execute(insert(tables.METADATA.tables["matter"]).values(matter))
        connection.execute(insert(WorkPlan.__table__).values(plan))
        assert connection.scalar(select(WorkPlan.budget)) == 3_000_000_000


def test_a_writer_kept_waiting_for_too_long_is_told_so(postgres_server, made_district, monkeypatch):
    monkeypatch.setattr(postgres, "LOCK_MS", 50)
    one = a_district(postgres_server, made_district)
    with one.database.write(), pytest.raises(faults.Busy), one.database.write():
        pass
    one.close()


def test_a_reader_cannot_write_even_past_the_session(postgres_district):
    with pytest.raises(faults.ReadOnly), postgres_district.database.read() as session:
        session.connection().exec_driver_sql("DELETE FROM draft")


def test_another_stations_key_does_not_open_it(postgres_district):
    with pytest.raises(faults.WrongKey):
        Database(postgres_district.place, keyslots.file_key(bytes(16)))


def test_a_newer_schema_is_refused(postgres_district):
    with postgres_district.database.exclusive() as connection:
        connection.exec_driver_sql("UPDATE schema_version SET version = version + 1")
    with pytest.raises(faults.NewerSchema):
        migrate.bring_up_to_date(postgres_district.database)


def test_an_upgrade_that_fails_leaves_nothing(postgres_server, monkeypatch):
    place = postgres_server.database()
    database = Database(place, bytes(32))
    monkeypatch.setattr(postgres.PostgresDatabase, "after_migrating", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        migrate.bring_up_to_date(database)
    monkeypatch.undo()
    assert database.names() == set()
    migrate.bring_up_to_date(database)
    assert database.schema_version() == migrate.SCHEMA_VERSION
    database.close()


def test_a_database_restored_elsewhere_becomes_a_new_replica_once(postgres_server, made_district):
    """A copy made by the server stands for one that pg_restore made."""
    copy = a_district(postgres_server, made_district)
    for _ in range(2):
        identity.take_new_identity_after_restore(copy.database)
    with copy.read() as session:
        replicas = session.scalars(select(Replica).order_by(Replica.since)).all()
    assert [(each.is_current, each.counter) for each in replicas] == [(False, 1), (True, 0)]
    assert replicas[1].parent_id == replicas[0].id
    copy.close()


def test_a_row_that_points_nowhere_and_a_missing_guard_are_found(postgres_district):
    with postgres_district.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE building DROP CONSTRAINT fk_building_grid_id")
        connection.execute(insert(Building.__table__).values(filled(Building.__table__)))
        connection.exec_driver_sql("DROP TRIGGER audit_entry_refuses_delete ON audit_entry")
    broken = {
        each.key: each.detail for each in integrity.check_all(postgres_district) if not each.passed
    }
    assert "building" in broken["keys"]
    assert "audit_entry_refuses_delete" in broken["schema"]


# -- what can go wrong on the way to a server -------------------------------------------------


def fault(place: str, key: bytes = bytes(32)) -> faults.FileFault:
    with pytest.raises(faults.FileFault) as caught:
        Database(place, key)
    return caught.value


def test_a_server_that_is_not_there_is_unreachable(tmp_path):
    assert type(fault(f"postgresql://liren@/x?host={tmp_path}")) is faults.Unreachable


def test_a_wrong_name_of_the_database_and_a_wrong_password_are_told_apart(postgres_server):
    postgres_server.execute(f"CREATE ROLE {GUARDED} LOGIN PASSWORD 'right'")
    assert type(fault(postgres_server.url("nothing"))) is faults.NoDatabase
    for user, password in ((GUARDED, "wrong"), (GUARDED, ""), ("nobody", "")):
        place = postgres_server.url("postgres", user, password)
        assert type(fault(place)) is faults.ServerPassword
    Database(postgres_server.url("postgres", GUARDED, "right"), bytes(32)).close()


def read_over_a_restart(server: Server, station: Station) -> None:
    with station.database.read() as session:
        session.scalars(select(Grid)).all()
        server.restart()
        session.scalars(select(Grid)).all()


def test_a_server_started_again_is_used_again(postgres_server, postgres_district):
    add(postgres_district, a_grid())
    with pytest.raises(faults.Unreachable):
        read_over_a_restart(postgres_server, postgres_district)
    with postgres_district.read() as session:
        assert session.scalar(select(func.count()).select_from(Grid)) == 1


def test_an_error_in_a_statement_is_no_fault_of_the_server(postgres_district):
    with pytest.raises(DBAPIError), postgres_district.database.read() as session:
        session.execute(text("SELECT nonsense"))


def test_a_place_is_a_url_or_a_path_and_is_named_without_its_password():
    url = place_of("postgresql://zhao:secret@10.1.2.3:5433/qu?sslmode=require")
    assert isinstance(url, str)
    assert (name_of(url), "secret" in name_of(url)) == ("qu@10.1.2.3", False)
    assert place_of("海港区.station").name == "海港区.station"
    for wrong in ("postgresql://10.1.2.3", "postgresql://a:b:c@:x/y"):
        with pytest.raises(ValueError, match="URL"):
            place_of(wrong)
