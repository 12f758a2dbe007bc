"""Pickers and the palette: the likeliest first, by the way in which somebody was found."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.residents.queries import count_residents, find_residents, residents
from tests.builders import a_resident, a_station, copied


@pytest.fixture(scope="module")
def lane_file(tmp_path_factory):
    station = a_station(tmp_path_factory.mktemp("lane"))
    a_resident(station, "王秀芬", "3-2-301", phone="13812345678")
    a_resident(station, "王秀", "3-2-302", id_number="11010519491231002X")
    a_resident(station, "小王秀", "3-2-303")
    a_resident(station, "魏旭", "3-1-101")
    a_resident(station, "乌小丽", "3-1-102")
    a_resident(station, "O'Brien", "3-1-103")
    station.close()
    return station.path


@pytest.fixture
def lane(lane_file, tmp_path):
    station = copied(lane_file, tmp_path)
    yield station
    station.close()


def found(station, text, **kwargs):
    with station.read() as session:
        return [row.name for row in find_residents(session, text, **kwargs)]


def test_the_name_itself_comes_before_names_that_begin_and_names_that_hold_it(lane):
    assert found(lane, "王秀") == ["王秀", "王秀芬", "小王秀"]


def test_of_people_with_the_same_initials_the_shorter_name_comes_first(lane):
    names = found(lane, "wx")
    assert set(names) == {"王秀", "魏旭", "王秀芬", "乌小丽"}
    assert set(names[:2]) == {"王秀", "魏旭"}


def test_initials_come_before_pinyin(lane):
    a_resident(lane, "安娜宁", "3-1-104")
    a_resident(lane, "安宁", "3-1-105")
    assert found(lane, "an") == ["安宁", "安娜宁"]
    assert found(lane, "ann") == ["安娜宁", "安宁"], "安娜宁 by initials, 安宁 by annin"


def test_a_name_comes_before_a_tail_with_the_same_characters(lane):
    a_resident(lane, "5678号", "3-1-106")
    assert found(lane, "5678") == ["5678号", "王秀芬"]


def test_a_tail_of_four_finds_and_of_three_does_not(lane):
    assert found(lane, "5678") == ["王秀芬"]
    assert found(lane, "678") == []
    assert found(lane, "002x") == ["王秀"]
    assert found(lane, "02x") == []


def test_somebody_is_found_by_address_with_the_others_behind_the_same_stairs(lane):
    assert found(lane, "3-2-301") == ["王秀芬"]
    assert set(found(lane, "3号楼2单元")) == {"王秀芬", "王秀", "小王秀"}


def test_there_are_never_more_than_were_asked_for(lane):
    assert found(lane, "王秀", limit=1) == ["王秀"]


TYPED = st.text(st.sampled_from("王秀芬小 wxf3-2号楼单元'%_/5678xX\\\"()*"), max_size=10)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TYPED | st.text(max_size=6))
def test_whatever_is_typed_list_count_and_picker_agree(lane, text):
    with lane.read() as session:
        page = residents(session, 0, 100, text=text)
        assert count_residents(session, text=text) == len(page)
        picked = {row.id for row in find_residents(session, text, 100)}
    assert picked == ({row.id for row in page} if text.strip() else set())
