"""Planning, notice, signing in, speeches, and the end of a meeting."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import announcements
from app.accounts.models import AuditEntry
from app.accounts.permissions import Actor, Role
from app.council import (
    agenda,
    ballots,
    bodies,
    meeting_views,
    meetings,
    sign_in,
    speeches,
)
from app.council.facts import MeetingClosed
from app.council.terms import AttendanceStatus, BodyKind, MeetingState, VoteMethod
from app.errors import InvalidInput, NotAllowed, RuleBroken
from db.ids import new_id


def detail(office, meeting):
    return office.ask(meeting_views.meeting_detail, meeting_id=meeting)


def test_members_are_expected_by_themselves_and_the_chair_presides(office):
    meeting = office.a_meeting(office.a_body(), office.a_matter())
    seen = detail(office, meeting)
    assert seen.figures.entitled == 9
    assert [row.name for row in seen.attendance][:2] == ["代表1", "代表2"]
    assert (seen.chair, seen.recorder) == ("代表1", "代表2")
    assert seen.agenda[0].title == "小区停车位改造方案"
    assert seen.row.number == "2026-001"


def test_a_viewer_cannot_plan(office):
    body = office.a_body()
    office.actor = Actor(new_id(), "li", "李娜", Role.VIEWER)
    with pytest.raises(NotAllowed):
        office.a_meeting(body)


def test_a_matter_not_yet_screened_cannot_go_on_an_agenda(office):
    matter = office.a_matter(accepted=False)
    with pytest.raises(RuleBroken, match="民提"):
        office.a_meeting(office.a_body(), matter)


def test_a_matter_is_on_one_live_agenda_at_a_time(office):
    body, matter = office.a_body(), office.a_matter()
    first = office.a_meeting(body, matter)
    with pytest.raises(RuleBroken, match="2026-001"):
        office.a_meeting(body, matter)
    office.do(meetings.cancel_meeting, meeting_id=first, reason="停电")
    office.a_meeting(body, matter)


def test_a_refused_plan_leaves_nothing_behind(office):
    matter = office.a_matter(accepted=False)
    with pytest.raises(RuleBroken):
        office.a_meeting(office.a_body(), matter)
    assert office.ask(meeting_views.meetings) == []


def test_a_late_notice_needs_a_reason_that_is_kept(office):
    meeting = office.a_meeting(office.a_body(), office.a_matter(), days_ahead=1)
    with pytest.raises(RuleBroken, match="只有 1 天，应提前 3 天"):
        office.do(meetings.give_notice, meeting_id=meeting)
    office.do(meetings.give_notice, meeting_id=meeting, short_notice_reason="汛期紧急")
    assert detail(office, meeting).short_notice_reason == "汛期紧急"


def test_a_notice_in_time_keeps_no_excuse(office):
    meeting = office.a_meeting(office.a_body(), office.a_matter(), days_ahead=3)
    office.do(meetings.give_notice, meeting_id=meeting, short_notice_reason="多余")
    assert detail(office, meeting).short_notice_reason == ""


def test_a_new_time_needs_a_new_notice(office):
    meeting = office.a_meeting(office.a_body(), office.a_matter())
    office.do(meetings.give_notice, meeting_id=meeting)
    later = meetings.MeetingText(office.clock.at + timedelta(days=9), "党群服务中心二楼")
    office.do(meetings.edit_meeting, meeting_id=meeting, text=later)
    assert detail(office, meeting).notice_given_on is None
    with pytest.raises(RuleBroken, match="会议通知"):
        office.do(meetings.open_meeting, meeting_id=meeting)


def test_a_new_member_joins_the_lists_of_planned_meetings(office):
    body = office.a_body()
    meeting = office.a_meeting(body)
    member = office.do(bodies.add_member, body_id=body, text=bodies.MemberText("新代表"))
    assert detail(office, meeting).figures.entitled == 10
    office.do(bodies.end_member, member_id=member, until=office.clock.at.date())
    assert detail(office, meeting).figures.entitled == 9


def test_live_quorum_follows_who_comes_and_goes(office):
    meeting = office.an_open_meeting(office.a_body(), office.a_matter(), present=6)
    assert detail(office, meeting).quorum.held
    office.clock.forward(minutes=10)
    someone = office.attendance(meeting)[0]
    office.do(sign_in.leave_early, attendance_id=someone, reason="接孩子")
    quorum = detail(office, meeting).quorum
    assert (quorum.present, quorum.lacking) == (5, 1)
    office.clock.forward(minutes=10)
    office.do(sign_in.sign_in, attendance_id=someone)
    assert detail(office, meeting).quorum.held
    row = detail(office, meeting).attendance[0]
    assert row.is_in
    assert row.reason == ""


def test_all_present_then_untick(office):
    meeting = office.an_open_meeting(office.a_body(), present=0)
    ids = office.attendance(meeting)
    office.do(sign_in.put_on_leave, attendance_id=ids[3], reason="出差")
    assert office.do(sign_in.sign_in_all, meeting_id=meeting, except_ids=ids[:1]) == 7
    office.do(sign_in.take_back_sign_in, attendance_id=ids[1])
    figures = detail(office, meeting).figures
    assert (figures.came, figures.on_leave, figures.present) == (6, 1, 6)


def test_a_leave_needs_a_reason(office):
    meeting = office.a_meeting(office.a_body())
    with pytest.raises(InvalidInput, match="请假原因"):
        office.do(sign_in.put_on_leave, attendance_id=office.attendance(meeting)[0], reason=" ")


def test_an_observer_is_listed_and_never_counts(office):
    meeting = office.an_open_meeting(office.a_body(), present=5)
    guest = office.do(sign_in.invite_observer, meeting_id=meeting, name="王工", capacity="物业")
    office.do(sign_in.sign_in, attendance_id=guest)
    seen = detail(office, meeting)
    assert (seen.figures.observers, seen.quorum.entitled, seen.quorum.present) == (1, 9, 5)


def test_only_listed_people_count_at_a_representatives_meeting(office):
    meeting = office.an_open_meeting(office.a_body())
    with pytest.raises(RuleBroken, match="名单"):
        office.do(sign_in.add_participant, meeting_id=meeting, name="路人")


def test_households_sign_in_without_a_list_but_not_beyond_the_number_entitled(office):
    body = office.a_body(BodyKind.RESIDENTS_MEETING, members=2, base="households")
    meeting = office.an_open_meeting(body, office.a_matter(), entitled=4)
    office.do(sign_in.add_participant, meeting_id=meeting, name="301室")
    assert detail(office, meeting).quorum.sentence == (
        "应到 4 户，过半数为 3 户，实到 3 户，达到法定人数。"
    )
    office.do(sign_in.add_participant, meeting_id=meeting, name="302室")
    with pytest.raises(RuleBroken, match="实到 5 户，多于应到 4 户"):
        office.do(sign_in.add_participant, meeting_id=meeting, name="303室")


def test_proxies_only_where_the_charter_allows_them(office):
    meeting = office.an_open_meeting(office.a_body(), present=0)
    ids = office.attendance(meeting)
    with pytest.raises(RuleBroken, match="不允许委托"):
        office.do(sign_in.give_proxy, absent_id=ids[0], holder_id=ids[1])

    own = office.a_body(BodyKind.YARD_COUNCIL, members=3, proxies_allowed=True)
    meeting = office.an_open_meeting(own, present=1)
    ids = office.attendance(meeting)
    holder = office.do(sign_in.give_proxy, absent_id=ids[2], holder_name="儿子小王")
    assert not detail(office, meeting).quorum.held
    office.do(sign_in.sign_in, attendance_id=holder)
    assert detail(office, meeting).quorum.held


def test_attendance_cannot_be_written_afterwards(office):
    meeting = office.an_open_meeting(office.a_body(), present=6)
    office.do(meetings.close_meeting, meeting_id=meeting)
    with pytest.raises(RuleBroken, match="已经结束"):
        office.do(sign_in.sign_in, attendance_id=office.attendance(meeting)[8])
    statuses = [row.status for row in detail(office, meeting).attendance]
    assert statuses.count(AttendanceStatus.ABSENT) == 3


def test_a_time_typed_in_cannot_reach_behind_a_closed_vote(office):
    meeting = office.an_open_meeting(office.a_body(), present=8)
    item = office.do(agenda.add_item, meeting_id=meeting, title="推选监票人")
    vote = office.do(ballots.open_vote, item_id=item, method=VoteMethod.SHOW_OF_HANDS)
    early = office.clock.at
    office.clock.forward(minutes=5)
    counts = ballots.Counts(8, 0, 0)
    office.do(ballots.record_show_of_hands, vote_id=vote, counts=counts)
    office.do(ballots.close_vote, vote_id=vote)
    office.clock.forward(minutes=5)
    late = office.attendance(meeting)[8]
    with pytest.raises(RuleBroken, match="名单已固定"):
        office.do(sign_in.sign_in, attendance_id=late, at=early)
    office.do(sign_in.sign_in, attendance_id=late)


def test_speeches_keep_their_order_through_moves_and_removals(office):
    meeting = office.an_open_meeting(office.a_body(), office.a_matter())
    ids = [office.a_speech(meeting, text) for text in ("一", "二", "三")]
    office.do(speeches.move_speech, speech_id=ids[2], position=1)
    office.do(speeches.remove_speech, speech_id=ids[0])
    office.do(speeches.edit_speech, speech_id=ids[1], content="二改")
    said = detail(office, meeting).agenda[0].speeches
    assert [(s.position, s.content) for s in said] == [(1, "三"), (2, "二改")]


def test_who_has_not_signed_in_cannot_speak(office):
    meeting = office.an_open_meeting(office.a_body(), office.a_matter(), present=1)
    absent = office.attendance(meeting)[5]
    with pytest.raises(InvalidInput, match="还没有签到"):
        office.do(
            speeches.add_speech, item_id=office.item(meeting), content="同意", attendance_id=absent
        )


def test_the_agenda_can_be_reordered_but_not_emptied_of_what_was_said(office):
    body = office.a_body()
    meeting = office.an_open_meeting(body, office.a_matter("甲"), office.a_matter("乙"))
    office.do(agenda.move_item, item_id=office.item(meeting, 2), position=1)
    assert [item.title for item in detail(office, meeting).agenda] == ["乙", "甲"]
    office.a_speech(meeting)
    with pytest.raises(RuleBroken, match="不能删除"):
        office.do(agenda.remove_item, item_id=office.item(meeting, 1))
    office.do(agenda.remove_item, item_id=office.item(meeting, 2))
    assert [item.position for item in detail(office, meeting).agenda] == [1]


def test_closing_tells_who_was_there(office):
    told = []
    announcements.listen(MeetingClosed, lambda session, actor, fact: told.append(fact))
    meeting = office.an_open_meeting(office.a_body(), present=6)
    office.do(meetings.close_meeting, meeting_id=meeting)
    assert [person.name for person in told[0].attended] == [f"代表{n}" for n in range(1, 7)]


def test_no_meeting_ends_while_a_vote_is_open(office):
    meeting = office.an_open_meeting(office.a_body())
    item = office.do(agenda.add_item, meeting_id=meeting, title="推选监票人")
    office.do(ballots.open_vote, item_id=item, method=VoteMethod.SHOW_OF_HANDS)
    with pytest.raises(RuleBroken, match="表决还没有结束"):
        office.do(meetings.close_meeting, meeting_id=meeting)
    assert detail(office, meeting).row.state is MeetingState.OPEN


def test_every_step_leaves_a_sentence_in_the_audit_log(office):
    meeting = office.an_open_meeting(office.a_body(), office.a_matter(), present=1)
    with office.read() as session:
        said = list(session.scalars(select(AuditEntry.sentence)))
    for start in ("设立议事组织", "登记议题 2026-001", "筹备会议", "发出会议通知", "会议开始"):
        assert any(sentence.startswith(start) for sentence in said), start
    assert any("签到：代表1" in sentence for sentence in said)
    assert meeting
