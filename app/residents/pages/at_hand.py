"""What every page of the residents room is given."""

from dataclasses import dataclass

from app.accounts.permissions import Actor, Permission
from app.desk import at_hand


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
