"""Votes under their guards; figures frozen for good; nothing that tells who voted what."""

import json

import pytest
from sqlalchemy import inspect, select, text

from app.council import agenda, ballots, matter_views, meeting_views, meetings, sign_in, steps
from app.council.models import Vote
from app.council.stages import Stage
from app.council.terms import BodyKind, Outcome, VoteMethod, VoteState
from app.council.votes import Ballots, Counts
from app.errors import InvalidInput, RuleBroken
from db.replicated import transaction_of

HANDS, SECRET = VoteMethod.SHOW_OF_HANDS, VoteMethod.SECRET_BALLOT


def open_vote(office, meeting, method=HANDS):
    return office.do(ballots.open_vote, item_id=office.item(meeting), method=method)


def a_vote(office, method=HANDS, *, present=None, kind=BodyKind.REPRESENTATIVES_MEETING):
    matter = office.a_matter()
    meeting = office.an_open_meeting(office.a_body(kind), matter, present=present)
    office.a_speech(meeting)
    return matter, meeting, open_vote(office, meeting, method)


def hands(office, vote, *figures):
    office.do(ballots.record_show_of_hands, vote_id=vote, counts=Counts(*figures))
    return office.do(ballots.close_vote, vote_id=vote)


def view(office, meeting):
    return office.ask(meeting_views.meeting_detail, meeting_id=meeting).agenda[0].votes[-1]


def test_a_vote_cannot_open_without_quorum_and_says_by_which_figures(office):
    meeting = office.an_open_meeting(office.a_body(), office.a_matter(), present=5)
    office.a_speech(meeting)
    with pytest.raises(RuleBroken) as refused:
        open_vote(office, meeting)
    assert "应到 9 人，三分之二以上为 6 人，实到 5 人，还差 1 人。" in refused.value.what_happened
    assert "城市居民委员会组织法" in refused.value.what_to_do


def test_a_council_cannot_decide_what_concerns_all_residents(office):
    body = office.a_body(BodyKind.YARD_COUNCIL)
    meeting = office.an_open_meeting(body, office.a_matter(concerns_all_residents=True))
    office.a_speech(meeting)
    with pytest.raises(RuleBroken, match="涉及全体居民利益"):
        open_vote(office, meeting)


def test_the_representatives_meeting_can(office):
    matter = office.a_matter(concerns_all_residents=True)
    meeting = office.an_open_meeting(office.a_body(), matter)
    office.a_speech(meeting)
    open_vote(office, meeting)
    shown = office.ask(matter_views.matter_detail, matter_id=matter)
    assert shown.row.stage is Stage.DECIDE


def test_first_the_discussion_then_the_vote(office):
    meeting = office.an_open_meeting(office.a_body(), office.a_matter())
    with pytest.raises(RuleBroken, match="还没有协商记录"):
        open_vote(office, meeting)


def test_one_vote_at_a_time(office):
    _, meeting, _ = a_vote(office)
    other = office.do(agenda.add_item, meeting_id=meeting, title="推选监票人")
    with pytest.raises(RuleBroken, match="正在表决"):
        office.do(ballots.open_vote, item_id=other, method=HANDS)


def test_figures_rule_and_present_list_are_frozen_together(office):
    _, meeting, vote = a_vote(office, present=7)
    result = hands(office, vote, 5, 1, 1)
    assert result.outcome is Outcome.PASSED
    late = office.attendance(meeting)[8]
    office.clock.forward(minutes=1)
    office.do(sign_in.sign_in, attendance_id=late)
    frozen = view(office, meeting)
    assert (frozen.present, len(frozen.present_names)) == (7, 7)
    assert frozen.rule.quorum.words() == "三分之二以上"
    assert frozen.sentence.endswith("过半数为 4 票，通过。")
    for change in (ballots.close_vote, ballots.void_vote):
        more = {"reason": "重来"} if change is ballots.void_vote else {}
        with pytest.raises(RuleBroken):
            office.do(change, vote_id=vote, **more)
    with pytest.raises(RuleBroken):
        hands(office, vote, 7, 0, 0)


def test_a_closed_vote_cannot_be_undone(office):
    _, _, vote = a_vote(office)
    office.do(ballots.record_show_of_hands, vote_id=vote, counts=Counts(9, 0, 0))
    with office.write() as session:
        ballots.close_vote(session, office.actor, vote_id=vote)
        assert not transaction_of(session).undoable


def test_hands_that_do_not_add_up_are_refused_and_nothing_is_kept(office):
    _, meeting, vote = a_vote(office)
    with pytest.raises(InvalidInput, match="合计 8 票，少于实到 9 票，相差 1 票"):
        hands(office, vote, 7, 1, 0)
    assert not view(office, meeting).is_recorded
    with pytest.raises(RuleBroken, match="还没有填写票数"):
        office.do(ballots.close_vote, vote_id=vote)


def test_somebody_leaving_between_counting_and_closing_asks_for_a_new_count(office):
    _, meeting, vote = a_vote(office)
    office.do(ballots.record_show_of_hands, vote_id=vote, counts=Counts(9, 0, 0))
    office.clock.forward(minutes=1)
    office.do(sign_in.leave_early, attendance_id=office.attendance(meeting)[0])
    with pytest.raises(InvalidInput, match="多于实到 8 票"):
        office.do(ballots.close_vote, vote_id=vote)


