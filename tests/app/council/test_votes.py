"""Ballots balance, or they are refused with both figures."""

from hypothesis import assume, given
from hypothesis import strategies as st

from app.council.votes import Ballots, Counts, ballot_problems, hands_problems

small = st.integers(-3, 60)
ballots = st.builds(Ballots, small, small, small, st.builds(Counts, small, small, small))


@given(ballots, st.integers(0, 60))
def test_ballots_are_taken_exactly_when_they_balance(given_ballots, voters):
    b, c = given_ballots, given_ballots.counts
    balance = (
        min(b.issued, b.returned, b.invalid, c.votes_for, c.against, c.abstain) >= 0
        and b.issued <= voters
        and b.returned <= b.issued
        and b.invalid <= b.returned
        and c.votes_for + c.against + c.abstain + b.invalid == b.returned
    )
    assert (not ballot_problems(b, voters)) is balance


@given(st.integers(0, 60), st.data())
def test_ballots_that_add_up_are_never_refused(voters, data):
    issued = data.draw(st.integers(0, voters))
    returned = data.draw(st.integers(0, issued))
    invalid = data.draw(st.integers(0, returned))
    valid = returned - invalid
    votes_for = data.draw(st.integers(0, valid))
    against = data.draw(st.integers(0, valid - votes_for))
    counts = Counts(votes_for, against, valid - votes_for - against)
    made = Ballots(issued, returned, invalid, counts)
    assert ballot_problems(made, voters) == ()
    assert made.not_returned + made.returned == made.issued


def test_each_failure_names_both_figures():
    cases = [
        (Ballots(50, 40, 0, Counts(40, 0, 0)), 45, ["发出 50 张", "45 人"]),
        (Ballots(40, 41, 0, Counts(41, 0, 0)), 45, ["收回 41 张", "发出的 40 张"]),
        (Ballots(40, 38, 39, Counts(0, 0, 0)), 45, ["无效 39 张", "收回的 38 张"]),
        (Ballots(40, 38, 2, Counts(30, 4, 1)), 45, ["合计 35 张", "36 张", "相差 1 张"]),
        (Ballots(40, 38, -1, Counts(30, 4, 5)), 45, ["无效票数不能是 -1"]),
    ]
    for made, voters, parts in cases:
        said = " ".join(problem.what for problem in ballot_problems(made, voters))
        for part in parts:
            assert part in said


@given(st.builds(Counts, *[st.integers(0, 40)] * 3), st.integers(0, 100))
def test_hands_must_add_up_to_those_present(counts, present):
    assume(counts.total != present)
    (problem,) = hands_problems(counts, present)
    assert f"合计 {counts.total} 票" in problem.what
    assert f"实到 {present} 票" in problem.what
    assert hands_problems(counts, counts.total) == ()
