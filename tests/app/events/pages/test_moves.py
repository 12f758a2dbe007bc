"""An event is moved on in the drawer: to its end, back, aside, and up; what it lacks is said."""

from PySide6.QtCore import Qt

from app.accounts.permissions import Role
from app.events.stages import State
from app.events.terms import Satisfaction


def state(office, event):
    return office.detail(event).row.state


def test_an_event_goes_from_the_report_to_the_end_with_its_history_in_sight(desk, office):
    event = office.an_event()
    desk.open(event)
    desk.press("受理")
    desk.submit()
    desk.press("派遣")
    desk.submit()  # the grid's full-time worker stands there already
    desk.sees("派遣（王强）")
    desk.press("处置完成")
    desk.submit(outcome="已清理，并告知住户")
    desk.sees("待核查", "已清理，并告知住户")
    desk.press("核查通过")
    desk.submit()
    desk.press("结案")
    desk.submit(satisfaction=Satisfaction.SATISFIED)
    desk.sees("已结案", "满意", "核查通过", "处置完成", "派遣（王强）", "受理", "上报")
    assert state(office, event) is State.CLOSED
    assert not desk.errors


def test_keys_alone_lead_through_the_list_and_on_to_the_next_step(desk, office):
    office.an_event("第一件", is_urgent=True)
    second = office.an_event("第二件")
    desk.page.reload()
    assert desk.rows() == ["第一件", "第二件"]
    desk.page.events.view.setFocus()
    desk.page.events.view.selectRow(0)
    desk.enter()
    desk.sees("第一件")
    desk.keys(Qt.Key.Key_J)
    assert desk.page.event_drawer.event_id == second
    desk.keys(Qt.Key.Key_K)
    desk.keys(Qt.Key.Key_Down)
    assert desk.page.event_drawer.event_id == second
    desk.control(Qt.Key.Key_Return)  # the next step's form
    desk.control(Qt.Key.Key_Return)  # saves it
    assert state(office, second) is State.ACCEPTED
    desk.keys(Qt.Key.Key_Escape)
    assert not desk.page.drawer.isVisible()
    assert desk.focus is desk.page.events.view


def test_a_move_that_lacks_something_says_what_under_its_field(desk, office):
    event = office.an_event(until="dispatched")
    desk.open(event)
    desk.press("处置完成")
    desk.submit()
    desk.sees("请填写处置结果")
    assert state(office, event) is State.DISPATCHED


def test_after_the_limit_the_form_asks_why(desk, office):
    event = office.an_event(until="dispatched")
    office.clock.forward(days=20)
    desk.open(event)
    desk.sees("超期")
    desk.press("处置完成")
    desk.submit(outcome="已清理")
    desk.sees("请填写超期原因")
    desk.submit(late_reason="等配件")
    desk.sees("等配件")
    assert state(office, event) is State.HANDLED


def test_the_second_window_is_told_what_happened_meanwhile(desk, office):
    event = office.an_event(until="accepted")
    desk.open(event)
    desk.press("派遣")
    office.move(event, "handle", actor=office.a_worker())
    desk.submit()
    desk.sees("现在是“待核查”", "周婷已于", "登记“处置完成”", "请看过最新情况后再办理。")
    assert state(office, event) is State.HANDLED


def test_seeing_a_phone_in_full_is_logged(desk, office):
    event = office.an_event(reporter_name="刘建军", reporter_phone="13933512345")
    desk.open(event)
    desk.sees("139****2345")
    desk.choose("显示反映人电话")
    desk.sees("139 3351 2345")
    assert "查看了事项 2026-0001 反映人刘建军的完整电话" in desk.log()


def test_a_grid_worker_is_offered_what_he_may_do(desk_of, office):
    event = office.an_event(until="accepted")
    desk = desk_of(office, Role.GRID_WORKER)
    desk.open(event)
    assert "处置完成" in desk.buttons()
    assert not {"派遣", "挂起", "作废"} & {*desk.buttons(), *desk.choices()}


def test_whoever_may_only_look_sees_no_buttons(desk_of, office):
    event = office.an_event(reporter_name="刘建军", reporter_phone="13933512345")
    desk = desk_of(office, Role.VIEWER)
    desk.open(event)
    desk.sees("139****2345")
    assert set(desk.buttons()) & {"登记事项", "受理", "其他操作", "添加照片"} == set()
    assert "打印处置单" in desk.buttons()
