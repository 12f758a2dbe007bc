"""Who is in the room at a moment, from arrival and leaving times.

A member counts from the minute of arrival until leaving, and again after coming back. A person
holding proxies also stands for each absent member while present himself, where the rule allows
proxies, unless that member is in the room too. Observers never count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.council.terms import AttendanceKind, AttendanceStatus

Spell = tuple[datetime, datetime | None]
"""From arrival to leaving; None: still there."""


@dataclass(frozen=True)
class Person:
    """What counting needs to know of one attendance row."""

    id: UUID
    name: str
    kind: AttendanceKind
    status: AttendanceStatus
    spells: tuple[Spell, ...] = ()
    proxy_holder: UUID | None = None
    """Who holds this person's written proxy while he is absent."""

    def is_in_at(self, moment: datetime) -> bool:
        """Whether in the room at a moment; the minute of leaving no longer counts."""
        return any(came <= moment and (left is None or moment < left) for came, left in self.spells)

    def was_in_between(self, start: datetime, end: datetime) -> bool:
        """Whether in the room at any moment from start to end, both included."""
        return any(came <= end and (left is None or left > start) for came, left in self.spells)


@dataclass(frozen=True)
class Presence:
    """Who counts: the number of votes, and the names for the record."""

    members: tuple[str, ...]
    represented: tuple[tuple[str, str], ...]
    """(member represented, holder of the proxy)."""

    @property
    def number(self) -> int:
        """Votes in the room: members present and members represented."""
        return len(self.members) + len(self.represented)

    @property
    def names(self) -> tuple[str, ...]:
        """As frozen in a vote: 张三, 李四（由王五代）."""
        return (*self.members, *(f"{name}（由{by}代）" for name, by in self.represented))


def present_at(people: Iterable[Person], moment: datetime, *, proxies: bool) -> Presence:
    """Who counts at one moment; ``proxies``: whether the rule allows them."""
    everyone = list(people)
    return _presence(everyone, {p.id for p in everyone if p.is_in_at(moment)}, proxies=proxies)


def present_between(
    people: Iterable[Person], start: datetime, end: datetime, *, proxies: bool
) -> Presence:
    """Who counted at any moment of a period: those who could take a ballot paper in it."""
    everyone = list(people)
    inside = {p.id for p in everyone if p.was_in_between(start, end)}
    return _presence(everyone, inside, proxies=proxies)


def _presence(people: list[Person], inside: set[UUID], *, proxies: bool) -> Presence:
    members = [p for p in people if p.kind is AttendanceKind.MEMBER and p.id in inside]
    by_id = {p.id: p for p in people}
    represented: list[tuple[str, str]] = []
    for absent in people:
        holder = by_id.get(absent.proxy_holder) if absent.proxy_holder else None
        if proxies and holder and holder.id in inside and absent.id not in inside:
            represented.append((absent.name, holder.name))
    return Presence(tuple(p.name for p in members), tuple(represented))


def entitled_among(people: Iterable[Person]) -> int:
    """How many of the list are members; observers and proxy holders are not entitled."""
    return sum(person.kind is AttendanceKind.MEMBER for person in people)
