"""任务 at a street or the district: assigned to many, answers looked at, the slow ones reminded."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.accounts.levels import Level
from app.directing.assignment_views import assignment_answers, assignments
from app.directing.assignments import AssignmentText, assign_task
from app.directing.pages.assignments_page import AssignmentsPage
from app.directing.pages.reminder import reminder
from app.events.terms import TaskReview


def batch_of(office):
    return office.ask(assignments)[0].batch_id


@pytest.fixture
def assigned(street):
    """A task of three communities, due in three days."""
    text = AssignmentText("楼道专项清理", "清理并报照片", street.clock.at + timedelta(days=3))
    below = (street.community, street.neighbour, street.third)
    street.do(assign_task, text=text, addressees=below)
    return street


@pytest.fixture
def at_street(desk_of, street):
    return lambda: desk_of(street, AssignmentsPage, Level.STREET)


def test_a_task_goes_to_all_communities_by_one_button(at_street, street):
    desk = at_street()
    desk.press("指派任务")
    desk.here.form.set_values({"title": "楼道专项清理", "due_at": street.clock.at.date()})
    desk.here.form.submit()
    desk.sees("请勾选由哪些单位来办")
    desk.press("全选")
    desk.sees("已选 3 个单位")
    desk.here.form.submit()
    desk.settle()
    desk.qtbot.waitUntil(lambda: desk.page.entered is None)
    assert desk.listed(desk.page.table) == ["楼道专项清理"]
    assert street.ask(assignments)[0].total == 3


def test_what_was_typed_is_not_lost_by_leaving(at_street):
    desk = at_street()
    desk.press("指派任务")
    desk.type("楼道专项清理")
    desk.page.leave_entered()
    desk.sees("填写的内容还没有保存")
    desk.press("不保存，关闭")
    assert desk.page.entered is None


def test_an_answer_is_accepted_and_another_given_back(at_street, assigned):
    assigned.an_answer(assigned.community, "已清理 12 个楼道")
    assigned.an_answer(assigned.neighbour, "已安排")
    desk = at_street()
    assert desk.waiting[-1] == 1
    desk.shows("assignment", batch_of(assigned))
    desk.sees("2/3", "答复待评价", "赵敏：已清理 12 个楼道", "赵敏：已安排")
    desk.press("认可：人民里社区")
    desk.sees("已认可", "人民里社区　2026-11-24 09:00 赵敏：已清理 12 个楼道")
    desk.press("退回重办")
    desk.submit(note="")
    desk.sees("请填写退回原因")
    desk.submit(note="请补报照片")
    desk.sees("退回原因：请补报照片")
    reviews = {
        row.station: row.review
        for row in assigned.ask(assignment_answers, batch_id=batch_of(assigned))
    }
    assert reviews["人民里社区"] is TaskReview.ACCEPTED
    assert reviews["建设里社区"] is TaskReview.RETURNED


def test_the_words_that_remind_are_copied(at_street, assigned):
    assigned.an_answer(assigned.community, "已清理")
    assigned.clock.forward(days=4)
    desk = at_street()
    desk.press("超期 1")
    assert desk.listed(desk.page.table) == ["楼道专项清理"]
    desk.shows("assignment", batch_of(assigned))
    desk.press("复制催办文字")
    words = QGuiApplication.clipboard().text()
    assert "现已超期。建设里社区、光明里社区尚未答复" in words
    desk.sees("催办文字已复制")


def test_a_reminder_names_no_more_than_can_be_read():
    names = [f"第{number}社区" for number in range(1, 31)]
    words = reminder("排查", "", None, names, is_late=False)
    assert words.startswith("【催办】“排查”请抓紧办理。第1社区、")
    assert "第12社区等 30 个单位尚未答复" in words
    assert "第13社区" not in words


def test_one_station_is_let_off(at_street, assigned):
    desk = at_street()
    desk.shows("assignment", batch_of(assigned))
    desk.choose("撤回某个单位的任务")
    form = desk.fill(reason="该社区正在拆迁")
    form.rows["task_id"].editor.box.setCurrentIndex(1)
    form.submit()
    desk.sees("已撤回", "撤回原因：该社区正在拆迁", "0/2")


def test_a_district_ticks_street_by_street(desk_of, district):
    desk = desk_of(district, AssignmentsPage, Level.DISTRICT)
    desk.press("指派任务")
    desk.press("所有街道")
    desk.sees("已选 2 个单位")
    assert set(desk.here.offices.chosen()) == {district.street, district.other_street}
    tree = desk.here.offices.view
    model = tree.model()
    streets = {model.index(row, 0).data(): model.index(row, 0) for row in range(model.rowCount())}
    name = next(one for one in streets if one.startswith("文化路街道"))
    desk.press("全不选")
    click(desk, tree, streets[name])
    desk.sees("已选 4 个单位")
    click(desk, tree, model.index(1, 0, streets[name]))
    desk.sees("已选 3 个单位")
    tick = Qt.ItemDataRole.CheckStateRole
    assert streets[name].data(tick) == Qt.CheckState.PartiallyChecked.value


def click(desk, tree, index):
    """Click on the name, as people do, not on the small box before it."""
    place = tree.visualRect(index).center()
    desk.qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
