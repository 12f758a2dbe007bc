"""The list of events: found by words, kind and time; tabs that count; what waits."""

from PySide6.QtCore import Qt

from app.accounts.permissions import Role
from app.events.terms import StateGroup


def search(desk, text):
    """Ctrl+F, then what is looked for."""
    desk.control(Qt.Key.Key_F)
    with desk.qtbot.waitSignal(desk.page.filters_row.changed, timeout=3000):
        desk.type(text)
    desk.settle()


def test_the_tabs_say_how_many_stand_behind_them(desk, office):
    office.an_event("刚上报的")
    office.an_event("在处置的", until="dispatched")
    office.an_event("结了的", until="closed")
    assert desk.page.filters_row.groups.value() is StateGroup.OPEN
    desk.page.reload()
    counts = desk.chips()
    assert (counts["待响应"], counts["在办"], counts["已结"]) == ("1", "2", "1")
    assert (counts["今日"], counts["全部"], counts["超期"]) == ("3", "3", "0")
    assert sorted(desk.rows()) == ["刚上报的", "在处置的"]
    desk.press("已结 1")
    assert desk.rows() == ["结了的"]


def test_what_runs_out_of_time_is_counted_when_the_list_is_read_again(desk, office):
    office.an_event(until="dispatched")
    office.clock.forward(days=20)
    desk.page.reload()
    assert desk.chips()["超期"] == "1"


def test_an_event_is_found_by_initials_place_and_number(desk, office):
    office.an_event("路灯不亮", place="3 号楼 2 单元")
    office.an_event("井盖松动", place="北门")
    for text, found in (("ldbl", "路灯不亮"), ("北门", "井盖松动"), ("0001", "路灯不亮")):
        search(desk, text)
        assert desk.rows() == [found]


def test_nothing_found_offers_to_clear_the_filter(desk, office):
    office.an_event("路灯不亮")
    search(desk, "没有这样的事")
    assert desk.rows() == []
    desk.press("清除筛选")
    assert desk.rows() == ["路灯不亮"]
    assert desk.page.filters_row.search.text() == ""


def test_kind_grid_and_period_narrow_the_list_and_its_tabs(desk, office):
    office.an_event("路灯不亮", category="public_facility")
    office.an_event("楼道堆物", category="fire_lane")
    desk.page.reload()
    desk.settle()
    kinds = desk.page.filters_row.category
    kinds.setCurrentIndex([c.value for c in kinds.choices].index("fire_lane"))
    assert desk.rows() == ["楼道堆物"]
    assert desk.chips()["在办"] == "1"
    grids = desk.page.filters_row.grid
    grids.setCurrentIndex([c.value for c in grids.choices].index(office.grid))
    periods = desk.page.filters_row.period
    assert [c.text for c in periods.choices] == ["全部时间", "本周", "本月", "上月", "今年"]
    periods.setCurrentIndex(3)
    assert desk.rows() == []


def test_how_many_wait_is_told_to_the_sidebar(desk, office):
    office.an_event()
    desk.page.reload()
    desk.settle()
    assert desk.waiting[-1] == 1


def test_a_click_opens_an_event_beside_the_list(desk, office):
    office.an_event("路灯不亮")
    desk.page.reload()
    assert desk.rows() == ["路灯不亮"]
    view = desk.page.events.view
    place = view.visualRect(view.model().index(0, 1)).center()
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()
    desk.sees("待受理")
    assert desk.page.event_drawer.event_id is not None


def test_a_form_stays_while_the_list_is_read_again(desk, office):
    event = office.an_event("路灯不亮")
    desk.open(event)
    desk.control(Qt.Key.Key_N)
    desk.type("井盖松动")
    office.an_event("又来一件")
    desk.page.reload()
    desk.settle()
    assert desk.form().rows["title"].editor.line.text() == "井盖松动"


def test_an_empty_room_says_what_belongs_there_and_offers_to_enter_it(desk):
    desk.sees("居民反映的、巡查发现的，都在这里登记")
    desk.press("登记事项")
    desk.sees("什么事", "现在怎么办")


def test_whoever_may_only_look_is_not_offered_to_enter_anything(desk_of, office):
    desk = desk_of(office, Role.VIEWER)
    assert "登记事项" not in desk.buttons()
    desk.control(Qt.Key.Key_N)
    assert not desk.page.drawer.isVisible()
