"""The check of a station: each named check passes on a whole one and fails on what it is for."""

import os
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from app import integrity
from app.integrity import check_all, failures
from app.settings import NOTICE_DAYS_AHEAD, put
from db import keyslots, migrate
from db.identity import become_new_replica
from db.ids import new_id
from db.sqlite_file import raw_connection
from tests.builders import a_station_file, opened
from tests.db.rows import a_building, a_grid, add

KEYS = ["pages", "keys", "schema", "slots", "numbers", "values", "audit"]
KEYS += ["search", "minutes", "contents", "points", "stock"]


def failed(station):
    return {result.key: result.detail for result in failures(check_all(station))}


@contextmanager
def behind_its_back(station):
    """A connection that no log watches, as somebody with another tool and the key has."""
    with closing(raw_connection(station.path, station.database.key)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        yield connection


def altered(station, statement):
    with behind_its_back(station) as connection:
        changed = connection.execute(statement.replace(":other", f"'{new_id().hex}'")).rowcount
    assert changed > 0, "nothing was altered"


@pytest.fixture
def station(station):
    """With a grid and a building that was renamed since."""
    grid = a_grid(id=new_id())
    building = a_building(grid, id=new_id())
    add(station, grid, building)
    with station.write() as session:
        session.get_one(type(building), building.id).name = "改过的名字"
        put(session, NOTICE_DAYS_AHEAD, 5)
    return station


def test_a_whole_station_passes_every_check_and_each_says_what_it_looked_at(station):
    results = check_all(station)
    assert [result.key for result in results] == KEYS
    assert all(result.passed and result.label and result.detail for result in results)
    details = {result.key: result.detail for result in results}
    assert details["slots"] == "1 个账号"
    assert details["numbers"].endswith("编号连续")
    assert not details["numbers"].startswith("0 ")
    assert not details["values"].startswith("0 ")


def test_a_station_restored_and_written_on_passes(station):
    become_new_replica(station.database)
    add(station, a_grid("恢复之后", code="02"))
    assert failed(station) == {}


def test_a_flipped_bit_in_a_page_is_found(tmp_path):
    path = a_station_file(tmp_path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    station = opened(path)
    assert "损坏" in failed(station)["pages"]
    station.close()


def test_a_row_that_points_nowhere_is_found(station):
    altered(station, "UPDATE building SET grid_id = :other")
    found = failed(station)
    assert found["keys"] == "1 行指向不存在的记录，第一处在表 building"


def test_another_schema_is_found(station):
    station.database.set_pragma("user_version", migrate.SCHEMA_VERSION + 1)
    assert failed(station) == {"schema": f"版本 {migrate.SCHEMA_VERSION + 1}"}


def test_the_key_slots_of_another_station_are_found(station):
    keys = keyslots.load(station.path)
    keyslots.save(station.path, replace(keys, station_id=new_id()))
    assert failed(station) == {"slots": "属于另一个站点"}


@pytest.mark.parametrize("content", [None, b"{", os.urandom(400)], ids=["gone", "cut", "noise"])
def test_lost_key_slots_are_found(station, content):
    companion = keyslots.companion(station.path)
    companion.unlink() if content is None else companion.write_bytes(content)
    assert list(failed(station)) == ["slots"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("DELETE FROM change WHERE counter = (SELECT max(counter) FROM change)", "最大编号"),
        ("DELETE FROM change WHERE counter = 1", "实有"),
        ("UPDATE replica SET counter = counter + 1", "应有"),
        ("UPDATE change SET counter = 99 WHERE counter = 1", "最大编号 99"),
    ],
    ids=["last lost", "first lost", "number given in vain", "number jumped"],
)
def test_a_gap_in_the_numbers_of_the_log_is_found(station, wrong, said):
    altered(station, wrong)
    assert said in failed(station)["numbers"]


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ("UPDATE building SET counter = counter + 1", ["values"]),
        ("UPDATE building SET origin = :other", ["values"]),
        (
            "UPDATE change SET row_id = :other "
            "WHERE table_name = 'building' AND operation = 'insert'",
            ["values"],
        ),
        (
            "INSERT INTO setting (id, key, value, owner, origin, counter) "
            "SELECT :other, 'council.x', '5', owner, origin, 7 FROM setting",
            ["values"],
        ),
    ],
    ids=["stamp", "origin", "log line moved", "row without a log line"],
)
def test_a_row_that_went_past_the_log_is_found(station, wrong, found):
    altered(station, wrong)
    assert list(failed(station)) == found


def test_a_row_deleted_past_the_log_is_found(station):
    altered(station, "DELETE FROM setting")
    assert failed(station) == {"values": "表 setting 有 1 行与变更日志不符"}


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE building SET name = '背后改的'",
        "UPDATE building SET floors = 99",
    ],
)
def test_a_field_changed_past_the_log_is_found(station, wrong):
    """The stamp still fits: only the values tell."""
    altered(station, wrong)
    assert list(failed(station)) == ["values"]


def test_a_line_of_the_audit_log_altered_is_found_and_so_are_the_guards_taken_away(station):
    with behind_its_back(station) as connection:
        for guard in integrity.AUDIT_GUARDS:
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute("UPDATE audit_entry SET sentence = 'x' WHERE number = 1")
    assert failed(station) == {
        "schema": "缺少 2 项，第一项：audit_entry_refuses_delete",
        "audit": "从第 1 条起对不上",
    }


def test_a_missing_table_is_found_and_the_other_checks_go_on(station):
    with behind_its_back(station) as connection:
        connection.execute("DROP TABLE change")
    found = failed(station)
    assert found.pop("schema") == "缺少 1 项，第一项：change"
    assert list(found) == ["numbers", "values"]


def test_every_check_has_a_key_of_its_own():
    assert [key for key, _, _ in integrity.OF_RECORDS] == KEYS[4:]
