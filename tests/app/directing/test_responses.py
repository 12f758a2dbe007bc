"""Responses: whom the superior sends, until when, and what they did."""

from datetime import timedelta

import pytest

from app.directing.responses import (
    Demand,
    answer_response,
    assign_departments,
    record_arrival,
    withdraw_response,
)
from app.directing.terms import ResponseState, WhistleState
from app.directing.whistle_views import WhistleFilter, whistle_of_event, whistles
from app.directing.whistles import rate_response, withdraw_whistle
from app.errors import InvalidInput, NotAllowed, RuleBroken
from app.events.terms import Satisfaction
from tests.app.events.builders import MORNING


def test_a_whistle_waits_for_departments_then_for_their_answers(street):
    whistle = street.a_whistle()
    assert street.sheet(whistle).row.pill.text == "待派单"
    assert street.sheet(whistle).can_assign
    first, second = street.sent(whistle, "燃气公司", "城管中队")
    assert street.sheet(whistle).row.pill.text == "办理中"
    street.do(answer_response, response_id=first, answer="已更换管道。")
    street.do(withdraw_response, response_id=second, reason="不属城管职责")
    sheet = street.sheet(whistle)
    assert (sheet.row.pill.text, sheet.row.departments) == ("待评价", ("燃气公司",))
    assert [one.answer for one in sheet.responses] == ["已更换管道。", "不属城管职责"]


def test_a_whistle_waits_again_when_every_department_was_called_back(street):
    whistle = street.a_whistle()
    (response,) = street.sent(whistle)
    street.do(withdraw_response, response_id=response, reason="派错了")
    assert street.sheet(whistle).row.state is WhistleState.WAITING
    assert street.sent(whistle, "燃气公司")


def test_the_leading_department_comes_first(street):
    whistle = street.a_whistle()
    demands = (Demand("城管中队"), Demand("燃气公司", is_lead=True))
    street.do(assign_departments, whistle_id=whistle, demands=demands)
    assert street.sheet(whistle).row.departments == ("燃气公司", "城管中队")


@pytest.mark.parametrize(
    ("demands", "said"),
    [
        ((), "还没有选择部门"),
        ((Demand("燃气公司"), Demand(" ")), "第 2 个部门"),
        ((Demand("燃气公司"), Demand("燃气公司 ")), "已经派过单"),
        ((Demand("燃气公司", is_lead=True), Demand("城管", is_lead=True)), "牵头部门只能有一个"),
        ((Demand("燃气公司", due_at=MORNING - timedelta(hours=1)),), "期限已经过去"),
        (tuple(Demand(f"部门{n}") for n in range(21)), "最多派给 20 个部门"),
    ],
)
def test_what_cannot_be_sent_says_which_row(street, demands, said):
    whistle = street.a_whistle()
    with pytest.raises(InvalidInput, match=said):
        street.do(assign_departments, whistle_id=whistle, demands=demands)
    assert street.sheet(whistle).responses == ()


def test_a_department_is_not_sent_twice(street):
    whistle = street.a_whistle()
    street.sent(whistle, "燃气公司")
    with pytest.raises(InvalidInput, match="已经派过单"):
        street.sent(whistle, "燃气公司")


def test_arrival_is_recorded_once_at_a_time_that_can_be(street):
    whistle = street.a_whistle()
    (response,) = street.sent(whistle)
    with pytest.raises(InvalidInput, match="早于派单"):
        street.do(record_arrival, response_id=response, at=MORNING - timedelta(minutes=1))
    street.clock.forward(hours=2)
    with pytest.raises(InvalidInput, match="在现在之后"):
        street.do(record_arrival, response_id=response, at=MORNING + timedelta(hours=3))
    street.do(record_arrival, response_id=response, at=MORNING + timedelta(hours=1))
    (row,) = street.sheet(whistle).responses
    assert (row.pill.text, row.arrived_at) == ("已报到", MORNING + timedelta(hours=1))
    with pytest.raises(RuleBroken, match="已于 11-24 10:00 报到"):
        street.do(record_arrival, response_id=response)


