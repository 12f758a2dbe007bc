"""Bodies, their rules and members."""

from datetime import timedelta

import pytest

from app.council import bodies, body_views
from app.council.terms import BodyKind, Duty
from app.errors import InvalidInput, NotFound, RuleBroken
from db import clock
from db.ids import new_id


def view(office, body):
    return office.ask(body_views.body_detail, body_id=body)


def test_a_body_follows_its_preset_and_its_own_charter(office):
    body = office.a_body(BodyKind.YARD_COUNCIL, quorum={"share": "2/3", "inclusive": True})
    rule = view(office, body).rule
    assert rule.words() == "成员三分之二以上到会方可举行；实到过半数赞成为通过。"
    assert rule.citation == "本议事厅章程"


def test_the_law_cannot_be_edited_away(office):
    body = office.a_body(BodyKind.RESIDENTS_MEETING)
    lax = bodies.BodyText("居民会议", {"majority": {"share": "1/10", "inclusive": True}})
    with pytest.raises(RuleBroken, match="不能修改"):
        office.do(bodies.edit_body, body_id=body, text=lax)


def test_two_bodies_of_one_name_are_refused(office):
    text = bodies.BodyText("小院议事厅")
    first = office.do(bodies.set_up_body, kind=BodyKind.YARD_COUNCIL, text=text)
    with pytest.raises(InvalidInput, match="已经有"):
        office.do(bodies.set_up_body, kind=BodyKind.YARD_COUNCIL, text=text)
    office.do(bodies.dissolve_body, body_id=first, reason="合并")
    office.do(bodies.set_up_body, kind=BodyKind.YARD_COUNCIL, text=text)


def test_one_chair_at_a_time(office):
    body = office.a_body()
    with pytest.raises(RuleBroken, match="召集人是代表1"):
        office.do(bodies.add_member, body_id=body, text=bodies.MemberText("甲", duty=Duty.CHAIR))


def test_a_term_ends_on_its_last_day(office):
    body = office.a_body(members=2)
    member = view(office, body).members[1].id
    office.do(bodies.end_member, member_id=member, until=clock.today())
    assert len(view(office, body).members) == 2
    office.clock.forward(days=1)
    assert len(view(office, body).members) == 1
    assert [row.name for row in office.ask(body_views.past_members, body_id=body)] == ["代表2"]


def test_a_term_cannot_end_before_it_began(office):
    body = office.a_body(members=1)
    member = view(office, body).members[0].id
    with pytest.raises(InvalidInput, match="早于任职"):
        office.do(bodies.end_member, member_id=member, until=clock.today() - timedelta(days=1))


def test_a_body_with_a_meeting_ahead_is_not_dissolved(office):
    body = office.a_body()
    office.a_meeting(body)
    with pytest.raises(RuleBroken, match="会议没有结束"):
        office.do(bodies.dissolve_body, body_id=body, reason="合并")


def test_what_is_gone_is_said_to_be_gone(office):
    with pytest.raises(NotFound, match="没有找到这个议事组织"):
        view(office, new_id())
