"""Periods that a list or a report can be narrowed to."""

from datetime import date, timedelta

from app.desk.fields import Choice


def periods(today: date) -> list[Choice]:
    """Periods that end today, and the one before."""
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    last = first - timedelta(days=1)
    year = today.replace(month=1, day=1)
    return [
        Choice((today, today), "今天"),
        Choice((monday, today), "本周"),
        Choice((first, today), "本月"),
        Choice((last.replace(day=1), last), "上月"),
        Choice((year, today), "今年"),
        Choice((year.replace(year=year.year - 1), year - timedelta(days=1)), "去年"),
    ]
