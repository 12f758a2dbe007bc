"""What the directing room tells others, in the past tense and in the same transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.directing.terms import PublicationKind
from app.events.terms import Satisfaction, TaskReview


@dataclass(frozen=True)
class WhistleRaised:
    """An event goes up to the superior."""

    whistle_id: UUID
    event_id: UUID
    title: str
    named: bool
    """The reporter's name and phone go up with it."""


@dataclass(frozen=True)
class WhistleWithdrawn:
    """The whistle-blower needs nobody any more."""

    whistle_id: UUID
    event_id: UUID
    title: str
    reason: str


@dataclass(frozen=True)
class WhistleEnded:
    """The whistle-blower declared it done and said how it was."""

    whistle_id: UUID
    event_id: UUID
    title: str
    rating: Satisfaction
    note: str


@dataclass(frozen=True)
class DepartmentsAssigned:
    """Departments were told to come."""

    whistle_id: UUID
    title: str
    departments: tuple[str, ...]


@dataclass(frozen=True)
class ResponseAnswered:
    """A department said what it did."""

    response_id: UUID
    whistle_id: UUID
    department: str
    answer: str


@dataclass(frozen=True)
class TasksAssigned:
    """Stations below got a task."""

    batch_id: UUID
    title: str
    addressees: tuple[UUID, ...]


@dataclass(frozen=True)
class AnswerReviewed:
    """The answer to a task was accepted or given back."""

    task_id: UUID
    title: str
    review: TaskReview


@dataclass(frozen=True)
class PublicationAdopted:
    """A station takes over what was published; the room concerned listens and does it."""

    publication_id: UUID
    kind: PublicationKind
    payload: dict[str, Any]
    valid_from: date | None
