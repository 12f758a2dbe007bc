"""Rules of residents and visits, pure: ages, who is vulnerable, coverage, who is overdue."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.residents.terms import Ages

LIMITS = {Ages.MINOR: (None, 18), Ages.SIXTY: (60, None), Ages.EIGHTY: (80, None)}
"""From this age on, and below that one, in full years."""


def age_on(day: date, birth: date | None) -> int | None:
    """Full years of age on a day."""
    if birth is None:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def born_by(day: date, years: int) -> date:
    """The latest birth date of somebody who on ``day`` has reached an age."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February of a year without one
        return date(day.year - years, 2, 28)


def births(ages: Ages, day: date) -> tuple[date | None, date | None]:
    """Born after the first and not after the second date; None sets no limit."""
    least, below = LIMITS[ages]
    after = None if below is None else born_by(day, below)
    until = None if least is None else born_by(day, least)
    return after, until


def vulnerable(tags: Iterable[str], marked: Collection[str]) -> tuple[str, ...]:
    """The tags that say somebody needs to be looked after first."""
    return tuple(tag for tag in tags if tag in marked)


@dataclass(frozen=True)
class Coverage:
    """走访覆盖率 = households where somebody answered in the period / households."""

    visited: int
    households: int

    @property
    def share(self) -> Fraction | None:
        """None when there is nothing to cover: that is neither 0 nor 100 %."""
        return Fraction(self.visited, self.households) if self.households else None

    @property
    def shown(self) -> str:
        """75.0%, or a dash."""
        return "—" if self.share is None else f"{float(self.share) * 100:.1f}%"


def is_overdue(last: date | None, today: date, every_days: int) -> bool:
    """Whether a vulnerable household has waited longer than ``every_days`` for a visit.

    0 days asks for none; a household never visited is overdue from the first day.
    """
    if every_days <= 0:
        return False
    return last is None or (today - last).days > every_days
