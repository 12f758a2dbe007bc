"""What people have got by an item so far, and what its caps leave of more.

Counted over everything that was recorded and not stopped, whatever its state, under the write lock:
caps hold with several windows and programs at work. All records of one person count together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.points.models import PointsRecord, PointsRule
from app.points.people import same_person
from app.points.rules import Capped, Caps, Got, capped
from app.points.stages import COUNTING

AT_ONCE = 5_000
Entry = tuple[date, int]


@dataclass
class Tally:
    """Points of an item by person, with what is added on the way."""

    rule_key: str
    _got: dict[UUID, list[Entry]] = field(default_factory=dict)

    def add(self, person: UUID, day: date, points: int) -> None:
        """Count points in."""
        self._got.setdefault(person, []).append((day, points))

    def got(self, person: UUID, day: date) -> Got:
        """What a person has got in the day, month and year of a day."""
        entries = self._got.get(person, [])
        same_year = [(on, points) for on, points in entries if on.year == day.year]
        same_month = [(on, points) for on, points in same_year if on.month == day.month]
        return Got(
            sum(points for on, points in same_month if on == day),
            sum(points for _, points in same_month),
            sum(points for _, points in same_year),
        )

    def take(self, person: UUID, rule: PointsRule, day: date, quantity: int) -> Capped:
        """What the caps leave, counted in at once."""
        caps = Caps(rule.cap_day, rule.cap_month, rule.cap_year)
        left = capped(rule.points * quantity, caps, self.got(person, day))
        self.add(person, day, left.points)
        return left


def tally(session: Session, rule: PointsRule, people: Iterable[UUID], years: set[int]) -> Tally:
    """The tally of an item, all versions together, for standing records of people."""
    counted = Tally(rule.key)
    if rule.cap_day is None and rule.cap_month is None and rule.cap_year is None:
        return counted
    groups = same_person(session, people)
    owner = {record: root for root, records in groups.items() for record in records}
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    versions = select(PointsRule.id).where(
        PointsRule.key == rule.key, PointsRule.owner == rule.owner
    )
    for part in _parts(list(owner)):
        rows = session.execute(
            select(PointsRecord.resident_id, PointsRecord.happened_on, PointsRecord.points)
            .where(PointsRecord.resident_id.in_(part))
            .where(PointsRecord.rule_id.in_(versions))
            .where(PointsRecord.happened_on.between(first, last))
            .where(PointsRecord.state.in_(COUNTING))
        )
        for resident_id, day, points in rows:
            counted.add(owner[resident_id], day, points)
    return counted


def _parts(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
