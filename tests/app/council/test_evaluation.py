"""Evaluation: forms that balance, the threshold, going back and another round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import settings
from app.council import evaluation, steps
from app.council.evaluation import Forms
from app.council.guard_facts import RoundFacts
from app.council.stages import Stage
from app.council.terms import Opinion
from app.council.work_views import evaluations
from app.errors import InvalidInput, RuleBroken
from tests.app.council import carrying_out
from tests.app.council.test_matters import a_passed_matter, notices


@pytest.fixture
def matter(office):
    """A matter at 民评."""
    made, vote = a_passed_matter(office)
    office.do(notices.post_result_notice, vote_id=vote)
    office.clock.forward(days=10)
    carrying_out.implement(office.do, made)
    carrying_out.finish(office.do, made)
    return made


def begun(office, matter, issued=50):
    return office.do(evaluation.begin_round, matter_id=matter, issued=issued)


def count(office, found, *numbers, **more):
    return office.do(evaluation.count_forms, evaluation_id=found, forms=Forms(*numbers), **more)


@pytest.mark.parametrize(
    ("numbers", "returned", "words"),
    [
        ((50, 40, 8, 3, 0), None, "收回 51 份，多于发出的 50 份"),
        ((50, 40, 5, 3, 0), 49, "合计 48 份；收回 49 份，相差 1 份"),
        ((50, -1, 5, 3, 0), None, "满意的评议表不能是 -1 份"),
    ],
)
def test_forms_that_do_not_balance_are_refused_with_both_figures(
    office, matter, numbers, returned, words
):
    found = begun(office, matter)
    with pytest.raises(InvalidInput, match=words):
        count(office, found, *numbers, returned=returned)


def test_below_the_threshold_the_only_way_is_back_and_another_round_follows(office, matter):
    assert not carrying_out.evaluate(office.do, matter, satisfied=30, fairly=5, not_=15)
    with pytest.raises(RuleBroken, match="满意率 70%，门槛 80%（40 份），还差 5 份"):
        office.do(steps.move_matter, matter_id=matter, move="archive")
    with pytest.raises(RuleBroken, match="第 1 轮评议已经开始"):
        begun(office, matter)
    with pytest.raises(RuleBroken, match="理由"):
        office.do(steps.move_matter, matter_id=matter, move="redo")
    office.do(steps.move_matter, matter_id=matter, move="redo", reason="补划两处")
    with pytest.raises(RuleBroken, match="还没有登记完成日期"):
        office.do(steps.move_matter, matter_id=matter, move="evaluate")
    carrying_out.finish(office.do, matter, "补划完成")
    with pytest.raises(RuleBroken, match="还没有开始居民评议"):
        office.do(steps.move_matter, matter_id=matter, move="archive")
    assert carrying_out.evaluate(office.do, matter)
    assert office.do(steps.move_matter, matter_id=matter, move="archive") is Stage.ARCHIVED
    rounds = office.ask(evaluations, matter_id=matter)
    assert [(r.number, r.rate_words, r.reached) for r in rounds] == [
        (1, "70%", False),
        (2, "100%", True),
    ]


def test_a_form_at_the_counter_counts_one_and_keeps_no_name(office, matter):
    found = begun(office, matter, issued=1)
    for opinion, words in ((Opinion.SATISFIED, ""), (Opinion.DISSATISFIED, "灯太亮")):
        office.do(evaluation.add_form, evaluation_id=found, opinion=opinion, words=words)
    (shown,) = office.ask(evaluations, matter_id=matter)
    assert (shown.forms, shown.opinions) == (Forms(2, 1, 0, 1, 0), ("灯太亮",))
    assert office.do(evaluation.close_round, evaluation_id=found) is False
    with pytest.raises(RuleBroken, match="已经结束"):
        office.do(evaluation.add_form, evaluation_id=found, opinion=Opinion.FAIRLY)


def test_a_round_without_valid_forms_cannot_be_closed(office, matter):
    found = begun(office, matter)
    count(office, found, 50, 0, 0, 0, 2)
    with pytest.raises(RuleBroken, match="还没有有效的评议表"):
        office.do(evaluation.close_round, evaluation_id=found)


def test_the_threshold_is_the_one_set_when_the_round_began(office, matter):
    begun(office, matter)
    with office.write() as session:
        settings.put(session, settings.SATISFACTION_THRESHOLD, 99)
    (shown,) = office.ask(evaluations, matter_id=matter)
    assert shown.threshold == 80


def test_a_matter_at_work_is_not_evaluated(office, matter):
    office.do(steps.move_matter, matter_id=matter, move="redo", reason="补划")
    with pytest.raises(RuleBroken, match="民办"):
        begun(office, matter)


@given(*[st.integers(0, 400)] * 3, st.integers(1, 100))
def test_the_threshold_is_reached_exactly_when_enough_forms_are_content(yes, fairly, no, percent):
    facts = RoundFacts(1, yes, fairly, no, percent, closed=True)
    valid = yes + fairly + no
    assert facts.reached == (valid > 0 and (yes + fairly) / valid >= percent / 100 - 1e-12)
    if valid:
        assert facts.reached == (facts.content >= facts.needed)
