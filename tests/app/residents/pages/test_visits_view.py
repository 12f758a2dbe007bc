"""The walk and the pairs, worked as somebody at the desk works them."""

import pytest
from PySide6.QtWidgets import QPushButton, QRadioButton

from app.accounts.permissions import Role
from app.residents.pages.compare_page import ComparePage
from app.residents.pages.residents_page import DUPLICATES, VISITS
from app.residents.pages.route_page import RoutePage
from app.residents.terms import Audience
from tests.app.residents.pages.conftest import TODAY


@pytest.fixture
def walking(street, desk_of):
    desk = desk_of(street)
    desk.page.show_view(VISITS)
    desk.settle()
    return desk


def test_a_visit_is_written_down_from_the_list_by_enter_and_save(walking):
    assert walking.calls()[0] == "3-2-301", "张桂兰 lives alone"
    walking.open_first(walking.page.walk.view.table)
    form = walking.form()
    values = form.values()
    assert (values["on"], values["visitor"], values["answered"]) == (TODAY, "赵敏", True)
    walking.submit(finding="暖气不热", needs_follow_up=True)
    assert "3-2-301" not in walking.calls()
    walking.sees("走访覆盖率 20.0%　已走访 1 户，共 5 户")


def test_a_count_of_households_to_visit_leads_to_them(street, desk_of):
    desk = desk_of(street)
    desk.page.open_record(("visits", None))
    assert desk.page.walk.view.isVisible()
    assert desk.calls() == ["3-2-301"], "张桂兰 lives alone, nobody else is to be looked after"


def test_what_a_visit_found_is_settled_from_its_door(walking):
    walking.open_first(walking.page.walk.view.table)
    walking.submit(finding="暖气不热", needs_follow_up=True)
    walking.page.walk.view.shown.setCurrentText("待跟进")
    assert walking.calls() == ["3-2-301"]
    walking.page.walk.open_household(walking.page.walk.view.table.model.row(0).id)
    walking.press("待跟进：暖气不热")
    walking.submit(outcome="已报修")
    assert walking.calls() == []


def test_the_doors_are_searched_by_name_and_initials(walking):
    walking.type("hs")
    assert walking.calls() == []
    walking.page.search.setText("wjg")
    assert walking.calls() == ["3-1-101"]
    walking.page.walk.view.clear()
    assert len(walking.calls()) == 5


def test_a_round_is_planned_and_shows_its_doors_alone(walking):
    walking.page.start_new()
    walking.settle()
    walking.submit(title="看望老人", until_day=TODAY, audience=Audience.VULNERABLE)
    walking.qtbot.waitUntil(lambda: walking.page.walk.view.plan.count() == 2)
    walking.page.walk.view.plan.setCurrentText("看望老人")
    assert walking.calls() == ["3-2-301"]
    walking.press("各网格、各楼栋")
    walking.sees("第一网格")
    walking.sees("0 / 1 户")


def test_the_sheet_of_the_walk_is_shown_ready_to_print(walking):
    walking.press("打印走访单")
    paper = walking.page.entered
    assert isinstance(paper, RoutePage)
    walking.qtbot.waitUntil(paper.preview.bar.print.isEnabled, timeout=8000)
    walking.page.leave_entered()


def test_a_visit_about_somebody_starts_from_her_drawer(street, desk_of):
    desk = desk_of(street)
    desk.type("zgl")
    desk.open_first()
    desk.choose("登记走访")
    desk.submit(finding="血压偏高")
    desk.page.show_view(VISITS)
    desk.page.walk.view.shown.setCurrentText("已走访")
    assert desk.calls() == ["3-2-301"]


def test_a_viewer_looks_and_records_nothing(street, desk_of):
    desk = desk_of(street, Role.VIEWER)
    desk.page.show_view(VISITS)
    desk.open_first(desk.page.walk.view.table)
    desk.sees("住户 1 人")
    shown = [b.text() for b in desk.page.findChildren(QPushButton) if b.isVisible()]
    assert not {"打印走访单", "新建走访计划", "登记走访"} & set(shown)


# -- pairs ------------------------------------------------------------------------------------


def open_the_pair(desk):
    desk.page.show_view(DUPLICATES)
    desk.sees("共 1 对")
    desk.open_first(desk.page.duplicates.table)
    assert isinstance(desk.page.entered, ComparePage)
    desk.sees("住址　不同")


def test_a_pair_is_merged_with_what_was_picked_and_taken_back(street, desk_of):
    desk = desk_of(street)
    open_the_pair(desk)
    second = [b for b in desk.page.entered.findChildren(QRadioButton) if "3-2-102" in b.text()]
    second[0].click()
    desk.press("合并为一份")
    assert desk.page.entered is None
    desk.page.show_view(0)
    desk.type("cht")
    assert desk.names() == ["陈海涛"]
    desk.open_first()
    desk.sees("3-2-102　第一网格")
    desk.undo()
    assert desk.names() == ["陈海涛", "陈海涛"]


def test_a_pair_told_apart_leaves_the_list(street, desk_of):
    desk = desk_of(street)
    open_the_pair(desk)
    desk.press("不是同一人")
    assert desk.page.entered is None
    desk.sees("没有疑似重复的居民")


def test_a_merging_is_parted_from_the_drawer(street, desk_of):
    desk = desk_of(street)
    open_the_pair(desk)
    desk.press("合并为一份")
    desk.page.show_view(0)
    desk.type("cht")
    desk.open_first()
    desk.press("陈海涛 · 撤销合并")
    assert desk.names() == ["陈海涛", "陈海涛"]


def test_whoever_stays_brings_the_own_values_along(street, desk_of):
    desk = desk_of(street)
    open_the_pair(desk)
    radios = desk.page.entered.findChildren(QRadioButton)
    next(b for b in radios if b.text() == "保留记录二").click()
    chosen = {b.text() for b in radios if b.isChecked()}
    assert "党员" in chosen
    assert any("3-2-102" in text for text in chosen)
