"""Votes on options and candidates: sums, who is chosen, ties; owners by heads and area."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.council import (
    agenda,
    ballots,
    choice_votes,
    meeting_views,
    meetings,
    minutes,
    minutes_views,
    second_count,
)
from app.council.choosing import Counted, Option, Tally, choose, tally_problems
from app.council.owners import Areas
from app.council.presets import preset
from app.council.terms import BodyKind, Outcome, VoteKind, VoteMethod
from app.council.vote_options import ChoiceText
from app.council.votes import Counts
from app.errors import InvalidInput, RuleBroken
from db import clock

OPTIONS = ChoiceText(VoteKind.OPTIONS, ("立体车库", "重新划线", "维持现状"))


def open_choice(office, choice=OPTIONS, method=VoteMethod.SHOW_OF_HANDS, **body):
    meeting = office.an_open_meeting(office.a_body(BodyKind.YARD_COUNCIL, **body))
    office.a_speech(meeting)
    arguments = {"item_id": office.item(meeting), "method": method, "choice": choice}
    return meeting, office.do(ballots.open_vote, **arguments)


def record(office, vote, *votes, **more):
    return office.do(choice_votes.record_choice, vote_id=vote, tally=Tally(votes, **more))


def shown(office, meeting):
    return office.ask(meeting_views.meeting_detail, meeting_id=meeting).agenda[0].votes[-1]


def test_the_option_with_the_majority_is_chosen_and_frozen(office):
    meeting, vote = open_choice(office)
    assert record(office, vote, 6, 2, 0, abstain=1).outcome is Outcome.PASSED
    office.do(choice_votes.close_choice, vote_id=vote)
    seen = shown(office, meeting)
    assert seen.question == "选择小区停车位改造方案的方案"
    assert [(o.text, o.count, o.chosen) for o in seen.options] == [
        ("立体车库", 6, True),
        ("重新划线", 2, False),
        ("维持现状", 0, False),
    ]
    assert "立体车库 6 票" in seen.sentence
    assert "过半数为 5 票，立体车库选定" in seen.sentence
    with pytest.raises(RuleBroken, match="已经结束"):
        record(office, vote, 0, 9, 0)


def test_without_a_majority_it_says_how_many_votes_are_missing(office):
    _, vote = open_choice(office)
    result = record(office, vote, 4, 3, 2)
    assert result.outcome is Outcome.FAILED
    assert "最多的还差 1 票" in result.sentence


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ((10, 0, 0), "“立体车库”得 10 票，多于有效票减弃权的 9 票"),
        ((5, 5, 0), "各项合计 10 票"),
        ((4, 2, 1), "少于选了的 9 张票，相差 2 票"),
        ((-1, 9, 1), "立体车库票数不能是 -1"),
    ],
)
def test_figures_that_do_not_balance_are_refused(office, votes, words):
    _, vote = open_choice(office)
    with pytest.raises(InvalidInput, match=words):
        record(office, vote, *votes)


def test_a_motion_and_a_choice_are_not_recorded_as_each_other(office):
    meeting, vote = open_choice(office)
    with pytest.raises(RuleBroken, match="多个选项"):
        office.do(ballots.record_show_of_hands, vote_id=vote, counts=Counts(9, 0, 0))
    with pytest.raises(RuleBroken, match="多个选项"):
        office.do(ballots.close_vote, vote_id=vote)
    office.do(ballots.void_vote, vote_id=vote, reason="改为一个方案")
    arguments = {"item_id": office.item(meeting), "method": VoteMethod.SHOW_OF_HANDS}
    motion = office.do(ballots.open_vote, **arguments)
    with pytest.raises(RuleBroken, match="一个方案"):
        record(office, motion, 9)


@pytest.mark.parametrize(
    ("choice", "field"),
    [
        (ChoiceText(VoteKind.OPTIONS, ("一个", " ")), "options"),
        (ChoiceText(VoteKind.OPTIONS, ("同一个", "同一个")), "options"),
        (ChoiceText(VoteKind.OPTIONS, ("甲", "乙"), 3), "seats"),
        (ChoiceText(VoteKind.CANDIDATES, ()), "options"),
    ],
)
def test_options_that_make_no_sense_are_refused(office, choice, field):
    with pytest.raises(InvalidInput) as refused:
        open_choice(office, choice)
    assert refused.value.field == field


def test_candidates_on_paper_and_a_tie_that_people_must_break(office):
    choice = ChoiceText(VoteKind.CANDIDATES, ("王某", "李某", "张某"), 2)
    meeting, vote = open_choice(office, choice, VoteMethod.SECRET_BALLOT)
    with pytest.raises(InvalidInput, match="发出、收回、无效"):
        record(office, vote, 8, 5, 5)
    tally = Tally((7, 5, 5), 0, 9, 9, 0)
    names = {"counted_by": "赵某", "watched_by": "钱某"}
    office.do(choice_votes.record_choice, vote_id=vote, tally=tally, **names)
    assert all(option.count is None for option in shown(office, meeting).options)
    result = office.do(choice_votes.close_choice, vote_id=vote)
    assert (result.chosen, result.tied) == ((1,), (2, 3))
    assert "王某当选，李某、张某票数相同（各 5 票），需再次表决确定" in result.sentence


def test_a_second_count_that_differs_holds_the_vote_open(office):
    meeting, vote = open_choice(office)
    figures = {"option_1": 5, "option_2": 3, "option_3": 0, "abstain": 1}
    with pytest.raises(RuleBroken, match="先由计票人"):
        office.do(second_count.enter_second_count, vote_id=vote, figures=figures)
    record(office, vote, 6, 2, 0, abstain=1)
    found = office.do(second_count.enter_second_count, vote_id=vote, figures=figures)
    assert [(d.name, d.first, d.second) for d in found] == [("立体车库", 6, 5), ("重新划线", 2, 3)]
    assert shown(office, meeting).differences == found
    with pytest.raises(RuleBroken, match="立体车库：计票 6，复核 5"):
        office.do(choice_votes.close_choice, vote_id=vote)
    record(office, vote, 5, 3, 0, abstain=1)
    office.do(choice_votes.close_choice, vote_id=vote)


RULE = preset(BodyKind.YARD_COUNCIL, clock.today())
options = st.lists(st.integers(0, 30), min_size=1, max_size=6)


@given(options, st.integers(1, 6), st.integers(1, 30))
def test_nobody_is_chosen_without_the_majority_or_above_one_with_more_votes(votes, seats, present):
    everyone = tuple(Option(n, f"{n}号", v) for n, v in enumerate(votes, start=1))
    counted = Counted(VoteKind.CANDIDATES, min(seats, len(votes)), everyone, 0, present)
    result = choose(RULE, counted, entitled=present, present=present)
    got = {option.position: option.votes for option in everyone}
    assert len(result.chosen) <= counted.seats
    assert not set(result.chosen) & set(result.tied)
    for position, number in got.items():
        if position in result.chosen:
            assert 2 * number > present
        elif result.chosen and 2 * number > present:
            assert number < min(got[one] for one in result.chosen) or position in result.tied
    if result.tied:
        assert len({got[one] for one in result.tied}) == 1
        assert len(result.chosen) + len(result.tied) > counted.seats
    assert (result.outcome is Outcome.PASSED) == bool(result.chosen)


@given(st.lists(st.sets(st.integers(1, 4), max_size=2), max_size=20), st.integers(0, 3))
def test_whatever_people_mark_on_their_papers_balances(papers, invalid):
    votes = tuple(sum(n in paper for paper in papers) for n in range(1, 5))
    abstain = sum(not paper for paper in papers)
    returned = len(papers) + invalid
    tally = Tally(votes, abstain, returned, returned, invalid)
    assert tally_problems(tally, ("甲", "乙", "丙", "丁"), 2, returned) == []


def owners_vote(office, counts=None, **more):
    meeting = office.an_open_meeting(office.a_body(BodyKind.OWNERS_MEETING), entitled=9)
    office.a_speech(meeting)
    arguments = {"item_id": office.item(meeting), "method": VoteMethod.SHOW_OF_HANDS}
    vote = office.do(ballots.open_vote, **arguments, **more)
    office.do(ballots.record_show_of_hands, vote_id=vote, counts=counts or Counts(7, 2, 0))
    return vote


def test_owners_need_heads_and_area(office):
    vote = owners_vote(office)
    with pytest.raises(InvalidInput, match="专有面积"):
        office.do(ballots.close_vote, vote_id=vote)
    areas = Areas(90_000, 70_000, 60_000, 20_000, 0)
    with pytest.raises(InvalidInput, match="多于参与表决"):
        office.do(ballots.record_areas, vote_id=vote, areas=areas)
    few = Areas(90_000, 70_000, 30_000, 40_000, 0)
    result = office.do(ballots.record_areas, vote_id=vote, areas=few)
    assert result.outcome is Outcome.FAILED
    assert "还差 50.01 平方米" in result.sentence
    too_few = Areas(90_000, 59_999, 59_999, 0, 0)
    result = office.do(ballots.record_areas, vote_id=vote, areas=too_few)
    assert result.outcome is Outcome.NO_QUORUM
    enough = Areas(90_000, 60_000, 31_000, 29_000, 0)
    office.do(ballots.record_areas, vote_id=vote, areas=enough)
    result = office.do(ballots.close_vote, vote_id=vote)
    assert result.outcome is Outcome.PASSED
    assert "民法典" in preset(BodyKind.OWNERS_MEETING, clock.today()).citation


def test_what_law_calls_weighty_takes_three_quarters(office):
    vote = owners_vote(office, Counts(6, 3, 0), special=True)
    areas = Areas(90_000, 90_000, 80_000, 10_000, 0)
    result = office.do(ballots.record_areas, vote_id=vote, areas=areas)
    assert result.outcome is Outcome.FAILED
    assert "四分之三以上为 7 票，还差 1 票" in result.sentence


def test_a_council_has_no_weighty_matters(office):
    meeting = office.an_open_meeting(office.a_body(BodyKind.YARD_COUNCIL))
    office.a_speech(meeting)
    arguments = {"item_id": office.item(meeting), "method": VoteMethod.SHOW_OF_HANDS}
    with pytest.raises(RuleBroken, match="没有规定特别事项"):
        office.do(ballots.open_vote, **arguments, special=True)


def test_options_formed_in_the_deliberation_stand_in_the_record(office):
    meeting = office.a_meeting(office.a_body(BodyKind.YARD_COUNCIL), office.a_matter())
    item = office.item(meeting)
    with pytest.raises(RuleBroken, match="还没有开始"):
        office.do(agenda.form_options, item_id=item, options=("甲案",))
    office.do(meetings.give_notice, meeting_id=meeting)
    office.clock.forward(days=5)
    office.do(meetings.open_meeting, meeting_id=meeting)
    with pytest.raises(InvalidInput, match="写了两次"):
        office.do(agenda.form_options, item_id=item, options=("甲案", "甲案"))
    office.do(agenda.form_options, item_id=item, options=("立体车库", " ", "重新划线"))
    view = office.ask(meeting_views.meeting_detail, meeting_id=meeting).agenda[0]
    assert view.options == ("立体车库", "重新划线")
    office.do(meetings.close_meeting, meeting_id=meeting)
    office.do(minutes.draft_minutes, meeting_id=meeting)
    (version,) = office.ask(minutes_views.minutes_of, meeting_id=meeting)
    texts = [block.text for block in version.text.blocks]
    assert "方案1：立体车库" in texts
