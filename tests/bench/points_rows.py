"""The rows of a scheme of any size, made the same each time: people, activities, entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

ACCOUNTS, ACTIVITIES, PARTS = 16_000, 3_600, 45_000
FIRST_DAY, DAYS = date(2025, 1, 1), 690
FOURS = 0.511
"""Share of parts that give four points, the others five: 202,000 in all."""


@dataclass(frozen=True)
class Part:
    """Somebody's part in an activity, by number, and what it gave."""

    number: int
    person: int
    activity: int
    points: int
    day: date


def parts(scale: int) -> Iterator[Part]:
    """Every participation; half of them by a fifth of the people."""
    random = Random(1)
    people, activities = ACCOUNTS * scale, ACTIVITIES * scale
    for number in range(PARTS * scale):
        often = random.random() < 0.5
        person = random.randrange(people // 5 if often else people)
        activity = random.randrange(activities)
        day = FIRST_DAY + timedelta(days=activity * DAYS // activities)
        yield Part(number, person, activity, 4 if random.random() < FOURS else 5, day)
