"""Who plays a part: the accounts that act, the neighbours, and the bodies they sit in."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from app.accounts.permissions import Actor
from app.demo.chronicle import Chronicle
from app.demo.places import Places
from app.demo.registry import Neighbour, Registry
from app.working_days import is_working_day
from db import clock


@dataclass(frozen=True)
class SeatedBody:
    """A council body with its members, by the entry of ``people.toml``."""

    id: UUID
    entry: dict[str, Any]
    members: tuple[Neighbour, ...]
    """The first convenes, the second keeps the record (in yard and grid councils)."""


@dataclass
class Cast:
    """Everybody and everything the year's tales refer to."""

    secretary: Actor
    recorder: Actor
    """The grid worker's account, which registers matters and keeps the meetings' records."""
    places: Places
    registry: Registry
    bodies: dict[str, SeatedBody] = field(default_factory=dict)
    matters: dict[str, UUID] = field(default_factory=dict)
    proposers: set[UUID] = field(default_factory=set)
    """Residents who proposed something already; others come first."""


@dataclass(frozen=True)
class Stage:
    """Where and when the tales are told."""

    chronicle: Chronicle
    cast: Cast
    random: Random
    today: date

    def ago(self, days: int) -> date:
        """So many days before the demo's day, or the last working day before; never after it."""
        day = self.today - timedelta(days=days)
        return working_day_before(day) if days > 0 else day


def working_day_before(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_day_from(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def at(day: date, time: str) -> datetime:
    """A moment by a wall clock: 19:00."""
    hour, minute = time.split(":")
    return clock.moment(day, int(hour), int(minute))
