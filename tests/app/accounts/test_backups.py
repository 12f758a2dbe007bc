"""Backups somebody asks for: made anew, by those who may, and a copy is written into the log."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.accounts.backups import back_up_now, back_up_today, backup_folder, backup_rows, note_copy
from app.accounts.entrance import restore_backup
from app.accounts.models import AuditEntry
from app.accounts.office import change_office
from app.accounts.permissions import Role
from app.errors import NotAllowed, StationFault
from db import clock
from tests.builders import opened

TODAY = date(2026, 11, 24)
OTHERS = [Role.GRID_WORKER, Role.POINTS_CLERK, Role.VIEWER]


@pytest.fixture(autouse=True)
def _morning():
    with clock.set_to(clock.moment(TODAY, 9)):
        yield


def as_role(station, role):
    return replace(station, actor=replace(station.actor, role=role))


def test_a_backup_asked_for_holds_what_was_done_since_the_days_own(station, tmp_path):
    folder = tmp_path / "备份"
    back_up_today(station, folder)
    with station.write() as session:
        change_office(session, station.actor, station.office.id, name="改过名的社区")
    made = back_up_now(station, folder)
    assert list(folder.iterdir()) == [made]
    again = opened(restore_backup(made, tmp_path / "找回的.station"))
    assert again.office.name == "改过名的社区"
    again.close()


def test_the_list_says_day_and_size_the_newest_first(station, tmp_path):
    folder = tmp_path / "备份"
    for day in (23, 24):
        with clock.set_to(clock.moment(date(2026, 11, day), 9)):
            back_up_today(station, folder)
    rows = backup_rows(station, folder)
    assert [row.day for row in rows] == [TODAY, date(2026, 11, 23)]
    assert all(0 < row.megabytes < 10 for row in rows)
    assert backup_rows(station, tmp_path / "没有这个文件夹") == []


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_make_no_backup_when_they_like(station, tmp_path, role):
    with pytest.raises(NotAllowed, match="备份和恢复"):
        back_up_now(as_role(station, role), tmp_path / "备份")
    assert not (tmp_path / "备份").exists()


def test_a_copy_that_leaves_the_house_is_in_the_log(station, tmp_path):
    with station.write() as session:
        note_copy(session, station.actor, target=tmp_path / "一份.stationbackup")
    with station.read() as session:
        newest = select(AuditEntry.sentence).order_by(AuditEntry.number.desc())
        assert "另存了一份备份：" in session.scalars(newest).first()
    with pytest.raises(NotAllowed), station.write() as session:
        note_copy(session, as_role(station, Role.VIEWER).actor, target=tmp_path)


def test_backups_lie_beside_the_station_unless_a_folder_was_chosen(tmp_path):
    assert backup_folder(tmp_path / "甲.station", "") == tmp_path / "备份"
    assert backup_folder(tmp_path / "甲.station", "/别处") == Path("/别处")


def test_a_restore_never_replaces_what_is_there(station, tmp_path):
    made = back_up_now(station, tmp_path / "备份")
    with pytest.raises(StationFault, match="已经存在"):
        restore_backup(made, station.path)
