"""The figures of a year's events, for the headline of a station."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.events.figures import figures
from app.figures.headline import Figure
from db import clock

YEAR = timedelta(days=365)


def event_figures(session: Session, *, until: date | None = None) -> list[Figure]:
    """Counts and the five rates of the events reported in the year up to a day (today)."""
    last = until or clock.today()
    found = figures(session, from_day=last - YEAR + timedelta(days=1), until_day=last)
    counts = [
        Figure(f"events_{count.key}", f"一年事项：{count.name}", count.value, count.formula)
        for count in found.counts
    ]
    rates = [
        Figure(f"events_{rate.key}_rate", rate.name, len(rate.hits), rate.formula, len(rate.base))
        for rate in found.rates
    ]
    return [*counts, *rates]
