"""A station on a PostgreSQL server: made, opened, locked out of, and the commands on it."""

import json

import pytest
from sqlalchemy import select

from app.accounts.accounts import change_password, login_names, unlock
from app.accounts.backups import back_up_now, back_up_today, backup_rows, list_backups
from app.accounts.fault_words import ON_SERVER, WORDS
from app.accounts.models import AuditEntry
from app.accounts.new_station import NewOffice
from app.accounts.permissions import Permission
from app.accounts.station import create_station, open_by_recovery_code, open_station
from app.cli.commands import main
from app.cli.lists import LISTS
from app.errors import InvalidInput, StationFault
from app.integrity import check_all, failures
from db import keyslots, postgres
from tests.builders import OFFICE as COMMUNITY
from tests.postgres import FIRST, OFFICE

NEW = "海港区-新密码-7"


@pytest.fixture
def place(postgres_server, made_district, quick_passwords):
    """A district on a server, closed; opens as ``zhangli``."""
    place = postgres_server.database(made_district.name)
    seed = keyslots.seed_of(made_district.code)
    slot = keyslots.seal(FIRST.login, FIRST.name, FIRST.password, seed)
    keyslots.save(place, keyslots.load(place).with_slot(slot))
    yield place
    postgres_server.drop(place)


def test_it_is_opened_by_its_password_and_only_by_it(place):
    assert [name.login for name in login_names(place)] == ["zhangli"]
    with pytest.raises(InvalidInput, match="密码不对"):
        open_station(place, "zhangli", "错的密码")
    with pytest.raises(InvalidInput, match="没有“王”这个账号"):
        open_station(place, "王", FIRST.password)
    station = open_station(place, "zhangli", FIRST.password)
    assert (station.office.name, station.actor.name) == (OFFICE.name, "张丽")
    with station.read() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert last.sentence == "登录"
    assert list(failures(check_all(station))) == []
    station.close()


def test_wrong_passwords_are_counted_on_the_server(place):
    for _ in range(3):
        with pytest.raises(InvalidInput):
            open_station(place, "zhangli", "错的密码")
    with pytest.raises(InvalidInput, match="连续输错 3 次"):
        open_station(place, "zhangli", FIRST.password)


def test_the_recovery_code_opens_it_and_another_stations_does_not(place, made_district):
    other = keyslots.recovery_code(bytes(16))
    with pytest.raises(InvalidInput) as caught:
        open_by_recovery_code(place, other, "zhangli", NEW)
    assert caught.value.field == "code"
    open_by_recovery_code(place, made_district.code, "zhangli", NEW).close()
    open_station(place, "zhangli", NEW).close()


def test_its_key_is_the_one_its_seed_leads_to(place, made_district):
    station = open_station(place, "zhangli", FIRST.password)
    seed = keyslots.seed_of(made_district.code)
    assert station.database.key == keyslots.file_key(seed)
    assert unlock(place, "zhangli", FIRST.password) == seed
    with station.write() as session:
        change_password(session, station.actor, path=place, old=FIRST.password, new=NEW)
    station.close()
    assert unlock(place, "zhangli", NEW) == seed


def test_there_is_no_second_station_in_one_database(place):
    with pytest.raises(StationFault, match="已经有站点"):
        create_station(place, OFFICE, FIRST)
    open_station(place, "zhangli", FIRST.password).close()


def test_residents_data_never_goes_to_a_server(postgres_server):
    place = postgres_server.database()
    with pytest.raises(StationFault, match="居民资料"):
        create_station(place, COMMUNITY, FIRST)
    assert postgres.is_empty(place)


def test_a_station_that_could_not_be_made_leaves_the_database_empty(
    postgres_server, quick_passwords, monkeypatch
):
    place = postgres_server.database()
    monkeypatch.setattr(postgres.KeyTable, "write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        create_station(place, OFFICE, FIRST)
    monkeypatch.undo()
    assert postgres.is_empty(place)
    create_station(place, OFFICE, FIRST)[0].close()


def test_an_empty_database_is_no_station(postgres_server):
    place = postgres_server.database()
    for opening in (
        lambda: open_station(place, "zhangli", FIRST.password),
        lambda: open_by_recovery_code(place, keyslots.recovery_code(bytes(16)), "a", NEW),
    ):
        with pytest.raises(StationFault, match="还没有站点"):
            opening()
    assert postgres.is_empty(place)


def test_it_has_no_file_and_no_backups_of_ours(place, tmp_path):
    station = open_station(place, "zhangli", FIRST.password)
    assert station.actor.may(Permission.BACK_UP)
    for back_up in (back_up_today, back_up_now):
        with pytest.raises(StationFault, match="由服务器自己备份") as caught:
            back_up(station, tmp_path)
        assert "pg_dump" in caught.value.what_to_do
    with pytest.raises(StationFault, match="没有文件"):
        assert station.path
    assert (list_backups(station, tmp_path), backup_rows(station, tmp_path)) == ([], [])
    station.close()


def test_a_server_that_does_not_answer_says_what_to_do(tmp_path):
    place = f"postgresql://liren:secret@/district?host={tmp_path}"
    office = NewOffice(OFFICE.level, OFFICE.name, OFFICE.area_code)
    for opening in (
        lambda: create_station(place, office, FIRST),
        lambda: open_station(place, "zhangli", FIRST.password),
        lambda: login_names(place),
    ):
        with pytest.raises(StationFault, match="连不上数据库服务器") as caught:
            opening()
        assert "secret" not in str(caught.value)


def test_every_sentence_for_a_server_stands_for_a_fault_and_says_what_to_do():
    assert set(ON_SERVER) < set(WORDS)
    for what, todo in ON_SERVER.values():
        assert what.endswith("。")
        assert todo.endswith("。")
        assert ".keys" not in what + todo


# -- the commands -----------------------------------------------------------------------------


def test_a_district_is_made_checked_listed_and_counted_from_the_command_line(
    postgres_server, quick_passwords, monkeypatch, capsys, tmp_path
):
    monkeypatch.setenv("LIREN_PASSWORD", FIRST.password)
    place = postgres_server.database()
    with_password = place.replace("liren@", "liren:any@")
    office = ("--level", "district", "--code", "130302000000", "--name", "海港区社会工作部")
    assert main(["init", with_password, *office, "--json"]) == 0
    told = capsys.readouterr().out
    assert len(json.loads(told)["recovery"].replace("-", "")) == 28
    assert ":any" not in told
    assert main(["check", place]) == 0
    assert "未通过" not in capsys.readouterr().out
    assert main(["figures", place]) == 0
    assert main(["list", "accounts", "--station", place]) == 0
    assert "共 1 条" in capsys.readouterr().out
    assert main(["backup", place, "-o", str(tmp_path / "a.stationbackup")]) == 1
    assert "pg_dump" in capsys.readouterr().err


def test_what_lists_read_can_be_read_on_a_server(postgres_district):
    with postgres_district.read() as session:
        for query, _ in LISTS.values():
            assert len(query(session, "")) < 2
        for query, _ in LISTS.values():
            assert list(query(session, "停车 3-2 wgl")) == []


def test_a_url_without_a_database_is_no_place(capsys):
    with pytest.raises(SystemExit):
        main(["check", "postgresql://10.1.2.3"])
    assert "postgresql://用户@服务器/数据库" in capsys.readouterr().err
