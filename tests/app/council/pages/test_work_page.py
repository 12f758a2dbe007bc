"""办理 and 居民评议 at the desk: plan, milestones, tasks, changes; counting forms by the key."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.accounts.permissions import Actor, Role
from app.council import notices, work_changes
from app.council.matter_views import matter_detail
from app.council.pages.evaluation_page import EvaluationPage
from app.council.pages.work_page import WorkPage
from app.council.stages import Stage
from app.council.terms import ClaimerKind
from app.council.work_changes import ChangeText
from app.council.work_views import evaluations, work_board
from app.desk.fields import TypedName
from db import clock
from db.ids import new_id
from tests.app.council import carrying_out


@pytest.fixture
def matter(made):
    """Decided, and its result notice is over."""
    found, _, vote = made.a_decided_matter(made.a_body(), "东墙路灯补装", votes_for=7, present=8)
    made.do(notices.post_result_notice, vote_id=vote)
    made.clock.forward(days=14)
    return found


def work_of(desk, matter) -> WorkPage:
    desk.page.enter_work(matter)
    desk.settle()
    return desk.page.entered


def test_a_matter_is_planned_and_handed_on_from_its_drawer(made, desk_of, matter):
    desk = desk_of(made)
    desk.page.open_record(("matter", matter))
    desk.sees("没有办理计划", desk.page.drawer)
    desk.press("制定办理计划", desk.page.drawer)
    due = clock.today() + timedelta(days=20)
    desk.submit(in_charge="赵敏", due_on=due, budget=680_000, money_source="公共收益")
    desk.sees("6,800 元（公共收益）", desk.page.entered)
    desk.press("交办")
    assert made.ask(matter_detail, matter_id=matter).row.stage is Stage.IMPLEMENT
    desk.sees("还不能办结", desk.page.entered)


def test_deadline_and_budget_of_work_under_way_cannot_be_typed_over(made, desk_of, matter):
    carrying_out.implement(made.do, matter)
    desk = desk_of(made)
    work_of(desk, matter)
    desk.press("修改计划")
    assert desk.form().rows["due_on"].field.read_only
    desk.submit(in_charge="钱芳")
    assert made.ask(work_board, matter_id=matter).plan.in_charge == "钱芳"


def test_milestones_are_added_done_and_overdue_ones_say_so(made, desk_of, matter):
    carrying_out.implement(made.do, matter)
    desk = desk_of(made)
    page = work_of(desk, matter)
    desk.press("增加节点")
    desk.submit(title="挖沟布线", due_on=clock.today() + timedelta(days=2))
    desk.press("完成", page)
    desk.submit()
    desk.sees("完成 1/1", page)
    desk.press("增加节点")
    desk.submit(title="装灯", due_on=clock.today() + timedelta(days=3))
    made.clock.forward(days=40)
    page.reload()
    desk.sees("逾期 10 天", page)
    desk.sees("逾期", page)


def test_a_task_is_offered_claimed_done_and_accepted(made, desk_of, matter):
    carrying_out.implement(made.do, matter)
    desk = desk_of(made)
    page = work_of(desk, matter)
    desk.press("发布任务")
    desk.submit(task="周六清理墙边堆物")
    desk.sees("待认领", page)
    desk.press("认领", page)
    desk.fill(kind=ClaimerKind.UNIT)
    desk.submit(who=TypedName("和平物业"))
    desk.sees("和平物业（单位）", page)
    desk.press("完成", page)
    desk.submit()
    desk.press("验收", page)
    desk.submit(note="干净")
    desk.sees("已验收", page)


def test_a_change_waits_for_another_account(made, desk_of, matter):
    carrying_out.implement(made.do, matter)
    desk = desk_of(made)
    page = work_of(desk, matter)
    desk.press("申请变更")
    later = clock.today() + timedelta(days=60)
    desk.submit(what="改用太阳能灯", reason="不用挖沟", due_on=later, budget=900_000)
    desk.sees("须由另一位工作人员登录后审批", page)
    assert "审批" not in desk.buttons()


def test_another_account_approves_a_change_and_the_plan_follows(made, desk_of, matter):
    carrying_out.implement(made.do, matter)
    text = ChangeText("改用太阳能灯", "不用挖沟", budget=900_000)
    made.do(work_changes.ask_for_change, matter_id=matter, text=text)
    made.station.actor = Actor(new_id(), "qian", "钱芳", Role.SECRETARY)
    desk = desk_of(made)
    page = work_of(desk, matter)
    desk.press("审批", page)
    desk.submit(approved=True)
    desk.sees("9,000 元", page)


def test_finished_work_goes_to_evaluation_with_what_it_cost(made, desk_of, matter):
    carrying_out.plan(made.do, matter, budget=680_000)
    made.do(carrying_out.steps.move_matter, matter_id=matter, move="implement")
    desk = desk_of(made)
    page = work_of(desk, matter)
    desk.press("登记完工")
    desk.submit(result="装灯六盏", actual=700_000)
    desk.sees("超出预算 200 元", page)
    desk.press("办结，请居民评价")
    desk.press("居民评议")
    assert isinstance(desk.page.entered, EvaluationPage)


@pytest.fixture
def finished(made, matter):
    carrying_out.implement(made.do, matter)
    carrying_out.finish(made.do, matter)
    return matter


def evaluation_of(desk, matter) -> EvaluationPage:
    desk.page.enter_evaluation(matter)
    desk.settle()
    return desk.page.entered


def begin(desk, page, issued=10):
    desk.press("发放评议表")
    desk.submit(issued=issued)
    desk.qtbot.waitUntil(lambda: page.count is not None, timeout=3000)


def test_totals_that_do_not_add_up_are_told_and_cannot_be_saved(made, desk_of, finished):
    desk = desk_of(made)
    page = evaluation_of(desk, finished)
    begin(desk, page)
    for key, number in {"returned": "9", "satisfied": "6", "fairly": "2"}.items():
        page.count.figures[key].setText(number)
    page.count.weigh()
    desk.sees("合计 8 份；收回 9 份，相差 1 份", page)
    page.count.figures["dissatisfied"].setText("1")
    page.count.weigh()
    desk.sees("份数相符", page)
    desk.press("保存份数", page)
    desk.press("结束评议", page)
    desk.submit()
    desk.sees("满意率 88.8%", page)
    desk.press("归档", page)
    assert made.ask(matter_detail, matter_id=finished).row.stage is Stage.ARCHIVED


def test_forms_are_counted_one_by_one_with_a_key_each(made, desk_of, finished):
    desk = desk_of(made)
    page = evaluation_of(desk, finished)
    begin(desk, page, issued=0)
    page.counter.words.setText("灯再亮一点")
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_0):
        desk.qtbot.keyClick(page.counter, key)
        desk.settle()
    forms = made.ask(evaluations, matter_id=finished)[0].forms
    counted = (forms.issued, forms.satisfied, forms.fairly, forms.dissatisfied, forms.invalid)
    assert counted == (5, 2, 1, 1, 1)
    desk.sees("1. 灯再亮一点", page)


def test_a_poor_evaluation_goes_back_to_the_work_and_another_round_follows(made, desk_of, finished):
    carrying_out.evaluate(made.do, finished, satisfied=1, not_=9)
    desk = desk_of(made)
    page = evaluation_of(desk, finished)
    desk.sees("还差 7 份", page)
    desk.press("退回民办")
    desk.submit(reason="灯太暗")
    assert made.ask(matter_detail, matter_id=finished).row.stage is Stage.IMPLEMENT
    carrying_out.finish(made.do, finished, "换了大灯")
    page.reload()
    desk.press("发放评议表")


def test_a_viewer_looks_and_changes_nothing(made, desk_of, finished):
    desk = desk_of(made, Role.VIEWER)
    page = evaluation_of(desk, finished)
    assert "发放评议表" not in desk.buttons()
    page.work_asked.emit(finished)
    desk.settle()
    assert not {"登记完工", "发布任务", "修改计划"} & set(desk.buttons())
