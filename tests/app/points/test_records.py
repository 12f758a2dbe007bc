import pytest

from app.accounts.permissions import Actor, Role
from app.errors import InvalidInput, NotAllowed, RuleBroken
from app.points import publicity, records, rule_versions
from app.points.account_views import account_detail, statement
from app.points.accounts import is_card
from app.points.policy import Scheme, change_scheme
from app.points.publicity_views import public_list, publicities
from app.points.record_views import record_detail, state_counts
from app.points.stages import RecordState
from db import clock
from db.ids import new_id

S = RecordState


def test_points_go_from_recording_through_review_and_publicity_into_the_account(office):
    wang = office.resident()
    made = office.record(wang, quantity=2)
    assert made.points == 20
    assert office.ask(account_detail, resident_id=wang).row.held == 20
    assert office.balance(wang) == 0
    office.review(made.record_id)
    office.close(office.publish(made.record_id))
    assert office.state(made.record_id) is S.POSTED
    detail = office.ask(account_detail, resident_id=wang)
    assert (detail.row.balance, detail.row.held) == (20, 0)
    assert is_card(detail.row.card)
    book = office.ask(statement, resident_id=wang)
    assert [(line.text, line.change, line.balance) for line in book.lines] == [("志愿服务", 20, 20)]


def test_who_recorded_points_cannot_review_them(office):
    made = office.record(office.resident())
    with pytest.raises(RuleBroken, match="不能审核自己"):
        office.do(records.review_records, actor=office.clerk, record_ids=[made.record_id])
    with pytest.raises(RuleBroken):
        office.do(
            records.reject_records, actor=office.clerk, record_ids=[made.record_id], reason="不符"
        )
    assert office.state(made.record_id) is S.RECORDED


def test_a_batch_is_reviewed_as_a_whole_or_not_at_all(office):
    mine = office.record(office.resident(), actor=office.station.actor)
    other = office.record(office.resident("李建国", "3-2-302"))
    with pytest.raises(RuleBroken):
        office.review(other.record_id, mine.record_id)
    assert office.state(other.record_id) is S.RECORDED


def test_a_grid_worker_records_but_does_not_review(office):
    worker = Actor(new_id(), "zhouting", "周婷", Role.GRID_WORKER)
    made = office.record(office.resident(), actor=worker)
    with pytest.raises(NotAllowed):
        office.do(records.review_records, actor=worker, record_ids=[made.record_id])


def test_rejected_points_are_taken_back_and_say_why(office):
    wang = office.resident()
    made = office.record(wang)
    office.do(records.reject_records, record_ids=[made.record_id], reason="没有签到")
    detail = office.ask(record_detail, record_id=made.record_id)
    assert (detail.row.state, detail.row.review_note) == (S.REJECTED, "没有签到")
    assert office.ask(account_detail, resident_id=wang).row.held == 0
    assert office.year().agrees
    assert office.year().placed == 10


def test_rejecting_needs_a_reason(office):
    made = office.record(office.resident())
    with pytest.raises(InvalidInput) as refused:
        office.do(records.reject_records, record_ids=[made.record_id], reason=" ")
    assert refused.value.field == "reason"


def test_only_who_recorded_or_a_reviewer_withdraws(office):
    worker = Actor(new_id(), "zhouting", "周婷", Role.GRID_WORKER)
    made = office.record(office.resident())
    withdraw = records.withdraw_records
    with pytest.raises(NotAllowed):
        office.do(withdraw, actor=worker, record_ids=[made.record_id], reason="重复")
    office.do(withdraw, actor=office.clerk, record_ids=[made.record_id], reason="重复")
    assert office.state(made.record_id) is S.WITHDRAWN


def test_caps_hold_for_the_day_the_month_and_the_person(office):
    rule = office.rule("垃圾分类", 2, cap_day=4, cap_month=6)
    wang, li = office.resident(), office.resident("李建国", "3-2-302")
    assert office.record(wang, rule, 1).points == 2
    cut = office.record(wang, rule, 3)
    assert (cut.points, cut.cut_by) == (2, "每日上限 4 分")
    assert office.record(wang, rule).record_id is None
    assert office.record(li, rule).points == 2
    office.clock.forward(days=1)
    assert office.record(wang, rule, 2).points == 2
    assert office.record(wang, rule).points == 0
    office.clock.forward(days=30)
    assert office.record(wang, rule, 2).points == 4


def test_what_was_rejected_does_not_use_up_a_cap(office):
    rule, wang = office.rule("巡逻", 5, cap_day=5), office.resident()
    made = office.record(wang, rule)
    office.do(records.reject_records, record_ids=[made.record_id], reason="不实")
    assert office.record(wang, rule).points == 5


def test_an_occasion_is_recorded_once(office):
    wang = office.resident()
    first = office.record(wang, key="meeting:1")
    again = office.record(wang, key="meeting:1")
    assert (again.is_known, again.record_id) == (True, first.record_id)
    assert len(office.records()) == 1


def test_evidence_is_asked_for_where_the_rule_needs_it(office):
    rule = office.rule("调解", 10, evidence="调解记录")
    text = records.RecordText(rule, clock.today())
    shares = [records.Share(office.resident())]
    with pytest.raises(InvalidInput) as refused:
        office.do(records.record_points, text=text, shares=shares)
    assert refused.value.field == "evidence"


