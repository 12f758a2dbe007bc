"""Deadlines given to others are typed as a day; this is the moment they mean."""

from datetime import date, datetime, time

from app.desk.columns import CHINA

CLOSING = time(18)
"""When offices close: the day that is named ends then."""


def end_of(day: date) -> datetime:
    """The end of a day at the office, in China's time."""
    return datetime.combine(day, CLOSING, CHINA)
