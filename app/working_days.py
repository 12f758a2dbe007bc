"""Working days by the official calendar (holiday notices of the State Council), kept as data.

Years the data does not cover count Monday to Friday; :func:`covers` says so, and whoever shows a
date reckoned that way says so too.
"""

import json
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from db import clock

SATURDAY = 5


@cache
def _calendar() -> tuple[frozenset[int], frozenset[date], frozenset[date]]:
    data = json.loads(files("resources").joinpath("calendar/holidays.json").read_text("utf-8"))
    off = frozenset(date.fromisoformat(day) for day in data["days_off"])
    worked = frozenset(date.fromisoformat(day) for day in data["workdays"])
    return frozenset(data["years"]), off, worked


def covers(year: int) -> bool:
    """Whether the official arrangement of this year is known."""
    return year in _calendar()[0]


def is_working_day(day: date) -> bool:
    """Whether offices work on this day."""
    _, off, worked = _calendar()
    return day in worked or (day.weekday() < SATURDAY and day not in off)


def add_working_days(day: date, count: int) -> date:
    """The last of ``count`` full working days after ``day``; ``day`` itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """Working days after ``first`` up to and including ``last``; 0 when ``last`` is not later."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day) for day in days)


def today() -> date:
    """The calendar day it is now in China, for pages, which do not reach the clock themselves."""
    return clock.today()
