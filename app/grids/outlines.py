"""Where grids lie: the plan of the community and the outlines drawn on it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.attachments.attachments import attach_picture
from app.attachments.pictures import PreparedPicture, hash_of
from app.attachments.rules import AttachmentKind
from app.errors import InvalidInput, NotFound
from app.grids.models import Grid, GridOutline, SitePlan
from db.ids import new_id

Point = tuple[float, float]
"""x and y in widths of the plan: x from 0 to 1, y from 0 to the plan's height over its width."""

FEWEST, MOST = 3, 400
"""Corners of an outline."""
FARTHEST = 20.0
"""Widths of the plan; a corner beyond it is a slip of the program."""
PLACES = 5
"""Digits kept of a coordinate: a tenth of a pixel on a plan 10,000 pixels wide."""


def save_outline(session: Session, actor: Actor, *, grid_id: UUID, points: Sequence[Point]) -> None:
    """Keep where a grid lies; replaces the outline it had.

    Raises:
        NotAllowed, NotFound, InvalidInput: fewer than three corners, or far too many.
    """
    actor.require(Permission.EDIT_GRIDS)
    grid = session.get(Grid, grid_id)
    if grid is None:
        raise NotFound("找不到这个网格。", "它可能刚被撤销，请刷新。")
    if not FEWEST <= len(points) <= MOST:
        raise InvalidInput(
            f"轮廓有 {len(points)} 个角，应在 {FEWEST} 到 {MOST} 个之间。",
            "请重新画。",
            field="points",
        )
    if any(not (-FARTHEST <= value <= FARTHEST) for point in points for value in point):
        raise InvalidInput("轮廓画到了图外很远的地方。", "请重新画。", field="points")
    outline = _of(session, grid_id)
    if outline is None:
        outline = GridOutline(id=new_id(), grid_id=grid_id)
        session.add(outline)
    outline.points = [[round(x, PLACES), round(y, PLACES)] for x, y in points]
    audit.record(
        session, actor, "outline.save", f"画出{grid.name}的轮廓", subject=("grid", grid_id)
    )


def remove_outline(session: Session, actor: Actor, *, grid_id: UUID) -> None:
    """Forget where a grid lies.

    Raises:
        NotAllowed, NotFound: it has no outline.
    """
    actor.require(Permission.EDIT_GRIDS)
    grid, outline = session.get(Grid, grid_id), _of(session, grid_id)
    if grid is None or outline is None:
        raise NotFound("这个网格还没有轮廓。", "请刷新后再试。")
    session.delete(outline)
    audit.record(
        session, actor, "outline.remove", f"擦去{grid.name}的轮廓", subject=("grid", grid_id)
    )


def set_plan(
    session: Session, actor: Actor, *, prepared: PreparedPicture | None, name: str = ""
) -> UUID:
    """Lay a picture under the outlines, which stay where they are; the one before is kept.

    Without a picture the outlines stand alone.

    Raises:
        NotAllowed.
    """
    actor.require(Permission.EDIT_GRIDS)
    for before in session.scalars(select(SitePlan).where(SitePlan.is_current)):
        before.is_current = False
    plan = SitePlan(id=new_id(), name=name.strip(), is_current=True)
    session.add(plan)
    said = f"更换网格底图：{plan.name or '（未命名）'}" if prepared else "撤下网格底图"
    audit.record(session, actor, "plan.set", said, subject=("site_plan", plan.id))
    if prepared is not None:
        plan.picture = hash_of(prepared.data)
        plan.width, plan.height = prepared.width, prepared.height
        attach_picture(
            session,
            actor,
            record_table="site_plan",
            record_id=plan.id,
            prepared=prepared,
            kind=AttachmentKind.PLAN,
        )
    session.flush()
    return plan.id


def _of(session: Session, grid_id: UUID) -> GridOutline | None:
    return session.scalars(select(GridOutline).where(GridOutline.grid_id == grid_id)).first()
