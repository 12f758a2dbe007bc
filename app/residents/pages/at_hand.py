"""What every page of the residents room is given."""

from dataclasses import dataclass

from app.accounts.permissions import Actor, Permission
from app.desk import at_hand

RESIDENT_KINDS = frozenset({"resident", "household", "building", "grid", "unit", "setting"})
"""Kinds of record that the lists and drawers of residents show."""
VISIT_KINDS = RESIDENT_KINDS | {"visit", "visit_plan"}


@dataclass(frozen=True)
class AtHand(at_hand.AtHand[Actor]):
    """What is at hand, and what this account may do in this room."""

    @property
    def edits_residents(self) -> bool:
        """Whether this account may register and change residents."""
        return self.actor.may(Permission.EDIT_RESIDENTS)

    @property
    def reveals(self) -> bool:
        """Whether this account may see ID numbers and phones in full."""
        return self.actor.may(Permission.REVEAL_PERSONAL_DATA)

    @property
    def records_visits(self) -> bool:
        """Whether this account may plan and record visits."""
        return self.actor.may(Permission.RECORD_VISITS)

    @property
    def changes_settings(self) -> bool:
        """Whether this account may choose the office's tags."""
        return self.actor.may(Permission.CHANGE_SETTINGS)
