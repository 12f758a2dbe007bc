"""Figures by which the map shades grids; rooms above add theirs when the program starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.grids.group_views import coverage_by_grid
from app.grids.queries import GridRow, grids

Figures = Callable[[Session], Mapping[UUID, float | None]]
"""The figure of each grid; None where its base is zero, and a grid left out has none either."""


@dataclass(frozen=True)
class Shading:
    """One figure to shade by."""

    key: str
    name: str
    figures: Figures
    is_share: bool = False
    """From 0 to 1 and shown as per cent; else a count, shaded up to the highest."""

    def words(self, value: float | None) -> str:
        """The figure as the map writes it."""
        if value is None:
            return "—"
        return f"{value:.1%}" if self.is_share else f"{value:,.0f}"


@dataclass(frozen=True)
class Shade:
    """What one grid gets."""

    label: str
    depth: float
    """From 0 to 1: how dark."""


def offer(shading: Shading) -> None:
    """Add a figure; one with the same key takes the place of the older."""
    _offered[shading.key] = shading


def withdraw(key: str) -> None:
    """Take a figure back."""
    _offered.pop(key, None)


def offered() -> tuple[Shading, ...]:
    """The figures to choose from, in the order they were added."""
    return tuple(_offered.values())


def shades(session: Session, key: str) -> dict[UUID, Shade]:
    """The shade of each grid by the figure ``key``; an unknown key shades nothing."""
    shading = _offered.get(key)
    if shading is None:
        return {}
    found = shading.figures(session)
    highest = 1.0 if shading.is_share else max((v for v in found.values() if v), default=0.0)
    return {
        grid_id: Shade(shading.words(value), min((value or 0) / highest, 1.0) if highest else 0.0)
        for grid_id, value in found.items()
    }


def _of_rows(value: Callable[[GridRow], int]) -> Figures:
    def figures(session: Session) -> dict[UUID, float | None]:
        return {row.id: value(row) for row in grids(session)}

    return figures


def _coverage(session: Session) -> dict[UUID, float | None]:
    return {grid_id: one.share for grid_id, one in coverage_by_grid(session).items()}


_offered: dict[str, Any] = {
    shading.key: shading
    for shading in (
        Shading("residents", "居民", _of_rows(lambda row: row.residents)),
        Shading("households", "户", _of_rows(lambda row: row.households)),
        Shading("coverage", "入群率", _coverage, is_share=True),
    )
}
