"""How outlines and spots look: shaded by what they show, names and values written in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.desk import theme
from app.desk.outline_geometry import Point, bounds, label_place

FAINT, STRONG = 26, 170
"""Opacity (of 255) of a shade of 0 and of 1."""
OnScreen = Callable[[Point], QPointF]
"""Where a place of the plan is in the view."""


@dataclass(frozen=True)
class Outline:
    """One outline: what it is called, what it shows, and how dark it is."""

    id: Any
    label: str
    points: tuple[Point, ...]
    """Corners in order; x from 0 to 1, both in widths of the plan."""
    value: str = ""
    """What the shade stands for, in words: 12 件."""
    shade: float = 0.0
    """0 to 1."""
    token: str = "accent"
    """Colour of the shade."""

    @property
    def words(self) -> str:
        """Label and value on one line."""
        return " ".join(part for part in (self.label, self.value) if part)


@dataclass(frozen=True)
class Spot:
    """A place on the plan: where something happened."""

    id: Any
    place: Point
    label: str = ""
    token: str = "late"
    """Colour of the dot."""


def draw_spot(painter: QPainter, spot: Spot, on_screen: OnScreen) -> None:
    """A dot with a light rim, so that it is seen on any shade."""
    painter.setPen(QPen(theme.colour("paper"), theme.px(2)))
    painter.setBrush(theme.colour(spot.token))
    painter.drawEllipse(on_screen(spot.place), theme.px(7), theme.px(7))


def spot_at(spots: Sequence[Spot], where: QPointF, on_screen: OnScreen) -> Spot | None:
    """The topmost spot under a place of the view."""
    reach = theme.px(9)
    hits = [spot for spot in spots if (on_screen(spot.place) - where).manhattanLength() <= reach]
    return hits[-1] if hits else None


def draw_outline(painter: QPainter, outline: Outline, on_screen: OnScreen, *, lit: bool) -> None:
    """The shade and the bounds; thicker bounds when it is pointed at or marked."""
    shade = QColor(theme.colour(outline.token))
    shade.setAlpha(round(FAINT + (STRONG - FAINT) * max(0.0, min(1.0, outline.shade))))
    painter.setPen(QPen(theme.colour(outline.token), theme.px(3) if lit else theme.px(1.5)))
    painter.setBrush(shade)
    painter.drawPolygon(QPolygonF([on_screen(point) for point in outline.points]))


def draw_label(painter: QPainter, outline: Outline, on_screen: OnScreen) -> None:
    """Name and value, where the outline is wide enough for the name."""
    box = bounds(outline.points)
    room = on_screen((box.right, box.bottom)) - on_screen((box.left, box.top))
    painter.setFont(theme.text_font("table", bold=True))
    metrics = painter.fontMetrics()
    lines = [line for line in (outline.label, outline.value) if line]
    wide = max(map(metrics.horizontalAdvance, lines), default=0) + theme.px(10)
    high = metrics.height() * len(lines) + theme.px(4)
    if not lines or wide > room.x() + theme.px(10) or high > room.y() + theme.px(10):
        return
    place = QRectF(0, 0, wide, high)
    place.moveCenter(on_screen(label_place(outline.points)))
    ground = QColor(theme.colour("paper"))
    ground.setAlpha(205)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(place, 4, 4)
    painter.setPen(theme.colour("ink"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "\n".join(lines))
