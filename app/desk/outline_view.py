"""Outlines over a plan: shaded, labelled, pointed at and chosen. Knows no grids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget

from app.desk import theme
from app.desk.outline_geometry import Point, area, contains
from app.desk.outline_paint import Outline, Spot, draw_label, draw_outline, draw_spot, spot_at
from app.desk.photo_zoom import ZoomView

UNIT = 1000.0
"""Units of the scene that a plan is wide."""


class Tool(Protocol):
    """What takes mouse and keys before the view does, and draws over it."""

    @property
    def id(self) -> Any:
        """Of the outline it draws itself."""
        ...

    def pressed(self, event: QMouseEvent) -> bool:
        """True when the press was meant for it; likewise the next three."""
        ...

    def moved(self, event: QMouseEvent) -> bool: ...
    def released(self, event: QMouseEvent) -> bool: ...
    def key(self, event: QKeyEvent) -> bool: ...
    def clicked(self, place: Point) -> None: ...
    def draw(self, painter: QPainter) -> None: ...


class OutlineView(ZoomView):
    """The plan and its outlines; a click or Enter chooses one, arrows go through them."""

    chosen = Signal(object)
    """Id of an outline."""
    clicked_at = Signal(float, float)
    """Where somebody clicked, in plan widths, on an outline or beside it."""
    spot_chosen = Signal(object)
    """Id of a spot."""
    blows_up = True

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.outlines: tuple[Outline, ...] = ()
        self.spots: tuple[Spot, ...] = ()
        self.height_of_plan = 0.75
        self.tool: Tool | None = None
        self._marked: Any = None
        self._hovered: Any = None
        self._pressed: QPoint | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setAccessibleName("平面图")
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.set_plan(None)

    # -- what is shown ------------------------------------------------------------------------

    def set_plan(self, image: QImage | None, *, height: float = 0.75) -> None:
        """Lay outlines over ``image``, or over a blank sheet ``height`` widths high."""
        self.scene().clear()
        there = image is not None and not image.isNull()
        self.height_of_plan = image.height() / image.width() if image and there else height
        place = QRectF(0, 0, UNIT, UNIT * self.height_of_plan)
        self.scene().addRect(place, QPen(Qt.PenStyle.NoPen), theme.colour("paper"))
        if image is not None and there:
            plan = self.scene().addPixmap(QPixmap.fromImage(image))
            plan.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
            plan.setScale(UNIT / image.width())
        self.set_extent(place)

    def set_outlines(self, outlines: Sequence[Outline], spots: Sequence[Spot] = ()) -> None:
        """Show these, large ones below small ones, and spots on top."""
        self.outlines, self.spots = tuple(outlines), tuple(spots)
        self.viewport().update()

    def mark(self, outline_id: Any) -> None:
        """Mark the outline that is looked at elsewhere; None marks none."""
        self._marked = outline_id
        self.viewport().update()

    def on_screen(self, place: Point) -> QPointF:
        """Where a place of the plan is in the view."""
        return QPointF(self.viewportTransform().map(QPointF(place[0] * UNIT, place[1] * UNIT)))

    def on_plan(self, spot: QPointF) -> Point:
        """The place of the plan under a spot of the view."""
        inverted, _ = self.viewportTransform().inverted()
        there = inverted.map(spot)
        return there.x() / UNIT, there.y() / UNIT

    def outline_at(self, place: Point) -> Outline | None:
        """The smallest outline around a place."""
        around = [one for one in self.outlines if contains(one.points, place)]
        return min(around, key=lambda one: area(one.points), default=None)

    # -- mouse and keys -----------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.tool is not None and self.tool.pressed(event):
            return
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.tool is not None and self.tool.moved(event):
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.tool is not None and self.tool.released(event):
            return
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        pressed, self._pressed = self._pressed, None
        spot = event.position().toPoint()
        near = QApplication.startDragDistance()
        if pressed is not None and (spot - pressed).manhattanLength() < near:
            self._click(event.position())

    def _click(self, spot: QPointF) -> None:
        place = self.on_plan(spot)
        if self.tool is not None:
            self.tool.clicked(place)
            return
        self.clicked_at.emit(*place)
        if (near := spot_at(self.spots, spot, self.on_screen)) is not None:
            self.spot_chosen.emit(near.id)
        elif (outline := self.outline_at(place)) is not None:
            self.chosen.emit(outline.id)

    def _hover(self, spot: QPointF) -> None:
        outline = None if self.tool is not None else self.outline_at(self.on_plan(spot))
        near = spot_at(self.spots, spot, self.on_screen)
        self.viewport().setToolTip(near.label if near else outline.words if outline else "")
        hovered = outline and outline.id
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.viewport().update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.tool is not None and self.tool.key(event):
            return
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }
        key = Qt.Key(event.key())
        if key in steps and self.outlines:
            self._step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._marked is not None:
            self.chosen.emit(self._marked)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        ids = [outline.id for outline in self.outlines]
        at = ids.index(self._marked) + by if self._marked in ids else 0
        self.mark(ids[at % len(ids)])
        self.setAccessibleDescription(self.outlines[at % len(ids)].words)

    # -- drawing ------------------------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF | Any) -> None:
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edited = None if self.tool is None else self.tool.id
        shown = [one for one in self.outlines if one.points and one.id != edited]
        for outline in sorted(shown, key=lambda one: -area(one.points)):
            lit = outline.id in (self._marked, self._hovered)
            draw_outline(painter, outline, self.on_screen, lit=lit)
        for outline in shown:
            draw_label(painter, outline, self.on_screen)
        for spot in self.spots:
            draw_spot(painter, spot, self.on_screen)
        if self.tool is not None:
            self.tool.draw(painter)
        painter.restore()
