"""What the database refuses when it is written here, and lets through when it is merged in."""

import pytest
from sqlalchemy import (
    Connection,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError

from app import integrity, tables
from app.grids.models import Grid
from app.points.models import PointsAccount, PointsBalance, PointsTransfer, RewardStock, StockMove
from app.residents.models import Resident, ResidentPlace
from db import guards
from db.changelog import MergeRunning
from db.ids import new_id
from db.replicated import shared_tables
from tests.builders import a_resident
from tests.db.rows import a_grid, add, filled

UNIQUE = [(name, columns) for name, kind in shared_tables().items() for columns in kind.__unique__]
MERGING = insert(MergeRunning).values(id=1)


@pytest.fixture
def loose(station):
    """A connection on which rows need no parents, so that any table can be filled by itself."""
    with station.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield connection
        connection.rollback()


@pytest.mark.parametrize(("name", "columns"), UNIQUE, ids=str)
def test_a_second_row_alike_is_refused_here_and_let_in_by_a_merge(loose, name, columns):
    table = tables.METADATA.tables[name]
    without_other_rules(loose)
    row = filled(table)
    loose.execute(insert(table).values(row))
    second = filled(table) | {column: row[column] for column in columns}
    with pytest.raises(IntegrityError, match=f"UNIQUE: {name} "), loose.begin_nested():
        loose.execute(insert(table).values(second))
    loose.execute(MERGING)
    loose.execute(insert(table).values(second))
    alike = [table.c[column] == row[column] for column in columns]
    assert loose.scalar(select(func.count()).select_from(table).where(*alike)) == 2


def without_other_rules(connection: Connection) -> None:
    for name in (*integrity.GRID_GUARDS, *integrity.POINTS_GUARDS):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


@pytest.mark.parametrize(("name", "columns"), UNIQUE, ids=str)
def test_a_row_changed_to_be_like_another_is_refused_here_and_let_in_by_a_merge(
    loose, name, columns
):
    table = tables.METADATA.tables[name]
    without_other_rules(loose)
    first, second = filled(table), filled(table)
    loose.execute(insert(table), [first, second])
    alike = {column: first[column] for column in columns}
    change = table.update().where(table.c.id == second["id"]).values(alike)
    with pytest.raises(IntegrityError, match=f"UNIQUE: {name} "), loose.begin_nested():
        loose.execute(change)
    loose.execute(MERGING)
    assert loose.execute(change).rowcount == 1


def test_what_is_empty_is_like_nothing(loose):
    accounts = tables.METADATA.tables["points_account"]
    owner = new_id()
    for _ in range(2):
        loose.execute(insert(accounts).values(filled(accounts, owner=owner) | {"card": None}))


def test_no_shared_table_has_a_uniqueness_that_merging_could_break():
    """A UniqueConstraint or a unique index would stop a bundle for good; see ``db.guards``."""
    for name in shared_tables():
        table = tables.METADATA.tables[name]
        assert [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)] == []
        assert [index.name for index in table.indexes if index.unique] == []
        assert [column.name for column in table.primary_key] == ["id"]


def test_in_the_file_itself_only_the_id_of_a_shared_row_is_unique(station):
    for name in shared_tables():
        indexes = station.database.pragma(f"index_list({name})")
        assert [row[1] for row in indexes if row[2] and row[3] != "pk"] == []


def test_what_must_be_unique_is_looked_up_by_an_index(loose):
    for name, columns in UNIQUE:
        alike = " AND ".join(f"{column} = 1" for column in columns)
        plan = loose.execute(text(f"EXPLAIN QUERY PLAN SELECT 1 FROM {name} WHERE {alike}"))
        assert all("USING" in line[3] and "INDEX" in line[3] for line in plan), name


def test_every_guard_is_one_that_the_check_looks_for(station):
    with station.read() as session:
        found = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        present = {name for name in found if "_search_" not in name}
    told = {*integrity.AUDIT_GUARDS, *integrity.GRID_GUARDS, *integrity.POINTS_GUARDS}
    assert present == told | set(guards.declared())
    assert all(len(name) < 64 for name in present), "PostgreSQL cuts longer names"


def test_a_missing_guard_is_found(station):
    with station.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER event_unique_owner_number_on_insert")
    (result,) = [each for each in integrity.check_all(station) if each.key == "schema"]
    assert not result.passed
    assert "event_unique_owner_number_on_insert" in result.detail


