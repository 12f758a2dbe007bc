"""Activities: planned, signed up for, signed in to by a scanner, put right, called off."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.points.activities import ActivityText, plan_activity
from app.points.activity_awards import finish_activity
from app.points.activity_views import activity_detail
from app.points.participation import sign_in, sign_up
from app.points.stages import RecordState
from db import clock


@pytest.fixture
def party(office):
    """An activity under way, with a rule capped at 30 a day, and 王秀芬 signed up."""
    office.wang = office.resident()
    office.award(office.wang, 5)
    rule = office.rule("楼道清扫", 20, unit="小时", cap_day=30)
    text = ActivityText("大扫除", clock.now() - timedelta(hours=1), rule_id=rule, capacity=1)
    office.party = office.do(plan_activity, text=text)
    office.do(sign_up, activity_id=office.party, resident_id=office.wang)
    return office


def people(office):
    return office.ask(activity_detail, activity_id=office.party).people


def door(desk, office):
    """The sign-in page."""
    desk.open("activity", office.party)
    desk.press("签到")
    return desk.here


def test_ten_cards_in_a_row_are_all_signed_in(desk_of, party):
    crowd = [
        party.resident(f"王{name}", f"{n}-1-101") for n, name in enumerate("一二三四五六七八九", 4)
    ]
    for person in crowd:
        party.record(person, party.rule("奖励", 1))  # opens the account, with its card
    desk = desk_of(party)
    door(desk, party)
    for person in (party.wang, *crowd):
        desk.scan(person)
    desk.sees("已签到 10 人", "报名 1 人，还有 0 人没到")
    assert len(people(party)) == 10
    assert desk.focus is desk.here.scan.line


def test_a_card_is_taken_also_while_a_row_of_the_list_is_chosen(desk_of, party):
    desk = desk_of(party)
    page = door(desk, party)
    desk.pick(party.wang, table=page.table)
    page.table.view.setFocus()
    desk.scan(party.wang)
    desk.sees("王秀芬　已签到")


def test_somebody_without_a_card_is_found_by_initials(desk_of, party):
    desk = desk_of(party)
    door(desk, party)
    desk.type("wxf")
    desk.enter()
    desk.sees("王秀芬　已签到")


def test_a_card_nobody_has_is_said_and_the_next_one_is_taken(desk_of, party):
    desk = desk_of(party)
    door(desk, party)
    desk.type("00009993")
    desk.enter()
    desk.sees("卡号")
    desk.scan(party.wang)
    desk.sees("王秀芬　已签到", "已签到 1 人")


def test_who_stayed_longer_gets_more_up_to_the_cap_and_it_is_said_before(desk_of, party):
    party.do(sign_in, activity_id=party.party, resident_id=party.wang)
    desk = desk_of(party)
    page = door(desk, party)
    desk.pick(party.wang, table=page.table)
    desk.press("改份数")
    desk.submit(quantity=3)
    desk.press("结束活动")
    desk.sees("1 人，共 30 分；1 人按上限减少")
    assert desk.rows(desk.here.table)[0].cut_by == "每日上限 30 分"
    desk.press("结束并登记积分")
    assert [part.points for part in people(party)] == [30]


def test_a_wrong_award_is_corrected_by_taking_it_back(desk_of, party):
    party.do(sign_in, activity_id=party.party, resident_id=party.wang)
    party.do(finish_activity, activity_id=party.party)
    desk = desk_of(party)
    desk.open("activity", party.party)
    desk.press("名单")
    desk.pick(party.wang, table=desk.here.table)
    desk.press("更正积分")
    desk.submit(quantity=0, reason="没有到场")
    assert people(party)[0].points == 0
    assert party.records(RecordState.WITHDRAWN)


def test_whoever_comes_after_the_places_are_taken_is_told_so(desk_of, party):
    li = party.resident("李强", "3-1-101")
    desk = desk_of(party)
    desk.open("activity", party.party)
    desk.press("报名")
    editor = desk.form().rows["who"].editor
    editor.line.setFocus()
    desk.type("lq")
    desk.qtbot.waitUntil(editor.list.isVisible, timeout=3000)
    desk.enter()
    desk.control(Qt.Key.Key_Return)
    desk.sees("1 个名额已报满")
    assert li not in [part.resident_id for part in people(party)]


def test_an_activity_is_called_off_with_a_reason(desk_of, party):
    desk = desk_of(party)
    desk.open("activity", party.party)
    desk.choose("取消活动")
    desk.submit(reason="下大雨")
    desk.sees("活动已取消", "下大雨")
    assert "签到" not in desk.buttons()


def test_the_tabs_say_what_waits_to_be_finished(desk_of, party):
    desk = desk_of(party)
    desk.look("活动")
    desk.press("待结束 1")
    assert [row.title for row in desk.rows(desk.table)] == ["大扫除"]
    desk.press("未开始 0")
    assert desk.rows(desk.table) == []
