"""A community's points scheme as it is laid down: rules, accounts, old points, what will be held.

What the activities do not award of the points planned was brought forward at the start, so that
the sum is exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.demo.district.plan import CommunityPlan, apportioned
from app.demo.district.words import told
from app.points import ledger
from app.points.accounts import resident_accounts, system_account
from app.points.ledger import Entry
from app.points.rule_versions import adopt_shipped_rules
from app.points.rule_views import rule_choices
from app.points.terms import AccountKind, TransferKind
from db import clock

AWARDED = 0.7
"""Of the points planned, how much activities award at most."""


@dataclass(frozen=True)
class Rule:
    """An item of the rules, as far as activities award by it."""

    id: UUID
    item: str
    points: int


@dataclass(frozen=True)
class Draft:
    """An activity that is going to be held."""

    title: str
    place: str
    rule: str
    hour: int
    crowd: int
    awards: bool


@dataclass
class Scheme:
    """What was laid down, and who takes part."""

    members: list[UUID]
    """Residents with an account, by their ids."""
    accounts: dict[UUID, UUID]
    rules: dict[str, Rule]
    drafts: list[list[Draft]]
    """The activities of each month."""
    issued: UUID
    held: UUID
    numbers: dict[int, int]
    """The last number given of each year."""


def lay_down(
    session: Session,
    actor: Actor,
    plan: CommunityPlan,
    members: Sequence[UUID],
    random: Random,
    *,
    months: int,
) -> Scheme:
    """Adopt the rules, open the accounts and bring forward what the old paper lists held."""
    adopt_shipped_rules(session, actor, valid_from=clock.today())
    rules = {row.key: Rule(row.id, row.text.item, row.text.points) for row in rule_choices(session)}
    scheme = Scheme(
        list(members),
        resident_accounts(session, actor, members) if members else {},
        rules,
        [],
        system_account(session, AccountKind.ISSUED),
        system_account(session, AccountKind.HELD),
        {},
    )
    drafts = _drafts(plan, rules, random)
    awarded = sum(one.crowd * rules[one.rule].points for one in drafts if one.awards)
    _bring_forward(session, actor, scheme, plan.issued - awarded, random)
    scheme.drafts = [drafts[month::months] for month in range(months)]
    return scheme


def _drafts(plan: CommunityPlan, rules: dict[str, Rule], random: Random) -> list[Draft]:
    """Every activity of the year; they award as long as there are points for it."""
    if not plan.activities:
        return []
    sizes = [random.randrange(50, 200) for _ in range(plan.activities)]
    crowds = apportioned(plan.came, sizes, most=[plan.registered] * plan.activities)
    words, left, found = told("activities"), int(plan.issued * AWARDED), []
    for crowd in crowds:
        one = random.choice(words)
        place, rule, hour = one.rest
        cost = crowd * rules[rule].points
        found.append(Draft(one.title, place, rule, int(hour), crowd, 0 < cost <= left))
        left -= cost if found[-1].awards else 0
    random.shuffle(found)
    return found


def _bring_forward(
    session: Session, actor: Actor, scheme: Scheme, points: int, random: Random
) -> None:
    if not points:
        return
    weights = [random.randrange(1, 40) for _ in scheme.members]
    entries = [
        Entry(
            key=f"opening:{member.hex}",
            kind=TransferKind.OPENING,
            from_account=scheme.issued,
            to_account=scheme.accounts[member],
            amount=amount,
            text="期初结转",
            earned_on=clock.today(),
        )
        for member, amount in zip(scheme.members, apportioned(points, weights), strict=True)
        if amount
    ]
    ledger.write(session, actor, entries)
