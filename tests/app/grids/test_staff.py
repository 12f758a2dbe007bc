"""Who looks after what, from when to when; one full-time holder a grid on any day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.permissions import Role
from app.errors import InvalidInput, NotAllowed, NotFound, RuleBroken
from app.grids import queries
from app.grids.models import StaffMember, StaffTerm
from app.grids.rules import Duty
from app.grids.staff import Post, add_staff_member, appoint, appoint_new, end_term
from db import clock
from db.ids import new_id
from tests.app.grids.test_grids import LONG, detail, do, refused, rows
from tests.builders import a_building, a_grid, a_unit

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_a_tuesday():
    with clock.set_to(clock.moment(TODAY, 9)):
        yield


@pytest.fixture
def grid(station):
    return a_grid(station)


def member(station, name="李建国"):
    return do(station, add_staff_member, name=name, phone="13800001234")


def appointed(station, grid, since=TODAY, duty=Duty.FULL_TIME, name="李建国", **place):
    post = Post(duty, grid, **place)
    return do(station, appoint, staff_id=member(station, name), post=post, since=since)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("name", {"name": " "}), ("name", {"name": LONG}), ("phone", {"phone": LONG})],
)
def test_a_wrong_field_of_a_person_is_refused_by_its_name(station, field, wrong):
    assert refused(station, add_staff_member, **({"name": "李"} | wrong)).field == field


def test_a_second_full_time_holder_is_refused_and_the_first_is_named(station, grid):
    appointed(station, grid)
    second = Post(Duty.FULL_TIME, grid)
    new = {"name": "王芳", "phone": "", "post": second, "since": TODAY}
    error = refused(station, appoint_new, kind=RuleBroken, **new)
    assert "李建国" in error.what_happened
    with station.read() as session:
        assert session.scalars(select(StaffMember.name)).all() == ["李建国"], "nobody is half added"


def test_part_time_holders_may_be_several(station, grid):
    for name in ("甲", "乙", "丙"):
        appointed(station, grid, duty=Duty.PART_TIME, name=name)
    assert {line.name for line in detail(station, grid).staff} == {"甲", "乙", "丙"}


def test_the_next_holder_follows_the_day_after_the_last_day(station, grid):
    term = appointed(station, grid, since=TODAY - 100 * DAY)
    do(station, end_term, term, until=TODAY)
    post = Post(Duty.FULL_TIME, grid)
    staff = member(station, "王芳")
    asked = {"staff_id": staff, "post": post}
    refused(station, appoint, kind=RuleBroken, since=TODAY, **asked)
    do(station, appoint, since=TODAY + DAY, **asked)


def test_an_ended_term_is_not_stretched_into_the_next_holders(station, grid):
    first = appointed(station, grid, since=TODAY - 100 * DAY)
    do(station, end_term, first, until=TODAY - 10 * DAY)
    appointed(station, grid, since=TODAY - 9 * DAY, name="王芳")
    error = refused(station, end_term, first, until=TODAY - 9 * DAY, kind=RuleBroken)
    assert "王芳" in error.what_happened
    do(station, end_term, first, until=TODAY - 11 * DAY)


def test_a_term_does_not_end_before_it_began(station, grid):
    term = appointed(station, grid)
    assert refused(station, end_term, term, until=TODAY - DAY).field == "until"
    do(station, end_term, term, until=TODAY)


def test_who_or_what_is_not_there_is_not_found(station, grid):
    staff = member(station)
    missing = [
        (new_id(), Post(Duty.PART_TIME, grid)),
        (staff, Post(Duty.PART_TIME, new_id())),
        (staff, Post(Duty.BUILDING_HEAD, grid, building_id=new_id())),
        (staff, Post(Duty.UNIT_HEAD, grid, unit_id=new_id())),
    ]
    for who, post in missing:
        refused(station, appoint, staff_id=who, post=post, since=TODAY, kind=NotFound)
    refused(station, end_term, new_id(), until=TODAY, kind=NotFound)


def test_a_head_is_not_appointed_to_a_building_of_another_grid(station, grid):
    other = a_grid(station, "02", "第二网格")
    elsewhere = a_building(station, other, "9", units=1)
    here = a_building(station, grid, "3", units=1)
    next_door = a_building(station, other, "10", units=1)
    unit = a_unit(station, "9-1")
    staff = member(station)
    for post in (
        Post(Duty.BUILDING_HEAD, grid, building_id=elsewhere),
        Post(Duty.UNIT_HEAD, grid, unit_id=unit),
        Post(Duty.UNIT_HEAD, grid, building_id=here, unit_id=unit),
        Post(Duty.UNIT_HEAD, other, building_id=next_door, unit_id=unit),
    ):
        refused(station, appoint, staff_id=staff, post=post, since=TODAY, kind=NotFound)
    right = Post(Duty.UNIT_HEAD, other, building_id=elsewhere, unit_id=unit)
    do(station, appoint, staff_id=staff, post=right, since=TODAY)
    assert detail(station, other).staff[0].place == "9 号楼 1 单元"


def test_heads_are_shown_with_their_building(station, grid):
    building = a_building(station, grid, "3")
    appointed(station, grid, duty=Duty.BUILDING_HEAD, building_id=building)
    shown = detail(station, grid)
    assert (shown.staff[0].place, shown.staff[0].duty_name) == ("3 号楼", "楼栋长")
    assert shown.buildings[0].head == "李建国"


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.POINTS_CLERK, Role.VIEWER])
def test_the_service_refuses_who_may_not_appoint(station, grid, role):
    term = appointed(station, grid)
    who = replace(station, actor=replace(station.actor, role=role))
    post = Post(Duty.PART_TIME, grid)
    refused(who, add_staff_member, name="x", kind=NotAllowed)
    refused(who, appoint, staff_id=new_id(), post=post, since=TODAY, kind=NotAllowed)
    refused(who, end_term, term, until=TODAY, kind=NotAllowed)


# -- on which day who is shown ----------------------------------------------------------------


def test_somebody_whose_last_day_is_to_come_is_still_shown_and_gone_the_day_after(station, grid):
    term = appointed(station, grid, since=TODAY - 100 * DAY)
    do(station, end_term, term, until=TODAY + 6 * DAY)
    for days, shown in ((0, "李建国"), (6, "李建国"), (7, "")):
        with clock.set_to(clock.moment(TODAY + days * DAY, 23, 59)):
            assert rows(station)[0].worker == shown
            assert detail(station, grid).staff[0].is_serving is bool(shown)


def test_somebody_appointed_for_later_is_not_shown_before(station, grid):
    building = a_building(station, grid, "3")
    appointed(station, grid, since=TODAY + DAY)
    head = {"duty": Duty.BUILDING_HEAD, "name": "王芳", "building_id": building}
    appointed(station, grid, since=TODAY + DAY, **head)
    assert (rows(station)[0].worker, detail(station, grid).buildings[0].head) == ("", "")
    assert not any(line.is_serving for line in detail(station, grid).staff)
    with clock.set_to(clock.moment(TODAY + DAY)):
        assert rows(station)[0].worker == "李建国"
        assert detail(station, grid).buildings[0].head == "王芳"


def test_those_who_serve_come_before_those_who_did(station, grid):
    first = appointed(station, grid, since=TODAY - 100 * DAY, name="前任")
    do(station, end_term, first, until=TODAY - DAY)
    appointed(station, grid, duty=Duty.INFORMATION_OFFICER, name="信息员甲")
    appointed(station, grid, name="现任")
    assert [line.name for line in detail(station, grid).staff] == ["现任", "信息员甲", "前任"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    moves=st.lists(
        st.tuples(st.sampled_from(["appoint", "end"]), st.integers(0, 3), st.integers(0, 12)),
        max_size=10,
    )
)
def test_whatever_is_tried_a_grid_has_one_full_time_holder_on_any_day(station, grid, moves):
    post = Post(Duty.FULL_TIME, grid)
    with station.write() as session:
        for row in session.scalars(select(StaffTerm)):
            session.delete(row)
    staff = member(station)
    for move, which, day in moves:
        terms = terms_of(station)
        try:
            if move == "appoint":
                do(station, appoint, staff_id=staff, post=post, since=TODAY + day * DAY)
            elif terms:
                chosen = terms[which % len(terms)]
                do(station, end_term, chosen.id, until=TODAY + day * DAY)
        except (RuleBroken, InvalidInput):
            continue
    for day in range(14):
        on = TODAY + day * DAY
        holding = [
            t for t in terms_of(station) if t.since <= on and (t.until is None or t.until >= on)
        ]
        assert len(holding) <= 1
        with clock.set_to(clock.moment(on, 9)), station.read() as session:
            assert (queries.grids(session)[0].worker != "") == bool(holding)


def terms_of(station):
    with station.read() as session:
        return session.scalars(select(StaffTerm).order_by(StaffTerm.id)).all()
