from datetime import timedelta

import pytest

from app.errors import InvalidInput, NotFound, RuleBroken
from app.points import activities, activity_awards, participation, projects
from app.points.account_views import account_detail
from app.points.activities import ActivityText
from app.points.activity_views import (
    ActivityFilter,
    ActivityGroup,
    activity_detail,
    count_activities,
    group_counts,
)
from app.points.activity_views import activities as list_activities
from app.points.awards_by_rule import Occasion, award_by_rule
from app.points.project_views import project_detail
from app.points.project_views import projects as list_projects
from app.points.projects import ProjectText
from app.points.rule_versions import RuleText, add_rule
from app.points.stages import RecordState
from app.points.terms import ClaimState, Trigger
from app.points.waiting import find_points, points_waiting
from db import clock
from db.ids import new_id


def an_activity(office, title="大扫除", hours=-1, **fields):
    fields.setdefault("rule_id", office.rule())
    text = ActivityText(title, clock.now() + timedelta(hours=hours), **fields)
    return office.do(activities.plan_activity, text=text)


def sign_in(office, activity, resident):
    return office.do(participation.sign_in, activity_id=activity, resident_id=resident)


def test_everybody_who_was_there_is_awarded_at_once(office):
    wang, li = office.resident(), office.resident("李建国", "3-2-302")
    activity = an_activity(office, quantity=2)
    office.do(participation.sign_up, activity_id=activity, resident_id=wang)
    for person in (wang, li):
        sign_in(office, activity, person)
    preview = office.ask(activity_awards.award_preview, activity_id=activity)
    results = office.do(activity_awards.finish_activity, actor=office.clerk, activity_id=activity)
    assert [each.points for each in preview] == [each.points for each in results] == [20, 20]
    office.post_all()
    assert office.balance(li) == 20
    detail = office.ask(activity_detail, activity_id=activity)
    assert (detail.points, detail.row.signed_in, detail.row.signed_up) == (40, 2, 1)
    assert {part.record_state for part in detail.people} == {"已入账"}


def test_a_card_signs_its_holder_in_once(office):
    wang = office.resident()
    office.award(wang)
    card = office.ask(account_detail, resident_id=wang).row.card
    activity = an_activity(office)
    first = office.do(participation.sign_in, activity_id=activity, card=f"{card}\n")
    again = office.do(participation.sign_in, activity_id=activity, card=card)
    assert (first.name, first.is_again, again.is_again) == ("王秀芬", False, True)
    with pytest.raises(InvalidInput, match="不是积分卡号"):
        office.do(participation.sign_in, activity_id=activity, card="12345678")
    with pytest.raises(NotFound):
        office.do(participation.sign_in, activity_id=activity, card="00000091")


def test_places_limit_signing_up_and_not_coming(office):
    wang, li = office.resident(), office.resident("李建国", "3-2-302")
    activity = an_activity(office, capacity=1)
    office.do(participation.sign_up, activity_id=activity, resident_id=wang)
    with pytest.raises(RuleBroken, match="名额已报满"):
        office.do(participation.sign_up, activity_id=activity, resident_id=li)
    assert not sign_in(office, activity, li).was_expected


def test_an_activity_without_anybody_is_not_finished(office):
    with pytest.raises(RuleBroken, match="还没有人签到"):
        office.do(activity_awards.finish_activity, activity_id=an_activity(office))
    with pytest.raises(RuleBroken, match="还没有开始"):
        office.do(activity_awards.finish_activity, activity_id=an_activity(office, hours=2))


def test_a_finished_activity_takes_nobody_in(office):
    activity = an_activity(office)
    sign_in(office, activity, office.resident())
    office.do(activity_awards.finish_activity, activity_id=activity)
    with pytest.raises(RuleBroken):
        sign_in(office, activity, office.resident("李建国", "3-2-302"))
    with pytest.raises(RuleBroken):
        office.do(activity_awards.finish_activity, activity_id=activity)


def test_a_wrong_award_is_put_right_by_taking_it_back(office):
    wang = office.resident()
    activity = an_activity(office, quantity=2)
    sign_in(office, activity, wang)
    office.do(activity_awards.finish_activity, actor=office.clerk, activity_id=activity)
    office.post_all()
    correct = activity_awards.correct_award
    right = office.do(
        correct,
        actor=office.station.actor,
        activity_id=activity,
        resident_id=wang,
        quantity=3,
        reason="多做了一小时",
    )
    assert (right.points, office.balance(wang)) == (30, 0)
    states = [office.state(record) for record in office.records()]
    assert states == [RecordState.REVERSED, RecordState.RECORDED]
    office.do(
        correct,
        activity_id=activity,
        resident_id=wang,
        quantity=0,
        reason="其实没有来",
    )
    assert office.ask(activity_detail, activity_id=activity).row.signed_in == 0
    assert office.year().agrees


