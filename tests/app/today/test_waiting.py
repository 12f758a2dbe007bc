"""What waits in all rooms: in order of due time, by grid, and only what the account may see."""

from datetime import date

import pytest

from app.accounts.permissions import Actor, Role
from app.grids.rules import Duty
from app.grids.staff import Post, appoint_new
from app.today.queries import places, pressing
from app.today.terms import When
from app.today.waiting import words_of
from db import clock
from db.ids import new_id
from tests.app.today.office import EventsOnly
from tests.builders import a_building, a_grid

NOBODY_ELSE = EventsOnly(new_id(), "lili", "李丽", Role.VIEWER)


@pytest.fixture
def busy(office):
    """An overdue event, a meeting this afternoon, a task for Thursday, a matter, points."""
    office.an_event("占道经营", until="dispatched")
    office.clock.forward(days=14)
    office.an_event("楼道堆放杂物")
    office.clock.forward(minutes=50)
    office.a_meeting(hours=5)
    office.a_task("清理消防通道")
    office.a_matter("增设停车位")
    office.points_to_review()
    return office


def test_everything_stands_in_order_of_due_time(busy):
    items = busy.board().items
    assert [(item.when, item.word) for item in items] == [
        (When.OVERDUE, "事项"),
        (When.TODAY, "事项"),
        (When.TODAY, "会议"),
        (When.WEEK, "任务"),
        (When.LATER, "议题"),
        (When.LATER, "积分"),
    ]
    assert [item.title for item in items][:4] == [
        "占道经营",
        "楼道堆放杂物",
        "三号楼议事厅会议",
        "清理消防通道",
    ]
    assert items[1].due_words == "10:00"
    assert items[-1].record == ("review", None)


def test_the_sidebar_counts_what_is_overdue_or_for_today(busy):
    assert busy.board().pressing == 3
    assert busy.ask(pressing, actor=busy.station.actor) == 3


def test_the_figures_of_the_morning(busy):
    found = {figure.name: figure.value for figure in busy.board().figures}
    assert found == {
        "待响应事项": 1,
        "超期事项": 1,
        "在办事项": 2,
        "今日会议": 1,
        "在办议题": 1,
        "待审核积分": 1,
        "待访重点户": 0,
    }


def test_a_meeting_that_has_begun_is_not_overdue(office):
    office.a_meeting(hours=2)
    office.clock.forward(hours=3)
    assert [item.when for item in office.board().items] == [When.TODAY]


def test_an_account_sees_only_rooms_it_may_see(busy):
    found = busy.board(actor=NOBODY_ELSE)
    assert {item.word for item in found.items} == {"事项", "任务"}
    assert words_of(NOBODY_ELSE) == ["事项", "任务", "来件"]
    assert {figure.room for figure in found.figures} == {"events"}


def test_a_grid_is_shown_what_belongs_to_it(busy):
    second = a_grid(busy.station, "02", "第二网格")
    building = a_building(busy.station, second, "12")
    busy.an_event("路灯不亮", building_id=building)
    busy.a_matter("修路灯", grid_id=second)
    assert busy.items(grid=second) == ["路灯不亮", "三号楼议事厅会议", "修路灯"]
    assert "路灯不亮" not in busy.items(grid=busy.grid)


def test_a_grid_worker_begins_with_the_own_grid(office):
    worker = Actor(new_id(), "wangqiang", "王强", Role.GRID_WORKER)
    assert office.ask(places, actor=worker).home == office.grid
    assert office.ask(places, actor=office.station.actor).home is None
    second = a_grid(office.station, "02", "第二网格")
    office.do(
        appoint_new,
        name="王强",
        phone="",
        post=Post(Duty.FULL_TIME, second),
        since=date(2026, 1, 1),
    )
    assert office.ask(places, actor=worker).home is None, "two of one name: nobody is guessed"


def test_the_day_is_said_with_what_kind_of_day_it_is(office):
    assert office.board().day == "2026-11-24 星期二 · 工作日"
    with clock.set_to(clock.moment(date(2026, 10, 1), 9)):
        assert office.board().day == "2026-10-01 星期四 · 节假日"
