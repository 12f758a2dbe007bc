"""What every page of the council room is given, and how moments are written there."""

from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.permissions import Actor, Permission
from app.desk import at_hand
from app.desk.columns import CHINA

WEEKDAYS = "一二三四五六日"
MATTER_KINDS = frozenset(
    {"matter", "matter_step", "agenda_item", "meeting", "speech", "vote", "public_notice"}
    | {"objection", "seconder", "poll_slip"}
    | {"work_plan", "milestone", "work_claim", "work_change", "evaluation"}
)
"""Tables whose change changes what a matter shows."""
WORK_KINDS = frozenset(
    {"matter", "matter_step", "work_plan", "milestone", "work_claim", "work_change", "evaluation"}
)
"""Tables whose change changes how the work on a matter stands."""
MEETING_KINDS = frozenset(
    {"meeting", "agenda_item", "attendance", "speech", "vote", "matter", "minutes"}
)
BODY_KINDS = frozenset({"body", "body_member"})


@dataclass(frozen=True)
class AtHand(at_hand.AtHand[Actor]):
    """What is at hand, and what this account may do in this room."""

    @property
    def edits_matters(self) -> bool:
        """Whether this account may register and move matters."""
        return self.actor.may(Permission.EDIT_MATTERS)

    @property
    def runs_meetings(self) -> bool:
        """Whether this account may plan and record meetings."""
        return self.actor.may(Permission.RUN_MEETINGS)

    @property
    def edits_bodies(self) -> bool:
        """Whether this account may set up bodies."""
        return self.actor.may(Permission.EDIT_BODIES)

    @property
    def signs_minutes(self) -> bool:
        """Whether this account may sign minutes."""
        return self.actor.may(Permission.SIGN_MINUTES)


def day_words(day: date) -> str:
    """11月24日 周二"""
    return f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def moment_words(moment: datetime) -> str:
    """11月24日 周二 19:00, on a wall clock in China."""
    at = moment.astimezone(CHINA)
    return f"{day_words(at.date())} {at:%H:%M}"


def clock_words(moment: datetime | None) -> str:
    """19:00, on a wall clock in China; empty for None."""
    return f"{moment.astimezone(CHINA):%H:%M}" if moment else ""
