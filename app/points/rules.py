"""The rules of points, pure: caps, and how points age.

Oldest points go first, in spending as in expiring. So whatever a resident did in between, what is
left is the newest points that add up to the balance; nothing has to be matched lot by lot.
"""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.points.terms import ExpiryMode


@dataclass(frozen=True)
class Caps:
    """The most a person can get by one item in a day, month, year; None: no cap."""

    day: int | None = None
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Got:
    """What a person has got by that item in the day, month and year of the occasion."""

    day: int = 0
    month: int = 0
    year: int = 0


@dataclass(frozen=True)
class Capped:
    """What a cap leaves of points; ``by`` names the cap that cut them (每日上限 20 分)."""

    points: int
    by: str = ""


def capped(points: int, caps: Caps, got: Got) -> Capped:
    """Points after the caps; deductions are never capped."""
    if points <= 0:
        return Capped(points)
    left = points
    by = ""
    for name, cap, used in (
        ("每日", caps.day, got.day),
        ("每月", caps.month, got.month),
        ("每年", caps.year, got.year),
    ):
        if cap is not None and max(cap - used, 0) < left:
            left, by = max(cap - used, 0), f"{name}上限 {cap} 分"
    return Capped(left, by)


@dataclass(frozen=True)
class Policy:
    """How points end: ``months`` counts for rolling expiry; ``warn_days`` ahead they are shown."""

    mode: ExpiryMode = ExpiryMode.YEARLY
    months: int = 24
    warn_days: int = 30


def cutoff(policy: Policy, on: date) -> date | None:
    """Points earned before this day have ended by ``on``; None: points never end."""
    if policy.mode is ExpiryMode.YEARLY:
        return date(on.year, 1, 1)
    if policy.mode is ExpiryMode.ROLLING:
        return months_before(on, policy.months)
    return None


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day_of(policy: Policy, earned_on: date) -> date | None:
    """The last day on which points earned on a day can be spent; None: always."""
    if policy.mode is ExpiryMode.YEARLY:
        return date(earned_on.year, 12, 31)
    if policy.mode is ExpiryMode.ROLLING:
        return months_before(earned_on, -policy.months)
    return None


@dataclass(frozen=True)
class Lot:
    """Points earned on one day and not yet gone."""

    earned_on: date
    points: int


def lots_left(earned: Iterable[Lot], balance: int) -> tuple[Lot, ...]:
    """What a balance consists of, oldest first: the newest points that add up to it."""
    found: list[Lot] = []
    for lot in sorted(earned, key=lambda each: each.earned_on, reverse=True):
        if balance <= 0:
            break
        part = min(lot.points, balance)
        if part > 0:
            found.append(Lot(lot.earned_on, part))
            balance -= part
    return tuple(reversed(found))


def expiring(earned: Iterable[Lot], balance: int, before: date) -> int:
    """How many points of a balance were earned before a day."""
    return max(0, balance - sum(lot.points for lot in earned if lot.earned_on >= before))


def shared_out(accounts: Mapping[UUID, Sequence[Lot]], amount: int) -> dict[UUID, int]:
    """From which account how much is taken, oldest points first; all lots add up to enough.

    A person has several accounts after records of residents were merged.
    """
    lots = [
        (lot.earned_on, str(account), account, lot.points)
        for account, held in accounts.items()
        for lot in held
    ]
    found: dict[UUID, int] = {}
    for _, _, account, points in sorted(lots, key=lambda each: each[:2]):
        part = min(points, amount)
        if part > 0:
            found[account] = found.get(account, 0) + part
            amount -= part
    if amount > 0:
        raise ValueError(f"{amount} points more than there are")
    return found
