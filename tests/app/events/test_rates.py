"""The five rates: what is in the base, what is counted, and a base of nothing."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.events.rules import RATES, Measured, rates_of
from app.events.stages import State
from db.ids import new_id

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
moments = st.none() | st.integers(-50, 50).map(lambda hours: NOW + hours * HOUR)
measured = st.builds(
    Measured,
    id=st.builds(new_id),
    state=st.sampled_from(State),
    response_due=st.integers(-50, 50).map(lambda hours: NOW + hours * HOUR),
    responded_at=moments,
    accepted_at=moments,
    due_at=moments,
    handled_at=moments,
    suspended_at=moments,
    is_dispute=st.booleans(),
    settled=st.none() | st.booleans(),
    satisfaction=st.sampled_from(["", "satisfied", "fairly", "dissatisfied"]),
)


def an_event(state=State.CLOSED, **fields) -> Measured:
    """One that went well, but for what is said."""
    usual = {
        "response_due": NOW - 9 * HOUR,
        "responded_at": NOW - 10 * HOUR,
        "accepted_at": NOW - 10 * HOUR,
        "due_at": NOW - HOUR,
        "handled_at": NOW - 2 * HOUR,
        "suspended_at": None,
        "is_dispute": False,
        "settled": None,
        "satisfaction": "",
    }
    return Measured(id=new_id(), state=state, **{**usual, **fields})


def shown(key, *events):
    return next(rate.shown for rate in rates_of(events, NOW) if rate.key == key)


def test_without_events_every_rate_shows_a_dash():
    assert [rate.shown for rate in rates_of([], NOW)] == ["—"] * len(RATES)


def test_every_rate_says_how_it_is_counted():
    assert all("÷" in rate.formula for rate in rates_of([], NOW))


def test_void_events_leave_every_base():
    assert shown("handled", an_event(), an_event(State.VOID)) == "100.0%（1/1）"


def test_what_is_reported_and_not_accepted_is_not_in_the_base_of_handling():
    waiting = an_event(State.REPORTED, accepted_at=None, handled_at=None, due_at=None)
    assert shown("handled", an_event(), waiting) == "100.0%（1/1）"


def test_handled_counts_before_it_is_closed():
    open_one = an_event(State.DISPATCHED, handled_at=None)
    assert shown("handled", an_event(State.HANDLED), open_one) == "50.0%（1/2）"


def test_a_response_after_the_hour_and_none_at_all_count_against_it():
    late = an_event(responded_at=NOW - 8 * HOUR)
    never = an_event(State.REPORTED, responded_at=None, accepted_at=None, handled_at=None)
    assert shown("responded", an_event(), late, never) == "33.3%（1/3）"


def test_while_the_hour_runs_no_response_is_due():
    fresh = an_event(State.REPORTED, responded_at=None, response_due=NOW + HOUR / 2)
    assert shown("responded", fresh) == "—"


def test_finished_late_and_overdue_count_against_the_limit_and_early_for_it():
    early = an_event(due_at=NOW + 9 * HOUR)
    late = an_event(handled_at=NOW)
    overdue = an_event(State.DISPATCHED, handled_at=None)
    running = an_event(State.DISPATCHED, handled_at=None, due_at=NOW + HOUR)
    assert shown("in_time", early, late, overdue, running) == "33.3%（1/3）"


def test_what_stands_suspended_is_not_due_unless_it_was_before():
    still = an_event(State.ACCEPTED, handled_at=None, suspended_at=NOW - 2 * HOUR)
    too_late = an_event(State.ACCEPTED, handled_at=None, suspended_at=NOW - HOUR / 2)
    assert shown("in_time", still) == "—"
    assert shown("in_time", too_late) == "0.0%（0/1）"


def test_only_disputes_are_in_the_base_of_settlement():
    settled = an_event(is_dispute=True, settled=True)
    running = an_event(State.DISPATCHED, is_dispute=True, handled_at=None)
    assert shown("settled", settled, running, an_event()) == "50.0%（1/2）"


def test_fairly_satisfied_counts_and_no_answer_is_no_base():
    answers = [an_event(satisfaction=word) for word in ("satisfied", "fairly", "dissatisfied", "")]
    assert shown("satisfied", *answers) == "66.7%（2/3）"


def test_behind_both_numbers_stand_the_events():
    good, bad = an_event(), an_event(handled_at=NOW)
    rate = next(rate for rate in rates_of([good, bad], NOW) if rate.key == "in_time")
    assert (rate.base, rate.hits, rate.misses) == ((good.id, bad.id), (good.id,), (bad.id,))


@given(st.lists(measured, max_size=12))
def test_whatever_the_events_no_numerator_exceeds_its_base(events):
    void = {event.id for event in events if event.state is State.VOID}
    for rate in rates_of(events, NOW):
        assert set(rate.hits) <= set(rate.base)
        assert not void & set(rate.base)
        assert (rate.shown == "—") == (not rate.base)
