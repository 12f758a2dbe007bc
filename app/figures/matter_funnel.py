"""How far the matters proposed in a period came: the five stages, one after the other.

A matter counts in every stage up to the furthest it ever reached; what was sent back (退回民议,
退回民办) has reached what it had reached. Of those that came no further some are still at work,
the others ended: not accepted, withdrawn, merged, handed over, archived without a decision.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from app.council.models import Matter, MatterStep
from app.council.stages import FIVE_STAGES, STAGE_NAMES, Stage
from app.figures.areas import owned
from app.figures.periods import Period

ORDER = (*FIVE_STAGES, Stage.ARCHIVED)
ARCHIVE = "archive"
"""The move by which an evaluated matter ends; other ways into the archive are no sixth stage."""


@dataclass(frozen=True)
class FunnelStage:
    """One stage: ``reached`` = ``went_on`` + ``at_work`` + ``ended``."""

    stage: Stage
    name: str
    reached: int
    went_on: int
    at_work: int
    """Came this far and is still under way."""
    ended: int
    """Came this far and left the way; in the archive: all that arrived there."""

    @property
    def share(self) -> str:
        """How many of those that came went on; a dash where nobody came, or nothing follows."""
        if not self.reached or self.stage is Stage.ARCHIVED:
            return "—"
        return f"{100 * self.went_on / self.reached:.1f}%"


def matter_funnel(
    session: Session, *, period: Period, grid_id: UUID | None = None, area: str | None = None
) -> list[FunnelStage]:
    """The five stages and the archive, for the matters proposed in a period."""
    furthest = _furthest(period, grid_id, area).subquery("furthest")
    rows = session.execute(
        select(furthest.c.place, furthest.c.live, func.count()).group_by(
            furthest.c.place, furthest.c.live
        )
    )
    at_work: Counter[int] = Counter()
    ended: Counter[int] = Counter()
    for place, live, count in rows:
        (at_work if live else ended)[place] += count
    stages, beyond = [], 0
    for place in reversed(range(len(ORDER))):
        reached = beyond + at_work[place] + ended[place]
        name = STAGE_NAMES[ORDER[place]]
        stages.append(
            FunnelStage(ORDER[place], name, reached, beyond, at_work[place], ended[place])
        )
        beyond = reached
    return stages[::-1]


def proposed_in(
    chosen: Select[Any], period: Period, grid_id: UUID | None, area: str | None = None
) -> Select[Any]:
    """A statement narrowed to the matters proposed in a period."""
    days = Matter.proposed_on.between(period.from_day, period.until_day)
    chosen = chosen.where(days, *owned(Matter.owner, area))
    return chosen.where(Matter.grid_id == grid_id) if grid_id is not None else chosen


def _furthest(period: Period, grid_id: UUID | None, area: str | None) -> Select[Any]:
    """``(id, place, live)`` of each matter; ``place`` in :data:`ORDER`."""
    reached = [(MatterStep.to_stage == stage, place) for place, stage in enumerate(FIVE_STAGES)]
    archived = and_(MatterStep.to_stage == Stage.ARCHIVED, MatterStep.move == ARCHIVE)
    place = case(*reached, (archived, len(FIVE_STAGES)), else_=0)
    chosen = (
        select(
            Matter.id,
            func.coalesce(func.max(place), 0).label("place"),
            Matter.stage.in_(FIVE_STAGES).label("live"),
        )
        .outerjoin(MatterStep, MatterStep.matter_id == Matter.id)
        .group_by(Matter.id, Matter.stage)
    )
    return proposed_in(chosen, period, grid_id, area)


def matters_that_came_to(
    session: Session, *, stage: Stage, period: Period, grid_id: UUID | None = None
) -> list[UUID]:
    """Ids of the matters behind a stage of the funnel."""
    return list(session.scalars(came_to(stage, period, grid_id)))


def came_to(
    stage: Stage, period: Period, grid_id: UUID | None, area: str | None = None
) -> Select[tuple[UUID]]:
    """The statement of these ids."""
    furthest = _furthest(period, grid_id, area).subquery("furthest")
    chosen = select(furthest.c.id).where(furthest.c.place >= ORDER.index(stage))
    return chosen.order_by(furthest.c.id)
