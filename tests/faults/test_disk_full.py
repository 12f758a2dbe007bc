"""No space left: said in Chinese, rolled back, and the station opens with what it had."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from app.accounts.backups import back_up_today
from app.accounts.station import create_station
from app.errors import StationFault
from app.grids.models import Grid
from app.integrity import check_all, failures
from db import backup, faults, keyslots
from tests.builders import OFFICE, SECRETARY, a_station, a_station_file, opened, template
from tests.db.rows import a_grid, add, shared_rows
from tests.faults.children import child, told, write_until_the_file_may_not_grow

NOTE = "字" * 5000


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 2 MB, really mounted; needs root."""
    folder = tmp_path / "小盘"
    folder.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(folder)]
    if os.name == "nt" or os.geteuid() != 0 or subprocess.run(mounted, check=False).returncode:
        pytest.skip("mounting a small disk needs root; the other tests fill files by limits")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Take all the space that is left."""
    ballast = folder / "占空间"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    assert shutil.disk_usage(folder).free == 0
    return ballast


def test_a_full_disk_is_said_and_nothing_is_lost(small_disk):
    station = a_station(small_disk)
    add(station, a_grid("写满之前"))
    before = shared_rows(station)
    fill(small_disk)
    with pytest.raises(StationFault, match="磁盘空间不足") as caught:
        add(station, *(a_grid(f"{number}", note=NOTE) for number in range(400)))
    assert str(small_disk) in caught.value.what_to_do
    assert shared_rows(station) == before, "and reading goes on"
    station.close()
    (small_disk / "占空间").unlink()
    again = opened(station.path)
    assert shared_rows(again) == before
    assert list(failures(check_all(again))) == []
    add(again, a_grid("清理之后"))
    again.close()


def test_a_backup_onto_a_full_disk_leaves_nothing_there(small_disk, tmp_path):
    station = a_station(tmp_path)
    fill(small_disk)
    with pytest.raises(StationFault, match="磁盘空间不足"):
        back_up_today(station, small_disk)
    assert [path.name for path in small_disk.iterdir()] == ["占空间"]
    station.close()


@pytest.mark.parametrize("free", [0, 8, 100])
def test_a_backup_that_fills_the_disk_half_way_leaves_nothing_there(small_disk, tmp_path, free):
    station = a_station(tmp_path)
    ballast = fill(small_disk)
    os.truncate(ballast, ballast.stat().st_size - free * 4096)
    with pytest.raises(faults.DiskFull):
        backup.make_backup(station.database, small_disk / "一.stationbackup")
    assert [path.name for path in small_disk.iterdir()] == ["占空间"]
    station.close()


def test_a_station_made_on_a_full_disk_is_not_there_at_all(small_disk):
    fill(small_disk)
    with pytest.raises(StationFault, match="磁盘空间不足"):
        create_station(small_disk / "新.station", OFFICE, SECRETARY)
    assert [path.name for path in small_disk.iterdir()] == ["占空间"]


def test_a_restore_onto_a_full_disk_leaves_nothing_there(small_disk, tmp_path):
    station = a_station(tmp_path)
    made = backup.make_backup(station.database, tmp_path / "一.stationbackup")
    station.close()
    fill(small_disk)
    with pytest.raises(faults.DiskFull):
        backup.restore(made, small_disk / "恢复.station")
    assert [path.name for path in small_disk.iterdir()] == ["占空间"]


def test_key_slots_on_a_full_disk_stay_as_they_were(small_disk):
    path = a_station_file(small_disk)
    before = keyslots.companion(path).read_bytes()
    fill(small_disk)
    with pytest.raises(faults.DiskFull):
        keyslots.save(path, keyslots.load(path))
    assert keyslots.companion(path).read_bytes() == before
    assert sorted(p.name for p in small_disk.iterdir()) == sorted(
        ["占空间", path.name, path.name + ".keys"]
    )


def test_a_file_that_may_not_grow_further_is_said_to_be_full(station):
    """SQLite's own limit on pages: the same error as a full disk, without root."""
    with station.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    add(station, a_grid("写满之前"))
    before = shared_rows(station)

    def write_too_much():
        with station.write() as session:
            session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages + 8}")
            session.add_all(a_grid(f"{number}", note=NOTE) for number in range(50))

    with pytest.raises(StationFault, match="磁盘空间不足"):
        write_too_much()
    station.close()
    again = opened(station.path)
    assert shared_rows(again) == before
    add(again, a_grid("之后"))
    again.close()


def test_a_limit_of_the_system_on_file_sizes_loses_nothing(tmp_path):
    """A FAT stick's 4 GB, a quota: the write fails in the middle of the log of SQLite."""
    path = a_station_file(tmp_path)
    work = write_until_the_file_may_not_grow
    with child(work, path, template().key, 600_000) as (_, connection):
        written, fault = told(connection)
    assert fault in ("DiskFull", "Unreachable")
    station = opened(path)
    with station.read() as session:
        names = session.scalars(select(Grid.name)).all()
    assert sorted(names, key=int) == [str(number) for number in range(written)]
    assert written > 0
    assert list(failures(check_all(station))) == []
    station.close()
