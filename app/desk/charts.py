"""The base of charts with axes, drawn by pyqtgraph, and the plain data all charts take.

pyqtgraph takes 0.3 s and 90 MB to import; it is imported beside the screen when the first chart
is to be seen. Charts know no room: they are given labels and numbers. Every chart is zero based,
says its numbers and names in place, does with two greys and the accent, and marks its second
series by a hatch too, for paper without colour. Who cannot see it reads the table that stands
beside every chart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import label
from app.desk.work import Work

MOST_TICKS = 12
"""Labels below the chart; with more points, or less room, every n-th has one."""
HEADROOM = 1.18
"""Of the highest value: room for the number above it."""
HATCHED = Qt.BrushStyle.BDiagPattern


@dataclass(frozen=True)
class Series:
    """Numbers of one kind, one for each label of the chart."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Grouped:
    """What a chart of several series shows: one group of numbers for each label."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def highest(self) -> int:
        """The greatest number; 0 when there is none."""
        return max((max(one.values, default=0) for one in self.series), default=0)


class PlotChart(QWidget):
    """A plot without menu and mouse zoom; a subclass says in :meth:`draw` what is on it."""

    pressed = Signal(int)
    """Place of the label whose column was clicked."""

    def __init__(self, work: Work, accessible_name: str):
        super().__init__()
        self._work = work
        self.library: Any = None
        """pyqtgraph, when it has come."""
        self.plot: Any = None
        self._asked = False
        self._waiting = label("正在画图…", "soft")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(accessible_name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._waiting, 1)
        theme.current().changed.connect(self.draw_again)

    @property
    def drawn(self) -> bool:
        """Whether the library has come and the chart stands there."""
        return self.plot is not None

    def labels(self) -> Sequence[str]:
        """The words below the chart, from the left."""
        raise NotImplementedError

    def draw(self) -> None:
        """Put everything but the paper on the empty plot."""
        raise NotImplementedError

    def draw_soon(self) -> None:
        """Draw, or fetch the library first."""
        if self.library is not None:
            self.draw_again()
        elif not self._asked:
            self._asked = True
            self._work.make(import_module, "pyqtgraph", then=self._build, owner=self)

    def draw_again(self) -> None:
        """Draw what is shown in the colours of the theme; nothing before the library has come."""
        if self.plot is not None:
            self.plot.clear()
            self.plot.setBackground(theme.colour("paper"))
            self.draw()

    def _build(self, library: Any) -> None:
        self.library = library
        self.plot = plot = library.PlotWidget(self)
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setFrameShape(plot.Shape.NoFrame)
        plot.scene().sigMouseClicked.connect(self._click)
        self._waiting.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(plot, 1)
        self.draw_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.draw_again()

    def _click(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.press(event.scenePos())

    def press(self, at: QPointF) -> None:
        """Somebody clicked here, in the coordinates of the plot's scene."""
        x = self.plot.getPlotItem().vb.mapSceneToView(at).x()
        place = round(x)
        if 0 <= place < len(self.labels()) and abs(x - place) <= 0.5:
            self.pressed.emit(place)

    # -- what subclasses draw with --------------------------------------------------------------

    def draw_axes(self, highest: int, room: float) -> None:
        """Labels below, round numbers at the left; ``room`` at the right, in columns."""
        labels = self.labels()
        count = len(labels)
        widest = max((width_of(words) for words in labels), default=1) + theme.px(12)
        most = max(1, min(MOST_TICKS, int(self.width() / widest)))
        every = -(-count // most) or 1
        bottom, left = self.plot.getAxis("bottom"), self.plot.getAxis("left")
        bottom.setTicks([[(n, labels[n]) for n in range(0, count, every)]])
        left.setTicks([[(number, f"{number:,}") for number in round_numbers(highest)]])
        for axis in (bottom, left):
            axis.setPen(theme.colour("strong_line"))
            axis.setTextPen(theme.colour("soft"))
            axis.setStyle(tickFont=theme.text_font("small"), tickLength=0)
        self.plot.setXRange(-0.6, max(count, 1) - 0.4 + room, padding=0)
        self.plot.setYRange(0, max(highest, 1) * HEADROOM, padding=0)

    def room_for(self, names: Sequence[str]) -> float:
        """How many columns wide the names at the right end are."""
        needed = max(width_of(name) for name in names) + theme.px(20)
        left = max(self.width() - theme.px(60) - needed, needed)
        return max(len(self.labels()), 1) * needed / left

    def fits(self, words: str, columns: int) -> bool:
        """Whether so many columns leave room for a number on each."""
        return columns * width_of(words) * 0.75 <= self.width()

    def draw_columns(
        self, places: Sequence[float], heights: Sequence[int], width: float, brush: QBrush | QColor
    ) -> None:
        """Columns of one kind."""
        item = self.library.BarGraphItem
        self.plot.addItem(
            item(x=list(places), height=list(heights), width=width, pen=None, brush=brush)
        )

    def say(self, words: str, x: float, y: float, anchor: tuple[float, float], token: str) -> None:
        """Words in the plot; ``anchor`` is the point of them that lies at x and y."""
        item = self.library.TextItem(words, color=theme.colour(token), anchor=anchor)
        item.setFont(theme.text_font("small"))
        item.setPos(x, y)
        self.plot.addItem(item, ignoreBounds=True)


def width_of(words: str) -> int:
    """How wide words in a chart are, in pixels."""
    return QFontMetrics(theme.text_font("small")).horizontalAdvance(words)


def hatched(token: str) -> QBrush:
    """A hatch in a token's colour: told apart from a full area on grey paper too."""
    return QBrush(theme.colour(token), HATCHED)


def round_numbers(highest: int) -> list[int]:
    """At most six whole numbers from 0 on, in steps of 1, 2, 5, 10 …"""
    step, factors = 1, (2.0, 2.5, 2.0)
    turn = 0
    while highest / step > 5:
        step = int(step * factors[turn % 3])
        turn += 1
    return list(range(0, highest + 1, step))
