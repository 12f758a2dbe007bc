"""Warnings on the page: seen at once, opened by a click, put away until something is new."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTabBar


def test_the_third_report_at_a_building_warns_at_once(office, desk_of):
    for title in ("楼道堆放杂物", "单元门坏了"):
        office.an_event(title)
    desk = desk_of(office)
    assert desk.warnings() == []
    office.an_event("水管漏水")
    desk.key(Qt.Key.Key_F5)
    assert desk.warnings() == ["[反复上报 1]", "3 号楼反复上报"]
    desk.click("3 号楼反复上报")
    assert "3 号楼反复上报：30 天内 3 件（满 3 件预警）" in desk.words()
    assert desk.page.entered.table.model.rowCount() == 3


def test_a_household_to_visit_is_one_click_away(office, desk_of):
    household = office.somebody_alone()
    desk = desk_of(office)
    desk.click("3-2-301 张桂兰（独居老人）")
    assert desk.opened == [("residents", ("household", household))]


def test_many_households_are_counted_and_the_rest_is_in_its_room(office, desk_of):
    for number in range(10):
        office.somebody_alone(f"张{'一二三四五六七八九十'[number]}", f"3-2-{number + 1}01")
    desk = desk_of(office)
    assert desk.warnings()[0] == "[久未走访 10]"
    assert desk.warnings()[-1] == "其余 2 户"
    desk.page.warnings.list.scrollToBottom()
    desk.click("其余 2 户")
    assert desk.opened == [("residents", ("visits", None))]


def test_a_warning_put_away_stays_away_until_something_new_happens(office, desk_of):
    for title in ("楼道堆放杂物", "单元门坏了", "水管漏水"):
        office.an_event(title)
    desk = desk_of(office)
    desk.click("3 号楼反复上报", put_away=True)
    assert desk.opened == []
    assert desk.warnings() == []
    assert "已收起 1 条" in desk.words()
    assert desk_of(office).warnings() == [], "the next morning too"
    office.an_event("电梯停了")
    again = desk_of(office)
    assert again.warnings() == ["[反复上报 1]", "3 号楼反复上报"]
    again.page.warnings.list.setFocus()
    again.key(Qt.Key.Key_Delete)
    assert again.warnings() == []
    again.press("恢复")
    assert again.warnings() == ["[反复上报 1]", "3 号楼反复上报"]


def test_another_account_is_still_warned(office, desk_of):
    for title in ("楼道堆放杂物", "单元门坏了", "水管漏水"):
        office.an_event(title)
    desk_of(office).click("3 号楼反复上报", put_away=True)
    assert desk_of(office, office.a_worker()).warnings() != []


def test_the_way_to_the_rules_is_for_who_may_change_them(office, desk_of):
    desk = desk_of(office)
    desk.press("预警规则")
    assert desk.opened == [("settings", "预警规则")]
    worker = desk_of(office, office.a_worker())
    assert not any(
        b.text() == "预警规则" and b.isVisible() for b in worker.page.findChildren(QPushButton)
    )


def test_where_there_is_no_room_for_both_the_warnings_have_a_tab(office, desk_of):
    desk = desk_of(office)
    tabs = desk.page.findChild(QTabBar)
    assert not tabs.isVisible()
    assert desk.page.warnings.isVisible()
    desk.page.setFixedWidth(700)
    assert tabs.isVisible()
    assert not desk.page.warnings.isVisible()
    tabs.setCurrentIndex(1)
    assert desk.page.warnings.isVisible()
    assert not desk.page.waiting.isVisible()
