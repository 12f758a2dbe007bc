"""吹哨报到 at a street: departments are sent, arrive and answer; the contact stays masked."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.accounts.levels import Level
from app.accounts.permissions import Actor, Role
from app.accounts.queries import audit_page
from app.directing.pages.whistles_page import WhistlesPage
from app.directing.terms import WhistleState
from db.ids import new_id


@pytest.fixture
def at_street(desk_of, street):
    return lambda: desk_of(street, WhistlesPage, Level.STREET)


def chips(desk):
    """What the tabs say: {"在办": "3", …}."""
    desk.settle()
    shown = desk.page.view.groups.findChildren(QPushButton)
    return dict(chip.text().split(" ") for chip in shown if " " in chip.text())


def test_the_list_is_cut_by_how_far_whistles_have_come(at_street, street):
    street.a_whistle("路口塌陷")
    late = street.a_whistle("积水", by=street.neighbour)
    street.sent(late, "区住建局", due_at=street.clock.at + timedelta(days=3))
    done = street.a_whistle("井盖缺失", by=street.third)
    for response in street.sent(done, "区城管局"):
        street.answered(response)
    street.clock.forward(days=4)
    desk = at_street()
    found = {"在办": "3", "待派单": "1", "办理中": "1", "超期": "1", "待评价": "1"}
    assert found.items() <= chips(desk).items()
    desk.press("超期 1")
    assert desk.listed(desk.page.view.table) == ["积水"]
    assert desk.waiting[-1] == 2  # one without a department, one past its time


def types_lines(desk, department, *rest):
    """Fill in a department and what follows it; Enter looks it up, and again goes on."""
    desk.type(department)
    desk.enter()
    for text in rest:
        desk.enter()
        desk.type(text)


def test_what_is_over_is_read_when_it_is_looked_at(at_street, street):
    street.a_whistle("路口塌陷")
    street.a_whistle("积水", by=street.neighbour, ended_at=street.clock.at, rating="satisfied")
    desk = at_street()
    assert "已办结" not in chips(desk)
    desk.press("已办结")
    assert desk.listed(desk.page.view.table) == ["积水"]
    assert chips(desk)["全部"] == "2"


def test_three_departments_are_sent_by_keyboard_alone(at_street, street):
    whistle = street.a_whistle()
    desk = at_street()
    desk.shows("whistle", whistle)
    desk.press("派单")
    types_lines(desk, "区住建局", "三日内修复", "11.27")
    desk.control(Qt.Key.Key_D)
    types_lines(desk, "区交警大队", "现场疏导")
    desk.control(Qt.Key.Key_D)
    desk.type("自来水公司")
    desk.control(Qt.Key.Key_Return)
    desk.sees("牵头", "三日内修复", "自来水公司")
    sent = street.sheet(whistle).responses
    assert [one.department for one in sent] == ["区住建局", "区交警大队", "自来水公司"]
    assert [one.is_lead for one in sent] == [True, False, False]
    assert len({one.due_at for one in sent}) == 1


def test_departments_of_earlier_whistles_are_found_by_their_initials(at_street, street):
    street.sent(street.a_whistle("旧事", by=street.neighbour), "区城管局")
    whistle = street.a_whistle()
    desk = at_street()
    desk.shows("whistle", whistle)
    desk.press("派单")
    desk.type("qcg")
    desk.enter()
    desk.enter()
    assert desk.form().rows["department_1"].editor.line.text() == "区城管局"


def test_a_demand_of_nobody_is_refused_in_words(at_street, street):
    desk = at_street()
    desk.shows("whistle", street.a_whistle())
    desk.press("派单")
    desk.form().submit()
    desk.sees("请填写要求")
    desk.press("再加一个部门")
    form = desk.fill(demand_2="现场疏导")
    form.submit()
    desk.sees("还要写由哪个部门来办")


def test_a_department_arrives_answers_and_the_whistle_waits_for_its_rating(at_street, street):
    whistle = street.a_whistle()
    street.sent(whistle, "区住建局")
    desk = at_street()
    desk.shows("whistle", whistle)
    desk.press("登记报到")
    desk.submit()
    desk.sees("已报到")
    desk.press("登记答复")
    desk.submit(answer="路面已修复")
    desk.sees("答复：路面已修复")
    assert street.sheet(whistle).row.state is WhistleState.TO_RATE
    assert "评价并办结" not in desk.buttons()  # the community's to do


def test_the_next_step_is_pressed_from_the_list(at_street, street):
    whistle = street.a_whistle()
    desk = at_street()
    desk.page.view.table.choose([whistle])
    desk.shows("whistle", whistle)
    desk.page.view.table.view.setFocus()
    desk.control(Qt.Key.Key_Return)
    assert desk.form().rows["department_1"]


def test_a_department_is_called_back_with_a_reason(at_street, street):
    whistle = street.a_whistle()
    street.sent(whistle, "区住建局")
    desk = at_street()
    desk.shows("whistle", whistle)
    desk.press("撤回")
    desk.submit(reason="")
    desk.sees("请填写原因")
    desk.submit(reason="不属于住建局职责")
    desk.sees("撤回原因：不属于住建局职责")
    assert street.sheet(whistle).row.state is WhistleState.WAITING


def test_the_reporter_is_masked_until_asked_for_and_that_is_on_record(at_street, street):
    whistle = street.a_whistle(contact_name="王秀芬", contact_phone="13933501234")
    desk = at_street()
    desk.shows("whistle", whistle)
    assert "13933501234" not in desk.words().replace(" ", "")
    desk.press("显示姓名和电话")
    desk.sees("王秀芬　139 3350 1234")
    log = [line.sentence for line in street.ask(audit_page, offset=0, limit=5)]
    assert any("查看了报告人" in sentence for sentence in log)


def test_who_may_only_look_sends_nobody(desk_of, street):
    whistle = street.a_whistle(contact_name="王秀芬", contact_phone="13933501234")
    street.station.actor = Actor(new_id(), "qianfang", "钱芳", Role.VIEWER)
    desk = desk_of(street, WhistlesPage, Level.STREET)
    desk.shows("whistle", whistle)
    desk.sees("需燃气公司到场")
    assert not {"派单", "显示姓名和电话", "登记报到"} & set(desk.buttons())
