"""What the drawer of a matter reads at once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.council.matter_views import MatterDetail, matter_detail
from app.council.stages import Stage
from app.council.work_views import RoundView, WorkBoard, evaluations, work_board


@dataclass(frozen=True)
class MatterWhole:
    """A matter, and the work on it with its rounds of evaluation."""

    detail: MatterDetail
    work: WorkBoard
    rounds: tuple[RoundView, ...]

    @property
    def has_work(self) -> bool:
        """Whether there is anything to show of the work."""
        return self.work.plan is not None or self.detail.row.stage is Stage.IMPLEMENT


def matter_whole(session: Any, *, matter_id: UUID) -> MatterWhole:
    """One matter.

    Raises:
        NotFound: it is gone.
    """
    return MatterWhole(
        matter_detail(session, matter_id=matter_id),
        work_board(session, matter_id=matter_id),
        tuple(evaluations(session, matter_id=matter_id)),
    )
