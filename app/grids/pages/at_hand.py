"""What every page of the grids room is given."""

from dataclasses import dataclass

from app.accounts.permissions import Actor, Permission
from app.desk import at_hand


@dataclass(frozen=True)
class AtHand(at_hand.AtHand[Actor]):
    """What is at hand, and what this account may do in this room."""

    @property
    def edits_grids(self) -> bool:
        """Whether this account may register grids and buildings and appoint staff."""
        return self.actor.may(Permission.EDIT_GRIDS)