def test_a_cancelled_activity_says_why_and_gives_nothing(office):
    activity = an_activity(office)
    sign_in(office, activity, office.resident())
    office.do(activities.cancel_activity, activity_id=activity, reason="下雨")
    assert office.records() == []
    assert office.ask(activity_detail, activity_id=activity).row.cancelled_reason == "下雨"


def test_activities_are_found_by_initials_and_counted_by_tab(office):
    an_activity(office, "大扫除")
    an_activity(office, "插花课", hours=5)
    rows = office.ask(list_activities, where=ActivityFilter(text="dsc"))
    assert [(row.title, row.state_name) for row in rows] == [("大扫除", "进行中")]
    counts = office.ask(group_counts)
    assert (counts[ActivityGroup.RUNNING], counts[ActivityGroup.COMING]) == (1, 1)
    assert office.ask(count_activities) == 2
    assert [hit.title for hit in office.ask(find_points, text="大扫")] == ["大扫除"]


def test_who_stayed_longer_gets_more_up_to_the_cap(office):
    rule = office.rule("志愿", 10, cap_day=30)
    wang, li = office.resident(), office.resident("李建国", "3-2-302")
    activity = an_activity(office, rule_id=rule)
    for person in (wang, li):
        sign_in(office, activity, person)
    office.do(participation.set_quantity, activity_id=activity, resident_id=wang, quantity=5)
    results = office.do(activity_awards.finish_activity, activity_id=activity)
    assert {each.name: (each.points, each.cut_by) for each in results} == {
        "王秀芬": (30, "每日上限 30 分"),
        "李建国": (10, ""),
    }


def a_project(office, **fields):
    fields.setdefault("rule_id", office.rule("治理任务", 20))
    return office.do(projects.add_project, text=ProjectText("楼道清理", **fields))


def test_a_claimed_project_is_proved_accepted_and_paid_once(office):
    wang = office.resident()
    project = a_project(office, places=1)
    claim = office.do(projects.claim_project, project_id=project, resident_id=wang)
    with pytest.raises(RuleBroken):
        office.do(projects.accept_claim, claim_id=claim)
    office.do(projects.prove_claim, claim_id=claim, proof="3 号楼楼道已清完，有照片")
    assert any(each.kind == "claim" for each in office.ask(points_waiting))
    assert office.do(projects.accept_claim, actor=office.clerk, claim_id=claim).points == 20
    with pytest.raises(RuleBroken):
        office.do(projects.accept_claim, claim_id=claim)
    with pytest.raises(RuleBroken, match="名额已满"):
        office.do(
            projects.claim_project,
            project_id=project,
            resident_id=office.resident("李建国", "3-2-302"),
        )
    assert office.ask(project_detail, project_id=project).claims[0].state is ClaimState.ACCEPTED


def test_who_gave_up_may_claim_again(office):
    wang, project = office.resident(), a_project(office)
    claim = office.do(projects.claim_project, project_id=project, resident_id=wang)
    office.do(projects.drop_claim, claim_id=claim)
    assert office.do(projects.claim_project, project_id=project, resident_id=wang) == claim
    assert office.ask(list_projects)[0].taken == 1


def test_coming_to_a_meeting_awards_by_rule_once(office):
    wang, li = office.resident(), office.resident("李建国", "3-2-302")
    text = RuleText("议事", "参加议事会议", 5, trigger=Trigger.MEETING_ATTENDED)
    office.do(add_rule, text=text, valid_from=clock.today())
    occasion = Occasion(Trigger.MEETING_ATTENDED, "meeting", new_id(), "第一次小院议事")
    first = office.do(award_by_rule, occasion=occasion, resident_ids=[wang])
    again = office.do(award_by_rule, occasion=occasion, resident_ids=[wang, li])
    assert [each.points for each in first] == [5]
    assert [each.is_known for each in again] == [True, False]
    assert len(office.records()) == 2


def test_without_a_rule_in_force_a_trigger_gives_nothing(office):
    occasion = Occasion(Trigger.PROPOSAL_ADOPTED, "matter", new_id(), "加装路灯")
    assert office.do(award_by_rule, occasion=occasion, resident_ids=[office.resident()]) == []