def test_a_list_cannot_be_posted_before_its_period_has_passed(office):
    made = office.record(office.resident())
    office.review(made.record_id)
    listed = office.publish(made.record_id)
    office.clock.forward(days=5)
    with pytest.raises(RuleBroken, match="还没有期满"):
        office.do(publicity.close_publicity, publicity_id=listed)
    office.clock.forward(days=1)
    office.do(publicity.close_publicity, publicity_id=listed)
    assert office.ask(publicities)[0].closed_at


def test_a_period_is_not_shorter_than_the_office_has_set(office):
    made = office.record(office.resident())
    office.review(made.record_id)
    with pytest.raises(InvalidInput) as refused:
        office.do(
            publicity.publish_records,
            record_ids=[made.record_id],
            title="公示",
            until_day=clock.today(),
        )
    assert refused.value.field == "until_day"


def _objected(office):
    made = office.record(office.resident())
    other = office.record(office.resident("李建国", "3-2-302"))
    office.review(made.record_id, other.record_id)
    listed = office.publish(made.record_id, other.record_id)
    objection = office.do(
        publicity.object_to_record,
        record_id=made.record_id,
        objector="张三",
        content="当天他不在",
    )
    return made, other, listed, objection


def test_an_objection_freezes_its_record_alone(office):
    made, other, listed, objection = _objected(office)
    office.close(listed)
    assert office.state(other.record_id) is S.POSTED
    assert office.state(made.record_id) is S.OBJECTED
    state = office.do(
        publicity.answer_objection, objection_id=objection, upheld=False, answer="有签到为证"
    )
    assert state is S.POSTED
    assert office.balance(made.resident_id) == 10


def test_an_objection_that_is_right_takes_the_record_back(office):
    made, _, listed, objection = _objected(office)
    office.do(publicity.answer_objection, objection_id=objection, upheld=True, answer="属实")
    office.close(listed)
    assert office.state(made.record_id) is S.REJECTED
    assert office.balance(made.resident_id) == 0
    assert office.year().agrees


def test_who_recorded_does_not_decide_on_the_objection(office):
    *_, objection = _objected(office)
    with pytest.raises(RuleBroken):
        office.do(
            publicity.answer_objection,
            actor=office.clerk,
            objection_id=objection,
            upheld=False,
            answer="没有问题",
        )


def test_a_deduction_takes_what_there_is_and_an_appeal_gives_it_back(office):
    wang = office.resident()
    office.award(wang, 30)
    made = office.record(wang, office.rule("高空抛物", -50))
    office.post_all()
    assert office.balance(wang) == 0
    book = office.ask(statement, resident_id=wang)
    assert "应扣 50 分" in book.lines[-1].text
    appeal = office.do(
        publicity.object_to_record, record_id=made.record_id, objector="王秀芬", content="不是我"
    )
    office.do(publicity.answer_objection, objection_id=appeal, upheld=True, answer="监控看错了")
    assert office.balance(wang) == 30
    assert office.state(made.record_id) is S.REVERSED
    assert office.year().agrees


def test_an_office_that_does_not_cut_lets_a_deduction_wait(office):
    office.do(change_scheme, wanted=Scheme(cut_deductions=False))
    wang = office.resident()
    made = office.record(wang, office.rule("乱扔垃圾", -5))
    office.post_all()
    assert office.state(made.record_id) is S.PUBLIC
    assert office.ask(publicities)[0].closed_at is None
    office.award(wang, 8)
    office.do(publicity.close_publicity, publicity_id=office.ask(publicities)[-1].id)
    assert office.balance(wang) == 3


def test_a_wrong_award_is_reversed_as_far_as_it_is_not_spent(office):
    wang = office.resident()
    made = office.record(wang, quantity=3)
    office.post_all()
    office.redeem(wang, office.reward(price=20))
    short = office.do(publicity.reverse_record, record_id=made.record_id, reason="重复登记")
    assert short == 20
    assert office.balance(wang) == 0
    assert office.year().agrees
    with pytest.raises(RuleBroken):
        office.do(publicity.reverse_record, record_id=made.record_id, reason="再来一次")


def test_minors_are_masked_on_the_public_list(office):
    child = office.resident("王小明", "3-2-301", birth=clock.today().replace(year=2015))
    adult = office.resident("李建国", "3-2-302")
    ids = [office.record(person).record_id for person in (child, adult)]
    office.review(*ids)
    listed = office.ask(public_list, publicity_id=office.publish(*ids))
    assert sorted(line.name for line in listed.lines) == ["李建国", "王**"]
    assert {line.building for line in listed.lines} == {"3 号楼"}


def test_the_tabs_count_records_by_state(office):
    office.record(office.resident())
    assert office.ask(state_counts)[S.RECORDED] == 1
    assert office.ask(state_counts)[S.POSTED] == 0


def test_shipped_rules_are_adopted_once(office):
    adopt = rule_versions.adopt_shipped_rules
    first = office.do(adopt, valid_from=clock.today())
    assert first == len(rule_versions.shipped()) > 10
    assert office.do(adopt, valid_from=clock.today()) == 0
