"""A clock that is moved by hand: a year is told in a few strokes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db import clock

MONTHS = 12
DAYS = 30
"""Of a month of the tale."""
YEAR = MONTHS * DAYS


@dataclass
class Hand:
    """The moment that has been reached, and the day of the demo."""

    today: date
    now: datetime

    @classmethod
    def at_the_start(cls, today: date) -> "Hand":
        """A year before the day of the demo, in the morning."""
        return cls(today, clock.moment(today - timedelta(days=YEAR), 9))

    @contextmanager
    def clock(self) -> Iterator[None]:
        """The program's clock shows what the hand shows."""
        with clock.set_to(lambda: self.now):
            yield

    def to(self, days_ago: int, at: time) -> None:
        """Move it to a time of day, so many days before the demo's day."""
        self.now = clock.moment(self.today - timedelta(days=days_ago), at.hour, at.minute)
