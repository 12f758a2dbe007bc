"""What every page of the points room is given, and the tables its pages show."""

from dataclasses import dataclass

from app.accounts.permissions import Actor, Permission
from app.desk import at_hand

POINTS_KINDS = frozenset(
    {"activity", "participation", "points_record", "points_publicity", "points_objection"}
    | {"points_project", "project_claim", "points_rule", "points_account", "points_transfer"}
    | {"reward", "stock_move", "redemption"}
)
"""Tables whose change changes what this room shows."""


@dataclass(frozen=True)
class AtHand(at_hand.AtHand[Actor]):
    """What is at hand, and what this account may do in this room."""

    @property
    def records(self) -> bool:
        """Whether this account may record points."""
        return self.actor.may(Permission.RECORD_POINTS)

    @property
    def reviews(self) -> bool:
        """Whether this account may review what others recorded."""
        return self.actor.may(Permission.REVIEW_POINTS)

    @property
    def runs(self) -> bool:
        """Whether this account may run activities and projects."""
        return self.actor.may(Permission.RUN_ACTIVITIES)

    @property
    def redeems(self) -> bool:
        """Whether this account may stand at the counter."""
        return self.actor.may(Permission.REDEEM_POINTS)

    @property
    def edits(self) -> bool:
        """Whether this account may change rules and goods, and clear points."""
        return self.actor.may(Permission.EDIT_POINTS_RULES)

    @property
    def exports(self) -> bool:
        """Whether this account may take lists out of the house."""
        return self.actor.may(Permission.EXPORT)
