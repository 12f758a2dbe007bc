"""Power gone at any instant: the station opens, and holds exactly what was committed."""

import pytest
from sqlalchemy import func, select

from app.grids.models import Grid
from app.integrity import check_all, failures
from db import backup
from db.changelog import Change
from tests.builders import a_station_file, opened, template
from tests.faults.children import ROWS, child, told, write_without_end

INSTANTS = 24


def counts(station):
    """Rows of each transaction by its number, and lines of the log."""
    with station.read() as session:
        rows = session.execute(select(Grid.note, func.count()).group_by(Grid.note)).all()
        lines = session.scalar(select(func.count()).where(Change.table_name == "grid"))
    return {int(note): count for note, count in rows}, lines


def test_a_writer_killed_at_any_instant_loses_nothing_committed(tmp_path):
    for instant in range(INSTANTS):
        folder = tmp_path / str(instant)
        folder.mkdir()
        path = a_station_file(folder)
        with child(write_without_end, path, template().key) as (process, connection):
            confirmed = told(connection)
            for _ in range(instant % 4):
                confirmed = told(connection)
            connection.poll(instant * 0.0007)  # how far into the next transaction it gets
            process.kill()
            process.join()
            while connection.poll():
                try:
                    confirmed = connection.recv()
                except EOFError:
                    break
        station = opened(path)
        rows, lines = counts(station)
        assert list(failures(check_all(station))) == []
        station.close()
        assert set(rows.values()) == {ROWS}, "no half of a transaction"
        assert sorted(rows) == list(range(1, len(rows) + 1))
        assert confirmed <= len(rows) <= confirmed + 1, "killed before it could say so"
        assert lines == len(rows) * ROWS


def test_a_station_killed_while_written_can_be_backed_up_and_restored(tmp_path):
    path = a_station_file(tmp_path)
    with child(write_without_end, path, template().key) as (process, connection):
        for _ in range(5):
            told(connection)
        process.kill()
        process.join()
    station = opened(path)
    made = backup.make_backup(station.database, tmp_path / "一.stationbackup")
    before = counts(station)
    station.close()
    (tmp_path / "别处").mkdir()
    backup.restore(made, tmp_path / "别处" / "恢复.station")
    again = opened(tmp_path / "别处" / "恢复.station")
    assert counts(again) == before
    again.close()


def test_a_restore_beside_the_log_of_a_removed_station_is_refused(tmp_path):
    """SQLite would play the old log back into the restored file."""
    path = a_station_file(tmp_path)
    station = opened(path)
    made = backup.make_backup(station.database, tmp_path / "一.stationbackup")
    station.close()
    with child(write_without_end, path, template().key) as (process, connection):
        told(connection)
        process.kill()
        process.join()
    path.unlink()
    path.with_name(path.name + ".keys").unlink()
    assert path.with_name(path.name + "-wal").exists()
    with pytest.raises(FileExistsError):
        backup.restore(made, path)
