"""The sheets of a preview, one below the other, drawn from pictures that come when needed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.desk import theme
from app.desk.preview_plan import FULL, SheetPlan

LEAST, MOST = 0.25, 4.0
STEP = 1.25
KEPT = 12
"""Pictures held: about 20 MB at the width of a screen."""
_SETTLED = 120
"""Milliseconds after the last change of size before sharper pictures are asked for."""
_NONE = (QImage(), 0.0, -1)


class Sheets(QAbstractScrollArea):
    """A scrolling column of pages."""

    wanted = Signal()
    """Some page in sight has no picture, or not a sharp one: see :meth:`missing`."""
    moved = Signal(int)
    """Number of the page in sight, from 0."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.edition = 0
        """Counts the documents shown; a picture of an older one is out of date."""
        self._plan = SheetPlan(theme.px(16))
        self._pictures: dict[int, tuple[QImage, float, int]] = {}
        self._fit = "width"
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settled.timeout.connect(self.wanted)
        self.verticalScrollBar().valueChanged.connect(self._say_moved)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("预览")

    # -- what is shown ------------------------------------------------------------------------

    def show_pages(self, count: int) -> None:
        """Show a new edition of ``count`` pages; old pictures stay until the new ones come."""
        self.edition += 1
        self._plan.set_count(count)
        self._pictures = {n: old for n, old in self._pictures.items() if n < count}
        self._lay_out()
        self._say_moved()

    def take(self, edition: int, page: int, image: QImage, scale: float) -> None:
        """Show ``image`` of ``page``, drawn at ``scale`` device pixels a point."""
        if edition != self.edition:
            return
        self._pictures[page] = (image, scale, edition)
        while len(self._pictures) > KEPT:
            del self._pictures[max(self._pictures, key=lambda n: abs(n - self.page()))]
        if self._plan.correct(page, QSizeF(image.width() / scale, image.height() / scale)):
            self._lay_out()
        self.viewport().update()

    def missing(self) -> list[tuple[int, float]]:
        """Pages in sight or next to it that need a picture, and the scale it should have."""
        scale = self._plan.zoom * self.devicePixelRatioF()
        right = (scale, self.edition)
        near = self._plan.between(*self._sight(), margin=1)
        return [(n, scale) for n in near if self._pictures.get(n, _NONE)[1:] != right]

    def page(self) -> int:
        """The page at the middle of what is in sight, from 0."""
        top, bottom = self._sight()
        return self._plan.page_at((top + bottom) / 2)

    def go_to(self, page: int) -> None:
        """Bring ``page`` to the top."""
        self.verticalScrollBar().setValue(round(self._plan.height_of((page, 0))) - self._plan.gap)

    def _sight(self) -> tuple[int, int]:
        top = self.verticalScrollBar().value()
        return top, top + self.viewport().height()

    # -- how large ----------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1.0 is the size of the paper."""
        return self._plan.zoom / FULL

    def set_zoom(self, zoom: float) -> None:
        """Show the paper ``zoom`` times its size, between a quarter and four times."""
        self._fit = ""
        self._scale(min(max(zoom, LEAST), MOST) * FULL)

    def fit(self, what: str) -> None:
        """Fit the ``width`` of the page, or the whole ``page``, into the window."""
        self._fit = what
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.viewport().size()
        self._scale(self._plan.fitting(self._fit, room) if self._fit else self._plan.zoom)

    def _scale(self, zoom: float) -> None:
        """Zoom so that what is in the middle stays there, and set the bars."""
        old = self._plan.zoom
        middle = sum(self._sight()) / 2
        spot = self._plan.spot_at(middle)
        self._plan.zoom = zoom
        room, whole = self.viewport().size(), self._plan.extent()
        for bar, long, shown in (
            (self.verticalScrollBar(), whole.height(), room.height()),
            (self.horizontalScrollBar(), whole.width(), room.width()),
        ):
            bar.setRange(0, max(long - shown, 0))
            bar.setPageStep(shown)
            bar.setSingleStep(theme.px(40))
        if abs(zoom - old) > 1e-6 and self.verticalScrollBar().value() > 0:
            top = self._plan.height_of(spot) - room.height() / 2
            self.verticalScrollBar().setValue(round(top))
        self._settled.start()
        self.viewport().update()

    # -- events -------------------------------------------------------------------------------

    def _say_moved(self) -> None:
        self.moved.emit(self.page())
        self.wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), theme.colour("desk"))
        corner = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        places = self._plan.places(self.viewport().width())
        for number in self._plan.between(*self._sight()):
            place = places[number].translated(-corner)
            painter.fillRect(place, Qt.GlobalColor.white)  # paper is white in the dark theme too
            if number in self._pictures:
                painter.drawImage(place, self._pictures[number][0])
            painter.setPen(theme.colour("line"))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
