"""What every page of the figures is given, and what it was asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.accounts.permissions import Actor, Permission
from app.desk import at_hand
from app.desk.page import Page
from app.events.filters import EventFilter
from app.figures.periods import Period

EVENT_KINDS = frozenset({"event", "event_category", "visit"})
COUNCIL_KINDS = frozenset({"matter", "matter_step", "meeting", "attendance", "vote"})
POINTS_KINDS = frozenset({"points_transfer", "points_record", "activity", "participation"})
KINDS = EVENT_KINDS | COUNCIL_KINDS | POINTS_KINDS
"""Tables whose change changes figures."""
AREA_KINDS = KINDS | {"office", "task", "whistle", "grid", "household", "chat_group"}
"""Those whose change changes what communities are compared by."""

ShowEvents = Callable[[EventFilter, str], None]
"""Show the events behind a number under these words."""
EventsBehind = Callable[[Page], ShowEvents]
"""How such a list is shown in place of a page; bootstrap knows the room that has it."""


@dataclass(frozen=True)
class Asked:
    """What the filter row asks for."""

    period: Period
    grid_id: UUID | None = None
    grid: str = ""
    """Name of the grid; empty: the whole community."""
    area: str | None = None
    """At a superior's station: the beginning of an area code, see :mod:`app.figures.areas`."""
    place: str = ""
    """Name of the street or community with this code; empty: all."""

    @property
    def words(self) -> str:
        """2026-11-01 至 2026-11-30，第一网格."""
        if self.area is None:
            return f"{self.period.text}，{self.grid or '全社区'}"
        return f"{self.period.text}，{self.place or '全部社区'}"

    @property
    def narrowed(self) -> dict[str, Any]:
        """Beside the period, what a query of figures is asked with."""
        return {"grid_id": self.grid_id} if self.area is None else {"area": self.area}


@dataclass(frozen=True)
class AtHand(at_hand.AtHand[Actor]):
    """What is at hand, and what this account may do with figures."""

    @property
    def exports(self) -> bool:
        """Whether this account may take tables out of the house."""
        return self.actor.may(Permission.EXPORT)

    @property
    def sees_residents(self) -> bool:
        """Whether this account may see how households are visited."""
        return self.actor.may(Permission.SEE_RESIDENTS)
