"""What the map shows: the plan, where each grid lies, and its shade."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.attachments.models import Content
from app.grids.models import Grid, GridOutline, SitePlan
from app.grids.outlines import Point
from app.grids.shading import Shade, shades


@dataclass(frozen=True)
class MapGrid:
    """One grid of the map; without points it has not been drawn yet."""

    id: UUID
    number: str
    name: str
    points: tuple[Point, ...]
    shade: Shade | None


@dataclass(frozen=True)
class SiteMap:
    """All that the map shows."""

    plan_id: UUID | None
    plan_name: str
    picture: bytes
    """Empty: outlines alone."""
    grids: tuple[MapGrid, ...]


def site_map(session: Session, *, shading: str = "residents") -> SiteMap:
    """The plan in use, every grid with its outline, shaded by a figure."""
    plan = session.scalars(
        select(SitePlan).where(SitePlan.is_current).order_by(SitePlan.id.desc())
    ).first()
    content = session.get(Content, plan.picture) if plan is not None and plan.picture else None
    drawn = {row.grid_id: row.points for row in session.scalars(select(GridOutline))}
    shaded = shades(session, shading)
    return SiteMap(
        plan.id if plan is not None else None,
        plan.name if plan is not None else "",
        content.data if content is not None else b"",
        tuple(
            MapGrid(
                grid.id,
                grid.number,
                grid.name,
                tuple((x, y) for x, y in drawn.get(grid.id, ())),
                shaded.get(grid.id),
            )
            for grid in session.scalars(select(Grid).order_by(Grid.code))
        ),
    )
