"""The same station in a file and on a server, and what only a server can do wrong."""

from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from app import integrity, tables
from app.accounts.models import AuditEntry, Office
from app.accounts.station import Station
from app.council.models import WorkPlan
from app.grids.models import Building, Grid
from app.points.models import PointsAccount, PointsBalance, PointsTransfer, RewardStock, StockMove
from db import faults, guards, identity, keyslots, migrate, postgres, undo
from db.changelog import MergeRunning, Replica
from db.defer import defer_foreign_keys
from db.engine import Database
from db.ids import new_id
from db.places import name_of, place_of
from db.replicated import shared_tables
from tests.db.rows import a_building, a_grid, add, changes, filled, highest, shared_rows
from tests.postgres import GUARDED, Server, a_district

MERGING = insert(MergeRunning).values(id=1)


def failing(station: Station) -> list[str]:
    return [result.detail for result in integrity.failures(integrity.check_all(station))]


# -- what both can do -------------------------------------------------------------------------


def test_what_is_written_is_read_again_logged_and_taken_back(district):
    before, rows = highest(district), shared_rows(district)
    grid = a_grid(id=new_id())
    transaction = add(district, grid, a_building(grid))
    with district.write() as session:
        session.get_one(Grid, grid.id).name = "文化路网格"
    with district.write() as session:
        with pytest.raises(faults.ChangedSince):
            undo.undo(session, transaction)
        session.get_one(Grid, grid.id).name = "第一网格"
    assert [change.table_name for change in changes(district)[before:]] == [
        "grid", "building", "grid", "grid",
    ]  # fmt: skip
    with district.write() as session:
        undo.undo(session, transaction)
    assert shared_rows(district) == rows
    assert failing(district) == []


def test_a_later_row_stands_in_the_way_of_an_undo(district):
    first = a_grid(id=new_id())
    transaction = add(district, first)
    add(district, a_building(first))
    with pytest.raises(faults.ChangedSince), district.database.write() as session:
        undo.undo(session, transaction)
    assert failing(district) == []


def test_what_fails_leaves_no_row_and_no_gap_in_either_numbering(district):
    def write_in_vain() -> None:
        with district.write() as session:
            session.add(a_grid("第二网格"))
            entry = filled(AuditEntry.__table__)
            del entry["number"]
            session.add(AuditEntry(**entry))
            session.flush()
            raise ZeroDivisionError

    before = highest(district)
    with pytest.raises(ZeroDivisionError):
        write_in_vain()
    add(district, a_grid())
    with district.write() as session:
        from app.accounts import audit

        audit.record(session, district.actor, "test", "试一试")
    assert highest(district) == before + 1
    assert failing(district) == []


def test_a_reader_sees_one_snapshot_and_writes_nothing(district):
    with district.read() as session:
        assert session.scalars(select(Grid)).all() == []
        add(district, a_grid())
        assert session.scalars(select(Grid)).all() == []
        with pytest.raises(RuntimeError, match="reading"):
            session.execute(update(Office).values(name=""))
    with district.read() as session:
        assert len(session.scalars(select(Grid)).all()) == 1


def test_children_may_come_before_their_parents_when_keys_are_put_off(district):
    grid = a_grid(id=new_id())
    with pytest.raises(IntegrityError):
        add(district, a_building(grid))
    with district.write() as session:
        defer_foreign_keys(session)
        session.add(a_building(grid))
        session.flush()
        session.add(grid)
    with pytest.raises(IntegrityError):
        leave_alone(district, a_building(a_grid(id=new_id())))
    with district.read() as session:
        assert len(session.scalars(select(Building)).all()) == 1


def leave_alone(station: Station, child: object) -> None:
    with station.write() as session:
        defer_foreign_keys(session)
        session.add(child)
        session.flush()


