"""What the events room tells others, in the past tense and in the same transaction."""

from dataclasses import dataclass
from uuid import UUID

from app.events.stages import State


@dataclass(frozen=True)
class EventReported:
    """An event was entered."""

    event_id: UUID
    number: str
    title: str
    category: str
    grid_id: UUID | None
    building_id: UUID | None
    reporter_id: UUID | None


@dataclass(frozen=True)
class EventMoved:
    """A move of the table was made; ``from_state`` equal to ``to_state``: it was marked."""

    event_id: UUID
    number: str
    title: str
    move: str
    from_state: State
    to_state: State


@dataclass(frozen=True)
class EventClosed:
    """An event came to its end; it may be reopened."""

    event_id: UUID
    number: str
    title: str
    category: str
    handler_id: UUID | None
    reporter_id: UUID | None
    settled: bool | None


@dataclass(frozen=True)
class EventEscalated:
    """The community cannot solve it: it goes up in the next bundle (吹哨)."""

    event_id: UUID
    number: str
    title: str
    note: str
    named: bool
    """The superior is told the reporter's name and phone."""


@dataclass(frozen=True)
class TaskAnswered:
    """A task from above was answered; the answer goes up in the next bundle."""

    task_id: UUID
    title: str
    answer: str
