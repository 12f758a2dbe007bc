"""What is seen of an outline while it is drawn: its line, its handles, and what lies under them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.desk import theme
from app.desk.outline_draft import OutlineDraft, Stage
from app.desk.outline_geometry import Point, distance, edges, fault_of
from app.desk.outline_view import UNIT, OutlineView

SNAP = 8
"""Pixels within which a corner snaps, and a handle is hit."""


class OutlineSketch:
    """Draws a draft in a view and tells which handle is where."""

    def __init__(self, view: OutlineView, draft: OutlineDraft):
        self._view, self._draft = view, draft
        self.held: tuple[str, int] | None = None
        """("corner" or "edge", its number): what the mouse drags."""
        self.selected: int | None = None
        """The corner that Delete takes out."""
        self.cursor: Point | None = None
        """Where a corner would go now."""

    def within(self) -> float:
        """The reach of snapping in plan widths."""
        return theme.px(SNAP) / (self._view.zoom * UNIT)

    def snapped(self, place: Point) -> Point:
        """Where a corner put at ``place`` goes."""
        return self._draft.place_for(place, self.within())

    def hit(self, places: tuple[Point, ...], place: Point) -> int | None:
        """The number of the nearest of ``places`` that ``place`` is meant to be."""
        near = [(distance(one, place), number) for number, one in enumerate(places)]
        nearest, number = min(near, default=(1e9, 0))
        return number if nearest <= self.within() else None

    def middles(self) -> tuple[Point, ...]:
        """The middles of the edges of an outline that goes round."""
        if not self._draft.closed:
            return ()
        return tuple(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in edges(self._draft.points))

    def shown(self) -> Stage:
        """What letting go now would make, or what is there."""
        stage = self._draft.stage
        if self.held is None or self.cursor is None:
            return stage
        what, number = self.held
        made = stage.moved if what == "corner" else stage.inserted
        return made(number, self.cursor)

    def draw(self, painter: QPainter) -> None:
        """The outline in the accent colour, in the warning colour where it crosses itself."""
        stage = self.shown()
        wrong = self.held is not None and fault_of(stage.points, closed=stage.closed) is not None
        colour = theme.colour("late" if wrong else "accent")
        corners = [self._view.on_screen(point) for point in stage.points]
        painter.setPen(QPen(colour, theme.px(2)))
        if stage.closed:
            ground = QColor(colour)
            ground.setAlpha(50)
            painter.setBrush(ground)
            painter.drawPolygon(QPolygonF(corners))
        else:
            self._draw_line(painter, corners)
        self._draw_handles(painter, corners, colour)

    def _draw_line(self, painter: QPainter, corners: list[QPointF]) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(corners))
        if self.cursor is not None:
            cursor = self._view.on_screen(self.cursor)
            painter.setPen(QPen(theme.colour("accent"), theme.px(1), Qt.PenStyle.DashLine))
            if corners:
                painter.drawLine(corners[-1], cursor)
            painter.drawEllipse(cursor, theme.px(4), theme.px(4))

    def _draw_handles(self, painter: QPainter, corners: list[QPointF], colour: QColor) -> None:
        painter.setPen(QPen(colour, theme.px(2)))
        painter.setBrush(theme.colour("paper"))
        if self.held is None:
            for middle in self.middles():
                painter.drawEllipse(self._view.on_screen(middle), theme.px(4), theme.px(4))
        side = theme.px(10)
        for number, corner in enumerate(corners):
            square = QRectF(0, 0, side, side)
            square.moveCenter(corner)
            painter.setBrush(colour if number == self.selected else theme.colour("paper"))
            painter.drawRect(square)
