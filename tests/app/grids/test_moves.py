"""A building changes its grid; who looked after it before stays on record as it was."""

from datetime import date, timedelta

import pytest

from app.errors import InvalidInput, NotFound
from app.grids.chat_groups import GroupPlace, GroupText, set_up_group
from app.grids.group_views import groups
from app.grids.moves import move_building
from app.grids.place_views import place_detail
from app.grids.rules import Duty
from app.grids.staff_views import Standing, staff_entries
from app.grids.tree import Branch
from db.ids import new_id
from tests.app.grids.test_grids import do, refused, rows
from tests.app.grids.test_staff import appointed
from tests.builders import a_building, a_grid, a_resident, a_unit

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def two(station):
    first, second = a_grid(station), a_grid(station, "02", "第二网格")
    building = a_building(station, first, "3", units=1)
    a_resident(station, "王秀芬", "3-1-101")
    return first, second, building


def test_the_people_of_the_building_count_in_the_new_grid(station, two):
    _, second, building = two
    do(station, move_building, building_id=building, grid_id=second, since=TODAY)
    assert [(row.name, row.residents) for row in rows(station)] == [
        ("第一网格", 0),
        ("第二网格", 1),
    ]
    with station.read() as session:
        shown = place_detail(session, Branch.BUILDING, building)
    assert shown.history[0].sentence == "3 号楼由第一网格划归第二网格，2026-11-24 起"


def test_heads_go_on_in_the_new_grid_and_their_time_in_the_old_one_stays(station, two):
    first, second, building = two
    unit = a_unit(station, "3-1")
    past = TODAY - 100 * DAY
    appointed(station, first, past, Duty.BUILDING_HEAD, "楼栋长甲", building_id=building)
    appointed(station, first, past, Duty.UNIT_HEAD, "单元长乙", building_id=building, unit_id=unit)
    do(station, move_building, building_id=building, grid_id=second, since=TODAY)
    with station.read() as session:
        old, new = (staff_entries(session, grid_id=grid) for grid in (first, second))
    heads = [(e.name, e.standing, e.since, e.until) for e in old if e.term_id]
    assert heads == [
        ("楼栋长甲", Standing.FORMER, past, TODAY - DAY),
        ("单元长乙", Standing.FORMER, past, TODAY - DAY),
    ]
    heads = [(e.name, e.standing, e.since, e.until) for e in new if e.term_id]
    assert heads == [
        ("楼栋长甲", Standing.SERVING, TODAY, None),
        ("单元长乙", Standing.SERVING, TODAY, None),
    ]


def test_a_term_that_has_not_begun_simply_begins_in_the_new_grid(station, two):
    first, second, building = two
    duty = Duty.BUILDING_HEAD
    appointed(station, first, TODAY + DAY, duty, "楼栋长甲", building_id=building)
    do(station, move_building, building_id=building, grid_id=second, since=TODAY)
    with station.read() as session:
        coming = staff_entries(session, standing=Standing.COMING)
    assert [(e.grid, e.since) for e in coming] == [("第二网格", TODAY + DAY)]


def test_the_chat_groups_of_the_building_go_along_and_those_of_the_grid_stay(station, two):
    first, second, building = two
    do(station, set_up_group, place=GroupPlace(first), text=GroupText("一网格群"))
    do(station, set_up_group, place=GroupPlace(first, building), text=GroupText("3 号楼群"))
    do(station, move_building, building_id=building, grid_id=second, since=TODAY)
    with station.read() as session:
        assert [(g.name, g.grid) for g in groups(session)] == [
            ("一网格群", "第一网格"),
            ("3 号楼群", "第二网格"),
        ]


def test_a_move_to_where_it_is_or_to_nowhere_is_refused(station, two):
    first, _, building = two
    asked = {"since": TODAY}
    error = refused(station, move_building, building_id=building, grid_id=first, **asked)
    assert isinstance(error, InvalidInput)
    assert error.field == "grid_id"
    for lost in ({"building_id": new_id(), "grid_id": first}, {"building_id": building}):
        lost.setdefault("grid_id", new_id())
        refused(station, move_building, kind=NotFound, **lost, **asked)
