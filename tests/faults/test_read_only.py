"""Places that cannot be written: said in Chinese, and nothing is half done."""

import os
import subprocess

import pytest

from app.accounts.accounts import change_password
from app.accounts.backups import back_up_today
from app.accounts.station import create_station, open_station
from app.errors import StationFault
from db import faults, keyslots
from db.engine import Database
from tests.builders import OFFICE, SECRETARY, a_station, a_station_file, resealed, template
from tests.db.rows import a_grid, add, shared_rows


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch):
    monkeypatch.setattr(keyslots, "ARGON2_KIB", 64)
    monkeypatch.setattr(keyslots, "ARGON2_PASSES", 1)


@pytest.fixture
def locked_stick(tmp_path):
    """A stick with its lock pushed: a small disk holding a station, mounted read-only."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(folder)]
    if os.name == "nt" or os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:
        pytest.skip("a read-only disk needs root to mount; other routes are tested below")
    path = a_station_file(folder)
    resealed(path)
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield path
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_station_on_a_locked_stick_is_said_to_be_read_only(locked_stick):
    before = locked_stick.read_bytes()
    with pytest.raises(StationFault, match="不能写入") as caught:
        open_station(locked_stick, "zhaomin", SECRETARY.password)
    assert "U盘是否写保护" in caught.value.what_to_do
    assert locked_stick.read_bytes() == before


def test_a_station_is_not_made_on_a_locked_stick(locked_stick):
    with pytest.raises(StationFault, match="不能写入"):
        create_station(locked_stick.with_name("新.station"), OFFICE, SECRETARY)


def test_no_backup_is_made_on_a_locked_stick(locked_stick, tmp_path):
    station = a_station(tmp_path)
    with pytest.raises(StationFault, match="不能写入"):
        back_up_today(station, locked_stick.parent)
    add(station, a_grid())
    station.close()


def test_a_folder_in_place_of_the_log_is_said_to_be_not_writable(tmp_path):
    """Another route to the same fault, without root: SQLite cannot open its log."""
    path = a_station_file(tmp_path)
    resealed(path)
    path.with_name(path.name + "-wal").mkdir()
    with pytest.raises(faults.FileFault):
        Database(path, template().key)
    with pytest.raises(StationFault, match="不能写入"):
        open_station(path, "zhaomin", SECRETARY.password)


def test_a_folder_in_place_of_the_station_is_not_found(tmp_path):
    (tmp_path / "夹.station").mkdir()
    with pytest.raises(StationFault, match="找不到"):
        open_station(tmp_path / "夹.station", "zhaomin", SECRETARY.password)


def test_a_password_that_cannot_be_kept_is_not_changed(station):
    resealed(station.path)
    blocked = station.path.with_name(station.path.name + ".keys.part")
    blocked.mkdir()
    before, rows = keyslots.load(station.path), shared_rows(station)
    with pytest.raises(StationFault, match="不能写入"), station.write() as session:
        change_password(
            session,
            station.actor,
            path=station.path,
            old=SECRETARY.password,
            new="换过的密码-2027",
        )
    assert (keyslots.load(station.path), shared_rows(station)) == (before, rows)
    blocked.rmdir()
    open_station(station.path, "zhaomin", SECRETARY.password).close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes past file modes")
def test_a_file_without_write_permission_is_said_to_be_read_only(tmp_path):
    path = a_station_file(tmp_path)
    path.chmod(0o444)
    with pytest.raises(StationFault, match="不能写入"):
        open_station(path, "zhaomin", SECRETARY.password)
