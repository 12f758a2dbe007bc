"""Lists and search: found by all the ways people look, masked everywhere, in a steady order."""

import dataclasses
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.grids.queries import grid_choices
from app.residents import queries
from app.residents.details import resident_detail
from app.residents.filters import ResidentFilter
from app.residents.models import Resident
from app.residents.queries import SORTS, count_residents, find_residents, residents
from app.residents.residents import change_status
from app.residents.rules import age_on
from app.residents.terms import Status
from db import clock
from tests.app.grids.test_grids import do
from tests.builders import a_building, a_grid, a_resident, a_station, copied

TODAY = date(2026, 11, 24)
WOMAN = "11010519491231002X"
PHONE = "13812345678"


@pytest.fixture(scope="module")
def street_file(tmp_path_factory):
    """Six people in three buildings of two grids; made once, closed."""
    station = a_station(tmp_path_factory.mktemp("street"))
    first, second = a_grid(station, "01"), a_grid(station, "02", "第二网格")
    for number in ("3", "31"):
        a_building(station, first, number, units=11)
    a_building(station, second, "12", units=2)
    a_resident(station, "王秀芬", "3-2-301", id_number=WOMAN, phone=PHONE, tags=("党员",))
    a_resident(station, "单雄信", "3-1-1001", birth=date(1990, 5, 5), tags=("独居老人", "党员"))
    a_resident(station, "尉迟恭", "3-10-301", birth=date(1980, 5, 5))
    a_resident(station, "王秀", "31-2-301", birth=date(2010, 5, 5))
    a_resident(station, "O'Brien%", "12-1-101", tags=("志愿者",))
    a_resident(station, "曾_明", "12-2-99")
    station.close()
    return station.path


@pytest.fixture
def street(street_file, tmp_path):
    """A copy of the street, opened; the clock shows nine o'clock of a Tuesday."""
    street = copied(street_file, tmp_path)
    with clock.set_to(clock.moment(TODAY, 9)):
        yield street
    street.close()


def names(station, text, **filters):
    where = ResidentFilter(**filters)
    with station.read() as session:
        page = residents(session, 0, 100, text=text, where=where)
        assert count_residents(session, text=text, where=where) == len(page)
    return {row.name for row in page}


ALL = {"王秀芬", "单雄信", "尉迟恭", "王秀", "O'Brien%", "曾_明"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ALL),
        ("   ", ALL),
        ("王秀", {"王秀芬", "王秀"}),
        ("秀芬", {"王秀芬"}),
        ("wxf", {"王秀芬"}),
        ("WXF", {"王秀芬"}),
        ("wx", {"王秀芬", "王秀"}),
        ("wangxiuf", {"王秀芬"}),
        ("sxx", {"单雄信"}),
        ("danxiong", {"单雄信"}),
        ("dxx", {"单雄信"}),
        ("yuchi", {"尉迟恭"}),
        ("ycg", {"尉迟恭"}),
        ("xf", set()),
        ("5678", {"王秀芬"}),
        (PHONE, {"王秀芬"}),
        ("138 1234 5678", {"王秀芬"}),
        ("78", set()),
        ("1381", set()),
        ("02x", set()),
        ("678", set()),
        ("002X", {"王秀芬"}),
        (WOMAN, {"王秀芬"}),
        ("3-2-301", {"王秀芬"}),
        ("3号楼2单元301室", {"王秀芬"}),
        ("3栋2单元301", {"王秀芬"}),
        (" 3 号楼 2 单元 ", {"王秀芬"}),
        ("3-2-30", {"王秀芬"}),
        ("3-2", {"王秀芬"}),
        ("3-1", {"单雄信", "尉迟恭"}),
        ("3-1-", {"单雄信"}),
        ("3号楼1单元", {"单雄信"}),
        ("3-", {"王秀芬", "单雄信", "尉迟恭"}),
        ("3号楼", {"王秀芬", "单雄信", "尉迟恭"}),
        ("12号楼", {"O'Brien%", "曾_明"}),
        ("3-2-301-5", set()),
        ("-", set()),
        ("号楼", set()),
        ("%", {"O'Brien%"}),
        ("_", {"曾_明"}),
        ("'", {"O'Brien%"}),
        ("3-%", set()),
        ("3-2-_01", set()),
        ("' OR 1=1 --", set()),
        ("长" * 5000, set()),
    ],
)
def test_people_are_found_by_what_is_typed(street, typed, found):
    assert names(street, typed) == found


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("党员", {"王秀芬", "单雄信"}),
        ("独居老人", {"单雄信"}),
        ("老人", set()),
        ("党", set()),
        ("%", set()),
    ],
)
def test_a_tag_is_matched_whole(street, tag, found):
    assert names(street, "", tag=tag) == found


def test_filters_add_up(street):
    with street.read() as session:
        grid_id = grid_choices(session)[1].id
    assert names(street, "", grid_id=grid_id) == {"O'Brien%", "曾_明"}
    assert names(street, "王", grid_id=grid_id) == set()
    assert names(street, "", grid_id=grid_id, tag="志愿者") == {"O'Brien%"}


def page(station, sort=None, descending=False, **kwargs):
    with station.read() as session:
        return residents(session, 0, 100, sort, descending, **kwargs)


