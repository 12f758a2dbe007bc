"""A station in a file and on a server: whatever is done, both do the same."""

from threading import Event, Thread

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from app import integrity, tables
from app.accounts import audit
from app.accounts.models import AuditEntry, Office
from app.accounts.station import Station
from app.grids.models import Building, Grid
from app.points.models import PointsAccount, PointsBalance, PointsTransfer, RewardStock, StockMove
from db import faults, guards, postgres, sqlite_file, undo
from db.changelog import MergeRunning
from db.defer import LATER, defer_foreign_keys
from db.ids import new_id
from db.replicated import shared_tables
from tests.db.rows import a_building, a_grid, add, changes, filled, highest, shared_rows

MERGING = insert(MergeRunning).values(id=1)


def failing(station: Station) -> list[str]:
    return [result.detail for result in integrity.failures(integrity.check_all(station))]


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
    connection.execute(text(LATER[connection.dialect.name]))
    there = {"staff_term": integrity.GRID_GUARDS, "points_transfer": POINTS, "reward_stock": STOCK}
    for table, names in there.items():
        for name in names:
            on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER {name}{on}"))


POINTS = [name for name in integrity.POINTS_GUARDS if name.startswith("points_transfer")]
STOCK = [name for name in integrity.POINTS_GUARDS if name.startswith("reward_stock")]


def test_balances_and_stock_are_kept_and_not_overdrawn(district):
    with district.database.engine.connect() as connection:
        connection.execute(text(LATER[connection.dialect.name]))
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


@pytest.fixture
def impatience(monkeypatch):
    """Nobody waits for the lock of a file or a server made from now on."""
    monkeypatch.setattr(sqlite_file, "BUSY_MS", 0)
    monkeypatch.setattr(postgres, "LOCK_MS", 1)


@pytest.mark.parametrize("way", ["write", "exclusive"])
def test_a_save_waits_for_the_other_writer_of_this_program_however_long_it_takes(
    impatience, district, way
):
    asked, found = Event(), []

    def save() -> None:
        asked.set()
        try:
            with district.write() as session:
                found.extend(session.scalars(select(Grid.name)))
        except faults.Busy as fault:
            found.append(fault)

    saving = Thread(target=save)
    with getattr(district.database, way)() as writer:
        saving.start()
        assert asked.wait(timeout=30)
        rows = [filled(Grid.__table__, name=f"第{number}网格") for number in range(500)]
        connection = writer.connection() if way == "write" else writer
        connection.execute(insert(Grid.__table__), rows)
    saving.join(timeout=30)
    assert len(found) == 500


def test_every_table_takes_a_row_and_every_trigger_is_there(district):
    with district.database.engine.connect() as connection:
        connection.execute(text(LATER[connection.dialect.name]))
        connection.execute(MERGING)
        for table in tables.METADATA.sorted_tables:
            if table.name != "merge_running":
                connection.execute(insert(table).values(filled(table)))
        connection.rollback()
    assert set(guards.declared()) <= district.database.names()


def test_words_are_found_in_capitals_or_small(district):
    add(district, a_grid("ETC 网格"))
    name = Grid.name
    with district.read() as session:
        for fits in (name.contains("etc"), name.startswith("Etc"), name.like("e_c%")):
            assert session.scalar(select(name).where(fits)) == "ETC 网格"
        assert session.scalar(select(name).where(name.not_like("etc%"))) is None


def test_sums_are_whole_numbers_and_means_are_not(district):
    add(district, a_grid("甲", code="01"), a_grid("乙乙", code="02"))
    length = func.length(Grid.name)
    with district.read() as session:
        row = session.execute(select(func.sum(length), func.avg(length), func.sum(-length))).one()
    assert [(type(one), one) for one in row] == [(int, 3), (float, 1.5), (int, -3)]
