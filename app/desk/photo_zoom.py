"""A picture that is zoomed by the wheel or by + − 0 and moved by dragging it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from app.desk import theme

STEP = 1.25
MOST = 8.0
"""Device pixels a picture's pixel may cover."""


class ZoomView(QGraphicsView):
    """Shows a scene whole, until somebody zooms; then as it was left."""

    zoomed = Signal()
    blows_up = False
    """Whether the whole is made larger than it is, where there is room."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._whole = True
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self._tint()
        theme.current().changed.connect(self._tint)

    def _tint(self) -> None:
        self.setBackgroundBrush(theme.colour("sunken"))

    @property
    def zoom(self) -> float:
        """Screen pixels a unit of the scene."""
        return self.transform().m11()

    def fit(self) -> None:
        """Show the whole scene."""
        self._whole = True
        self._set_zoom(self._least())
        self.centerOn(self.sceneRect().center())

    def zoom_in(self) -> None:
        """A step larger."""
        self.zoom_by(STEP)

    def zoom_out(self) -> None:
        """A step smaller, down to the whole."""
        self.zoom_by(1 / STEP)

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller around the mouse, between the whole and eight times."""
        wanted, least = self.zoom * factor, self._least()
        if wanted <= least:
            self.fit()
            return
        self._whole = False
        self._set_zoom(min(wanted, MOST * max(1.0, least)))

    def _least(self) -> float:
        """The zoom at which the whole is seen; a picture is not blown up for that."""
        room, place = self.viewport().rect(), self.sceneRect()
        if place.isEmpty() or room.isEmpty():
            return 1.0
        factor = min(room.width() / place.width(), room.height() / place.height())
        return factor if self.blows_up else min(factor, 1.0)

    def _set_zoom(self, zoom: float) -> None:
        factor = zoom / self.zoom
        self.scale(factor, factor)
        self.zoomed.emit()

    def set_extent(self, place: QRectF) -> None:
        """What the whole is; shown at once."""
        self.setSceneRect(place)
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(STEP**steps)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._whole:
            self.fit()
