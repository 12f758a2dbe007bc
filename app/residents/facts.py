"""What this room tells the others."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class VisitRecorded:
    """Somebody called at a household."""

    visit_id: UUID
    household_id: UUID
    staff_id: UUID | None
    answered: bool
    needs_follow_up: bool