def test_an_answer_needs_words_and_is_given_once(street):
    (response,) = street.sent(street.a_whistle())
    with pytest.raises(InvalidInput, match="答复"):
        street.do(answer_response, response_id=response, answer="")
    street.do(answer_response, response_id=response, answer="已办。")
    for step in (
        lambda: street.do(answer_response, response_id=response, answer="再办。"),
        lambda: street.do(withdraw_response, response_id=response, reason="派错了"),
        lambda: street.do(record_arrival, response_id=response),
    ):
        with pytest.raises(RuleBroken, match="已答复"):
            step()


def test_a_withdrawn_whistle_takes_no_departments_and_no_answers(street):
    whistle = street.a_whistle(withdrawn_at=MORNING)
    with pytest.raises(RuleBroken, match="不能再派单"):
        street.sent(whistle)
    response = street.a_response(whistle)
    with pytest.raises(RuleBroken, match="已经撤回或办结"):
        street.do(answer_response, response_id=response, answer="已办。")
    street.do(withdraw_response, response_id=response, reason="吹哨已撤回")
    assert street.sheet(whistle).responses[0].state is ResponseState.WITHDRAWN


def test_what_is_past_its_time_is_shown_first(street):
    calm, pressing = street.a_whistle("路灯不亮"), street.a_whistle("燃气管道漏气")
    street.sent(calm, due_at=MORNING + timedelta(days=3))
    street.sent(pressing, due_at=MORNING + timedelta(hours=2))
    street.clock.forward(hours=5)
    assert [row.id for row in street.ask(whistles)] == [pressing, calm]
    (late,) = street.ask(whistles, where=WhistleFilter(only_overdue=True))
    assert (late.id, late.next_due) == (pressing, MORNING + timedelta(hours=2))
    assert street.sheet(pressing).responses[0].pill.text == "超期 3 小时"


def test_only_whom_it_is_given_to_sends_departments(street):
    with pytest.raises(NotAllowed):
        street.do(
            assign_departments, actor=street.a_worker(), whistle_id=street.a_whistle(),
            demands=(Demand("燃气公司"),),
        )  # fmt: skip


# -- whose is what ----------------------------------------------------------------------------


def test_a_street_cannot_rate_what_its_departments_did(street):
    whistle = street.a_whistle()
    response = street.a_response(whistle, state=ResponseState.ANSWERED)
    with pytest.raises(RuleBroken, match="属于别的单位"):
        street.do(rate_response, response_id=response, rating=Satisfaction.SATISFIED, note="")
    assert street.sheet(whistle).responses[0].rating == ""


def test_a_street_cannot_withdraw_a_communitys_whistle(street):
    whistle = street.a_whistle()
    with pytest.raises(RuleBroken, match="属于别的单位"):
        street.do(withdraw_whistle, whistle_id=whistle, reason="不办")
    assert street.sheet(whistle).row.state is WhistleState.WAITING


def test_a_community_cannot_answer_for_a_department(community):
    event = community.events.an_event(until="accepted")
    community.events.move(event, "escalate", reason="需燃气公司到场")
    whistle = community.ask(whistle_of_event, event_id=event).row.id
    response = community.a_response(whistle)
    for use_case, said in (
        (answer_response, {"answer": "已办。"}),
        (record_arrival, {}),
        (withdraw_response, {"reason": "不用了"}),
    ):
        with pytest.raises(RuleBroken, match="属于别的单位"):
            community.do(use_case, response_id=response, **said)
    with pytest.raises(RuleBroken, match="社区没有下级"):
        community.sent(whistle)


def test_a_street_that_whistles_itself_does_not_send_departments_to_itself(street):
    whistle = street.a_whistle(by=street.street)
    assert street.sheet(whistle).row.is_own
    with pytest.raises(RuleBroken, match="由上级派单"):
        street.sent(whistle)
