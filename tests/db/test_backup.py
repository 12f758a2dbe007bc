"""Backups: made while the station is in use, checked, rotated, and restored without harm."""

import threading
import zipfile
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.backups import back_up_today, list_backups
from app.accounts.station import open_station
from app.errors import StationFault
from app.integrity import check_all, failures
from db import backup, clock, faults, keyslots
from db.changelog import Change, Replica
from db.identity import take_new_identity_after_restore
from tests.builders import SECRETARY, opened, resealed
from tests.db.rows import a_grid, add, highest, shared_rows

TODAY = date(2026, 11, 24)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def made(station, tmp_path):
    """A backup of a station with some content."""
    add(station, *(a_grid(f"第{number}网格") for number in range(30)))
    return backup.make_backup(station.database, tmp_path / "一.stationbackup")


def restored(made, folder):
    target = folder / "恢复" / "恢复.station"
    target.parent.mkdir(exist_ok=True)
    backup.restore(made, target)
    return target


# -- making -----------------------------------------------------------------------------------


def test_a_backup_holds_what_was_committed_and_leaves_nothing_else(station, made, tmp_path):
    assert names(tmp_path) == sorted(
        [made.name, *(station.path.name + end for end in ("", ".keys", "-shm", "-wal"))]
    )
    again = opened(restored(made, tmp_path))
    assert shared_rows(again) == shared_rows(station)
    again.close()


def test_a_backup_says_when_and_of_what_it_is(station, tmp_path):
    with clock.set_to(clock.moment(TODAY, 9)):
        made = backup.make_backup(station.database, tmp_path / "一.stationbackup")
    manifest = backup.read_manifest(made)
    assert manifest.station_name == "人民里.station"
    assert manifest.made_at == clock.moment(TODAY, 9)


def test_a_backup_is_as_secret_as_the_station(made):
    content = made.read_bytes()
    for word in ("第1网格", "人民里社区", "CREATE TABLE", SECRETARY.password):
        assert word.encode() not in content


def test_a_backup_made_while_others_write_is_one_whole_moment(station, tmp_path):
    """Each transaction adds two grids: a backup in the middle holds pairs only."""
    stop, written = threading.Event(), []

    def write():
        while not stop.is_set():
            number = len(written)
            pair = [a_grid(f"{number}{side}", note="字" * 3000) for side in "左右"]
            add(station, *pair)
            written.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    steps = []
    try:
        made = [
            backup.make_backup(
                station.database,
                tmp_path / f"{number}.stationbackup",
                step=lambda done, total: steps.append((done, total)),
            )
            for number in range(4)
        ]
    finally:
        stop.set()
        writer.join()
    assert written
    assert all(0 <= done <= total for done, total in steps)
    for number, one in enumerate(made):
        target = tmp_path / f"恢复{number}.station"
        backup.restore(one, target)
        again = opened(target)
        kept = [key for key in shared_rows(again) if key[0] == "grid"]
        assert len(kept) % 2 == 0
        assert list(failures(check_all(again))) == []
        again.close()


def test_a_big_station_is_backed_up_in_one_piece_while_somebody_writes(station, tmp_path):
    """With several steps, a commit between two of them must not make the copy start over."""
    note = "字" * 3000
    add(station, *(a_grid(f"{number}", note=note) for number in range(1200)))
    moves = []

    def step(done, total):
        moves.append(done)
        assert len(moves) < 20, "the copy starts over and over"
        add(station, a_grid(f"其间{len(moves)}"))

    made = backup.make_backup(station.database, tmp_path / "一.stationbackup", step=step)
    assert len(moves) >= 2
    assert moves == sorted(moves)
    again = opened(restored(made, tmp_path))
    assert not [row for row in shared_rows(again).values() if "其间" in str(row.get("name"))]
    again.close()


def test_a_cancelled_backup_leaves_nothing(station, tmp_path):
    before = names(tmp_path)

    def stop(done, total):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        backup.make_backup(station.database, tmp_path / "一.stationbackup", step=stop)
    assert names(tmp_path) == before


def test_a_backup_into_a_folder_that_cannot_be_written_is_a_fault(station, tmp_path):
    occupied = tmp_path / "占着"
    occupied.write_bytes(b"")
    for folder in (occupied, occupied / "备份"):
        with pytest.raises(StationFault, match="不能写入"):
            back_up_today(station, folder)
    (tmp_path / "备份").mkdir()
    with clock.set_to(clock.moment(TODAY, 9)):
        (tmp_path / "备份" / f"人民里-{TODAY}.stationbackup.part").mkdir()
        with pytest.raises(StationFault, match="不能写入"):
            back_up_today(station, tmp_path / "备份")


