"""Working days: the official calendar where it is known, Monday to Friday where it is not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import working_days
from app.working_days import add_working_days, covers, is_working_day, working_days_between
from db import clock

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 21), False),
        (date(2026, 10, 1), False),
        (date(2025, 1, 26), True),
        (date(2025, 1, 28), False),
        (date(2025, 10, 11), True),
    ],
    ids=["Tuesday", "Saturday", "National Day", "Sunday worked", "New Year's Eve", "made up"],
)
def test_the_official_arrangement_decides(day, works):
    assert is_working_day(day) is works


def test_a_notice_over_the_national_day_ends_after_the_holiday():
    """Posted on 30 September 2025 for five working days: 1-8 October are off, 11 is worked."""
    assert add_working_days(date(2025, 9, 30), 5) == date(2025, 10, 14)


def test_years_without_an_official_arrangement_are_named():
    assert covers(2025)
    assert covers(2026)
    assert not covers(2035)


@given(day=DAYS.filter(lambda day: not covers(day.year)))
def test_where_nothing_is_known_monday_to_friday_work(day):
    assert is_working_day(day) is (day.weekday() < 5)


@given(day=DAYS, count=st.integers(1, 60))
def test_the_last_day_of_a_term_is_worked_and_holds_exactly_so_many(day, count):
    last = add_working_days(day, count)
    assert is_working_day(last)
    assert working_days_between(day, last) == count
    assert working_days_between(day, last - timedelta(days=1)) == count - 1


@given(day=DAYS, first=st.integers(0, 30), then=st.integers(0, 30))
def test_terms_add_up(day, first, then):
    assert add_working_days(add_working_days(day, first), then) == add_working_days(
        day, first + then
    )


@given(day=DAYS, before=st.integers(0, 400))
def test_nothing_lies_between_a_day_and_an_earlier_one(day, before):
    assert working_days_between(day, day - timedelta(days=before)) == 0


@given(first=DAYS, middle=st.integers(0, 200), last=st.integers(0, 200))
def test_counted_in_two_parts_or_in_one_is_the_same(first, middle, last):
    split = first + timedelta(days=middle)
    end = split + timedelta(days=last)
    parts = working_days_between(first, split) + working_days_between(split, end)
    assert parts == working_days_between(first, end)


def test_no_day_is_both_off_and_worked_and_every_day_lies_in_a_known_year():
    years, off, worked = working_days._calendar()
    assert not off & worked
    assert {day.year for day in off | worked} <= years
    assert all(day.weekday() >= 5 for day in worked), "only a weekend is made up for"


def test_today_is_the_day_in_china():
    with clock.set_to(clock.moment(date(2026, 11, 24), 0, 30)):
        assert working_days.today() == date(2026, 11, 24)
