"""Limits: the hour of the response, hours and working days, and what suspension does to them."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.events.limits import OFFICIAL
from app.events.rules import (
    CHINA,
    Limit,
    LimitUnit,
    end_of,
    handling_due,
    is_late_entry,
    near_from,
    response_due,
)
from app.working_days import is_working_day

DAYS = LimitUnit.WORKING_DAYS
minutes = st.integers(0, 630 * 24 * 60)
moments = minutes.map(lambda n: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
limits = st.builds(Limit, st.integers(1, 30), st.sampled_from(LimitUnit))
lengths = st.timedeltas(timedelta(), timedelta(days=20))
pauses = st.lists(st.tuples(lengths, lengths), max_size=3)


def at(day: int, hour: int = 9, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=CHINA)


def laid_out(started, gaps):
    """Pauses one after the other from gaps and lengths."""
    made = []
    for gap, length in gaps:
        since = started + gap
        started = since + length
        made.append((since, started))
    return made


def test_the_response_is_due_an_hour_after_the_report():
    assert response_due(at(24, 23)) == at(25, 0)


def test_a_limit_in_hours_runs_through_night_and_weekend():
    assert handling_due(at(27, 17), Limit(24, LimitUnit.HOURS), OFFICIAL) == at(28, 17)


def test_three_working_days_from_a_friday_end_on_wednesday_night():
    due = handling_due(at(27), Limit(3, DAYS), OFFICIAL)
    assert due == end_of(date(2026, 12, 2))


def test_over_national_day_the_holiday_does_not_count():
    due = handling_due(at(30, 16, month=9), Limit(1, DAYS), OFFICIAL)
    assert due == end_of(date(2026, 10, 8))


def test_accepted_after_midnight_the_day_is_the_one_of_china():
    """23:30 UTC on Monday is Tuesday morning here."""
    due = handling_due(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), Limit(1, DAYS), OFFICIAL)
    assert due == end_of(date(2026, 11, 25))


def test_two_days_suspended_move_a_limit_in_days_on_by_two_working_days():
    due = handling_due(at(24), Limit(2, DAYS), OFFICIAL, [(at(24, 15), at(26, 10))])
    assert due == end_of(date(2026, 11, 30))


def test_a_weekend_suspended_costs_one_working_day():
    due = handling_due(at(26), Limit(2, DAYS), OFFICIAL, [(at(27, 16), at(30, 9))])
    assert due == end_of(date(2026, 12, 1))


def test_near_is_the_last_quarter_of_a_long_limit_and_the_last_day_of_a_short_one():
    long, short = Limit(48, LimitUnit.HOURS), Limit(2, LimitUnit.HOURS)
    assert near_from(at(24), at(26), long) == at(25, 21)
    assert near_from(at(24, 9), at(24, 11), short) == at(24, 10)
    assert near_from(at(24), end_of(date(2026, 11, 25)), Limit(1, DAYS)) == at(24, 23, 11) + (
        timedelta(minutes=59, seconds=59)
    )


def test_an_entry_an_hour_after_the_report_is_no_late_entry_but_later_is():
    assert not is_late_entry(at(24, 9), at(24, 10))
    assert is_late_entry(at(24, 9), at(24, 10) + timedelta(seconds=1))


@given(moments, limits, pauses)
def test_suspension_never_shortens_a_limit(started, limit, gaps):
    plain = handling_due(started, limit, OFFICIAL)
    assert handling_due(started, limit, OFFICIAL, laid_out(started, gaps)) >= plain > started


@given(moments, st.integers(1, 30), pauses)
def test_a_limit_in_days_always_ends_with_a_working_day(started, days, gaps):
    due = handling_due(started, Limit(days, DAYS), OFFICIAL, laid_out(started, gaps))
    local = due.astimezone(CHINA)
    assert is_working_day(local.date())
    assert (local.hour, local.minute) == (23, 59)


@given(moments, limits, pauses)
def test_near_lies_between_the_beginning_and_the_end(started, limit, gaps):
    due = handling_due(started, limit, OFFICIAL, laid_out(started, gaps))
    assert started <= near_from(started, due, limit) < due


@given(moments, st.integers(1, 30), lengths, lengths)
def test_of_two_suspensions_the_longer_gives_no_less_time(started, days, one, other):
    shorter, longer = sorted((one, other))
    due = [
        handling_due(started, Limit(days, DAYS), OFFICIAL, [(started, started + length)])
        for length in (shorter, longer)
    ]
    assert due[0] <= due[1]
