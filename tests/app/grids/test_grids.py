"""Grids, buildings and units: what is refused, by field, and what the lists show."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.accounts.permissions import Role
from app.accounts.undo import undo_step
from app.errors import InvalidInput, NotAllowed, NotFound
from app.grids import grids, queries
from app.grids.grids import BuildingText, GridText, add_building, add_grid, add_unit, change_grid
from app.grids.rules import GridKind, next_number
from app.residents.residents import change_status
from app.residents.terms import Status
from db.ids import new_id
from tests.builders import OFFICE, a_building, a_grid, a_resident
from tests.db.rows import highest, shared_rows

LONG = "长" * 5000


def do(station, use_case, *args, **kwargs):
    with station.write() as session:
        return use_case(session, station.actor, *args, **kwargs)


def rows(station):
    with station.read() as session:
        return queries.grids(session)


def detail(station, grid_id):
    with station.read() as session:
        return queries.grid_detail(session, grid_id)


def sentences(station):
    with station.read() as session:
        return session.scalars(select(AuditEntry.sentence).order_by(AuditEntry.number)).all()


def refused(station, use_case, *args, kind=InvalidInput, **kwargs):
    """The refusal of a use case, which changed nothing."""
    before = highest(station), sentences(station)
    with pytest.raises(kind) as caught:
        do(station, use_case, *args, **kwargs)
    assert (highest(station), sentences(station)) == before
    assert caught.value.what_happened.endswith("。")
    return caught.value


def test_a_registered_grid_carries_the_code_of_its_community(station):
    grid = do(
        station,
        add_grid,
        text=GridText("07", " 文化路网格 ", GridKind.DEDICATED, "第七党支部", "东至文化路", "记"),
    )
    shown = detail(station, grid)
    assert shown.code == OFFICE.area_code + "07"
    assert (shown.name, shown.kind_name) == ("文化路网格", "专属网格")
    assert (shown.party_branch, shown.area, shown.note) == ("第七党支部", "东至文化路", "记")
    assert "登记网格" in sentences(station)[-1]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", {"name": ""}),
        ("name", {"name": " \t"}),
        ("name", {"name": LONG}),
        ("name", {"name": "两\n行"}),
        ("number", {"number": ""}),
        ("number", {"number": "7"}),
        ("number", {"number": "00"}),
        ("number", {"number": "0001"}),
        ("number", {"number": "一"}),
        ("number", {"number": "１２"}),
        ("number", {"number": "-1"}),
        ("number", {"number": "01"}),
        ("area", {"area": LONG}),
        ("note", {"note": LONG}),
        ("party_branch", {"party_branch": LONG}),
    ],
)
def test_a_wrong_field_of_a_grid_is_refused_by_its_name(station, field, wrong):
    a_grid(station, "01")
    text = replace(GridText("02", "第二网格"), **wrong)
    assert refused(station, add_grid, text=text).field == field
    second = a_grid(station, "03")
    assert refused(station, change_grid, second, text=text).field == field


def test_a_taken_number_names_who_has_it(station):
    a_grid(station, "01", "文化路网格")
    assert "文化路网格" in str(refused(station, add_grid, text=GridText("01", "别的")))


def test_a_grid_may_be_changed_and_keep_its_number(station):
    grid = a_grid(station, "01")
    do(station, change_grid, grid, text=GridText("01", "新名"))
    assert detail(station, grid).name == "新名"
    do(station, change_grid, grid, text=GridText("105", "新名"))
    assert detail(station, grid).code == OFFICE.area_code + "105"


def test_what_is_not_there_is_not_found(station):
    refused(station, change_grid, new_id(), text=GridText("01", "x"), kind=NotFound)
    refused(station, add_unit, building_id=new_id(), number="1", kind=NotFound)
    refused(station, add_building, grid_id=new_id(), text=BuildingText("3"), kind=NotFound)
    assert detail(station, new_id()) is None


@pytest.mark.parametrize(
    ("field", "wrong", "units"),
    [
        ("number", {"number": " "}, 1),
        ("number", {"number": LONG}, 1),
        ("number", {"number": "3"}, 1),
        ("number", {"number": " 3 "}, 1),
        ("name", {"name": LONG}, 1),
        ("address", {"address": LONG}, 1),
        ("floors", {"floors": -1}, 1),
        ("floors", {"floors": grids.MOST_FLOORS + 1}, 1),
        ("units", {}, -1),
        ("units", {}, grids.MOST_UNITS + 1),
    ],
)
def test_a_wrong_field_of_a_building_is_refused_by_its_name(station, field, wrong, units):
    grid = a_grid(station)
    a_building(station, grid, "3")
    text = replace(BuildingText("4"), **wrong)
    assert refused(station, add_building, grid_id=grid, text=text, units=units).field == field


def test_buildings_of_one_number_are_told_apart_by_address_however_many(station):
    grid = a_grid(station)
    for address in ("", "文化路 8 号", "河北大街 1 号"):
        do(station, add_building, grid_id=grid, text=BuildingText("3", address=address))
    for address in ("", "文化路 8 号", " 河北大街 1 号"):
        text = BuildingText("3", address=address)
        assert refused(station, add_building, grid_id=grid, text=text).field == "number"


@pytest.mark.parametrize("number", ["", " ", LONG, "2", " 2"])
def test_a_wrong_or_taken_unit_is_refused(station, number):
    building = a_building(station, a_grid(station), units=2)
    assert refused(station, add_unit, building_id=building, number=number).field == "number"


def test_one_unit_number_may_stand_in_two_buildings(station):
    grid = a_grid(station)
    for number in ("3", "4"):
        do(station, add_unit, building_id=a_building(station, grid, number, 0), number=" 1 ")
    with station.read() as session:
        assert [c.title for c in queries.find_units(session, "-1")] == []
        assert [c.title for c in queries.find_units(session, "4-1")] == ["4 号楼 1 单元"]


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.POINTS_CLERK, Role.VIEWER])
def test_the_service_refuses_who_may_not_edit_grids(station, role):
    grid = a_grid(station)
    building = a_building(station, grid)
    who = replace(station, actor=replace(station.actor, role=role))
    refused(who, add_grid, text=GridText("09", "x"), kind=NotAllowed)
    refused(who, change_grid, grid, text=GridText("09", "x"), kind=NotAllowed)
    refused(who, add_building, grid_id=grid, text=BuildingText("9"), kind=NotAllowed)
    refused(who, add_unit, building_id=building, number="9", kind=NotAllowed)


# -- what the lists show ----------------------------------------------------------------------


def test_the_list_of_grids_counts_what_they_hold(station):
    first, second = a_grid(station, "01"), a_grid(station, "02", "第二网格")
    a_building(station, first, "3")
    a_building(station, second, "4")
    a_building(station, second, "5")
    for name, address in (("甲", "3-1-101"), ("乙", "3-1-101"), ("丙", "3-2-101")):
        a_resident(station, name, address)
    gone = a_resident(station, "迁走的", "3-2-101")
    do(station, change_status, gone, status=Status.MOVED, reason="迁往外地")
    shown = {row.number: (row.buildings, row.households, row.residents) for row in rows(station)}
    assert shown == {"01": (1, 2, 3), "02": (2, 0, 0)}


def test_grids_and_buildings_come_in_the_order_people_count(station):
    for number in ("10", "02", "01"):
        a_grid(station, number, f"网格{number}")
    assert [row.number for row in rows(station)] == ["01", "02", "10"]
    grid = rows(station)[0].id
    for number in ("10", "9", "甲3", "1"):
        a_building(station, grid, number, units=0)
    assert [row.number for row in detail(station, grid).buildings] == ["1", "9", "10", "甲3"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("3-2", ["3 号楼 2 单元"]),
        ("3号楼2单元", ["3 号楼 2 单元"]),
        ("3栋2", ["3 号楼 2 单元"]),
        (" 3 号楼 2 单元 ", ["3 号楼 2 单元"]),
        ("31", ["31 号楼 1 单元"]),
        ("3-1", ["3 号楼 1 单元", "3 号楼 10 单元", "3 号楼 11 单元"]),
        ("", []),
        ("-", []),
        ("%", []),
        ("3-%", []),
        ("3-_", []),
        ("没有", []),
    ],
)
def test_units_are_found_by_what_people_type(station, typed, found):
    grid = a_grid(station)
    a_building(station, grid, "3", units=11)
    a_building(station, grid, "31", units=1)
    with station.read() as session:
        assert [choice.title for choice in queries.find_units(session, typed)] == found


def test_units_are_offered_in_the_order_people_count(station):
    a_building(station, a_grid(station), "3", units=11)
    with station.read() as session:
        titles = [choice.title for choice in queries.find_units(session, "3", limit=99)]
    assert titles == [f"3 号楼 {number} 单元" for number in range(1, 12)]


def test_the_next_number_follows_the_highest():
    assert next_number([]) == "01"
    assert next_number(["01", "08", "03", "甲"]) == "09"
    assert next_number(["99"]) == "100"


def test_registering_a_building_with_its_units_is_taken_back_in_one_step(station):
    grid = a_grid(station)
    before = shared_rows(station)
    with station.write() as session:
        text = BuildingText("12")
        add_building(session, station.actor, grid_id=grid, text=text, units=3)
        step = session.info["transaction"].id
    assert len(shared_rows(station)) == len(before) + 4
    do(station, undo_step, step, label="登记楼栋")
    assert shared_rows(station) == before
