"""Every change to a shared row is in the log, in the transaction that made it."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    Column,
    Date,
    Double,
    LargeBinary,
    String,
    Uuid,
    delete,
    insert,
    select,
    update,
)

import app.council.models
from app import integrity, tables
from app.accounts.models import Draft, Office
from app.grids.models import Building, Grid
from db import clock
from db.base import Moment, from_json, to_json
from db.changelog import Change, Replica
from db.ids import new_id
from db.replicated import shared_tables
from tests.db.rows import a_building, a_grid, add, changes, highest, new_changes, shared_rows

LOCAL = {
    "account": "passwords and roles belong to this station's file, not to the office's records",
    "audit_entry": "who looked at whose data is this station's own; chained, never merged",
    "draft": "half-typed text of one account on this PC",
    "change": "the log itself",
    "replica": "which database file this is",
    "merge_running": "says for one transaction that changes of others are merged in",
    "content": "bytes of photos, addressed by their hash: they travel beside the log, once",
    "thumbnail": "made here from the photos",
    "import_mapping": "how this office's sheets are headed",
    "resident_place": "where search finds a resident; kept by triggers",
    "own_key": "private keys never leave the file",
    "peer": "whom this file exchanges with, and how far each has confirmed",
    "bundle_record": "what went out of this file and came in",
    "points_balance": "the sum of an account's transfers; kept by triggers",
    "reward_stock": "the sum of a reward's stock moves; kept by triggers",
}
"""Tables that are not exchanged, each with its reason."""


def test_every_table_is_shared_or_stays_here_for_a_reason():
    shared = set(shared_tables())
    assert set(tables.METADATA.tables) - shared == set(LOCAL)
    assert all(LOCAL.values())


def test_every_room_with_models_is_in_the_metadata():
    """A room that ``app.tables`` forgets would be left out of the log and the migrations."""
    app = Path(tables.__file__).parent
    rooms = {path.parent.name for path in app.glob("*/models.py")}
    named = set(re.findall(r"from app\.(\w+) import models", Path(tables.__file__).read_text()))
    assert rooms == named


def test_columns_of_shared_tables_are_what_the_log_can_carry():
    for kind in shared_tables().values():
        for attribute in kind.__mapper__.column_attrs:
            column = attribute.columns[0]
            assert attribute.key == column.name, "undo looks columns up by attribute"
            for key in column.foreign_keys:
                assert key.ondelete is None, "the database would change rows past the log"
                assert key.onupdate is None
            filled_before = column.default is not None  # by the program, so that the log has it
            assert column.server_default is None or filled_before
            assert column.onupdate is None


def test_an_insert_is_logged_whole_with_owner_origin_and_number(station):
    before = highest(station)
    transaction = add(station, a_grid(area="东至文化路"))
    (change,) = new_changes(station, before)
    with station.read() as session:
        grid = session.scalars(select(Grid)).one()
        replica = session.scalars(select(Replica).where(Replica.is_current)).one()
    assert (change.operation, change.table_name, change.row_id) == ("insert", "grid", grid.id)
    assert (change.transaction_id, change.actor_id) == (transaction, station.actor.account_id)
    assert (
        (change.origin, change.counter) == (grid.origin, grid.counter) == (replica.id, before + 1)
    )
    assert grid.owner == replica.station_id == station.office.id
    assert change.before is None
    assert change.after == {
        "id": grid.id.hex,
        "number": "01",
        "code": grid.code,
        "name": "第一网格",
        "kind": "community",
        "party_branch": "",
        "area": "东至文化路",
        "note": "",
        "owner": station.office.id.hex,
    }


def test_an_update_logs_only_the_changed_fields_with_old_and_new_values(station):
    grid = a_grid()
    add(station, grid)
    before = highest(station)
    with station.write() as session:
        row = session.get_one(Grid, grid.id)
        row.name, row.area, row.note = "文化路网格", "西至河", ""
    (change,) = new_changes(station, before)
    assert (change.operation, change.counter) == ("update", before + 1)
    assert change.before == {"name": "第一网格", "area": ""}
    assert change.after == {"name": "文化路网格", "area": "西至河"}


def test_a_value_set_to_what_it_was_is_no_change(station):
    grid = a_grid()
    add(station, grid)
    before = highest(station)
    with station.write() as session:
        session.get_one(Grid, grid.id).name = "第一网格"
    assert not new_changes(station, before)


def test_the_old_value_is_known_even_when_the_row_was_not_loaded(station):
    grid = a_grid()
    add(station, grid)
    before = highest(station)
    with station.write() as session:
        row = session.get_one(Grid, grid.id)
        session.expire(row)
        row.name = "文化路网格"
    (change,) = new_changes(station, before)
    assert change.before == {"name": "第一网格"}


def test_a_delete_keeps_the_whole_row_as_it_was_stored(station):
    grid = a_grid()
    add(station, grid)
    (inserted,) = [change for change in changes(station) if change.row_id == grid.id]
    with station.write() as session:
        row = session.get_one(Grid, grid.id)
        row.name = "改了没存"
        session.delete(row)
    deleted = changes(station)[-1]
    assert (deleted.operation, deleted.row_id, deleted.after) == ("delete", grid.id, None)
    assert deleted.before == inserted.after


def test_a_rolled_back_transaction_leaves_no_row_no_log_and_no_gap(station):
    before = highest(station)

    def add_and_fail():
        with station.write() as session:
            session.add(a_grid())
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    assert (highest(station), new_changes(station, before)) == (before, [])
    add(station, a_grid("第二网格"))
    assert [change.counter for change in new_changes(station, before)] == [before + 1]


def test_a_savepoint_taken_back_leaves_no_gap_and_no_phantom(station):
    before = highest(station)
    with station.write() as session:
        session.add(a_grid("第一网格"))
        session.flush()
        nested = session.begin_nested()
        session.add(a_grid("第二网格"))
        session.flush()
        nested.rollback()
        session.add(a_grid("第三网格"))
    names = [change.after["name"] for change in new_changes(station, before)]
    assert names == ["第一网格", "第三网格"]
    assert [c.counter for c in new_changes(station, before)] == [before + 1, before + 2]


def test_a_flush_that_fails_in_a_savepoint_leaves_no_phantom(station):
    before = highest(station)
    with station.write() as session:
        session.add(a_grid("第一网格", code="同一个"))
        session.flush()
        nested = session.begin_nested()
        session.add_all([a_grid("第二网格"), a_grid("第三网格", code="同一个")])
        with pytest.raises(Exception, match="UNIQUE"):
            session.flush()
        nested.rollback()
        session.add(a_grid("第四网格"))
    names = [change.after["name"] for change in new_changes(station, before)]
    assert names == ["第一网格", "第四网格"]
    assert highest(station) == before + 2


def test_several_rows_of_one_flush_have_numbers_and_clocks_that_rise(station):
    before = highest(station)
    add(station, *(a_grid(f"第{number}网格") for number in range(20)))
    found = new_changes(station, before)
    assert [change.counter for change in found] == list(range(before + 1, before + 21))
    clocks = [change.clock for change in found]
    assert clocks == sorted(set(clocks)), "no two changes share a moment"


def test_the_clock_never_runs_back_when_the_pc_clock_does(station):
    noon = clock.moment(date(2026, 11, 24), 12)
    for number, shift in enumerate((0, -9, -400, +2, -1)):
        with clock.set_to(noon + timedelta(days=shift)):
            add(station, a_grid(f"第{number}网格"))
    clocks = [change.clock for change in changes(station)]
    assert clocks == sorted(set(clocks))


def test_the_log_stays_whole_over_reopening(station):
    from tests.builders import opened

    add(station, a_grid())
    station.close()
    again = opened(station.path)
    add(again, a_grid("第二网格"))
    results = integrity.check_all(again)
    again.close()
    assert [result.label for result in integrity.failures(results)] == []


def test_rows_of_two_tables_added_together_are_logged_in_an_order_that_can_be_replayed(station):
    before = highest(station)
    grid = a_grid(id=new_id())
    add(station, a_building(grid), grid)
    assert [change.table_name for change in new_changes(station, before)] == ["grid", "building"]


# -- what goes past the log is refused --------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        update(Grid).values(name="x"),
        delete(Grid),
        insert(Grid).values(name="x"),
        update(Grid.__table__).values(name="x"),
        delete(Grid.__table__),
        insert(Grid.__table__).values(name="x"),
    ],
    ids=["update", "delete", "insert", "table update", "table delete", "table insert"],
)
def test_a_bulk_statement_on_a_shared_table_is_refused(station, statement):
    add(station, a_grid())
    before = shared_rows(station)
    with pytest.raises(RuntimeError, match="grid"), station.write() as session:
        session.execute(statement)
    assert shared_rows(station) == before


def test_the_old_ways_of_bulk_saving_are_refused(station):
    grid = a_grid()
    add(station, grid)
    values = {"id": grid.id, "name": "x"}
    for way in (
        lambda session: session.bulk_update_mappings(Grid, [values]),
        lambda session: session.bulk_insert_mappings(Grid, [values]),
        lambda session: session.bulk_save_objects([a_grid("第二网格")]),
    ):
        with pytest.raises(RuntimeError, match="bulk"), station.write() as session:
            way(session)


def test_bulk_statements_on_local_tables_are_allowed(station):
    with station.write() as session:
        session.execute(delete(Draft))


def test_a_reading_session_refuses_to_write(station):
    def rename(session):
        session.scalars(select(Office)).one().name = "别的名字"
        session.flush()

    def insert_one(session):
        session.add(a_grid())
        session.flush()

    ways = (
        rename,
        insert_one,
        lambda session: session.execute(update(Draft).values(content="")),
        lambda session: session.commit(),
    )
    for way in ways:
        with pytest.raises(RuntimeError, match="reading"), station.read() as session:
            way(session)


def test_a_reading_session_sees_one_snapshot(station):
    with station.read() as session:
        assert session.scalars(select(Grid)).all() == []
        add(station, a_grid())
        assert session.scalars(select(Grid)).all() == []
    with station.read() as session:
        assert len(session.scalars(select(Grid)).all()) == 1


# -- values -----------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
BY_TYPE = [
    (Uuid(), st.uuids()),
    (Moment(), st.datetimes(timezones=st.sampled_from([UTC, clock.CHINA]))),
    (Date(), st.dates()),
    (LargeBinary(), st.binary(max_size=20)),
    (String(), TEXT),
    (Double(), st.floats(allow_nan=False, allow_infinity=False)),
    (JSON(), st.lists(JSON_VALUES, max_size=3) | st.dictionaries(TEXT, JSON_VALUES, max_size=3)),
]


@given(st.data())
def test_every_type_of_column_comes_back_from_its_json_form(data):
    kind, values = data.draw(st.sampled_from(BY_TYPE))
    value = data.draw(st.none() | values)
    assert from_json(Column("c", kind), to_json(value)) == value


def test_every_type_in_the_models_is_one_the_round_trip_covers():
    covered = {type(kind) for kind, _ in BY_TYPE} | {type(None)}
    plain = {"INTEGER", "BIGINTEGER", "BOOLEAN", "VARCHAR"}
    for kind in shared_tables().values():
        for column in kind.__table__.columns:
            name = type(column.type).__name__.upper()
            assert type(column.type) in covered or name in plain, (column, name)


def test_a_value_without_a_json_form_is_refused():
    with pytest.raises(TypeError, match="no JSON form"):
        to_json({1, 2})


def test_a_naive_moment_is_refused(station):
    session_wrong = datetime(2026, 1, 1)  # noqa: DTZ001  this is what is refused
    with pytest.raises(ValueError, match="naive"):
        Moment().process_bind_param(session_wrong, None)


# -- any work at all --------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "rename", "move", "demolish", "fail"]),
        st.integers(0, 3),
        st.text("网格楼栋甲乙", max_size=3),
    ),
    max_size=12,
)


def step(session, action: str, place: int, word: str) -> None:
    """One thing somebody does to grids and buildings; nothing when it does not apply."""
    grids = session.scalars(select(Grid).order_by(Grid.id)).all()
    buildings = session.scalars(select(Building).order_by(Building.id)).all()
    if action == "add":
        grid = a_grid(word, code=new_id().hex, id=new_id())
        session.add_all([grid, a_building(grid, word)])
    elif action == "rename" and grids:
        row = grids[place % len(grids)]
        row.name, row.note = word, row.name
    elif action == "move" and buildings:
        row = buildings[place % len(buildings)]
        row.grid_id, row.floors = grids[place % len(grids)].id, place
    elif action == "demolish" and buildings:
        session.delete(buildings[place % len(buildings)])
    session.flush()


def replayed(log: list[Change]) -> dict:
    """The rows that the log alone leads to."""
    rows = {}
    for change in log:
        key = (change.table_name, change.row_id.hex)
        if change.operation == "delete":
            assert rows.pop(key) == change.before
        elif change.operation == "insert":
            assert key not in rows
            rows[key] = dict(change.after)
        else:
            old = {field: rows[key][field] for field in change.before}
            assert old == change.before
            rows[key].update(change.after)
    return rows


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(days=st.lists(st.tuples(STEPS, st.integers(-500, 500)), max_size=4))
def test_the_log_alone_leads_to_the_rows_whatever_is_done(station, days):
    noon = clock.moment(date(2026, 11, 24), 12)
    for steps, shift in days:
        at = noon + timedelta(days=shift)
        with clock.set_to(at), suppress(ZeroDivisionError), station.write() as session:
            for action, place, word in steps:
                if action == "fail":
                    raise ZeroDivisionError
                step(session, action, place, word)
    log = changes(station)
    assert [change.counter for change in log] == list(range(1, len(log) + 1))
    assert len(log) == highest(station)
    clocks = [change.clock for change in log]
    assert clocks == sorted(set(clocks))
    assert replayed(log) == shared_rows(station)


def test_council_models_are_part_of_this():
    assert "vote" in shared_tables()
    assert app.council.models.Vote.__merge__
