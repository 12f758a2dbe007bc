"""Where the grids of the demo community lie on the map; there is no plan picture under them."""

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.demo.data import data
from app.demo.places import Places
from app.grids.outlines import save_outline


def draw_outlines(session: Session, actor: Actor, places: Places) -> None:
    """Draw every grid of ``outlines.toml``."""
    for grid_id, corners in zip(places.grids, data("outlines")["outlines"], strict=True):
        points = [(float(x), float(y)) for x, y in corners]
        save_outline(session, actor, grid_id=grid_id, points=points)
