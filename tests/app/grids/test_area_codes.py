"""Area codes: what they say, and what is refused at which level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.levels import Level
from app.errors import InvalidInput
from app.grids.area_codes import AreaCode, community_of, county_of, read_area_code
from app.grids.rules import grid_code

HAIGANG, STREET, COMMUNITY = "130302000000", "130302001000", "130302001001"


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        (HAIGANG, Level.DISTRICT),
        (STREET, Level.STREET),
        (COMMUNITY, Level.COMMUNITY),
        (" 130302 001 001 ", Level.COMMUNITY),
    ],
)
def test_a_code_says_its_level(typed, level):
    assert read_area_code(typed).level is level
    assert read_area_code(typed, level) == read_area_code(typed)


@pytest.mark.parametrize(
    ("typed", "level", "words"),
    [
        ("", None, "应为 12 位数字"),
        ("130302", None, "现在是“130302”"),
        ("1303020010011", None, "应为 12 位数字"),
        ("13030200100X", None, "应为 12 位数字"),
        ("１３０３０２００１００１", None, "应为 12 位数字"),
        ("000000000000", None, "缺少上一级"),
        ("130302000001", None, "缺少上一级"),
        ("000000001001", None, "缺少上一级"),
        (STREET, Level.COMMUNITY, "是街道一级的代码，这里要填社区的"),
        (COMMUNITY, Level.STREET, "是社区一级的代码，这里要填街道的"),
        (COMMUNITY, Level.DISTRICT, "是社区一级的代码，这里要填区的"),
    ],
)
def test_a_wrong_code_is_refused_with_what_is_wrong(typed, level, words):
    with pytest.raises(InvalidInput) as caught:
        read_area_code(typed, level)
    assert words in caught.value.what_happened
    assert caught.value.what_to_do.endswith("。")
    assert caught.value.field == "area_code"


def parts(low, high, width):
    return st.integers(low, high).map(lambda number: f"{number:0{width}}")


COMMUNITIES = st.tuples(parts(110101, 659999, 6), parts(1, 999, 3), parts(1, 999, 3)).map("".join)


@given(COMMUNITIES)
def test_a_community_lies_in_its_street_and_its_street_in_its_district(code):
    community = read_area_code(code, Level.COMMUNITY)
    street, district = community.at(Level.STREET), community.at(Level.DISTRICT)
    assert read_area_code(street.code) == street
    assert read_area_code(district.code) == district == street.at(Level.DISTRICT)
    assert district.holds(street)
    assert street.holds(community)
    assert community.holds(community)
    assert not community.holds(street)
    assert {office.county for office in (community, street, district)} == {county_of(code)}


@given(COMMUNITIES, COMMUNITIES)
def test_offices_of_one_level_hold_each_other_only_when_they_are_the_same(one, other):
    assert read_area_code(one).holds(read_area_code(other)) is (one == other)


@given(COMMUNITIES, st.integers(1, 999))
def test_a_grids_code_gives_back_its_community_and_county(community, number):
    code = grid_code(community, f"{number:02}")
    assert community_of(code) == community
    assert county_of(code) == community[:6]


def test_a_district_belongs_to_no_community():
    with pytest.raises(ValueError, match=HAIGANG):
        AreaCode(HAIGANG, Level.DISTRICT).at(Level.COMMUNITY)
