"""The page the day begins with: one click or Enter leads to every record, and it keeps up."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from app.accounts.permissions import Actor, Role
from db.ids import new_id
from tests.app.today.test_waiting import NOBODY_ELSE
from tests.builders import a_building, a_grid

EMPTY = "今天没有等着办的事。"


@pytest.fixture
def busy(office):
    """An overdue event, one to be answered, a meeting this afternoon, a matter, points."""
    office.late = office.an_event("占道经营", until="dispatched")
    office.clock.forward(days=14)
    office.event = office.an_event("楼道堆放杂物")
    office.meeting = office.a_meeting(hours=5)
    office.matter = office.a_matter("增设停车位")
    office.points_to_review()
    return office


def test_a_morning_without_anything_to_do_is_said_kindly(office, desk_of):
    desk = desk_of(office)
    assert desk.page.waiting.empty.isVisible()
    assert EMPTY in desk.words()
    assert "没有需要留意的情况" in desk.words()
    assert "2026-11-24 星期二 · 工作日" in desk.words()
    assert desk.counts == [0]


def test_what_waits_stands_under_its_day(busy, desk_of):
    desk = desk_of(busy)
    assert desk.lines() == [
        "[已超期 1]",
        "占道经营",
        "[今天 2]",
        "楼道堆放杂物",
        "三号楼议事厅会议",
        "[以后、无期限 2]",
        "增设停车位",
        "1 条积分等待审核",
    ]
    assert desk.counts[-1] == 3
    assert desk.window.sidebar.button_of("today").toolTip() == "今日（Ctrl+1）\n待办 3"


def test_arrows_and_enter_open_the_record_in_its_room(busy, desk_of):
    desk = desk_of(busy)
    desk.key(Qt.Key.Key_Return)
    assert desk.opened == [("events", ("event", busy.late))]
    desk.come_back()
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Return)
    assert desk.opened[-1] == ("council", ("meeting", busy.meeting))
    desk.come_back()
    assert desk.page.waiting.list.current().title == "三号楼议事厅会议"
    desk.key(Qt.Key.Key_Up)
    desk.key(Qt.Key.Key_Return)
    assert desk.opened[-1] == ("events", ("event", busy.event))


def test_one_click_opens(busy, desk_of):
    desk = desk_of(busy)
    desk.click("增设停车位")
    assert desk.opened == [("council", ("matter", busy.matter))]
    desk.come_back()
    desk.click("1 条积分等待审核")
    assert desk.opened[-1] == ("points", ("review", None))


def test_the_chips_show_one_kind_only(busy, desk_of):
    desk = desk_of(busy)
    assert desk.chips() == {
        "全部": "5", "事项": "2", "任务": "0", "会议": "1", "议题": "1", "积分": "1", "来件": "0",
        "报送": "0",
    }  # fmt: skip
    desk.press("议题")
    assert desk.lines() == ["[以后、无期限 1]", "增设停车位"]
    desk.press("任务")
    assert "没有符合条件的记录" in desk.words()
    desk.press("清除筛选")
    assert len(desk.lines()) == 8


def test_the_page_keeps_up_with_what_is_done(busy, desk_of):
    desk = desk_of(busy)
    desk.work.write(_accepting, busy.event)
    desk.settle()
    assert "楼道堆放杂物" not in desk.lines()
    busy.an_event("路灯不亮")
    assert "路灯不亮" not in desk.lines()
    desk.key(Qt.Key.Key_F5)
    assert "路灯不亮" in desk.lines()


def _accepting(session, actor, event_id):
    from app.events.moves import BY_KEY
    from app.events.steps import Said

    BY_KEY["accept"](session, actor, event_id=event_id, said=Said())


def test_the_sidebar_keeps_count_from_another_room(busy, desk_of, qtbot):
    desk = desk_of(busy)
    desk.window.go("points")
    desk.work.write(_accepting, busy.event)
    qtbot.waitUntil(lambda: desk.counts[-1] == 2, timeout=8000)
    assert not desk.page.isVisible()


def test_figures_lead_to_what_they_count(busy, desk_of):
    desk = desk_of(busy)
    assert desk.figures()["超期事项"] == 1
    desk.press("今日会议")
    assert desk.opened == [("council", ("meeting", busy.meeting))]
    desk.come_back()
    desk.press("待审核积分")
    assert desk.opened[-1] == ("points", ("review", None))
    desk.come_back()
    desk.press("超期事项")
    assert "超期事项 1 件" in desk.words()
    table = desk.page.entered.table
    assert [table.model.row(n).title for n in range(table.model.rowCount())] == ["占道经营"]


def test_a_grid_worker_sees_the_own_grid_first_and_may_look_further(office, desk_of):
    second = a_grid(office.station, "02", "第二网格")
    office.an_event("楼道堆放杂物")
    office.an_event("路灯不亮", building_id=a_building(office.station, second, "12"))
    worker = Actor(new_id(), "wangqiang", "王强", Role.GRID_WORKER)
    desk = desk_of(office, worker)
    assert desk.lines() == ["[今天 1]", "楼道堆放杂物"]
    desk.choose_grid("第二网格")
    assert desk.lines() == ["[今天 1]", "路灯不亮"]
    assert desk_of(office, worker).lines() == ["[今天 1]", "路灯不亮"], "what was chosen is kept"
    desk.choose_grid("全部网格")
    assert len(desk.lines()) == 3


def test_an_account_sees_its_own_rooms_only(busy, desk_of):
    busy.somebody_alone("张桂兰", "3-1-201")
    desk = desk_of(busy, NOBODY_ELSE)
    assert set(desk.chips()) == {"全部", "事项", "任务", "来件"}
    assert set(desk.figures()) == {"待响应事项", "超期事项", "在办事项"}
    assert desk.warnings() == []


def test_the_list_has_the_focus_and_is_told_to_screen_readers(busy, desk_of, qtmodeltester):
    desk = desk_of(busy)
    shown = desk.page.waiting.list
    assert desk.focus is shown
    index = shown.currentIndex()
    told = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "占道经营" in told
    assert "超期" in told
    qtmodeltester.check(shown.lines, force_py=True)
    assert QKeySequence("Ctrl+1") in [a.shortcut() for a in desk.window.actions()]
