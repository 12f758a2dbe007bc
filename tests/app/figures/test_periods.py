"""Periods: their days, what they are compared with, and the steps of a trend."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInput
from app.figures.periods import (
    Grain,
    Period,
    PeriodKind,
    free_period,
    grain_of,
    month_period,
    period_of,
    spans,
)

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("kind", "days", "before"),
    [
        (PeriodKind.THIS_MONTH, ("2026-11-01", "2026-11-24"), ("2026-10-01", "2026-10-24")),
        (PeriodKind.LAST_MONTH, ("2026-10-01", "2026-10-31"), ("2026-09-01", "2026-09-30")),
        (PeriodKind.THIS_QUARTER, ("2026-10-01", "2026-11-24"), ("2026-07-01", "2026-08-24")),
        (PeriodKind.THIS_YEAR, ("2026-01-01", "2026-11-24"), ("2025-01-01", "2025-11-24")),
        (PeriodKind.LAST_YEAR, ("2025-01-01", "2025-12-31"), ("2024-01-01", "2024-12-31")),
        (PeriodKind.FREE, ("2026-11-01", "2026-11-24"), ("2026-10-08", "2026-10-31")),
    ],
)
def test_a_period_has_its_days_and_is_compared_with_as_many_before(kind, days, before):
    period = period_of(kind, TODAY)
    assert (str(period.from_day), str(period.until_day)) == days
    assert (str(period.before.from_day), str(period.before.until_day)) == before


def test_in_january_last_month_and_last_year_end_on_the_same_day():
    first = date(2027, 1, 1)
    assert period_of(PeriodKind.LAST_MONTH, first).until_day == date(2026, 12, 31)
    assert period_of(PeriodKind.LAST_YEAR, first).until_day == date(2026, 12, 31)
    assert period_of(PeriodKind.THIS_QUARTER, first).from_day == first


def test_a_month_that_ends_is_compared_with_a_whole_month_however_short():
    march = month_period(date(2027, 3, 15))
    assert march.before == Period(date(2027, 2, 1), date(2027, 2, 28), 1)
    assert march.before.before.until_day == date(2027, 1, 31)
    assert month_period(date(2028, 2, 10)).until_day == date(2028, 2, 29)


def test_whole_months_typed_by_hand_are_compared_with_as_many_whole_months():
    quarter = free_period(date(2026, 1, 1), date(2026, 3, 31))
    assert quarter.before == Period(date(2025, 10, 1), date(2025, 12, 31), 3)
    week = free_period(date(2026, 11, 2), date(2026, 11, 8))
    assert week.before == Period(date(2026, 10, 26), date(2026, 11, 1))


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(InvalidInput) as refused:
        free_period(date(2026, 11, 2), date(2026, 11, 1))
    assert refused.value.field == "until_day"


@pytest.mark.parametrize(
    ("until", "grain", "labels"),
    [
        (date(2026, 10, 31), Grain.DAY, ("10-01", "10-31")),
        (date(2026, 11, 24), Grain.WEEK, ("10-01", "11-23")),
        (date(2027, 2, 10), Grain.MONTH, ("2026-10", "2027-02")),
    ],
)
def test_a_trend_goes_by_days_weeks_or_months(until, grain, labels):
    period = Period(date(2026, 10, 1), until)
    assert grain_of(period) is grain
    steps = spans(period, grain)
    assert (steps[0].label, steps[-1].label) == labels


def test_a_week_begins_on_monday():
    weeks = spans(Period(date(2026, 10, 1), date(2026, 11, 24)), Grain.WEEK)
    assert {week.from_day.weekday() for week in weeks[1:]} == {0}


@given(DAYS, st.integers(0, 900), st.sampled_from(Grain))
def test_the_steps_of_a_trend_cover_every_day_once(first, days, grain):
    period = Period(first, first + timedelta(days=days))
    steps = spans(period, grain)
    assert (steps[0].from_day, steps[-1].until_day) == (period.from_day, period.until_day)
    for one, following in pairwise(steps):
        assert following.from_day == one.until_day + timedelta(days=1)
    assert all(step.from_day <= step.until_day for step in steps)


@given(DAYS, st.sampled_from([kind for kind in PeriodKind]))
def test_no_period_overlaps_the_one_it_is_compared_with(today, kind):
    period = period_of(kind, today)
    assert period.from_day <= period.until_day <= today
    assert period.before.until_day < period.from_day
    assert period.before.from_day <= period.before.until_day
