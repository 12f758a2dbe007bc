"""Carrying out: plan, milestones, tasks taken on, changes by two accounts, finishing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app import announcements
from app.accounts.permissions import Actor, Role
from app.council import claims, milestones, steps, work, work_changes
from app.council.claims import ClaimerText
from app.council.facts import TaskAccepted
from app.council.milestones import MilestoneText
from app.council.stages import Stage
from app.council.terms import ClaimerKind
from app.council.work import PlanText
from app.council.work_changes import ChangeText
from app.council.work_views import work_board, works_overdue
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id
from tests.app.council import carrying_out
from tests.app.council.test_matters import a_passed_matter, notices


@pytest.fixture
def matter(office):
    """A matter whose notice is over, to be handed on."""
    made, vote = a_passed_matter(office)
    office.do(notices.post_result_notice, vote_id=vote)
    office.clock.forward(days=10)
    return made


@pytest.fixture
def under_way(office, matter):
    carrying_out.implement(office.do, matter)
    return matter


def a_claim(office, matter, task="划线当天通知挪车"):
    return office.do(claims.offer_task, matter_id=matter, task=task)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"in_charge": " "}, "in_charge"),
        ({"due_on": None}, "due_on"),
        ({"starts_on": clock.today() + timedelta(days=9000)}, "due_on"),
        ({"budget": -1}, "budget"),
    ],
)
def test_a_plan_says_which_field_is_wrong(office, matter, change, field):
    text = replace(PlanText("赵敏", clock.today() + timedelta(days=30)), **change)
    with pytest.raises(InvalidInput) as refused:
        office.do(work.plan_work, matter_id=matter, text=text)
    assert refused.value.field == field


def test_a_matter_not_decided_has_no_plan(office):
    with pytest.raises(RuleBroken, match="民议"):
        carrying_out.plan(office.do, office.a_matter())


def test_work_under_way_keeps_deadline_and_budget_until_another_account_agrees(office, under_way):
    due = office.ask(work_board, matter_id=under_way).plan.due_on
    later = due + timedelta(days=7)
    with pytest.raises(RuleBroken, match="完成期限不能直接改"):
        office.do(work.plan_work, matter_id=under_way, text=PlanText("赵敏", later))
    office.do(work.plan_work, matter_id=under_way, text=PlanText("李强", due))
    text = ChangeText("推后一周", "下雨", due_on=later, budget=100)
    change = office.do(work_changes.ask_for_change, matter_id=under_way, text=text)
    with pytest.raises(RuleBroken, match="不能审批自己申请的变更"):
        office.do(work_changes.decide_change, change_id=change, approved=True)
    office.do(work.finish_work, matter_id=under_way, result="划线 42 位")
    with pytest.raises(RuleBroken, match="1 项计划变更没有审批"):
        office.do(steps.move_matter, matter_id=under_way, move="evaluate")
    office.actor = Actor(new_id(), "li", "李强", Role.SECRETARY)
    office.do(work_changes.decide_change, change_id=change, approved=True)
    board = office.ask(work_board, matter_id=under_way)
    assert (board.plan.due_on, board.plan.budget) == (later, 100)
    assert board.changes[0].decided_by == "李强"
    with pytest.raises(RuleBroken, match="已经审批"):
        office.do(work_changes.decide_change, change_id=change, approved=False, note="x")


def test_a_change_is_refused_with_a_reason_only(office, under_way):
    text = ChangeText("加预算", "涨价", budget=100)
    change = office.do(work_changes.ask_for_change, matter_id=under_way, text=text)
    office.actor = Actor(new_id(), "li", "李强", Role.SECRETARY)
    with pytest.raises(InvalidInput):
        office.do(work_changes.decide_change, change_id=change, approved=False)
    office.do(work_changes.decide_change, change_id=change, approved=False, note="没有资金")
    assert office.ask(work_board, matter_id=under_way).plan.budget is None


def test_milestones_are_done_one_by_one(office, under_way):
    ids = [
        office.do(
            milestones.add_milestone,
            matter_id=under_way,
            text=MilestoneText(title, clock.today() + timedelta(days=5)),
        )
        for title in ("采购", "施工", "验收")
    ]
    office.do(milestones.mark_milestone, milestone_id=ids[0], done_on=clock.today())
    office.do(milestones.remove_milestone, milestone_id=ids[1])
    with pytest.raises(RuleBroken, match="已经完成"):
        office.do(milestones.remove_milestone, milestone_id=ids[0])
    board = office.ask(work_board, matter_id=under_way)
    assert [(m.position, m.title, bool(m.done_on)) for m in board.milestones] == [
        (1, "采购", True),
        (2, "验收", False),
    ]
    office.do(work.finish_work, matter_id=under_way, result="完成")
    with pytest.raises(RuleBroken, match="共 2 个，还有 1 个没有完成"):
        office.do(steps.move_matter, matter_id=under_way, move="evaluate")


def test_a_task_is_taken_given_back_taken_again_and_accepted(office, under_way):
    told = []
    announcements.listen(TaskAccepted, lambda session, actor, fact: told.append(fact))
    claim, resident = a_claim(office, under_way), None
    office.do(claims.claim_task, claim_id=claim, claimer=ClaimerText("孙某"))
    with pytest.raises(RuleBroken, match="孙某正在办"):
        office.do(claims.claim_task, claim_id=claim, claimer=ClaimerText("钱某"))
    with pytest.raises(RuleBroken, match="不能验收"):
        office.do(claims.accept_task, claim_id=claim)
    office.do(claims.give_back_task, claim_id=claim, reason="出差")
    unit = ClaimerText("人民商厦", ClaimerKind.UNIT, resident)
    office.do(claims.claim_task, claim_id=claim, claimer=unit)
    office.do(claims.finish_task, claim_id=claim)
    office.do(claims.accept_task, claim_id=claim)
    assert [(fact.claim_id, fact.matter_id, fact.resident_id) for fact in told] == [
        (claim, under_way, None)
    ]
    (row,) = office.ask(work_board, matter_id=under_way).claims
    assert (row.claimer, row.kind_name, row.state_name) == ("人民商厦", "单位", "已验收")
    with pytest.raises(RuleBroken, match="已经验收"):
        office.do(claims.give_back_task, claim_id=claim, reason="x")


def test_work_waits_for_the_tasks_that_somebody_took_on(office, under_way):
    a_claim(office, under_way, "没人认领的")
    claim = a_claim(office, under_way)
    office.do(claims.claim_task, claim_id=claim, claimer=ClaimerText("孙某"))
    office.do(work.finish_work, matter_id=under_way, result="完成")
    with pytest.raises(RuleBroken, match="还有 1 项认领任务没有验收：划线当天通知挪车"):
        office.do(steps.move_matter, matter_id=under_way, move="evaluate")
    office.do(claims.give_back_task, claim_id=claim, reason="生病")
    assert office.do(steps.move_matter, matter_id=under_way, move="evaluate") is Stage.EVALUATE


def test_what_is_late_is_listed_with_its_days(office, under_way):
    assert office.ask(works_overdue) == []
    office.clock.forward(days=33)
    (late,) = office.ask(works_overdue)
    assert (late.matter_id, late.days, late.what) == (under_way, 3, "办理期限")
    office.do(work.finish_work, matter_id=under_way, result="完成")
    assert office.ask(works_overdue) == []
