"""Two programs on one file: distinct numbers, nothing lost, and a clear word when one must wait."""

from contextlib import ExitStack

import pytest
from sqlalchemy import select

from app.errors import StationFault
from app.grids.models import Grid
from app.integrity import check_all, failures
from db import sqlite_file
from tests.builders import a_station, a_station_file, opened, template
from tests.db.rows import a_grid, add, changes
from tests.faults.children import child, hold_the_lock, told, write_some

EACH = 25


def test_two_programs_writing_at_once_lose_nothing_and_share_no_number(tmp_path):
    path = a_station_file(tmp_path)
    with ExitStack() as stack:
        connections = []
        for name in "甲乙":
            _, connection = stack.enter_context(child(write_some, path, template().key, name, EACH))
            connections.append(connection)
        for connection in connections:
            assert told(connection) == "ready"
        for connection in connections:
            connection.send("go")
        assert [told(connection) for connection in connections] == ["done", "done"]
    station = opened(path)
    with station.read() as session:
        names = set(session.scalars(select(Grid.name)))
    log = changes(station)
    assert names == {f"{name}{number}" for name in "甲乙" for number in range(EACH)}
    assert [change.counter for change in log] == list(range(1, len(log) + 1))
    clocks = [change.clock for change in log]
    assert clocks == sorted(set(clocks))
    assert list(failures(check_all(station))) == []
    station.close()


def test_a_file_held_for_too_long_is_said_to_be_held(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_file, "BUSY_MS", 50)
    station = a_station(tmp_path)
    with child(hold_the_lock, station.path, template().key) as (process, connection):
        assert told(connection) == "holding"
        with station.read() as session:
            assert session.scalars(select(Grid)).all() == [], "reading goes on meanwhile"
        with pytest.raises(StationFault, match="正被另一个程序占用") as caught:
            add(station, a_grid())
        assert "原有内容没有变化" in caught.value.what_to_do
        connection.send("let go")
        process.join()
    add(station, a_grid())
    with station.read() as session:
        assert sorted(session.scalars(select(Grid.name))) == ["占着不放", "第一网格"]
    station.close()
