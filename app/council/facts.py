"""What the council room tells others, in the past tense and in the same transaction."""

from dataclasses import dataclass
from uuid import UUID

from app.council.stages import Stage
from app.council.terms import HandOver, Outcome


@dataclass(frozen=True)
class Attended:
    """One person who was present as a member."""

    attendance_id: UUID
    resident_id: UUID | None
    name: str


@dataclass(frozen=True)
class MeetingClosed:
    """A meeting ended; ``attended`` are the members who were there at some time."""

    meeting_id: UUID
    title: str
    attended: tuple[Attended, ...]


@dataclass(frozen=True)
class VoteClosed:
    """A vote was closed and its figures frozen."""

    vote_id: UUID
    meeting_id: UUID
    matter_id: UUID | None
    outcome: Outcome


@dataclass(frozen=True)
class MatterMoved:
    """A matter went from one stage to another."""

    matter_id: UUID
    number: str
    title: str
    from_stage: Stage
    to_stage: Stage


@dataclass(frozen=True)
class TaskAccepted:
    """A task that somebody took on was accepted; units and people unknown have no resident."""

    resident_id: UUID | None
    matter_id: UUID
    claim_id: UUID
    task: str


@dataclass(frozen=True)
class MatterHandedOver:
    """A proposal that is not the community's to decide went on: as an event, or upwards."""

    matter_id: UUID
    number: str
    title: str
    content: str
    scope: str
    proposer_name: str
    proposer_id: UUID | None
    grid_id: UUID | None
    to: HandOver
    opinion: str
