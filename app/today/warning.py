"""One early warning (风险预警), as every rule tells it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.today.terms import Rule
from db import clock


@dataclass(frozen=True)
class EarlyWarning:
    """One warning."""

    rule: Rule
    key: str
    """The same as long as it is about the same thing."""
    mark: str
    """Changes when something new happened: then it is shown again though it was put away."""
    title: str
    reason: str
    """The figure, and the rule it reached: 30 天内 4 件（满 3 件预警）."""
    room: str
    record: object
    """What the room opens; None for a list."""
    ids: tuple[UUID, ...] = ()
    """The events it counts, where it is about several."""


Found = Iterator[EarlyWarning]


def days_since(moment: datetime) -> int:
    """Whole days of the calendar since then."""
    return (clock.today() - clock.local(moment).date()).days
