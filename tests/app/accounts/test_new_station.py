"""The wizard: what it refuses, what it makes, and that a refusal leaves nothing behind."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.accounts.fault_words import WORDS
from app.accounts.levels import Level
from app.accounts.models import Account, AuditEntry, Office
from app.accounts.new_station import check
from app.accounts.station import create_station, open_station
from app.errors import InvalidInput, StationFault
from app.integrity import check_all, failures
from db import keyslots
from tests.builders import OFFICE, SECRETARY

LONG = "长" * 5000
WRONG_OFFICE = [
    ("name", {"name": ""}),
    ("name", {"name": " \u3000"}),
    ("name", {"name": LONG}),
    ("name", {"name": "人民里\n社区"}),
    ("street_name", {"street_name": LONG}),
    ("district_name", {"district_name": LONG}),
    ("address", {"address": LONG}),
    ("phone", {"phone": LONG}),
    ("area_code", {"area_code": ""}),
    ("area_code", {"area_code": LONG}),
    ("area_code", {"area_code": "13030200100"}),
    ("area_code", {"area_code": "13030200100a"}),
    ("area_code", {"area_code": "１３０３０２００１００１"}),
    ("area_code", {"area_code": " 130302001001"}),
    ("area_code", {"area_code": "130302001000"}),
    ("area_code", {"area_code": "130302000000"}),
    ("area_code", {"level": Level.STREET}),
    ("area_code", {"level": Level.STREET, "area_code": "130302000000"}),
    ("area_code", {"level": Level.DISTRICT}),
    ("area_code", {"level": Level.DISTRICT, "area_code": "130302001000"}),
]
WRONG_ACCOUNT = [
    ("login", {"login": ""}),
    ("login", {"login": "  "}),
    ("login", {"login": LONG}),
    ("login", {"login": "zhao\tmin"}),
    ("account_name", {"name": ""}),
    ("account_name", {"name": LONG}),
    ("password", {"password": ""}),
    ("password", {"password": "1234567"}),
    ("password", {"password": "人民里一二三四"}),
]


@pytest.mark.parametrize(("field", "wrong"), WRONG_OFFICE)
def test_a_wrong_answer_about_the_office_is_refused_at_its_field(tmp_path, field, wrong):
    refused(tmp_path, replace(OFFICE, **wrong), SECRETARY, field)


@pytest.mark.parametrize(("field", "wrong"), WRONG_ACCOUNT)
def test_a_wrong_answer_about_the_account_is_refused_at_its_field(tmp_path, field, wrong):
    refused(tmp_path, OFFICE, replace(SECRETARY, **wrong), field)


def refused(folder, office, first, field):
    with pytest.raises(InvalidInput) as caught:
        create_station(folder / "新.station", office, first)
    assert caught.value.field == field
    assert len(str(caught.value)) < 150, "the wrong text itself is not repeated at length"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("level", "code"),
    [
        (Level.COMMUNITY, "130302001001"),
        (Level.STREET, "130302001000"),
        (Level.DISTRICT, "130302000000"),
    ],
)
def test_the_code_of_each_level_is_taken(level, code):
    check(replace(OFFICE, level=level, area_code=code), SECRETARY)


@pytest.mark.parametrize(
    "name",
    ["里仁'); DROP TABLE office;--", '“人民里”"社区"', "%s{name}%(x)s", "喆堃𬱖社区", "\U00031350"],
)
def test_quotes_and_rare_characters_in_names_are_kept_as_they_are(tmp_path, name):
    first = replace(SECRETARY, name=name, login=name)
    station, _ = create_station(tmp_path / "新.station", replace(OFFICE, name=name), first)
    with station.read() as session:
        assert session.scalars(select(Office.name)).one() == name
        assert session.scalars(select(Account.login)).one() == name
        assert session.scalars(select(AuditEntry.sentence)).one() == f"建立站点：{name}"
    assert station.office.name == name
    station.close()


def test_a_new_station_is_whole_and_opens_again(tmp_path):
    path = tmp_path / "人民里.station"
    office = replace(OFFICE, name=" 人民里社区 ")
    first = replace(SECRETARY, login=" zhaomin ", name=" 赵敏 ")
    station, code = create_station(path, office, first)
    assert (station.office.name, station.actor.name) == ("人民里社区", "赵敏")
    assert [result.label for result in failures(check_all(station))] == []
    station.close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["人民里.station", "人民里.station.keys"]
    again = open_station(path, "zhaomin", SECRETARY.password)
    assert again.office.id == station.office.id
    again.close()
    assert keyslots.seed_of(code)


def test_the_file_shows_nothing_of_what_is_in_it(tmp_path):
    station, _ = create_station(tmp_path / "新.station", OFFICE, SECRETARY)
    station.close()
    content = (tmp_path / "新.station").read_bytes()
    assert not content.startswith(b"SQLite")
    for word in ("人民里", "赵敏", "zhaomin", "CREATE TABLE"):
        assert word.encode() not in content


@pytest.mark.parametrize("ending", ["", ".keys", "-wal"])
def test_what_is_there_is_never_overwritten(tmp_path, ending):
    path = tmp_path / "人民里.station"
    there = path.with_name(path.name + ending)
    there.write_bytes(b"something")
    with pytest.raises(StationFault, match="已经存在"):
        create_station(path, OFFICE, SECRETARY)
    assert there.read_bytes() == b"something"
    assert list(tmp_path.iterdir()) == [there]


def test_a_folder_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(StationFault, match="找不到"):
        create_station(tmp_path / "没有" / "新.station", OFFICE, SECRETARY)
    assert list(tmp_path.iterdir()) == []


def test_a_file_name_too_long_for_the_disk_is_refused(tmp_path):
    for length in (70, 300):
        with pytest.raises(StationFault, match="文件名太长"):
            create_station(tmp_path / f"{'长' * length}.station", OFFICE, SECRETARY)
    assert list(tmp_path.iterdir()) == []


def test_when_the_key_file_cannot_be_written_no_station_is_left(tmp_path):
    (tmp_path / "新.station.keys.part").mkdir()
    with pytest.raises(StationFault):
        create_station(tmp_path / "新.station", OFFICE, SECRETARY)
    assert [p.name for p in tmp_path.iterdir()] == ["新.station.keys.part"]


def test_every_fault_of_a_file_has_its_sentences():
    from db import faults

    kinds = {kind for kind in vars(faults).values() if isinstance(kind, type)}
    expected = {kind for kind in kinds if issubclass(kind, faults.FileFault)} - {faults.FileFault}
    assert set(WORDS) == expected
    for what, todo in WORDS.values():
        assert what.endswith("。")
        assert todo.endswith("。")