def test_a_vote_stops_when_too_few_remain(office):
    _, meeting, vote = a_vote(office, present=6)
    office.clock.forward(minutes=1)
    message = office.do(sign_in.leave_early, attendance_id=office.attendance(meeting)[0])
    assert "表决中止" in message
    assert "实到 5 人，还差 1 人" in message
    stopped = view(office, meeting)
    assert stopped.state is VoteState.VOID
    with pytest.raises(RuleBroken, match="已经中止"):
        hands(office, vote, 5, 0, 0)


def test_a_stopped_vote_decides_nothing_and_may_be_held_again(office):
    matter, meeting, _ = a_vote(office, present=6)
    office.clock.forward(minutes=1)
    first = office.attendance(meeting)[0]
    office.do(sign_in.leave_early, attendance_id=first)
    office.clock.forward(minutes=1)
    office.do(sign_in.sign_in, attendance_id=first)
    again = open_vote(office, meeting)
    assert hands(office, again, 4, 2, 0).outcome is Outcome.PASSED
    assert matter


def ballots_cast(office, vote, made, **names):
    names = {"counted_by": "李建国", "watched_by": "张桂兰"} | names
    return office.do(ballots.record_secret_ballot, vote_id=vote, ballots=made, **names)


def test_secret_ballots_pass_by_totals_with_teller_and_scrutineer(office):
    _, meeting, vote = a_vote(office, SECRET)
    made = Ballots(9, 8, 1, Counts(5, 1, 1))
    with pytest.raises(InvalidInput, match="监票人"):
        ballots_cast(office, vote, made, watched_by="")
    ballots_cast(office, vote, made)
    assert view(office, meeting).counts is None, "no figures before closing"
    assert office.do(ballots.close_vote, vote_id=vote).outcome is Outcome.PASSED
    assert view(office, meeting).ballots == made


def test_ballots_that_do_not_balance_are_refused(office):
    _, _, vote = a_vote(office, SECRET)
    with pytest.raises(InvalidInput, match="收回 10 张，多于发出的 9 张"):
        ballots_cast(office, vote, Ballots(9, 10, 0, Counts(10, 0, 0)))


def test_who_cast_a_ballot_and_left_does_not_upset_the_count(office):
    _, meeting, vote = a_vote(office, SECRET)
    office.clock.forward(minutes=1)
    office.do(sign_in.leave_early, attendance_id=office.attendance(meeting)[0])
    ballots_cast(office, vote, Ballots(9, 9, 0, Counts(5, 4, 0)))
    assert office.do(ballots.close_vote, vote_id=vote).present == 9


def test_a_secret_vote_leaves_no_row_per_ballot(office):
    _, meeting, vote = a_vote(office, SECRET)

    def rows():
        with office.database.engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            return {t: connection.scalar(text(f'SELECT count(*) FROM "{t}"')) for t in tables}

    before = rows()
    ballots_cast(office, vote, Ballots(9, 9, 0, Counts(5, 3, 1)))
    office.do(ballots.close_vote, vote_id=vote)
    grown = {table: count - before[table] for table, count in rows().items()}
    grown = {table: count for table, count in grown.items() if count}
    assert set(grown) == {"audit_entry", "change", "matter_step"}
    assert grown["matter_step"] == 1
    with office.read() as session:
        row = session.scalars(select(Vote).where(Vote.id == vote)).one()
        kept = json.dumps([row.present_names, row.rule, row.sentence], ensure_ascii=False)
        choices = ("赞成：", "反对：", "弃权：")
        assert not any(choice in kept for choice in choices)
    assert meeting


def test_deliberating_again_takes_away_what_the_old_vote_gave(office):
    matter, meeting, vote = a_vote(office)
    assert hands(office, vote, 9, 0, 0).outcome is Outcome.PASSED
    office.do(steps.move_matter, matter_id=matter, move="deliberate_again", reason="方案变更")
    again = open_vote(office, meeting)
    assert hands(office, again, 3, 6, 0).outcome is Outcome.FAILED
    shown = office.ask(matter_views.matter_detail, matter_id=matter)
    assert shown.row.pill.text == "开会中"
    office.do(meetings.close_meeting, meeting_id=meeting)
    shown = office.ask(matter_views.matter_detail, matter_id=matter)
    assert shown.row.pill.text == "未通过"
    with pytest.raises(RuleBroken, match="没有通过"):
        office.do(steps.move_matter, matter_id=matter, move="implement")


def test_an_open_vote_can_be_stopped_with_a_reason(office):
    _, meeting, vote = a_vote(office)
    with pytest.raises(InvalidInput):
        office.do(ballots.void_vote, vote_id=vote, reason="")
    office.do(ballots.void_vote, vote_id=vote, reason="票箱损坏")
    assert view(office, meeting).sentence == "票箱损坏"
    office.do(meetings.close_meeting, meeting_id=meeting)
