"""The assessment through the real page: weigh, adjust, confirm, print."""

from datetime import date

import pytest

from app.grids.rules import Duty
from app.grids.staff import Post, appoint_new
from tests.builders import a_grid


@pytest.fixture
def desk(station, desk_of):
    grid = a_grid(station)
    with station.write() as session:
        post = Post(Duty.FULL_TIME, grid)
        appoint_new(
            session, station.actor, name="王强", phone="", post=post, since=date(2026, 1, 1)
        )
    opened = desk_of(station)
    opened.page.assess()
    opened.settle()
    return opened


def test_weights_that_do_not_make_a_hundred_are_refused_in_the_form(desk):
    desk.press("修改分值", desk.page.entered)
    desk.submit(response=30)
    assert "现在是 110 分" in desk.words(desk.form())
    desk.submit(in_time=10)
    assert not desk.page.entered.drawer.isVisible()


def test_points_given_by_hand_stand_in_the_list_and_are_confirmed(desk):
    page = desk.page.entered
    page.table.opened.emit(page.table.model.row(0))
    desk.settle()
    desk.submit(points=5, reason="防汛值守")
    assert desk.cells(page.table, "adjustment") == ["5"]
    desk.press("确认考核", page)
    desk.submit()
    assert desk.errors == []
    assert page.shown.count() == 2
    page.shown.setCurrentIndex(1)
    desk.settle()
    assert "已确认" in desk.words(page)
    assert desk.cells(page.table, "adjustment") == ["5"]


def test_the_sheet_is_shown_before_it_is_printed(desk):
    page = desk.page.entered
    desk.press("打印考核表", page)
    desk.sees("第 1 页，共 1 页", page.entered.preview)