def test_a_second_row_alike_is_refused_here_and_let_in_by_a_merge(district):
    with district.database.engine.connect() as connection:
        loosen(connection)
        for name, kind in shared_tables().items():
            table = tables.METADATA.tables[name]
            for columns in kind.__unique__:
                connection.execute(delete(MergeRunning))
                row = filled(table)
                connection.execute(insert(table).values(row))
                second = filled(table) | {column: row[column] for column in columns}
                wanted = f"UNIQUE: {name} {', '.join(columns)}"
                with pytest.raises(IntegrityError, match=wanted), connection.begin_nested():
                    connection.execute(insert(table).values(second))
                connection.execute(MERGING)
                connection.execute(insert(table).values(second))
        connection.rollback()


def loosen(connection) -> None:
    """Rows need no parents, and rules other than those of uniqueness are gone."""
    later = {"sqlite": "PRAGMA defer_foreign_keys = ON"}
    connection.execute(text(later.get(connection.dialect.name, "SET CONSTRAINTS ALL DEFERRED")))
    there = {"staff_term": integrity.GRID_GUARDS, "points_transfer": POINTS, "reward_stock": STOCK}
    for table, names in there.items():
        for name in names:
            on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER {name}{on}"))


POINTS = [name for name in integrity.POINTS_GUARDS if name.startswith("points_transfer")]
STOCK = [name for name in integrity.POINTS_GUARDS if name.startswith("reward_stock")]


def test_balances_and_stock_are_kept_and_not_overdrawn(district):
    with district.database.engine.connect() as connection:
        connection.execute(text(DEFER[connection.dialect.name]))
        purses = [filled(PointsAccount.__table__, kind=kind) for kind in ("issued", "resident")]
        connection.execute(insert(PointsAccount.__table__), purses)
        issued, resident = (purse["id"] for purse in purses)
        transfer(connection, issued, resident, 5)
        transfer(connection, resident, issued, 3)
        with pytest.raises(IntegrityError, match="below zero"), connection.begin_nested():
            transfer(connection, resident, issued, 3)
        assert balance(connection, resident) == 2
        connection.execute(MERGING)
        transfer(connection, resident, issued, 3)
        assert balance(connection, resident) == -1
        move = filled(StockMove.__table__, quantity=-1)
        connection.execute(insert(StockMove.__table__).values(move))
        assert connection.scalar(select(RewardStock.quantity)) == -1
        connection.rollback()


DEFER = {"sqlite": "PRAGMA defer_foreign_keys = ON", "postgresql": "SET CONSTRAINTS ALL DEFERRED"}


def transfer(connection, giver, taker, amount: int) -> None:
    given = {"from_account": giver, "to_account": taker, "amount": amount}
    row = filled(PointsTransfer.__table__, **given) | {"reverses_id": None}
    connection.execute(insert(PointsTransfer.__table__).values(row))


def balance(connection, account) -> int:
    return connection.scalar(
        select(PointsBalance.balance).where(PointsBalance.account_id == account)
    )


@pytest.mark.parametrize(
    "change", ["UPDATE audit_entry SET sentence = ''", "DELETE FROM audit_entry"]
)
def test_the_audit_log_is_only_added_to(district, change):
    with pytest.raises(IntegrityError, match="append-only"), district.write() as session:
        session.execute(text(change))
    assert failing(district) == []


def test_two_writers_wait_for_each_other(district):
    """The second begins while the first is at work, and neither loses a number."""
    before, waiting = highest(district), []

    def write_second() -> None:
        add(district, a_grid("第二网格"))

    with district.write() as session:
        session.add(a_grid("第一网格"))
        session.flush()
        waiting.append(Thread(target=write_second))
        waiting[0].start()
        session.add(a_grid("第三网格"))
    waiting[0].join(timeout=30)
    names = [change.after["name"] for change in changes(district)[before:]]
    assert names == ["第一网格", "第三网格", "第二网格"]
    assert failing(district) == []


def test_every_table_takes_a_row_and_every_trigger_is_there(district):
    with district.database.engine.connect() as connection:
        connection.execute(text(DEFER[connection.dialect.name]))
        connection.execute(MERGING)
        for table in tables.METADATA.sorted_tables:
            if table.name != "merge_running":
                connection.execute(insert(table).values(filled(table)))
        connection.rollback()
    assert set(guards.declared()) <= district.database.names()


# -- a server alone ---------------------------------------------------------------------------


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
