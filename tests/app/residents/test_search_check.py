"""The search agrees with the residents after every step, whoever writes, and can be made anew."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from app.accounts.permissions import Actor, Role
from app.accounts.undo import undo_step
from app.errors import NotAllowed
from app.grids.models import Building, ResidentialUnit
from app.residents.merges import merge_residents, unmerge_residents
from app.residents.models import Household, Resident
from app.residents.queries import count_residents, residents
from app.residents.residents import ResidentText, change_resident
from app.residents.search_check import rebuild_search, search_agrees
from db.changelog import Change
from db.ids import new_id
from tests.app.grids.test_grids import do, refused
from tests.builders import a_resident, a_station, copied


@pytest.fixture(scope="module")
def lane_file(tmp_path_factory):
    station = a_station(tmp_path_factory.mktemp("lane"))
    for number, name in enumerate(("王秀芬", "单雄信", "O'Brien", "䶮𬱖", "㛃𫖯")):
        a_resident(station, name, f"3-{2 - number % 2}-10{number}", phone=f"1380000111{number}")
    a_resident(station, "王秀芬", "甲5-1-底商2", id_number="11010519491231002X")
    station.close()
    return station.path


@pytest.fixture
def lane(lane_file, tmp_path):
    station = copied(lane_file, tmp_path)
    yield station
    station.close()


def agrees(station):
    with station.read() as session:
        return search_agrees(session)


def found(station, typed):
    with station.read() as session:
        return [row.address for row in residents(session, 0, 100, text=typed)]


def test_a_fresh_station_agrees_and_says_what_was_looked_at(lane):
    assert agrees(lane) == (True, "6 位居民，逐字相符")


def test_a_building_renumbered_takes_its_people_along(lane):
    with lane.write() as session:
        building = session.scalars(select(Building).where(Building.number == "3")).one()
        building.number = "30"
    assert found(lane, "3-") == []
    assert len(found(lane, "30-")) == 5
    assert agrees(lane)[0]


def test_a_unit_and_a_door_renumbered_take_their_people_along(lane):
    with lane.write() as session:
        unit = session.scalars(select(ResidentialUnit).where(ResidentialUnit.number == "2")).one()
        unit.number = "9"
        door = session.scalars(select(Household).where(Household.room == "101")).one()
        door.room = "1101"
    assert found(lane, "3-9-") == ["3-9-100", "3-9-102", "3-9-104"]
    assert found(lane, "3-1-1101") == ["3-1-1101"]
    assert agrees(lane)[0]


def test_what_is_taken_back_is_taken_back_in_the_search_too(lane):
    resident = a_resident(lane, "赵子龙", "3-1-777", phone="13912345678")
    assert found(lane, "zzl") == ["3-1-777"]
    with lane.read() as session:
        log = select(Change.transaction_id).where(Change.row_id == resident)
        step = session.scalars(log).first()
    do(lane, undo_step, step, label="登记居民")
    assert found(lane, "zzl") == found(lane, "5678") == []
    assert agrees(lane)[0]


def test_a_merged_record_is_out_of_the_search_until_parted(lane):
    with lane.read() as session:
        first, second = (row.id for row in residents(session, 0, 9, text="王秀芬"))
    do(lane, merge_residents, survivor_id=first, other_id=second)
    assert len(found(lane, "王秀芬")) == 1
    assert agrees(lane)[0]
    do(lane, unmerge_residents, second)
    assert len(found(lane, "王秀芬")) == 2
    assert agrees(lane)[0]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM resident_place WHERE number = (SELECT min(number) FROM resident_place)",
        "UPDATE resident_place SET number = number + 4194304 * 7",
        "DELETE FROM resident_search WHERE rowid = (SELECT min(number) FROM resident_place)",
        "DROP TRIGGER resident_search_update",
    ],
)
def test_a_damaged_search_is_noticed(lane, damage):
    with lane.write() as session:
        session.execute(text(damage))
    assert not agrees(lane)[0]


def test_the_search_is_made_anew_without_touching_a_resident(lane):
    with lane.write() as session:
        session.execute(text("DELETE FROM resident_place"))
        before = session.scalars(select(Resident.counter).order_by(Resident.id)).all()
    assert found(lane, "王秀芬") == []
    do(lane, rebuild_search)
    assert agrees(lane)[0]
    assert len(found(lane, "王秀芬")) == 2
    with lane.read() as session:
        assert session.scalars(select(Resident.counter).order_by(Resident.id)).all() == before


def test_only_who_keeps_the_backups_makes_it_anew(lane):
    lane.actor = Actor(new_id(), "other", "钱芳", Role.VIEWER)
    refused(lane, rebuild_search, kind=NotAllowed)


NAMES = st.text(st.sampled_from("王秀芬单曾䶮𬱖㛃·O'b 3-"), min_size=1, max_size=5).filter(
    lambda name: name.strip()
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(NAMES, min_size=1, max_size=4))
def test_whatever_people_are_called_their_names_find_them(lane, names):
    with lane.read() as session:
        ids = [row.id for row in residents(session, 0, 100)]
    for resident, name in zip(ids, names, strict=False):
        do(lane, change_resident, resident, text=ResidentText(name))
        with lane.read() as session:
            assert resident in {row.id for row in residents(session, 0, 100, text=name)}
            assert count_residents(session, text=name) >= 1
    assert agrees(lane)[0]
