"""What the palette (Ctrl+K) finds among the records of all rooms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor, Permission
from app.council.waiting import find_matters, find_meetings
from app.desk.palette import Found, PaletteEntry
from app.desk.work import Work
from app.directing.whistle_views import WhistleFilter, whistles
from app.events.waiting import find_events
from app.points.waiting import find_points
from app.residents.queries import ResidentRow, find_residents

MOST_OF_A_KIND = 6


class Hit(Protocol):
    """A record that a room found; ``kind`` is a key of :data:`KINDS`."""

    @property
    def kind(self) -> str:
        """Event, matter, meeting …"""

    @property
    def id(self) -> UUID:
        """Of the record."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def detail(self) -> str:
        """Number, state; shown beside the title."""


@dataclass(frozen=True)
class Finds:
    """What a few typed characters found."""

    residents: list[ResidentRow]
    hits: list[Hit]


@dataclass(frozen=True)
class FoundWhistle:
    """A whistle that came up from below."""

    id: UUID
    title: str
    detail: str
    kind: str = "whistle"


def find_whistles(session: Session, *, text: str, limit: int) -> list[FoundWhistle]:
    """Whistles by number, title, place, community or department."""
    rows = whistles(session, where=WhistleFilter(text=text))[:limit]
    return [FoundWhistle(row.id, row.title, f"{row.station} · {row.pill.text}") for row in rows]


Finder = Callable[..., Sequence[Hit]]
FINDERS: tuple[tuple[str, Permission, Finder], ...] = (
    ("events", Permission.SEE_EVENTS, find_events),
    ("council", Permission.SEE_COUNCIL, find_matters),
    ("council", Permission.SEE_COUNCIL, find_meetings),
    ("points", Permission.SEE_POINTS, find_points),
    ("whistles", Permission.SEE_EVENTS, find_whistles),
)
"""Room that shows what is found, who may see it, how it is found."""


def find_everything(session: Session, text: str, *, actor: Actor, rooms: frozenset[str]) -> Finds:
    """What the palette finds among the records that the station's rooms show."""
    people = []
    if "residents" in rooms and actor.may(Permission.SEE_RESIDENTS):
        people = find_residents(session, text, MOST_OF_A_KIND)
    hits: list[Hit] = []
    for room, needed, find in FINDERS:
        if room in rooms and actor.may(needed):
            hits += find(session, text=text, limit=MOST_OF_A_KIND)
    return Finds(people, hits)


KINDS = {
    "event": ("事项", "clipboard-list", "events"),
    "matter": ("议题", "file-text", "council"),
    "meeting": ("会议", "calendar", "council"),
    "account": ("积分账户", "award", "points"),
    "activity": ("积分活动", "users-round", "points"),
    "whistle": ("吹哨", "siren", "whistles"),
}
"""Of what the palette finds: its word, icon and room."""


class RecordFinder:
    """Asks the station what the palette's text may mean, and goes there."""

    def __init__(
        self,
        work: Work,
        actor: Actor,
        go: Callable[[str, object], object],
        rooms: frozenset[str],
    ):
        self._work, self._actor, self._go, self._rooms = work, actor, go, rooms

    def find(self, text: str, found: Found) -> None:
        """Call ``found`` with entries for records that fit ``text``."""
        self._work.read(
            find_everything,
            text,
            actor=self._actor,
            rooms=self._rooms,
            then=partial(self._tell, found),
            latest="palette",
        )

    def _tell(self, found: Found, finds: Finds) -> None:
        people = [
            PaletteEntry(
                "查人",
                row.name,
                partial(self._go, "residents", row.id),
                f"{row.address} · {row.grid} · {row.phone}",
                "user",
            )
            for row in finds.residents
        ]
        found(people + [self._entry(hit) for hit in finds.hits])

    def _entry(self, hit: Hit) -> PaletteEntry:
        word, icon, room = KINDS[hit.kind]
        go = partial(self._go, room, (hit.kind, hit.id))
        return PaletteEntry(word, hit.title, go, hit.detail, icon)
