"""The arithmetic of quorum and majority, against its plain definition."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.council.presets import (
    all_presets,
    check_overrides,
    from_json,
    preset,
    rule_in_force,
    to_json,
)
from app.council.quorum import WRITTEN_POLL, Of, Threshold, quorum_of
from app.council.terms import BodyKind, Outcome
from app.council.votes import Counts, decide, majority_base
from app.errors import InvalidInput, NotFound, RuleBroken

TODAY = date(2026, 11, 24)
shares = st.builds(Fraction, st.integers(1, 12), st.integers(1, 12)).filter(
    lambda share: share <= 1
)
thresholds = st.builds(Threshold, shares, st.booleans())


@given(thresholds, st.integers(0, 2000))
def test_the_number_needed_is_the_smallest_that_satisfies_the_share(threshold, number):
    exact = threshold.share * number
    enough = [n for n in range(1, number + 3) if (n >= exact if threshold.inclusive else n > exact)]
    assert threshold.needed(number) == enough[0]


@pytest.mark.parametrize(("entitled", "needed"), [(60, 31), (61, 31), (2, 2), (1, 1)])
def test_more_than_half_is_strictly_more(entitled, needed):
    assert Threshold(Fraction(1, 2), inclusive=False).needed(entitled) == needed


@pytest.mark.parametrize(("entitled", "needed"), [(60, 40), (61, 41), (3, 2)])
def test_two_thirds_or_more_includes_the_number_itself(entitled, needed):
    assert Threshold(Fraction(2, 3), inclusive=True).needed(entitled) == needed


def test_the_sentence_names_every_figure():
    rule = rule_in_force(BodyKind.YARD_COUNCIL, {}, TODAY)
    quorum = quorum_of(rule, 61, 28)
    assert quorum.sentence == "应到 61 人，过半数为 31 人，实到 28 人，还差 3 人。"
    assert (quorum.held, quorum.lacking) == (False, 3)
    assert quorum_of(rule, 61, 31).held


def test_nobody_entitled_is_never_a_quorum():
    rule = preset(BodyKind.YARD_COUNCIL, TODAY)
    assert not quorum_of(rule, 0, 5).held


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        (Threshold(Fraction(1, 2), inclusive=False), "过半数"),
        (Threshold(Fraction(2, 3), inclusive=True), "三分之二以上"),
        (Threshold(Fraction(4, 5), inclusive=False), "超过五分之四"),
        (Threshold(Fraction(1), inclusive=True), "全部"),
    ],
)
def test_shares_are_said_as_charters_say_them(threshold, words):
    assert threshold.words() == words


def test_every_rule_is_cited_and_reads_back_exactly():
    kinds = {kind.value for kind in BodyKind}
    assert {rule.key for rule in all_presets()} == kinds | {WRITTEN_POLL}
    for rule in all_presets():
        assert rule.citation
        assert rule.basis.count("议事厅章程") <= 1
        assert from_json(to_json(rule)) == rule


def test_figures_not_yet_compared_with_the_law_in_force_say_so():
    for kind in (BodyKind.RESIDENTS_MEETING, BodyKind.REPRESENTATIVES_MEETING):
        assert "待" in preset(kind, TODAY).to_check


def test_the_rule_follows_the_day():
    before = preset(BodyKind.REPRESENTATIVES_MEETING, date(2025, 12, 31))
    after = preset(BodyKind.REPRESENTATIVES_MEETING, date(2026, 1, 1))
    assert (before.quorum.needed(61), after.quorum.needed(61)) == (31, 41)
    with pytest.raises(NotFound):
        preset(BodyKind.RESIDENTS_MEETING, date(1950, 1, 1))


def test_what_the_law_fixes_cannot_be_edited():
    rule = preset(BodyKind.RESIDENTS_MEETING, TODAY)
    with pytest.raises(RuleBroken, match="到会人数要求由"):
        check_overrides(rule, {"quorum": {"share": "1/10", "inclusive": True}})
    with pytest.raises(RuleBroken):
        check_overrides(rule, {"decides_for_all": True})
    assert check_overrides(rule, {"base": "households"}).unit == "户"


def test_a_charter_may_set_its_own_quorum_but_not_nonsense():
    rule = preset(BodyKind.YARD_COUNCIL, TODAY)
    changed = check_overrides(rule, {"quorum": {"share": "2/3", "inclusive": True}})
    assert changed.quorum.needed(9) == 6
    for share in ("3/2", "0", "-1/2", "half", "1/0"):
        with pytest.raises(InvalidInput):
            check_overrides(rule, {"quorum": {"share": share, "inclusive": True}})


counts = st.builds(Counts, *[st.integers(0, 200)] * 3)


@given(counts, st.integers(0, 300), thresholds, st.sampled_from(Of), st.booleans())
def test_a_vote_passes_exactly_when_the_definition_says(figures, extra, majority, of, abstain):
    rule = from_json(
        to_json(preset(BodyKind.YARD_COUNCIL, TODAY))
        | {
            "majority": {"share": str(majority.share), "inclusive": majority.inclusive},
            "majority_of": of.value,
            "abstentions_count": abstain,
        }
    )
    present, entitled = figures.total, figures.total + extra
    result = decide(rule, entitled=entitled, present=present, counts=figures)
    base = {Of.PRESENT: present, Of.ENTITLED: entitled, Of.VOTES: figures.total}[of]
    base -= 0 if abstain else figures.abstain
    share = figures.votes_for - majority.share * base
    enough = figures.votes_for > 0 and (share >= 0 if majority.inclusive else share > 0)
    if not (entitled and 2 * present > entitled):
        assert result.outcome is Outcome.NO_QUORUM
    else:
        assert result.outcome is (Outcome.PASSED if enough else Outcome.FAILED)
    assert majority_base(rule, entitled, present, figures) == base


def test_a_failed_vote_says_how_many_votes_are_missing():
    rule = preset(BodyKind.YARD_COUNCIL, TODAY)
    result = decide(rule, entitled=61, present=45, counts=Counts(21, 20, 4))
    assert result.outcome is Outcome.FAILED
    assert "过半数为 23 票，还差 2 票，未通过" in result.sentence
    assert result.lacking == 2
