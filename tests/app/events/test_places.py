"""Finding where an event is by what people say of a place."""

import pytest

from app.events.places import find_places
from tests.builders import a_building


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("3-2-301", "3 号楼 2 单元 301 室"),
        ("3号楼2单元301", "3 号楼 2 单元 301 室"),
        ("3 2", "3 号楼 2 单元"),
        ("3", "3 号楼"),
        ("3号楼东侧", "3 号楼 东侧"),
        ("3-2-301-厨房", "3 号楼 2 单元 301 室 厨房"),
    ],
)
def test_a_building_is_found_with_what_stands_behind_it(office, typed, name):
    assert office.ask(lambda session: find_places(session, typed))[0].name == name


def test_a_number_begun_finds_the_buildings_that_begin_so_the_short_ones_first(office):
    for number in ("31", "30", "13"):
        a_building(office.station, office.grid, number)
    found = office.ask(lambda session: find_places(session, "3"))
    assert [one.name for one in found] == ["3 号楼", "30 号楼", "31 号楼"]
    assert {one.address for one in found} == {"第一网格"}


def test_a_place_without_a_building_finds_nothing(office):
    for typed in ("北门外", "", "9-1"):
        assert office.ask(lambda session, typed=typed: find_places(session, typed)) == []
