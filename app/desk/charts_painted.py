"""The base of charts without axes, painted by Qt alone: bars with their names, funnel, heat.

They come at once and without pyqtgraph. What is clicked or pointed at is told by areas; the words
of each area are its tooltip, and all of them together what a screen reader is told.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from app.desk import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Area:
    """A place that can be clicked; ``key`` is what the chart tells then."""

    rect: QRectF
    key: object
    words: str


class PaintedChart(QWidget):
    """A subclass paints in :meth:`draw` and returns the areas that can be clicked."""

    pressed = Signal(object)
    """The key of the area clicked."""

    def __init__(self, accessible_name: str):
        super().__init__()
        self._areas: tuple[Area, ...] = ()
        self.setAccessibleName(accessible_name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.current().changed.connect(self.update)

    def draw(self, painter: QPainter) -> list[Area]:
        """Paint everything on the empty paper."""
        raise NotImplementedError

    def least_height(self) -> int:
        """Pixels without which rows would touch each other."""
        return theme.px(120)

    def shown_anew(self, told: str) -> None:
        """Paint again; ``told``: all numbers in words."""
        self.setAccessibleDescription(told)
        self.setMinimumHeight(self.least_height())
        self.update()

    def area_at(self, key: object) -> QRectF:
        """Where something that can be clicked was painted last; empty when it was not."""
        return next((area.rect for area in self._areas if area.key == key), QRectF())

    # -- what happens -------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), self.least_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("paper"))
        painter.setFont(theme.text_font("small"))
        self._areas = tuple(self.draw(painter))
        painter.end()

    def _under(self, x: float, y: float) -> Area | None:
        return next((area for area in self._areas if area.rect.contains(x, y)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position().x(), event.position().y())
        shape = Qt.CursorShape.PointingHandCursor if at else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position().x(), event.position().y())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(at.key)

    def event(self, event: QEvent) -> bool:
        """A tooltip says what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._under(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), at.words if at else "", self)
            return True
        return super().event(event)


def scrolled(chart: PaintedChart) -> QScrollArea:
    """The chart where it may be higher than its place."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(chart)
    return area


def write(
    painter: QPainter, place: QRectF, words: str, token: str, how: Qt.AlignmentFlag = LEFT
) -> None:
    """Words in a token's colour; what does not fit ends in an ellipsis."""
    metrics = QFontMetricsF(painter.font())
    painter.setPen(theme.colour(token))
    fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, how, fitting)


def fill(painter: QPainter, place: QRectF, brush: QBrush | QColor) -> None:
    """A bar without outline."""
    painter.fillRect(place, brush)


def width_of(painter: QPainter, words: str) -> float:
    """How wide words are, in pixels."""
    return QFontMetricsF(painter.font()).horizontalAdvance(words)
