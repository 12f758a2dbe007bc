"""The big screen and the timer of speeches; the search in everything that was ever said."""

import pytest
from PySide6.QtCore import Qt

from app.council import speeches
from app.council.pages.big_screen import wall_screen
from app.council.pages.council_views import MEETINGS
from tests.app.council.pages.station import SPEECHES


@pytest.fixture
def meeting(made):
    found = made.a_meeting(made.a_body(), made.a_matter(), days_ahead=4)
    made.clock.forward(days=4, hours=10)
    people = made.open(found, 6)
    item = made.items(found)[0]
    made.do(speeches.add_speech, item_id=item, content=SPEECHES[1], attendance_id=people[0])
    return found


def entered(desk, meeting):
    desk.page.enter_meeting(meeting)
    desk.settle()
    return desk.page.entered


def test_the_wall_shows_who_is_there_and_what_is_talked_about(made, desk_of, meeting):
    desk = desk_of(made)
    page = entered(desk, meeting)
    page.wall.open()
    wall = page.wall.screen
    assert "应到 9 人，实到 6 人\n达到法定人数\n1. 小区停车位改造方案" in wall.words()
    page.timer.toggle()
    page.timer.show_seconds(130)
    assert wall.words().endswith("发言 02:10 / 03:00")
    page.timer.show_seconds(181)
    assert wall.words().endswith("时间到")
    page.timer.toggle()
    assert "发言" not in wall.words()
    desk.qtbot.keyClick(wall, Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: page.wall.screen is None, timeout=3000)


def test_the_wall_says_no_figure_of_a_vote_before_it_is_closed(made, desk_of, meeting):
    from app.council.pages.meeting_body import VOTE

    desk = desk_of(made)
    page = entered(desk, meeting)
    page.wall.open()
    wall = page.wall.screen
    page.content.tabs.setCurrentIndex(VOTE)
    desk.press("开始表决", page)
    page.content.vote.count.figures["votes_for"].setText("5")
    page.content.vote.count.figures["against"].setText("1")
    assert "正在表决" in wall.words()
    assert "5 票" not in wall.words()
    desk.press("结束表决", page)
    assert "表决通过\n赞成 5 票，反对 1 票，弃权 0 票" in wall.words()
    page.may_leave()


def test_the_wall_is_the_second_screen_where_there_is_one(qapp):
    here = qapp.primaryScreen()
    assert wall_screen(here, [here]) is here


def test_the_search_field_finds_what_was_said_and_shows_the_place(made, desk_of, meeting):
    desk = desk_of(made)
    desk.page.show_view(MEETINGS)
    desk.qtbot.keyClicks(desk.page.search, "x")
    assert not desk.page.found.isVisible()
    desk.page.search.setText("地桩")
    desk.sees("找到的", desk.page.found)
    row = desk.page.found.table.model.row(0)
    assert (row.where, "装地桩" in row.snippet) == ("发言", True)
    desk.page.found.chosen.emit(row)
    desk.settle()
    assert desk.page.entered is not None
