"""Whistles: what goes up with an event, and how the whistle-blower ends it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.models import AuditEntry
from app.attachments.attachments import attach_picture
from app.attachments.models import Attachment, Content
from app.attachments.pictures import prepare_picture
from app.attachments.rules import AttachmentKind
from app.directing.models import Whistle
from app.directing.terms import OPEN_WHISTLES, ResponseState, WhistleState
from app.directing.whistle_views import WhistleFilter, whistle_of_event, whistles
from app.directing.whistles import (
    end_whistle,
    raise_whistle,
    rate_response,
    reveal_contact,
    withdraw_whistle,
)
from app.errors import InvalidInput, NotAllowed, RuleBroken
from app.events.stages import Ask
from app.events.terms import Satisfaction
from tests.app.attachments.photos import a_photo


@pytest.fixture
def event(community):
    return community.events.an_event(
        "燃气管道漏气", until="accepted", reporter_name="王秀芬", reporter_phone="13800001111"
    )


def whistled(community, event, **said):
    community.events.move(event, "escalate", reason="需燃气公司到场", **said)
    return community.ask(whistle_of_event, event_id=event)


def sentences(office):
    with office.station.read() as session:
        return list(session.scalars(select(AuditEntry.sentence)))


def test_a_whistle_takes_number_title_and_place_up_but_not_the_reporter(community, event):
    sheet = whistled(community, event)
    assert (sheet.row.event_number, sheet.row.title) == ("2026-0001", "燃气管道漏气")
    assert (sheet.row.place, sheet.content) == ("3 号楼", "需燃气公司到场")
    assert sheet.row.pill.text == "待派单"
    assert (sheet.is_named, sheet.contact_name, sheet.contact_phone) == (False, "", "")
    assert not [one for one in sentences(community) if "报告人" in one]


def test_the_reporter_is_named_on_purpose_and_that_is_logged(community, event):
    sheet = whistled(community, event, named=True)
    assert (sheet.contact_name, sheet.contact_phone) == ("王**", "138****1111")
    assert sentences(community)[-1].endswith("吹哨时向上级提供了报告人姓名电话")


def test_whoever_looks_at_the_contact_is_logged(community, event):
    sheet = whistled(community, event, named=True)
    shown = community.do(reveal_contact, whistle_id=sheet.row.id)
    assert shown == "王秀芬 13800001111"
    assert "查看了报告人的姓名和完整电话" in sentences(community)[-1]


def test_there_is_no_contact_to_look_at_where_nobody_was_named(community, event):
    sheet = whistled(community, event)
    with pytest.raises(RuleBroken, match="没有提供报告人"):
        community.do(reveal_contact, whistle_id=sheet.row.id)


def test_the_form_asks_for_the_name_only_where_somebody_reported_it(community, event):
    nobody = community.events.an_event("井盖缺失", until="accepted")
    asked = {
        one: offer.asks
        for one in (event, nobody)
        for offer in community.events.detail(one).moves
        if offer.key == "escalate"
    }
    assert (Ask.NAMED in asked[event], Ask.NAMED in asked[nobody]) == (True, False)


def test_photos_go_up_and_their_bytes_are_kept_once(community, event):
    picture = prepare_picture(a_photo(place=(39.9, 119.6)), "漏气.jpg", keep_original=True)
    community.do(
        attach_picture, record_table="event", record_id=event, prepared=picture,
        kind=AttachmentKind.BEFORE, note="阀门",
    )  # fmt: skip
    kept = community.ask(lambda session: session.scalar(select(func.count(Content.sha256))))
    (photo,) = whistled(community, event).photos
    assert (photo.name, photo.note, photo.kind) == ("漏气.jpg", "阀门", AttachmentKind.BEFORE)
    assert (photo.has_original, photo.latitude) == (False, None)
    with community.station.read() as session:
        assert session.scalar(select(func.count(Content.sha256))) == kept
        assert len(set(session.scalars(select(Attachment.content)))) == 1


def test_an_event_is_whistled_for_once_at_a_time(community, event):
    whistled(community, event)
    with pytest.raises(RuleBroken, match="还没有办结"):
        community.do(raise_whistle, event_id=event, note="", named=False)


def test_a_withdrawn_whistle_leaves_its_reason_and_lets_the_event_go_up_again(community, event):
    sheet = whistled(community, event)
    community.do(withdraw_whistle, whistle_id=sheet.row.id, reason="物业已修好")
    after = community.sheet(sheet.row.id)
    assert (after.row.pill.text, after.rating_note, after.can_withdraw) == (
        "已撤回", "物业已修好", False,
    )  # fmt: skip
    detail = community.events.detail(event)
    assert detail.steps[0].note == "撤回吹哨：物业已修好"
    assert not detail.row.is_escalated
    assert whistled(community, event).row.id != sheet.row.id


def test_a_withdrawal_says_why_and_happens_once(community, event):
    sheet = whistled(community, event)
    with pytest.raises(InvalidInput, match="撤回原因"):
        community.do(withdraw_whistle, whistle_id=sheet.row.id, reason=" ")
    assert community.sheet(sheet.row.id).row.state is WhistleState.WAITING
    community.do(withdraw_whistle, whistle_id=sheet.row.id, reason="已修好")
    with pytest.raises(RuleBroken, match="已撤回"):
        community.do(withdraw_whistle, whistle_id=sheet.row.id, reason="再撤")


def test_a_whistle_ends_when_all_departments_have_answered(community, event):
    whistle = whistled(community, event).row.id
    with pytest.raises(RuleBroken, match="还没有派单"):
        end(community, whistle)
    community.a_response(whistle, "燃气公司", state=ResponseState.ANSWERED)
    community.a_response(whistle, "供热公司", state=ResponseState.WITHDRAWN)
    late = community.a_response(whistle, "城管中队")
    with pytest.raises(RuleBroken, match="还没有答复的部门：城管中队"):
        end(community, whistle)
    assert not community.sheet(whistle).can_end
    assert late in [one.id for one in community.sheet(whistle).responses]


def test_the_evaluation_stands_in_the_events_history_and_the_event_goes_on(community, event):
    whistle = whistled(community, event).row.id
    community.a_response(whistle, state=ResponseState.ANSWERED)
    assert community.sheet(whistle).row.pill.text == "待评价"
    end(community, whistle, note="当天到场")
    sheet = community.sheet(whistle)
    assert (sheet.row.pill.text, sheet.rating, sheet.rating_note) == ("已办结", "满意", "当天到场")
    detail = community.events.detail(event)
    assert detail.steps[0].note == "吹哨办结，评价满意。当天到场"
    assert "handle" in [offer.key for offer in detail.moves]


def end(office, whistle, rating=Satisfaction.SATISFIED, note=""):
    office.do(end_whistle, whistle_id=whistle, rating=rating, note=note)


def test_a_department_is_rated_when_it_has_answered(community, event):
    whistle = whistled(community, event).row.id
    response = community.a_response(whistle)
    told = {"response_id": response, "rating": Satisfaction.FAIRLY, "note": "来得晚"}
    with pytest.raises(RuleBroken, match="还没有答复"):
        community.do(rate_response, **told)
    answered = community.a_response(whistle, "城管中队", state=ResponseState.ANSWERED)
    assert [one.can_rate for one in community.sheet(whistle).responses] == [False, True]
    community.do(rate_response, **{**told, "response_id": answered})
    row = community.sheet(whistle).responses[1]
    assert (row.rating, row.rating_note) == ("基本满意", "来得晚")


def test_a_grid_worker_does_not_whistle_nor_evaluate(community, event):
    whistle = whistled(community, event).row.id
    worker = community.a_worker()
    with pytest.raises(NotAllowed):
        community.do(raise_whistle, actor=worker, event_id=event, note="", named=False)
    with pytest.raises(NotAllowed):
        community.do(withdraw_whistle, actor=worker, whistle_id=whistle, reason="不用了")


def test_the_way_of_a_whistle_is_told_newest_first(community, event):
    whistle = whistled(community, event).row.id
    community.clock.forward(hours=1)
    community.a_response(whistle, demand="当天到场", assigned_at=community.clock.at)
    community.clock.forward(hours=2)
    community.a_response(whistle, "城管中队", state=ResponseState.ANSWERED)
    texts = [(line.text, line.who) for line in community.sheet(whistle).history]
    assert texts[-1] == ("吹哨上报", "人民里社区")
    assert ("城管中队答复", "文化路街道办事处") in texts[:2]
    assert ("派单给燃气公司", "文化路街道办事处") in texts


def test_lists_show_the_open_ones_first_and_find_words(community, event):
    whistle = whistled(community, event).row.id
    other = community.events.an_event("路灯不亮", until="accepted")
    done = whistled(community, other).row.id
    community.do(withdraw_whistle, whistle_id=done, reason="已修好")
    assert [row.id for row in community.ask(whistles)] == [whistle, done]
    found = community.ask(whistles, where=WhistleFilter(text="路灯 人民里"))
    assert [row.id for row in found] == [done]
    open_ones = WhistleFilter(states=(WhistleState.WAITING,))
    assert [row.id for row in community.ask(whistles, where=open_ones)] == [whistle]


def test_a_late_whistle_says_so_and_one_that_is_over_is_not_late(street):
    late, over = street.a_whistle("燃气管道漏气"), street.a_whistle("路灯不亮")
    for whistle in (late, over):
        street.a_response(whistle, due_at=street.clock.at + timedelta(hours=1))
    street.clock.forward(hours=2)
    with street.station.write() as session:
        ended = Whistle.__table__.update().where(Whistle.__table__.c.id == over)
        session.connection().execute(ended.values(ended_at=street.clock.at))
    pills = {row.title: row.pill.pair for row in street.ask(whistles)}
    assert pills == {"燃气管道漏气": ("已超期", "late"), "路灯不亮": ("已办结", "good")}
    for where in (WhistleFilter(states=OPEN_WHISTLES), WhistleFilter(only_overdue=True)):
        (row,) = street.ask(whistles, where=where)
        assert (row.id, row.departments) == (late, ("燃气公司",))


def test_the_list_of_one_station_has_its_own_responses(street):
    whistle = street.a_whistle("燃气管道漏气")
    other = street.a_whistle("路灯不亮", by=street.neighbour)
    street.a_response(whistle)
    street.a_response(other, "城管中队")
    found = street.ask(whistles, where=WhistleFilter(station_id=street.neighbour))
    assert [(row.id, row.departments) for row in found] == [(other, ("城管中队",))]
