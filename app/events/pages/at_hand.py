"""What every page of the events room is given, and the tables its pages show."""

from dataclasses import dataclass

from app.accounts.permissions import Actor, Permission
from app.desk import at_hand

EVENT_KINDS = frozenset({"event", "event_step", "event_category", "task"})
"""Tables whose change changes what this room shows; a strip of photos reads its own."""


@dataclass(frozen=True)
class AtHand(at_hand.AtHand[Actor]):
    """What is at hand, and what this account may do in this room."""

    @property
    def reports(self) -> bool:
        """Whether this account may enter events and work on them."""
        return self.actor.may(Permission.REPORT_EVENTS)

    @property
    def directs(self) -> bool:
        """Whether this account may dispatch, verify and close."""
        return self.actor.may(Permission.DIRECT_EVENTS)

    @property
    def reveals(self) -> bool:
        """Whether this account may see phones in full."""
        return self.actor.may(Permission.REVEAL_PERSONAL_DATA)
