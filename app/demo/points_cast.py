"""Who plays a part in the demo's points scheme, and what was laid down for it."""

from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.permissions import Actor, Role
from app.demo.cast import Stage
from app.demo.data import data
from app.demo.registry import Neighbour
from app.points.rule_views import rule_choices

REGULARS, OFTEN = 260, 70
"""Neighbours who ever come, and those who come most of the time."""


@dataclass
class Scheme:
    """The year's scheme: people, rules, goods; chance comes from a source of its own."""

    stage: Stage
    random: Random
    regulars: list[Neighbour]
    rules: dict[str, UUID] = field(default_factory=dict)
    rewards: list[UUID] = field(default_factory=list)
    project: UUID | None = None

    def crowd(self, count: int) -> list[Neighbour]:
        """Who comes: half of them come to everything."""
        often, seldom = self.regulars[:OFTEN], self.regulars[OFTEN:]
        half = min(count // 2, len(often))
        return self.random.sample(often, half) + self.random.sample(seldom, count - half)

    def rule(self, session: Session, key: str) -> UUID:
        """The version in force of a shipped item."""
        if key not in self.rules:
            self.rules = {row.key: row.id for row in rule_choices(session)}
        return self.rules[key]


def gathered(stage: Stage) -> Scheme:
    """Draw the regulars among the settled neighbours."""
    random = Random(f"points {stage.cast.registry.neighbours[0].id}")
    settled = [one for one in stage.cast.registry.neighbours if one.is_settled]
    return Scheme(stage, random, random.sample(settled, min(REGULARS, len(settled))))


def clerk_of(session: Session) -> Actor:
    """The points clerk's account."""
    return _first(session, Role.POINTS_CLERK)


def secretary_of(session: Session) -> Actor:
    """The secretary's account."""
    return _first(session, Role.SECRETARY)


def _first(session: Session, role: Role) -> Actor:
    account = session.scalars(select(Account).where(Account.role == role)).first()
    if account is None:
        raise LookupError(f"the demo has no account of role {role}")
    return Actor(account.id, account.login, account.name, role)


def entries(kind: str) -> list[dict[str, Any]]:
    """The entries of a kind of ``points.toml``."""
    found: list[dict[str, Any]] = data("points")[kind]
    return found
