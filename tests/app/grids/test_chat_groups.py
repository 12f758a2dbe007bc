"""Chat groups by level, households ticked in and out, and the coverage that follows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.accounts.permissions import Role
from app.errors import NotAllowed, NotFound, RuleBroken
from app.grids.chat_groups import (
    GroupPlace,
    GroupText,
    change_group,
    end_group,
    set_up_group,
    tick_households,
)
from app.grids.group_views import (
    community_coverage,
    coverage_by_grid,
    doors_of_group,
    group_row,
    groups,
)
from app.grids.rules import GroupLevel
from db.ids import new_id
from tests.app.grids.test_grids import do, refused, sentences
from tests.builders import a_building, a_grid, a_resident, a_unit

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def grid(station):
    """Four households in two staircases of building 3, one more in building 9 next door."""
    first = a_grid(station)
    a_building(station, first, "3", units=2)
    other = a_grid(station, "02", "第二网格")
    a_building(station, other, "9", units=1)
    for name, door in (
        ("王秀芬", "3-1-101"),
        ("李建国", "3-1-102"),
        ("张桂兰", "3-2-101"),
        ("陈志强", "3-2-102"),
        ("刘丽华", "9-1-101"),
    ):
        a_resident(station, name, door)
    return first


def a_group(station, grid, name="一网格群", **place):
    return do(station, set_up_group, place=GroupPlace(grid, **place), text=GroupText(name))


def doors(station, group):
    with station.read() as session:
        return doors_of_group(session, group)


def homes(station, group):
    return [door.household_id for unit in doors(station, group) for door in unit.doors]


def shown(station, group):
    with station.read() as session:
        return group_row(session, group)


def shares(station):
    with station.read() as session:
        return [one.share for one in coverage_by_grid(session).values()]


def test_a_group_has_the_level_of_its_place_and_offers_the_doors_there(station, grid):
    unit = a_unit(station, "3-2")
    made = [a_group(station, grid), a_group(station, grid, "二单元群", unit_id=unit)]
    assert [shown(station, one).level for one in made] == [GroupLevel.GRID, GroupLevel.UNIT]
    assert [unit.title for unit in doors(station, made[0])] == ["3 号楼 1 单元", "3 号楼 2 单元"]
    (unit_doors,) = doors(station, made[1])
    assert [(d.room, d.head, d.is_in) for d in unit_doors.doors] == [
        ("101", "张桂兰", False),
        ("102", "陈志强", False),
    ]
    assert shown(station, made[1]).place == "3 号楼 2 单元"


def test_households_are_ticked_in_and_out_in_one_go(station, grid):
    group = a_group(station, grid)
    four = homes(station, group)
    do(station, tick_households, group_id=group, joined=four[:3])
    assert (shown(station, group).coverage.joined, shares(station)) == (3, [0.75, 0.0])
    do(station, tick_households, group_id=group, joined=four[3:], left=four[:2])
    assert sentences(station)[-1] == "一网格群：入群 1 户，退群 2 户"
    assert [d.is_in for u in doors(station, group) for d in u.doors] == [False, False, True, True]


def test_a_household_in_two_groups_counts_once_and_a_closed_group_not_at_all(station, grid):
    first, second = a_group(station, grid), a_group(station, grid, "又一个群")
    four = homes(station, first)
    do(station, tick_households, group_id=first, joined=four[:2])
    do(station, tick_households, group_id=second, joined=four[1:3])
    with station.read() as session:
        whole = community_coverage(session)
    assert (whole.joined, whole.households) == (3, 5)
    do(station, end_group, group_id=second, ended_on=TODAY)
    assert shares(station) == [0.5, 0.0]
    with station.read() as session:
        assert [row.name for row in groups(session)] == ["一网格群"]
        assert len(groups(session, ended=True)) == 2


def test_without_households_there_is_no_coverage_rather_than_none_or_all(station):
    grid = a_grid(station)
    group = a_group(station, grid)
    assert shown(station, group).coverage.share is None
    assert shares(station) == [None]


def test_a_household_from_elsewhere_is_refused(station, grid):
    unit = a_unit(station, "3-1")
    group, whole = a_group(station, grid, "一单元群", unit_id=unit), a_group(station, grid)
    strangers = set(homes(station, whole)) - set(homes(station, group))
    refused(station, tick_households, group_id=group, joined=strangers)
    refused(station, tick_households, group_id=whole, joined=[new_id()])


def test_two_running_groups_do_not_share_a_name_and_closed_ones_do_not_change(station, grid):
    group = a_group(station, grid)
    same = {"place": GroupPlace(grid), "text": GroupText(" 一网格群 ")}
    assert refused(station, set_up_group, **same).field == "name"
    do(station, change_group, group_id=group, text=GroupText("一网格群", "李建国", 88))
    assert (shown(station, group).keeper, shown(station, group).members) == ("李建国", 88)
    late = TODAY + timedelta(days=1)
    assert refused(station, end_group, group_id=group, ended_on=late).field == "ended_on"
    do(station, end_group, group_id=group, ended_on=TODAY)
    refused(station, change_group, group_id=group, text=GroupText("新名"), kind=RuleBroken)
    refused(station, tick_households, group_id=group, kind=RuleBroken)
    refused(station, end_group, group_id=group, ended_on=TODAY, kind=RuleBroken)
    do(station, set_up_group, **same)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("name", {"name": " "}), ("members", {"members": -1}), ("keeper", {"keeper": "长" * 300})],
)
def test_a_wrong_field_is_refused_by_its_name(station, grid, field, wrong):
    text = GroupText(**({"name": "群"} | wrong))
    assert refused(station, set_up_group, place=GroupPlace(grid), text=text).field == field


def test_a_place_that_is_not_there_is_not_found(station, grid):
    unit = a_unit(station, "9-1")
    for place in (
        GroupPlace(new_id()),
        GroupPlace(grid, unit_id=unit),
        GroupPlace(grid, building_id=new_id()),
        GroupPlace(grid, unit_id=new_id()),
    ):
        refused(station, set_up_group, place=place, text=GroupText("群"), kind=NotFound)
    refused(station, tick_households, group_id=new_id(), kind=NotFound)


def test_a_grid_worker_ticks_households_but_sets_up_no_groups(station, grid):
    group = a_group(station, grid)
    worker = replace(station, actor=replace(station.actor, role=Role.GRID_WORKER))
    do(worker, tick_households, group_id=group, joined=homes(station, group)[:1])
    refused(worker, set_up_group, place=GroupPlace(grid), text=GroupText("群"), kind=NotAllowed)
    viewer = replace(station, actor=replace(station.actor, role=Role.VIEWER))
    refused(viewer, tick_households, group_id=group, kind=NotAllowed)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ticks=st.lists(st.tuples(st.integers(0, 1), st.sets(st.integers(0, 3))), max_size=8))
def test_whatever_is_ticked_coverage_is_what_the_doors_say(station, grid, ticks):
    with station.read() as session:
        made = [row.id for row in groups(session)]
    made = made or [a_group(station, grid, name) for name in ("甲群", "乙群")]
    four = homes(station, made[0])
    for which, chosen in ticks:
        joined = {four[number] for number in chosen}
        left = set(four) - joined
        do(station, tick_households, group_id=made[which], joined=joined, left=left)
    inside = {
        door.household_id
        for one in made
        for u in doors(station, one)
        for door in u.doors
        if door.is_in
    }
    assert shares(station)[0] == len(inside) / 4
