"""Points that come by rule when something happened in another room, once for each occasion.

Rooms beside this one may not be imported: whoever wires announcements calls :func:`award_by_rule`
with plain data. Where the office has no rule for the trigger in force that day, nothing happens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.points.models import PointsRule
from app.points.people import standing_for
from app.points.records import RecordText, Share, ShareResult, record_points
from app.points.rule_versions import rules_on
from app.points.terms import TRIGGER_NAMES, Trigger
from db import clock

LONGEST = 60


@dataclass(frozen=True)
class Occasion:
    """What happened, in plain data."""

    trigger: Trigger
    table: str
    """Table and id of what it was: ("meeting", …)."""
    id: UUID
    title: str
    on: date | None = None
    """Today when not given."""


def award_by_rule(
    session: Session, actor: Actor, *, occasion: Occasion, resident_ids: Sequence[UUID]
) -> list[ShareResult]:
    """Record points of everybody for one occasion; told again, it adds nobody twice.

    Raises:
        NotAllowed: the actor may not record points.
        NotFound: a resident is gone.
    """
    day = occasion.on or clock.today()
    rule = rule_by_trigger(session, occasion.trigger, day)
    if rule is None or not resident_ids:
        return []
    people = dict.fromkeys(standing_for(session, resident_ids).values())
    key = f"{occasion.trigger}:{occasion.id.hex}"
    shares = [Share(person, 1, f"{key}:{person.hex}", occasion.id) for person in people]
    evidence = f"{TRIGGER_NAMES[occasion.trigger]}：{occasion.title}"[:LONGEST]
    text = RecordText(rule.id, day, evidence, occasion.title[:LONGEST], occasion.table)
    return record_points(session, actor, text=text, shares=shares)


def rule_by_trigger(session: Session, trigger: Trigger, day: date) -> PointsRule | None:
    """The item that awards for a trigger on a day; the first where there are several."""
    return next((row for row in rules_on(session, day) if row.trigger == trigger), None)
