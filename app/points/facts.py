"""What the points room tells others, in the past tense and in the same transaction."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ActivityFinished:
    """An activity ended and its points were recorded."""

    activity_id: UUID
    number: str
    title: str
    people: int
    points: int


@dataclass(frozen=True)
class ClaimAccepted:
    """Somebody carried out what he had claimed."""

    claim_id: UUID
    project_id: UUID
    matter_id: UUID | None
    resident_id: UUID
    title: str


@dataclass(frozen=True)
class PointsRedeemed:
    """Somebody took goods or a service for points."""

    redemption_id: UUID
    number: str
    points: int
