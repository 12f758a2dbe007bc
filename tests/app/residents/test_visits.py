"""Rounds of visits: coverage by grid and building, who comes first, what waits for an answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.permissions import Actor, Role
from app.errors import NotAllowed, NotFound, RuleBroken
from app.grids.queries import grid_choices
from app.residents.concerns import concerns_of, tell_of
from app.residents.queries import find_residents
from app.residents.residents import change_status
from app.residents.rules import Coverage, is_overdue
from app.residents.terms import Audience, Status
from app.residents.visit_sheets import visit_route_sheet
from app.residents.visit_views import plans, round_view, visits_about, visits_to
from app.residents.visits import (
    PlanText,
    VisitText,
    change_plan,
    plan_visits,
    record_visit,
    settle_follow_up,
)
from db import clock
from db.ids import new_id
from tests.app.grids.test_grids import LONG, do, refused, sentences
from tests.builders import a_building, a_grid, a_resident, a_station, copied

TODAY = date(2026, 11, 24)
MONTH = PlanText("入冬走访", date(2026, 11, 1), date(2026, 11, 30))
VISIT = VisitText(TODAY, "赵敏")


@pytest.fixture(autouse=True)
def _on_a_tuesday():
    with clock.set_to(clock.moment(TODAY, 9)):
        yield


@pytest.fixture(scope="module")
def street_file(tmp_path_factory):
    """Five doors in two grids, of which two need care."""
    station = a_station(tmp_path_factory.mktemp("street"))
    a_building(station, a_grid(station, "01"), "3", units=10)
    a_building(station, a_grid(station, "02", "第二网格"), "12", units=1)
    a_resident(station, "王建国", "3-10-101", relation="户主")
    a_resident(station, "李秀英", "3-2-1001", relation="户主")
    a_resident(station, "王小雨", "3-2-1001", tags=("残疾",))
    a_resident(station, "陈海涛", "3-2-301", relation="户主", tags=("党员",))
    a_resident(station, "张桂兰", "12-1-101", relation="户主", tags=("独居老人",))
    a_resident(station, "赵子龙", "12-1-102", relation="户主")
    station.close()
    return station.path


@pytest.fixture
def street(street_file, tmp_path):
    station = copied(street_file, tmp_path)
    yield station
    station.close()


def view(station, *args):
    with station.read() as session:
        return round_view(session, *args)


def addresses(found):
    return [call.address for call in found.calls]


def door(station, address):
    with station.read() as session:
        return find_residents(session, address)[0].household_id


def grid(station, place):
    with station.read() as session:
        return grid_choices(session)[place].id


def test_who_needs_care_comes_first_and_then_one_walks_from_door_to_door(street):
    assert addresses(view(street)) == ["3-2-1001", "12-1-101", "3-2-301", "3-10-101", "12-1-102"]
    assert view(street).calls[0].in_care == "王小雨（残疾）"


def test_a_visit_with_an_answer_counts_once_and_without_one_never(street):
    first, second = door(street, "3-2-301"), door(street, "12-1-101")
    do(street, record_visit, first, text=VISIT)
    do(street, record_visit, first, text=VISIT)
    do(street, record_visit, second, text=replace(VISIT, answered=False))
    found = view(street)
    assert (found.coverage.visited, found.coverage.households) == (1, 5)
    assert found.coverage.shown == "20.0%"
    assert [(part.name, part.coverage.shown) for part in found.grids] == [
        ("第一网格", "33.3%"),
        ("第二网格", "0.0%"),
    ]
    assert [part.name for part in found.buildings] == ["3 号楼", "12 号楼"]
    assert addresses(found)[-1] == "3-2-301", "what is visited stands last"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (replace(MONTH, audience=Audience.VULNERABLE), ["3-2-1001", "12-1-101"]),
        (replace(MONTH, audience=Audience.TAGS, tags=("党员",)), ["3-2-301"]),
    ],
)
def test_a_round_goes_to_whom_it_is_for(street, text, where):
    plan = do(street, plan_visits, text=text)
    assert addresses(view(street, plan)) == where


def test_a_round_of_one_grid_and_period_counts_only_those(street):
    plan = do(street, plan_visits, text=replace(MONTH, grid_id=grid(street, 1)))
    do(street, record_visit, door(street, "12-1-101"), text=replace(VISIT, on=date(2026, 10, 31)))
    assert view(street, plan).coverage == Coverage(0, 2)
    do(street, record_visit, door(street, "12-1-102"), text=replace(VISIT, on=date(2026, 11, 1)))
    do(street, record_visit, door(street, "3-2-301"), text=VISIT)
    assert view(street, plan).coverage == Coverage(1, 2)


def test_a_round_changed_is_told_as_changed(street):
    plan = do(street, plan_visits, text=MONTH)
    do(street, change_plan, plan, text=replace(MONTH, title="腊月走访", until_day=TODAY))
    with street.read() as session:
        (row,) = plans(session)
    assert (row.title, row.until_day, row.grid, row.is_running) == (
        "腊月走访",
        TODAY,
        "全部网格",
        True,
    )


def test_a_door_behind_which_nobody_lives_any_more_is_no_door_of_a_round(street):
    with street.read() as session:
        someone = find_residents(session, "3-2-301")[0].id
    do(street, change_status, someone, status=Status.MOVED, reason="x")
    assert view(street).coverage.households == 4


def test_without_doors_the_coverage_is_a_dash(station):
    assert view(station).coverage.shown == "—"


def test_those_in_care_who_waited_too_long_are_counted(street):
    assert view(street).overdue == 2
    do(street, record_visit, door(street, "12-1-101"),
       text=replace(VISIT, on=TODAY - timedelta(days=30)))  # fmt: skip
    assert view(street).overdue == 1


@given(visited=st.integers(0, 500), households=st.integers(0, 500))
def test_coverage_lies_between_nothing_and_all(visited, households):
    visited = min(visited, households)
    coverage = Coverage(visited, households)
    if households == 0:
        assert coverage.shown == "—"
    else:
        assert 0 <= coverage.share <= 1
        assert (coverage.share == 1) == (visited == households)


@given(waited=st.integers(0, 400), every=st.integers(0, 366))
def test_overdue_begins_the_day_after_the_interval(waited, every):
    last = TODAY - timedelta(days=waited)
    assert is_overdue(last, TODAY, every) == (every > 0 and waited > every)
    assert is_overdue(None, TODAY, every) == (every > 0)


# -- one visit --------------------------------------------------------------------------------


def test_a_finding_waits_until_it_is_settled(street):
    household = door(street, "3-2-301")
    text = replace(VISIT, finding="水管漏水", needs_follow_up=True)
    visit = do(street, record_visit, household, text=text)
    assert sum(call.waits for call in view(street).calls) == 1
    do(street, settle_follow_up, visit, outcome="物业已修好")
    assert sum(call.waits for call in view(street).calls) == 0
    with street.read() as session:
        (line,) = visits_to(session, household)
    assert line.finding == "水管漏水\n2026-11-24 跟进：物业已修好"
    refused(street, settle_follow_up, visit, outcome="x", kind=RuleBroken)
    assert "走访跟进 3-2-301：物业已修好" in sentences(street)


def test_a_visit_about_one_person_concerns_her(street):
    tell_of("走访", visits_about)
    with street.read() as session:
        someone = find_residents(session, "zgl")[0]
    about = replace(VISIT, resident_id=someone.id, finding="血压偏高")
    do(street, record_visit, someone.household_id, text=about)
    with street.read() as session:
        (concern,) = concerns_of(session, someone.id)
    assert (concern.kind, concern.title, concern.when) == ("走访", "血压偏高", TODAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"visitor": " "}, "visitor"),
        ({"finding": LONG}, "finding"),
        ({"needs_follow_up": True}, "finding"),
    ],
)
def test_a_visit_that_makes_no_sense_is_refused(street, changes, field):
    text = replace(VISIT, **changes)
    assert refused(street, record_visit, door(street, "3-2-301"), text=text).field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"until_day": date(2026, 10, 1)}, "until_day"),
        ({"audience": Audience.TAGS}, "tags"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(street, changes, field):
    assert refused(street, plan_visits, text=replace(MONTH, **changes)).field == field


def test_what_is_gone_is_not_found_and_a_viewer_records_nothing(street):
    household = door(street, "3-2-301")
    refused(street, record_visit, new_id(), text=VISIT, kind=NotFound)
    refused(street, settle_follow_up, new_id(), outcome="x", kind=NotFound)
    refused(street, change_plan, new_id(), text=MONTH, kind=NotFound)
    street.actor = Actor(new_id(), "other", "钱芳", Role.VIEWER)
    refused(street, record_visit, household, text=VISIT, kind=NotAllowed)
    refused(street, plan_visits, text=MONTH, kind=NotAllowed)
    refused(street, visit_route_sheet, kind=NotAllowed)


# -- the sheet of a walk ----------------------------------------------------------------------


def test_the_sheet_names_the_doors_left_in_walking_order_and_is_logged(street):
    do(street, record_visit, door(street, "3-2-301"), text=VISIT)
    sheet = do(street, visit_route_sheet, grid_id=grid(street, 0))
    assert [row.address for row in sheet.rows] == ["3-2-1001", "3-10-101"]
    assert sheet.rows[0].in_care == "王小雨（残疾）"
    assert sheet.grid == "第一网格"
    assert sentences(street)[-1] == "打印走访单：11月走访（第一网格，2 户）"


def test_a_round_with_nothing_left_has_no_sheet(street):
    plan = do(street, plan_visits, text=replace(MONTH, audience=Audience.TAGS, tags=("低保",)))
    refused(street, visit_route_sheet, plan_id=plan, kind=RuleBroken)
