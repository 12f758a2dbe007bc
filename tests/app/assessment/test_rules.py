"""How measures become a score: what had no occasion counts neither for nor against anybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.rules import DEFAULT_WEIGHTS, Measure, Result, check_weights, score_of
from app.errors import InvalidInput

results = st.dictionaries(
    st.sampled_from(Measure),
    st.integers(0, 40).flatmap(lambda base: st.builds(Result, st.integers(0, base), st.just(base))),
)


def test_the_shipped_weights_make_a_hundred():
    check_weights(DEFAULT_WEIGHTS)


def test_everything_done_gives_all_points():
    assert score_of({measure: Result(3, 3) for measure in Measure}, DEFAULT_WEIGHTS) == 100


def test_a_measure_without_a_base_is_neither_gained_nor_lost():
    done = {Measure.RESPONSE: Result(1, 2), Measure.VISITS: Result(0, 0)}
    assert score_of(done, DEFAULT_WEIGHTS) == 50
    assert Result(0, 0).shown == "—"


def test_nothing_with_a_base_has_no_score():
    assert score_of({measure: Result(0, 0) for measure in Measure}, DEFAULT_WEIGHTS) is None


@given(results)
def test_a_score_lies_between_nothing_and_all(found):
    score = score_of(found, DEFAULT_WEIGHTS)
    assert score is None or 0 <= score <= 100


@given(results, st.sampled_from(Measure))
def test_one_more_success_never_costs_points(found, measure):
    result = found.get(measure)
    if result is None or result.value >= result.base:
        return
    better = {**found, measure: Result(result.value + 1, result.base)}
    assert score_of(better, DEFAULT_WEIGHTS) >= score_of(found, DEFAULT_WEIGHTS)


def test_weights_that_do_not_make_a_hundred_are_refused_with_their_sum():
    with pytest.raises(InvalidInput, match="现在是 101 分"):
        check_weights({**DEFAULT_WEIGHTS, Measure.GROUPS: 6})


def test_a_negative_weight_is_refused_by_name():
    with pytest.raises(InvalidInput, match="居民入群"):
        check_weights({**DEFAULT_WEIGHTS, Measure.GROUPS: -5})
