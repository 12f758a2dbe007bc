"""What every page of the directing room is given, and the tables its pages show."""

from dataclasses import dataclass

from app.accounts.levels import Level
from app.accounts.permissions import Actor, Permission
from app.desk import at_hand

WHISTLE_KINDS = frozenset({"whistle", "response", "attachment"})
"""Tables whose change changes what is shown of whistles."""
TASK_KINDS = frozenset({"task"})
MARK_KINDS = frozenset({"mark", "office"})
PUBLICATION_KINDS = frozenset({"publication", "publication_reading"})


@dataclass(frozen=True)
class AtHand(at_hand.AtHand[Actor]):
    """What is at hand, the station's level, and what this account may do in this room."""

    level: Level = Level.COMMUNITY

    @property
    def is_above(self) -> bool:
        """Whether this station directs others: a street, or the district."""
        return self.level is not Level.COMMUNITY

    @property
    def whistles(self) -> bool:
        """Whether this account takes back, rates and ends the station's own whistles."""
        return not self.is_above and self.actor.may(Permission.DIRECT_EVENTS)

    @property
    def responds(self) -> bool:
        """Whether this account gives whistles to departments and enters what they do."""
        return self.is_above and self.actor.may(Permission.RESPOND)

    @property
    def assigns(self) -> bool:
        """Whether this account gives tasks, publishes and grants marks."""
        return self.is_above and self.actor.may(Permission.ASSIGN)

    @property
    def reveals(self) -> bool:
        """Whether this account may see phones in full."""
        return self.actor.may(Permission.REVEAL_PERSONAL_DATA)

    @property
    def exports(self) -> bool:
        """Whether this account may take lists out."""
        return self.actor.may(Permission.EXPORT)
