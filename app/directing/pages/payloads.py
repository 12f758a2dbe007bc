"""What a publication carries besides words: taken from its room, told in lines, compared with ours.

The rooms that own rules and categories say what holds here and how a payload reads; this file
brings both together for the pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.directing.terms import PublicationKind
from app.events.categories_published import described_categories, published_categories
from app.points.rules_published import described_rules, published_rules

Payload = dict[str, Any]


@dataclass(frozen=True)
class Content:
    """How one kind of payload is taken and told."""

    here: Callable[[Any], Payload]
    """``here(session)``: what holds at this station, as a publication carries it."""
    lines: Callable[[Payload], tuple[str, ...]]
    unit: str


CONTENTS = {
    PublicationKind.POINTS_RULES: Content(published_rules, described_rules, "条细则"),
    PublicationKind.EVENT_CATEGORIES: Content(published_categories, described_categories, "个类别"),
}


@dataclass(frozen=True)
class Offer:
    """What would be published now: the payload, and how it reads."""

    payload: Payload
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """What adopting a payload would change here."""

    coming: tuple[str, ...]
    """Lines that do not stand here as they are: new or changed."""
    alike: int
    """Lines that stand here already."""


def described(kind: PublicationKind, payload: Payload) -> tuple[str, ...]:
    """A payload in lines; none for a kind that carries nothing."""
    content = CONTENTS.get(kind)
    return content.lines(payload) if content is not None and payload else ()


def offer(session: Any, *, kind: PublicationKind) -> Offer:
    """What holds here now, to be published."""
    payload = CONTENTS[kind].here(session)
    return Offer(payload, described(kind, payload))


def compared(session: Any, *, kind: PublicationKind, payload: Payload) -> Comparison:
    """What a payload would change here."""
    ours = set(described(kind, CONTENTS[kind].here(session)))
    theirs = described(kind, payload)
    coming = tuple(line for line in theirs if line not in ours)
    return Comparison(coming, len(theirs) - len(coming))
