"""An event is entered by keyboard alone; what may be the same thing is offered meanwhile."""

from PySide6.QtCore import Qt

from app.desk.fields import Candidate, TypedName
from app.events.queries import events
from app.events.stages import State
from app.events.terms import EventSource


def written_down(office):
    return office.detail(office.ask(events)[0].id)


def fill_in(desk, title, place="3-2-301", category="xftd"):
    """Ctrl+N and the first three fields, key by key."""
    desk.control(Qt.Key.Key_N)
    desk.type(title)
    desk.enter()
    desk.type(place)
    desk.enter()  # asks at once, without waiting for the pause after typing
    desk.enter()
    desk.type(category)
    desk.enter()


def test_an_event_is_entered_by_keyboard_alone(desk, office):
    fill_in(desk, "楼道堆放杂物")
    desk.type("刘建军")
    desk.enter()
    desk.enter()
    desk.type("挡住了消防栓")
    desk.control(Qt.Key.Key_Return)
    desk.sees("已受理", "3 号楼 2 单元 301 室", "刘建军")
    event = written_down(office)
    assert (event.row.title, event.row.place) == ("楼道堆放杂物", "3 号楼 2 单元 301 室")
    assert (event.building_id, event.category_key) == (office.building, "fire_lane")
    assert (event.row.reporter, event.detail) == ("刘建军", "挡住了消防栓")
    assert (event.row.state, event.source) == (State.ACCEPTED, EventSource.RESIDENT)
    assert not desk.errors


def test_after_saving_enter_leads_to_the_next_step_with_the_grids_worker_named(desk, office):
    fill_in(desk, "井盖松动")
    desk.control(Qt.Key.Key_Return)
    assert desk.focus.text() == "派遣"
    desk.enter()
    assert desk.form().rows["handler"].editor.line.text() == "王强"
    desk.control(Qt.Key.Key_Return)
    desk.sees("处置中", "派遣（王强）")
    assert desk.focus.text() == "处置完成"


def test_what_was_settled_on_the_spot_is_handled_at_once(desk, office):
    fill_in(desk, "垃圾桶满溢")
    desk.submit(then="handle")
    desk.sees("还没有写明处置结果")
    desk.submit(then="handle", outcome="已清运")
    desk.sees("待核查", "已清运")


def test_an_event_that_nobody_reported_was_found_by_a_patrol(desk, office):
    fill_in(desk, "北门路灯不亮", place="北门外")
    desk.submit(then="later")
    event = written_down(office)
    assert (event.row.place, event.building_id) == ("北门外", None)
    assert (event.source, event.row.state) == (EventSource.PATROL, State.REPORTED)


def test_what_is_missing_is_said_under_its_field(desk, office):
    desk.control(Qt.Key.Key_N)
    desk.control(Qt.Key.Key_Return)
    desk.sees("请填写什么事")
    assert office.ask(events) == []


def test_an_event_that_may_be_the_same_is_offered_and_shown_instead(desk, office):
    office.an_event("三楼堆了旧沙发")
    fill_in(desk, "楼道堆放杂物")
    desk.sees("可能是同一件")
    link = next(text for text in desk.buttons() if "三楼堆了旧沙发" in text)
    desk.press(link)
    desk.press("不保存，关闭")
    desk.sees("三楼堆了旧沙发", "上报")
    assert len(office.ask(events)) == 1


def test_another_kind_of_event_in_the_building_is_not_taken_for_the_same(desk, office):
    office.an_event("三楼漏水", category="sanitation")
    fill_in(desk, "楼道堆放杂物")
    assert "可能是同一件" not in desk.words()


def test_an_event_is_corrected_and_keeps_what_was_not_touched(desk, office):
    event = office.an_event(place="3 号楼 2 单元", reporter_name="刘建军", detail="二楼")
    desk.open(event)
    desk.choose("修改事项")
    desk.submit(title="楼道堆放杂物和自行车")
    desk.sees("楼道堆放杂物和自行车")
    after = office.detail(event)
    assert (after.row.place, after.row.reporter, after.detail) == (
        "3 号楼 2 单元", "刘建军", "二楼",
    )  # fmt: skip
    assert after.building_id == office.building


def test_a_place_and_a_reporter_that_were_chosen_are_written_as_they_read(desk, office):
    desk.control(Qt.Key.Key_N)
    place = Candidate(str(office.building), "3 号楼 1 单元", "第一网格")
    desk.submit(
        title="漏水", category="sanitation", place=place, reporter=TypedName("三楼住户"),
        then="accept", source=EventSource.PHONE,
    )  # fmt: skip
    event = written_down(office)
    assert (event.row.place, event.row.reporter) == ("3 号楼 1 单元", "三楼住户")
    assert event.source is EventSource.PHONE


def test_f2_in_the_list_corrects_an_event_and_shows_one_that_is_closed(desk, office):
    office.an_event("楼道堆放杂物")
    closed = office.an_event("结了的", until="closed")
    desk.page.reload()
    assert desk.rows() == ["楼道堆放杂物"]
    desk.page.events.view.selectRow(0)
    desk.page.events.view.setFocus()
    desk.keys(Qt.Key.Key_F2)
    assert desk.form().rows["title"].editor.line.text() == "楼道堆放杂物"
    desk.page.event_drawer.edit(closed)
    desk.sees("已结案")
