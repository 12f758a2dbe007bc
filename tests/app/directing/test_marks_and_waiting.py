"""Marks of the district, and what of this room waits on the page of today."""

from datetime import date, timedelta

import pytest

from app.accounts.levels import Level
from app.directing.marks import grant_mark, revoke_mark
from app.directing.models import Mark
from app.directing.queries import marks
from app.directing.responses import answer_response
from app.directing.terms import MarkKind, ResponseState
from app.directing.waiting import directing_waiting
from app.directing.whistle_views import whistle_of_event
from app.errors import InvalidInput, NotAllowed, RuleBroken
from app.events.models import Task
from app.events.terms import TaskState
from db.ids import new_id
from tests.app.events.builders import MORNING

TODAY = date(2026, 11, 24)


def granted(office, addressee, on=TODAY, **said):
    told = {"kind": MarkKind.DEMONSTRATION, "granted_on": on, **said}
    return office.do(grant_mark, addressee=addressee, **told)


def test_a_community_becomes_a_demonstration_community(district):
    granted(district, district.community, note="2026 年第一批")
    granted(district, district.street)
    names = {(row.office, row.name, row.is_held) for row in district.ask(marks)}
    assert names == {
        ("人民里社区", "示范社区", True),
        ("文化路街道办事处", "示范街道", True),
    }
    with pytest.raises(RuleBroken, match="已经是示范社区"):
        granted(district, district.community)


def test_a_mark_is_taken_back_with_its_reason_and_can_be_given_again(district):
    mark = granted(district, district.community, date(2026, 3, 1), note="第一批")
    for on in (date(2026, 2, 1), date(2026, 12, 1)):
        with pytest.raises(InvalidInput) as raised:
            district.do(revoke_mark, mark_id=mark, on=on, reason="复核不合格")
        assert raised.value.field == "on"
    with pytest.raises(InvalidInput, match="撤牌原因"):
        district.do(revoke_mark, mark_id=mark, on=TODAY, reason="")
    district.do(revoke_mark, mark_id=mark, on=TODAY, reason="复核不合格")
    (row,) = district.ask(marks)
    assert (row.revoked_on, row.note) == (TODAY, "第一批\n撤牌原因：复核不合格")
    with pytest.raises(RuleBroken, match="已于 2026-11-24 撤销"):
        district.do(revoke_mark, mark_id=mark, on=TODAY, reason="再撤")
    granted(district, district.community)
    assert [row.is_held for row in district.ask(marks)] == [True, False]


def test_a_mark_is_given_to_those_below_and_not_for_a_day_to_come(district):
    with pytest.raises(InvalidInput) as raised:
        granted(district, district.ids[Level.DISTRICT])
    assert raised.value.field == "addressee"
    with pytest.raises(InvalidInput, match="在今天之后"):
        granted(district, district.community, TODAY + timedelta(days=1))
    with pytest.raises(NotAllowed):
        district.do(
            grant_mark, actor=district.a_worker(), addressee=district.community,
            kind=MarkKind.DEMONSTRATION, granted_on=TODAY,
        )  # fmt: skip


def test_a_street_gives_no_marks(street):
    with pytest.raises(RuleBroken, match="由区办理"):
        granted(street, street.community)
    mark = street.brought(
        Mark(owner=street.ids[Level.DISTRICT], addressee=street.community,
             kind=MarkKind.DEMONSTRATION, granted_on=TODAY)
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="由区办理"):
        street.do(revoke_mark, mark_id=mark, on=TODAY, reason="不合格")
    assert [row.name for row in street.ask(marks)] == ["示范社区"]


# -- waiting ----------------------------------------------------------------------------------


def waiting(office):
    return [(one.kind, one.title, one.pill.text) for one in office.ask(directing_waiting)]


def test_a_superior_is_told_of_whistles_without_departments_and_late_ones(street):
    street.a_whistle("路灯不亮")
    late = street.a_whistle("燃气管道漏气")
    (response,) = street.sent(late, "燃气公司", due_at=MORNING + timedelta(hours=2))
    assert waiting(street) == [("whistle", "路灯不亮", "待派单")]
    street.clock.forward(hours=5)
    assert waiting(street)[0] == ("response", "燃气管道漏气", "超期 3 小时")
    assert street.ask(directing_waiting)[0].id == late
    street.do(answer_response, response_id=response, answer="已办。")
    assert waiting(street) == [("whistle", "路灯不亮", "待派单")]


def test_a_superior_is_told_of_answers_to_review(street):
    batch = new_id()
    street.brought(
        Task(owner=street.station.office.id, addressee=street.community, batch_id=batch,
             title="排查飞线充电", issuer="街道", issued_at=MORNING, number="街-2026-001",
             state=TaskState.ANSWERED, answer="已办。", answered_at=MORNING)
    )  # fmt: skip
    assert waiting(street) == [("assignment", "排查飞线充电", "待评价 1 个")]
    assert street.ask(directing_waiting)[0].id == batch


def test_a_community_is_told_of_what_came_from_above_and_what_it_has_to_evaluate(community):
    event = community.events.an_event("燃气管道漏气", until="accepted")
    community.events.move(event, "escalate", reason="需燃气公司到场")
    community.a_publication("值班通知", needs_reply=True, reply_due=MORNING + timedelta(days=1))
    assert waiting(community) == [("publication", "值班通知", "未读")]
    whistle = community.ask(whistle_of_event, event_id=event).row.id
    community.a_response(whistle, state=ResponseState.ANSWERED)
    assert waiting(community)[1] == ("whistle", "燃气管道漏气", "待评价")