def test_what_is_alike_comes_in_by_a_merge_and_not_after_it(station):
    add(station, a_grid(code="一样"))
    with station.write() as session:
        session.execute(MERGING)
        session.add(a_grid("第二网格", code="一样"))
        session.flush()
        session.execute(delete(MergeRunning))
    with station.read() as session:
        assert len(session.scalars(select(Grid)).all()) == 2
    with pytest.raises(IntegrityError, match="UNIQUE"):
        add(station, a_grid("第三网格", code="一样"))


# -- points and goods -------------------------------------------------------------------------


def a_transfer(from_account, to_account, amount: int, **given: object) -> dict[str, object]:
    accounts = {"from_account": from_account, "to_account": to_account, "amount": amount}
    return filled(PointsTransfer.__table__, **accounts, **given) | {
        "reverses_id": given.get("reverses_id")
    }


@pytest.fixture
def purses(loose):
    """Two residents' accounts with nothing in them."""
    accounts = [filled(PointsAccount.__table__, kind="resident") for _ in range(2)]
    loose.execute(insert(PointsAccount.__table__), accounts)
    return [account["id"] for account in accounts]


def balances(connection: Connection, *accounts: object) -> list[int]:
    found = dict(connection.execute(select(PointsBalance.account_id, PointsBalance.balance)).all())
    return [found[account] for account in accounts]


def test_balances_are_kept_while_a_merge_runs_even_below_zero(loose, purses):
    loose.execute(MERGING)
    loose.execute(insert(PointsTransfer.__table__).values(a_transfer(*purses, 5)))
    assert balances(loose, *purses) == [-5, 5]


def test_who_was_merged_below_zero_can_get_points_and_cannot_spend_them(loose, purses):
    poor, rich = purses
    transfers = PointsTransfer.__table__
    loose.execute(MERGING)
    loose.execute(insert(transfers).values(a_transfer(poor, rich, 5)))
    loose.execute(delete(MergeRunning))
    loose.execute(insert(transfers).values(a_transfer(rich, poor, 3)))
    assert balances(loose, poor) == [-2]
    with pytest.raises(IntegrityError, match="below zero"), loose.begin_nested():
        loose.execute(insert(transfers).values(a_transfer(poor, rich, 1)))
    assert balances(loose, poor, rich) == [-2, 2]


def test_a_reversal_that_mirrors_nothing_is_refused_here_and_merged(loose, purses):
    stray = a_transfer(*purses, 1, reverses_id=new_id())
    with pytest.raises(IntegrityError, match="does not mirror"), loose.begin_nested():
        loose.execute(insert(PointsTransfer.__table__).values(stray))
    loose.execute(MERGING)
    loose.execute(insert(PointsTransfer.__table__).values(stray))


def test_goods_go_below_zero_only_by_a_merge(loose):
    taken = filled(StockMove.__table__, quantity=-2)
    with pytest.raises(IntegrityError, match="stock below zero"), loose.begin_nested():
        loose.execute(insert(StockMove.__table__).values(taken))
    loose.execute(MERGING)
    loose.execute(insert(StockMove.__table__).values(taken))
    stock = select(RewardStock.quantity).where(RewardStock.reward_id == taken["reward_id"])
    assert loose.scalar(stock) == -2


@pytest.mark.parametrize("table", ["points_transfer", "stock_move", "redemption_line"])
def test_what_only_grows_is_not_changed_by_a_merge_either(loose, table):
    rows = tables.METADATA.tables[table]
    loose.execute(MERGING)
    loose.execute(insert(rows).values(filled(rows)))
    for statement in (rows.update().values(owner=new_id()), rows.delete()):
        with pytest.raises(IntegrityError, match="append-only"), loose.begin_nested():
            loose.execute(statement)


def test_two_holders_of_a_grid_come_in_by_a_merge_only(loose):
    terms = tables.METADATA.tables["staff_term"]
    grid = new_id()
    first, second = (
        filled(terms, duty="full_time", grid_id=grid) | {"until": None} for _ in range(2)
    )
    loose.execute(insert(terms).values(first))
    with pytest.raises(IntegrityError, match="two holders"), loose.begin_nested():
        loose.execute(insert(terms).values(second))
    loose.execute(MERGING)
    loose.execute(insert(terms).values(second))


# -- people known by their id alone -----------------------------------------------------------


def test_somebody_without_a_name_is_not_searched_until_he_gets_one(station):
    person = a_resident(station)

    def named(name: str) -> list[object]:
        with station.write() as session:
            session.get_one(Resident, person).name = name
        with station.read() as session:
            assert integrity.search_agrees(session)[0]
            return list(session.scalars(select(ResidentPlace.resident_id)))

    assert named("") == []
    assert named("王秀芬") == [person]
