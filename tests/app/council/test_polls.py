"""A written poll from door to door, on a station with residents behind the doors."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.council import ballots, meetings, notices, poll_slips, polls
from app.council.poll_views import poll_view
from app.council.terms import Outcome, PollAnswer, VoteKind, VoteMethod
from app.council.vote_options import ChoiceText
from app.errors import InvalidInput, NotFound, RuleBroken
from app.grids.models import Building
from db import clock
from tests.app.council.builders import Clock, CouncilOffice
from tests.builders import a_resident

HOMES = ("3-1-101", "3-1-102", "3-2-101", "5-1-101", "5-1-201")


@pytest.fixture
def office(station):
    made = CouncilOffice(station.database, Clock(), station.actor)
    with clock.set_to(made.clock):
        for number, home in reversed(list(enumerate(HOMES))):
            a_resident(station, f"住户{number}", home, relation="户主")
        yield made


@pytest.fixture
def matter(office):
    """Talked about at a meeting that is over."""
    made = office.a_matter(concerns_all_residents=True)
    meeting = office.an_open_meeting(office.a_body(), made)
    office.a_speech(meeting)
    office.do(meetings.close_meeting, meeting_id=meeting)
    return made


def a_poll(office, matter, days=7, **more):
    until = clock.today() + timedelta(days=days)
    return office.do(polls.open_poll, matter_id=matter, until=until, **more)


def answer(office, vote, *answers):
    """The answers of the first doors, in walking order; None: the slip is still out."""
    rows = office.ask(poll_view, vote_id=vote).rows
    for row, said in zip(rows, answers, strict=False):
        if said is not None:
            office.do(poll_slips.return_slip, slip_id=row.id, answer=said, signer="户主")


def test_every_household_gets_a_slip_in_walking_order(office, matter):
    vote = a_poll(office, matter)
    seen = office.ask(poll_view, vote_id=vote)
    assert tuple(row.address for row in seen.rows) == HOMES
    assert (seen.entitled, seen.delivered, seen.returned) == (5, 0, 0)
    assert [row.head for row in seen.to_visit] == [f"住户{n}" for n in range(5)]


def test_a_poll_decides_for_all_when_more_than_half_take_part(office, matter):
    vote = a_poll(office, matter)
    answer(office, vote, PollAnswer.FOR, PollAnswer.FOR, PollAnswer.AGAINST)
    assert len(office.ask(poll_view, vote_id=vote).to_visit) == 2
    with pytest.raises(RuleBroken, match="还有 2 户没有收回"):
        office.do(polls.close_poll, vote_id=vote)
    office.clock.forward(days=8)
    result = office.do(polls.close_poll, vote_id=vote)
    assert result.outcome is Outcome.PASSED
    assert "应征求 5 户，收回 3 户，赞成 2 票" in result.sentence
    assert "按收回 3 户计，过半数为 2 票，通过" in result.sentence
    notice = office.do(notices.post_result_notice, vote_id=vote)
    assert notice


def test_too_few_slips_decide_nothing(office, matter):
    vote = a_poll(office, matter, days=0)
    answer(office, vote, PollAnswer.FOR, PollAnswer.FOR)
    office.clock.forward(days=1)
    result = office.do(polls.close_poll, vote_id=vote)
    assert result.outcome is Outcome.NO_QUORUM
    assert "过半数为 3 户，收回 2 户，还差 1 户。收回户数不足" in result.sentence


def test_slips_come_in_until_the_last_day_which_may_be_put_off(office, matter):
    vote = a_poll(office, matter, days=1)
    office.clock.forward(days=2)
    with pytest.raises(RuleBroken, match="已于11月30日截止"):
        answer(office, vote, PollAnswer.FOR)
    later = clock.today() + timedelta(days=2)
    office.do(polls.extend_poll, vote_id=vote, until=later)
    answer(office, vote, PollAnswer.FOR)
    with pytest.raises(InvalidInput):
        office.do(polls.extend_poll, vote_id=vote, until=later)


def test_a_slip_is_signed_and_can_be_corrected(office, matter):
    vote = a_poll(office, matter)
    slip = office.ask(poll_view, vote_id=vote).rows[0].id
    with pytest.raises(InvalidInput, match="签字人"):
        office.do(poll_slips.return_slip, slip_id=slip, answer=PollAnswer.FOR)
    office.do(poll_slips.return_slip, slip_id=slip, answer=PollAnswer.INVALID)
    office.do(poll_slips.return_slip, slip_id=slip, answer=PollAnswer.FOR, signer="王某")
    row = office.ask(poll_view, vote_id=vote).rows[0]
    assert (row.answer_words, row.signer) == ("同意", "王某")
    office.do(poll_slips.take_back_slip, slip_id=slip)
    assert office.ask(poll_view, vote_id=vote).returned == 0
    with pytest.raises(RuleBroken, match="还没有收回"):
        office.do(polls.close_poll, vote_id=vote)


def test_options_are_marked_as_far_as_allowed(office, matter):
    choice = ChoiceText(VoteKind.OPTIONS, ("甲案", "乙案", "丙案"), 2)
    vote = a_poll(office, matter, choice=choice)
    slip = office.ask(poll_view, vote_id=vote).rows[0].id
    for wrong in ((1, 2, 3), (4,), (), PollAnswer.FOR):
        with pytest.raises(InvalidInput):
            office.do(poll_slips.return_slip, slip_id=slip, answer=wrong, signer="王某")
    answer(office, vote, (1, 2), (2,), (2, 3), PollAnswer.ABSTAIN, PollAnswer.INVALID)
    assert office.ask(poll_view, vote_id=vote).rows[0].answer_words == "甲案、乙案"
    result = office.do(polls.close_poll, vote_id=vote)
    assert result.chosen == (2,)
    assert "甲案 1 票、乙案 3 票、丙案 1 票，弃权 1 票" in result.sentence


def test_a_poll_runs_beside_meetings_but_not_beside_a_vote_on_the_same_matter(office, matter):
    vote = a_poll(office, matter)
    with pytest.raises(RuleBroken, match="正在表决"):
        a_poll(office, matter)
    other = office.an_open_meeting(office.a_body())
    office.a_speech(other)
    item = office.item(other)
    office.do(ballots.open_vote, item_id=item, method=VoteMethod.SHOW_OF_HANDS)
    with pytest.raises(RuleBroken, match="入户"):
        office.do(ballots.close_vote, vote_id=vote)
    with pytest.raises(RuleBroken, match="不在会上进行"):
        office.do(ballots.open_vote, item_id=item, method=VoteMethod.HOUSEHOLD_POLL)


def test_a_matter_nobody_talked_about_is_not_polled(office):
    with pytest.raises(RuleBroken, match="还没有上会协商"):
        a_poll(office, office.a_matter())
    with pytest.raises(NotFound):
        office.ask(poll_view, vote_id=office.a_body())


def test_what_concerns_all_is_not_asked_of_some_only(office, matter):
    building = office.ask(lambda session: session.scalars(select(Building.id)).first())
    with pytest.raises(RuleBroken, match="全体居民"):
        a_poll(office, matter, building_ids=(building,))
    other = office.a_matter("楼道灯")
    meeting = office.an_open_meeting(office.a_body(), other)
    office.a_speech(meeting)
    vote = a_poll(office, other, building_ids=(building,))
    assert 0 < office.ask(poll_view, vote_id=vote).entitled < len(HOMES)
