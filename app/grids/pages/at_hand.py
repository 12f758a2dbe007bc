"""What every page of the grids room is given."""

from dataclasses import dataclass

from app.accounts.permissions import Actor, Permission
from app.desk import at_hand

GRID_KINDS = {"grid", "building", "unit", "household", "resident", "staff_member", "staff_term"}
"""Kinds of record whose changes are seen in lists, tree and drawers of places."""
STAFF_KINDS = {"grid", "building", "unit", "staff_member", "staff_term", "attachment"}
GROUP_KINDS = {"chat_group", "chat_group_household", "household", "grid", "building", "unit"}
TRAINING_KINDS = {"training", "training_result", "staff_member"}
MAP_KINDS = {"site_plan", "grid_outline", "grid", "household", "resident", "chat_group_household"}


@dataclass(frozen=True)
class AtHand(at_hand.AtHand[Actor]):
    """What is at hand, and what this account may do in this room."""

    @property
    def edits_grids(self) -> bool:
        """Whether this account may register grids and buildings and appoint staff."""
        return self.actor.may(Permission.EDIT_GRIDS)

    @property
    def edits_residents(self) -> bool:
        """Whether this account may register households and tick them into chat groups."""
        return self.actor.may(Permission.EDIT_RESIDENTS)

    @property
    def sees_residents(self) -> bool:
        """Whether this account may open a resident."""
        return self.actor.may(Permission.SEE_RESIDENTS)

    @property
    def assesses(self) -> bool:
        """Whether this account may record trainings and scores."""
        return self.actor.may(Permission.ASSESS_STAFF)