def test_addresses_come_in_the_order_of_the_doors(street):
    assert [row.address for row in page(street)] == [
        "3-1-1001",
        "3-2-301",
        "3-10-301",
        "12-1-101",
        "12-2-99",
        "31-2-301",
    ]


def test_sorted_by_age_the_youngest_come_first(street):
    ages = [row.age for row in page(street, "age") if row.age is not None]
    assert ages == [16, 36, 46, 76]
    ages = [row.age for row in page(street, "age", descending=True) if row.age is not None]
    assert ages == [76, 46, 36, 16]


def test_every_column_that_may_be_sorted_by_is_one_of_the_rows():
    fields = {field.name for field in dataclasses.fields(queries.ResidentRow)}
    assert set(SORTS) <= fields


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sort=st.none() | st.sampled_from(sorted(SORTS)),
    descending=st.booleans(),
    size=st.integers(1, 7),
)
def test_pages_laid_side_by_side_are_the_whole_list(street, sort, descending, size):
    whole = page(street, sort, descending)
    assert {row.name for row in whole} == ALL
    pieces = []
    with street.read() as session:
        for offset in range(0, len(whole) + size, size):
            pieces += residents(session, offset, size, sort, descending)
    assert pieces == whole


@pytest.mark.parametrize("sort", [None, *SORTS])
def test_rows_that_tie_come_as_they_were_registered(street, sort):
    """However the database came upon them: the last registered has the lowest id here."""
    first = a_resident(street, "同名", "12-1-200")
    with street.write() as session:
        household_id = session.get_one(Resident, first).household_id
        for number in range(9, 0, -1):
            fields = {"name_pinyin": "tongming", "name_initials": "tm"}
            session.add(
                Resident(id=UUID(int=number), name="同名", household_id=household_id, **fields)
            )
            session.flush()
    registered = [first, *(UUID(int=number) for number in range(9, 0, -1))]
    for descending in (False, True):
        alike = [row.id for row in page(street, sort, descending) if row.name == "同名"]
        by_place = descending and sort in (None, "address")
        assert alike == (registered[::-1] if by_place else registered)


# -- masked -----------------------------------------------------------------------------------


def text_of(found) -> str:
    return repr(dataclasses.asdict(found))


def test_no_query_gives_out_a_number_in_full(street):
    with street.read() as session:
        shown = [
            *residents(session, 0, 100),
            *residents(session, 0, 100, text=PHONE),
            *find_residents(session, "王"),
            *find_residents(session, WOMAN),
        ]
        shown += [resident_detail(session, row.id) for row in list(shown)]
    written = "".join(text_of(found) for found in shown)
    assert "138****5678" in written
    assert "110105**********2X" in written
    assert PHONE not in written
    assert WOMAN not in written


# -- pickers ----------------------------------------------------------------------------------


def found(station, text, **kwargs):
    with station.read() as session:
        return [row.name for row in find_residents(session, text, **kwargs)]


def test_a_picker_puts_the_exact_name_first(street):
    a_resident(street, "王", "3-2-302")
    a_resident(street, "丁王秀", "3-2-302")
    assert found(street, "王秀")[0] == "王秀"
    assert found(street, " 王 ")[0] == "王"
    assert len(found(street, "王", limit=2)) == 2
    assert found(street, "") == found(street, "  ") == []


@pytest.mark.parametrize("status", [Status.MOVED, Status.DECEASED])
def test_a_picker_offers_only_who_lives_here_and_the_list_shows_all(street, status):
    (row,) = [row for row in page(street) if row.name == "单雄信"]
    do(street, change_status, row.id, status=status, reason="x")
    assert found(street, "单") == []
    assert names(street, "单") == {"单雄信"}


def test_the_household_shows_the_others_who_live_there_head_first(street):
    child = a_resident(street, "小的", "3-2-301", birth=date(2015, 1, 1))
    elder = a_resident(street, "大的", "3-2-301", birth=date(1940, 1, 1))
    head = a_resident(street, "户主甲", "3-2-301", relation="户主", birth=date(1950, 1, 1))
    gone = a_resident(street, "迁走的", "3-2-301")
    do(street, change_status, gone, status=Status.MOVED, reason="x")
    (row,) = [row for row in page(street) if row.name == "王秀芬"]
    with street.read() as session:
        detail = resident_detail(session, row.id)
    assert [member.id for member in detail.household] == [head, elder, child]
    assert (detail.address, detail.grid) == ("3-2-301", "第一网格")


# -- age --------------------------------------------------------------------------------------


@given(birth=st.dates(date(1900, 1, 1), TODAY), later=st.integers(0, 40000))
def test_age_goes_up_on_the_birthday_and_never_down(birth, later):
    day = birth + timedelta(days=later)
    age = age_on(day, birth)
    assert age >= 0
    assert age_on(day + timedelta(days=1), birth) in (age, age + 1)
    assert age * 365 <= later < (age + 1) * 366 + 1


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 5, 4), 35), (date(2026, 5, 5), 36), (date(1990, 5, 5), 0)],
)
def test_age_in_full_years(day, age):
    assert age_on(day, date(1990, 5, 5)) == age
    assert age_on(day, None) is None
