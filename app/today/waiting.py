"""What waits in all rooms, by due time. A room joins by one line in :data:`SOURCES`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.levels import Level
from app.accounts.permissions import Actor, Permission
from app.council.models import Matter
from app.council.waiting import council_waiting
from app.directing.waiting import directing_waiting
from app.events.waiting import events_waiting
from app.exchange.waiting import exchange_waiting
from app.pills import Pill, Tone
from app.points.waiting import points_waiting
from app.today.directed import directed_waiting
from app.today.rules import due_words, when_of
from app.today.terms import ABOVE, COMMUNITY, EVERY_LEVEL, When
from db import clock

ALL_KINDS = ""
"""The word of every kind that a source does not name."""
DAY_ONLY = frozenset({"matter"})
"""Kinds that are due on a day and at no time of it."""


class Waiting(Protocol):
    """One thing that waits, as its room tells it."""

    @property
    def kind(self) -> str:
        """What its room opens it by."""

    @property
    def id(self) -> UUID | None:
        """Of the record; None: it stands for all of its kind."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def detail(self) -> str:
        """Number, place, who."""

    @property
    def pill(self) -> Pill:
        """How it stands."""

    @property
    def due(self) -> datetime | None:
        """Until when; None: whenever there is time."""


@dataclass(frozen=True)
class Source:
    """A room in which things wait."""

    room: str
    """Its key in the sidebar."""
    needs: Permission
    read: Callable[[Session, UUID | None], Sequence[Waiting]]
    """Asked with a grid, or None for the whole community."""
    words: Mapping[str, str]
    """What the office calls each kind; :data:`ALL_KINDS` the rest."""
    levels: frozenset[Level] = COMMUNITY
    """Who has it."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Kinds that another room opens, and its key."""


@dataclass(frozen=True)
class Item:
    """One line of the list."""

    room: str
    kind: str
    id: UUID | None
    word: str
    """By which it is filtered: 事项, 会议 …"""
    title: str
    detail: str
    pill: Pill
    due: datetime | None
    due_words: str
    when: When

    @property
    def record(self) -> tuple[str, UUID | None]:
        """What its room opens."""
        return self.kind, self.id


def _events(session: Session, grid_id: UUID | None) -> Sequence[Waiting]:
    return events_waiting(session, grid_id=grid_id)


def _council(session: Session, grid_id: UUID | None) -> Sequence[Waiting]:
    """Of a grid: its matters, and every meeting, since meetings are the community's."""
    found = council_waiting(session)
    if grid_id is None:
        return found
    of_grid = set(session.scalars(select(Matter.id).where(Matter.grid_id == grid_id)))
    return [each for each in found if each.kind == "meeting" or each.id in of_grid]


def _community(
    read: Callable[[Session], Sequence[Waiting]],
) -> Callable[[Session, UUID | None], Sequence[Waiting]]:
    """A source that knows no grids: it tells nothing of a single one."""

    def told(session: Session, grid_id: UUID | None) -> Sequence[Waiting]:
        return [] if grid_id else read(session)

    return told


SOURCES = (
    Source("events", Permission.SEE_EVENTS, _events, {"event": "事项", "task": "任务"}),
    Source("council", Permission.SEE_COUNCIL, _council, {"meeting": "会议", "matter": "议题"}),
    Source("points", Permission.SEE_POINTS, _community(points_waiting), {ALL_KINDS: "积分"}),
    Source("received", Permission.SEE_EVENTS, _community(directing_waiting), {ALL_KINDS: "来件"}),
    Source(
        "whistles",
        Permission.SEE_EVENTS,
        _community(directed_waiting),
        {ALL_KINDS: "吹哨", "assignment": "任务", "publication": "发布"},
        ABOVE,
        {"assignment": "assignments", "publication": "publications"},
    ),
    Source(
        "exchange",
        Permission.EXCHANGE,
        _community(exchange_waiting),
        {ALL_KINDS: "报送"},
        EVERY_LEVEL,
    ),
)
"""The rooms that are asked, in the order of the filter's words."""


def _sources(actor: Actor, level: Level) -> list[Source]:
    return [one for one in SOURCES if level in one.levels and actor.may(one.needs)]


def words_of(actor: Actor, level: Level = Level.COMMUNITY) -> list[str]:
    """The words by which this account may filter."""
    return [word for source in _sources(actor, level) for word in source.words.values()]


def waiting(
    session: Session, actor: Actor, level: Level, grid_id: UUID | None = None
) -> list[Item]:
    """What waits in the rooms this account may see, by group and due time."""
    now = clock.local(clock.now())
    items = [
        _item(source, each, now)
        for source in _sources(actor, level)
        for each in source.read(session, grid_id)
    ]
    order = {when: place for place, when in enumerate(When)}
    return sorted(items, key=lambda item: (order[item.when], item.due is None, item.due or now))


def _item(source: Source, each: Waiting, now: datetime) -> Item:
    due = None if each.due is None else clock.local(each.due)
    return Item(
        room=source.elsewhere.get(each.kind, source.room),
        kind=each.kind,
        id=each.id,
        word=source.words.get(each.kind) or source.words[ALL_KINDS],
        title=each.title,
        detail=each.detail,
        pill=each.pill,
        due=due,
        due_words=due_words(due, now.date(), day_only=each.kind in DAY_ONLY),
        when=when_of(due, now, is_late=each.pill.tone is Tone.LATE),
    )
