"""The demo district is shared out exactly, whatever it is to add up to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demo.district.plan import ARTICLE, Totals, apportioned, plan_district

SUMMED = (
    "grids", "events", "councils", "registered", "activities", "came", "issued", "chat_groups",
    "information_officers",
)  # fmt: skip
COUNTS = (*SUMMED, "buildings", "units", "households", "joined")


@st.composite
def totals(draw) -> Totals:
    communities = draw(st.integers(1, 30))
    registered = draw(st.integers(communities, 400))
    activities = draw(st.integers(communities, 90))
    return Totals(
        communities=communities,
        streets=draw(st.integers(1, communities)),
        trials=draw(st.integers(1, 5)),
        grids=draw(st.integers(communities, 200)),
        events=draw(st.integers(0, 300)),
        councils=draw(st.integers(0, 40)),
        registered=registered,
        activities=activities,
        came=draw(st.integers(0, communities)),
        issued=draw(st.integers(0, 5_000)),
        marked=draw(st.integers(0, communities)),
        chat_groups=draw(st.integers(0, 900)),
        information_officers=draw(st.integers(0, 60)),
    )


@given(totals(), st.integers())
def test_the_communities_add_up_to_the_totals_exactly(wanted, seed):
    plan = plan_district(wanted, seed)
    assert len(plan) == wanted.communities
    assert {one.street for one in plan} == set(range(wanted.streets))
    for name in SUMMED:
        assert sum(getattr(one, name) for one in plan) == getattr(wanted, name), name
    assert sum(one.is_marked for one in plan) == wanted.marked


@given(totals(), st.integers())
def test_nobody_gets_less_than_nothing_or_more_than_is_possible(wanted, seed):
    for one in plan_district(wanted, seed):
        assert all(getattr(one, name) >= 0 for name in COUNTS)
        assert one.grids >= 1
        assert one.came <= one.registered * one.activities
        assert one.issued == 0 or one.registered
        assert one.registered <= one.households
        assert one.joined <= one.households
        assert one.grids <= one.buildings <= one.units <= one.households


@given(totals(), st.integers())
def test_only_the_communities_of_the_trial_have_events(wanted, seed):
    plan = plan_district(wanted, seed)
    assert sum(one.is_trial for one in plan) == min(wanted.trials, wanted.communities)
    assert all(one.is_trial or one.events == 0 for one in plan)


@given(totals(), st.integers())
def test_the_same_seed_gives_the_same_plan(wanted, seed):
    assert plan_district(wanted, seed) == plan_district(wanted, seed)


def test_the_district_of_the_article_is_covered_by_groups_to_more_than_four_fifths():
    plan = plan_district(ARTICLE, 1)
    joined, households = sum(one.joined for one in plan), sum(one.households for one in plan)
    assert 5 * joined > 4 * households
    assert all(one.chat_groups >= one.grids for one in plan)


def test_another_seed_gives_another_district():
    assert plan_district(ARTICLE, 1) != plan_district(ARTICLE, 2)


IMPOSSIBLE = (
    ({"grids": 97}, "a community a grid"),
    ({"streets": 99}, "a street has a community"),
    ({"marked": 99}, "more marks"),
    ({"trials": 0}, "events without"),
    ({"registered": 0}, "points without a resident"),
    ({"came": 16_000 * 3_600}, "do not fit"),
)


@pytest.mark.parametrize(
    ("change", "why"), IMPOSSIBLE, ids=[next(iter(one)) for one, _ in IMPOSSIBLE]
)
def test_what_no_district_can_have_is_refused(change, why):
    with pytest.raises(ValueError, match=why):
        plan_district(replace(ARTICLE, **change), 1)


@given(st.data())
def test_shares_are_exact_and_within_their_bounds(data):
    weights = data.draw(st.lists(st.integers(1, 10_000), min_size=1, max_size=40))
    most = [data.draw(st.integers(0, 500)) for _ in weights]
    total, least = data.draw(st.integers(0, sum(most))), data.draw(st.integers(0, 20))
    found = apportioned(total, weights, least=least, most=most)
    assert sum(found) == total
    assert all(0 <= one <= cap for one, cap in zip(found, most, strict=True))
    floor = [min(least, cap) for cap in most]
    if sum(floor) <= total:
        assert all(one >= low for one, low in zip(found, floor, strict=True))


@given(st.lists(st.integers(1, 1_000), min_size=1, max_size=40), st.integers(0, 10**6))
def test_shares_without_bounds_are_less_than_one_from_their_quota(weights, total):
    for one, weight in zip(apportioned(total, weights), weights, strict=True):
        assert abs(one * sum(weights) - total * weight) < sum(weights)
