"""Early warnings (风险预警): each says by which rule and figure it came, and what it is about."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.levels import Level
from app.accounts.permissions import Actor, Permission
from app.today.area_warnings import lagging, silent, unanswered
from app.today.community_warnings import near, repeated, stuck, unvisited_doors
from app.today.rules import Thresholds
from app.today.terms import RULES_OF, Rule
from app.today.warning import EarlyWarning, Found

GIVERS: Mapping[Rule, tuple[Permission, Callable[[Session, Thresholds, UUID | None], Found]]] = {
    Rule.REPEATED: (Permission.SEE_EVENTS, repeated),
    Rule.NEAR: (Permission.SEE_EVENTS, near),
    Rule.STUCK: (Permission.SEE_COUNCIL, stuck),
    Rule.UNVISITED: (Permission.SEE_RESIDENTS, unvisited_doors),
    Rule.LAGGING: (Permission.SEE_EVENTS, lagging),
    Rule.UNANSWERED: (Permission.SEE_EVENTS, unanswered),
    Rule.SILENT: (Permission.SEE_EVENTS, silent),
}
"""Who may see the warnings of a rule, and what gives them; asked with a grid, or None for all."""


def early_warnings(
    session: Session,
    actor: Actor,
    level: Level,
    limits: Thresholds,
    grid_id: UUID | None = None,
) -> list[EarlyWarning]:
    """The warnings of the level's rules that are on and whose room this account may see."""
    rules = [rule for rule in RULES_OF[level] if limits.is_on(rule) and actor.may(GIVERS[rule][0])]
    return [warning for rule in rules for warning in GIVERS[rule][1](session, limits, grid_id)]