def test_a_damaged_station_is_not_backed_up_as_if_it_were_whole(station, tmp_path):
    add(station, *(a_grid(f"{number}", note="字" * 2000) for number in range(60)))
    station.close()
    content = bytearray(station.path.read_bytes())
    content[len(content) * 3 // 4] ^= 1
    station.path.write_bytes(content)
    again = opened(station.path)
    with pytest.raises(faults.Damaged):
        backup.make_backup(again.database, tmp_path / "一.stationbackup")
    again.close()
    assert names(tmp_path) == [station.path.name, station.path.name + ".keys"]


# -- reading ----------------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.floats(0, 1, exclude_max=True), st.integers(0, 7), st.booleans())
@example(0.0, 0, False)
@example(0.9999999, 0, False)
@example(0.5, 0, True)
@example(0.0, 0, True)
def test_one_flipped_bit_or_a_cut_is_refused_and_nothing_is_laid_out(small, at, bit, cut):
    content = bytearray(small.read_bytes())
    place = int(at * len(content))
    content[place] ^= 1 << bit
    folder = small.parent
    broken = folder / "坏.stationbackup"
    broken.write_bytes(content[:place] if cut else content)
    target = folder / "恢复.station"
    try:
        backup.restore(broken, target)
    except faults.FileFault:
        assert names(folder) == ["一.stationbackup", "坏.stationbackup"]
    else:  # a bit that means nothing: a date, an attribute of the zip
        assert not cut
        assert target.read_bytes() == zipfile.ZipFile(small).read("station")
        target.unlink()
        keyslots.companion(target).unlink()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A backup alone in a folder."""
    from tests.builders import a_station

    folder = tmp_path_factory.mktemp("备份")
    station = a_station(tmp_path_factory.mktemp("站点"))
    made = backup.make_backup(station.database, folder / "一.stationbackup")
    station.close()
    return made


def test_a_cut_backup_is_said_to_be_damaged_and_a_picture_to_be_something_else(made, tmp_path):
    cut = tmp_path / "短.stationbackup"
    cut.write_bytes(made.read_bytes()[:50_000])
    with pytest.raises(faults.Damaged):
        backup.read_manifest(cut)
    for content in (b"", b"\x89PNG\r\n", "报告".encode() * 5000):
        cut.write_bytes(content)
        with pytest.raises(faults.NotAStation):
            backup.read_manifest(cut)
    with zipfile.ZipFile(cut, "w") as workbook:
        workbook.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(faults.NotAStation):
        backup.read_manifest(cut)


def test_a_manifest_of_absurd_size_is_refused_unread(tmp_path):
    path = tmp_path / "大.stationbackup"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * 50_000_000)
    with pytest.raises(faults.NotAStation):
        backup.read_manifest(path)


def test_a_backup_of_a_newer_program_is_not_touched(tmp_path):
    path = tmp_path / "新.stationbackup"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", '{"format": "liren-backup-2"}')
    with pytest.raises(faults.NewerSchema):
        backup.read_manifest(path)


def test_a_backup_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(FileNotFoundError):
        backup.read_manifest(tmp_path / "没有.stationbackup")


# -- restoring --------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["", ".keys", "-wal", "-journal"])
def test_a_restore_never_overwrites(made, tmp_path, ending):
    folder = tmp_path / "恢复"
    folder.mkdir()
    there = folder / f"恢复.station{ending}"
    there.write_bytes(b"something")
    with pytest.raises(FileExistsError):
        backup.restore(made, folder / "恢复.station")
    assert there.read_bytes() == b"something"
    assert list(folder.iterdir()) == [there]


def test_a_restored_station_opens_with_the_same_password(station, tmp_path, monkeypatch):
    monkeypatch.setattr(keyslots, "ARGON2_KIB", 64)
    resealed(station.path)
    made = backup.make_backup(station.database, tmp_path / "一.stationbackup")
    again = open_station(restored(made, tmp_path), "zhaomin", SECRETARY.password)
    assert again.office == station.office
    again.close()


def test_a_restored_station_is_a_new_replica_that_counts_from_one(made, station, tmp_path):
    target = restored(made, tmp_path)
    assert keyslots.load(target).restored
    again = opened(target)
    before = highest(again)
    take_new_identity_after_restore(again.database)
    assert not keyslots.load(target).restored
    assert highest(again) == 0
    add(again, a_grid("恢复后的"))
    add(station, a_grid("原站点接着写"))
    with again.read() as session:
        log = session.scalars(select(Change).order_by(Change.clock)).all()
        replicas = session.scalars(select(Replica).order_by(Replica.since)).all()
    assert [replica.is_current for replica in replicas] == [False, True]
    assert [change.counter for change in log] == [*range(1, before + 1), 1]
    assert {change.origin for change in log} == {replica.id for replica in replicas}
    assert log[-1].clock > log[-2].clock, "the new replica goes on with the old one's clock"
    take_new_identity_after_restore(again.database)
    assert highest(again) == 1, "only the first opening makes it new"
    assert list(failures(check_all(again))) == []
    again.close()


def test_a_restored_station_goes_on_with_the_clock_even_on_a_pc_that_is_days_behind(made, tmp_path):
    """Else what is written now would count as older than what was written before."""
    again = opened(restored(made, tmp_path))
    with again.read() as session:
        latest = max(session.scalars(select(Change.clock)))
    with clock.set_to(clock.now() - timedelta(days=400)):
        take_new_identity_after_restore(again.database)
        add(again, a_grid("恢复后的"))
    with again.read() as session:
        assert max(session.scalars(select(Change.clock))) == latest + 1
    again.close()


def test_a_slip_at_the_first_log_in_after_a_restore_does_not_mark_it_again(
    station, tmp_path, monkeypatch
):
    monkeypatch.setattr(keyslots, "ARGON2_KIB", 64)
    resealed(station.path)
    made = backup.make_backup(station.database, tmp_path / "一.stationbackup")
    target = restored(made, tmp_path)
    with pytest.raises(Exception, match="密码不对"):
        open_station(target, "zhaomin", "错的密码")
    open_station(target, "zhaomin", SECRETARY.password).close()
    assert not keyslots.load(target).restored


def test_the_mark_of_a_restore_is_there_before_the_file_is(made, tmp_path, monkeypatch):
    """Killed at the last moment, a restore leaves no station that gives numbers out twice."""
    folder = tmp_path / "恢复"
    folder.mkdir()
    seen = []
    replace = type(folder).replace

    def watched(self, target):
        if target.suffix == ".station":
            seen.append(keyslots.load(target).restored)
        return replace(self, target)

    monkeypatch.setattr(type(folder), "replace", watched)
    backup.restore(made, folder / "恢复.station")
    assert seen == [True]


# -- rotation ---------------------------------------------------------------------------------

DAYS = st.sets(st.dates(date(2020, 1, 1), date(2031, 1, 1)), min_size=1, max_size=80)
DENSE = st.builds(
    lambda start, gaps: {start + timedelta(days=sum(gaps[:n])) for n in range(len(gaps) + 1)},
    st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    st.lists(st.integers(1, 4), max_size=150),
)


@settings(max_examples=150)
@given(days=DAYS | DENSE, today=st.dates(date(2020, 1, 1), date(2036, 1, 1)))
@example(days={TODAY + timedelta(days=n) for n in range(-40, 40)}, today=TODAY)
def test_the_rotation_keeps_what_it_promises(days, today):
    dropped = backup.to_drop(days, today)
    kept = days - dropped
    assert dropped <= days
    assert max(days) in kept
    assert {day for day in days if 0 <= (today - day).days < 14} <= kept
    assert len(kept) >= min(14, len(days)), "even when the clock jumped by years"
    for day in dropped:
        week = {d for d in days if d.isocalendar()[:2] == day.isocalendar()[:2] and d > day}
        assert week & kept or (today - day).days >= 50, "the week has a newer one"
    assert backup.to_drop(kept, today) == set(), "rotating again drops nothing more"


@given(DENSE)
def test_years_of_daily_backups_stay_few(days):
    assert len(days - backup.to_drop(days, max(days))) <= 14 + 8 + 24


def test_daily_backups_come_once_a_day_and_old_ones_go(station, tmp_path):
    folder = tmp_path / "备份"
    folder.mkdir()
    for back in range(1, 40):
        (folder / backup.daily_name(station.path, TODAY - timedelta(days=back))).touch()
    kept_by_hand = [f"2026-01-0{day}.stationbackup" for day in (1, 2, 3)]
    kept_by_hand += ["人民里-2-2026-01-01.stationbackup"]
    kept_by_hand += ["别的站点-2020-01-01.stationbackup", "搬家前.stationbackup"]
    for name in kept_by_hand:
        (folder / name).touch()
    with clock.set_to(clock.moment(TODAY, 9)):
        made = back_up_today(station, folder)
        first = made.stat().st_mtime_ns
        assert back_up_today(station, folder) == made
    assert made.stat().st_mtime_ns == first
    assert backup.read_manifest(made)
    left = list_backups(station, folder)
    assert left[0] == made
    assert 14 <= len(left) < 40
    assert set(kept_by_hand) <= set(names(folder)), "only our own daily backups are rotated"


def test_a_failed_backup_drops_no_older_one(station, tmp_path):
    folder = tmp_path / "备份"
    folder.mkdir()
    for back in range(1, 100):
        (folder / backup.daily_name(station.path, TODAY - timedelta(days=back))).touch()
    before = names(folder)
    keyslots.companion(station.path).unlink()
    with clock.set_to(clock.moment(TODAY, 9)), pytest.raises(StationFault):
        back_up_today(station, folder)
    assert names(folder) == before
