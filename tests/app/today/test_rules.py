"""When something is due, in groups and in words."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.today.rules import day_words, due_words, listed, when_of
from app.today.terms import When
from db import clock


def at(*parts: int) -> datetime:
    """What the wall clock shows in China."""
    return datetime(*parts, tzinfo=clock.CHINA)


NOW = at(2026, 11, 24, 9)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("due", "is_late", "when"),
    [
        (at(2026, 11, 24, 8), True, When.OVERDUE),
        (at(2026, 11, 24, 8), False, When.TODAY),
        (at(2026, 11, 20, 8), False, When.TODAY),
        (at(2026, 11, 24, 23, 59, 59), False, When.TODAY),
        (at(2026, 11, 25, 0), False, When.WEEK),
        (at(2026, 11, 29, 23, 59), False, When.WEEK),
        (at(2026, 11, 30, 0), False, When.LATER),
        (None, False, When.LATER),
        (None, True, When.TODAY),
    ],
)
def test_what_is_due_stands_in_its_group(due, is_late, when):
    assert when_of(due, NOW, is_late=is_late) is when


@given(
    st.timedeltas(timedelta(), timedelta(700)).map(lambda away: NOW + away),
    st.timedeltas(timedelta(-40), timedelta(40)),
    st.timedeltas(timedelta(), timedelta(40)),
    st.booleans(),
)
def test_what_is_due_later_never_stands_in_an_earlier_group(now, away, further, is_late):
    order = list(When)
    first = when_of(now + away, now, is_late=is_late)
    second = when_of(now + away + further, now, is_late=is_late)
    assert order.index(first) <= order.index(second)


@pytest.mark.parametrize(
    ("due", "day_only", "words"),
    [
        (at(2026, 11, 24, 16, 30), False, "16:30"),
        (at(2026, 11, 24, 23, 59, 59), False, "今天"),
        (at(2026, 11, 25, 9), False, "明天 09:00"),
        (at(2026, 11, 23, 18), True, "昨天"),
        (at(2026, 12, 3, 0), False, "12-03"),
        (at(2027, 1, 5, 9), False, "2027-01-05 09:00"),
        (None, False, ""),
    ],
)
def test_until_when_is_said_in_few_words(due, day_only, words):
    assert due_words(due, NOW.date(), day_only=day_only) == words


def test_the_day_says_whether_the_office_works():
    assert day_words(NOW.date(), works=True) == "2026-11-24 星期二 · 工作日"
    assert day_words(date(2026, 10, 10), works=True).endswith("星期六 · 调休上班")
    assert day_words(date(2026, 10, 1), works=False).endswith("星期四 · 节假日")
    assert day_words(date(2026, 11, 29), works=False).endswith("星期日 · 休息日")
    assert "未收录" in day_words(NOW.date(), works=True, is_known=False)


def test_more_than_two_people_are_counted():
    assert listed(["王秀芬", "李桂兰"]) == "王秀芬、李桂兰"
    assert listed(["王秀芬", "李桂兰", "张三"]) == "王秀芬、李桂兰 等 3 人"
