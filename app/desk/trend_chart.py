"""A chart of two series over days or weeks: grey bars and a line in the accent, zero based.

pyqtgraph takes 0.3 s and 90 MB to import; it is imported beside the screen when the first chart is
to be seen. Numbers stand on the bars and each series is named at its end, so that no legend is
needed; who cannot see it reads the table that stands beside every chart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import label
from app.desk.work import Work

MOST_TICKS = 12
"""Labels below the chart; with more points every n-th has one."""
ROOM_FOR_NAMES = 0.09
"""Of the width, at the right."""
MOST_NUMBERS = 31
"""Bars up to which each bears its number."""


@dataclass(frozen=True)
class TrendValue:
    """One day or week."""

    label: str
    bar: int
    line: int


class TrendChart(QWidget):
    """Shows what :meth:`show_values` was given last; ``names`` are those of bars and line."""

    def __init__(self, work: Work, names: tuple[str, str]):
        super().__init__()
        self._work, self._names = work, names
        self._values: Sequence[TrendValue] = ()
        self._library: Any = None
        self._plot: Any = None
        self._asked = False
        self._waiting = label("正在画图…", "soft")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(f"{names[0]}和{names[1]}的走势，数字见旁边的表")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._waiting, 1)
        theme.current().changed.connect(self._draw)

    @property
    def drawn(self) -> bool:
        """Whether the library has come and the chart stands there."""
        return self._plot is not None

    def show_values(self, values: Sequence[TrendValue]) -> None:
        """Show these, from the oldest to the newest."""
        self._values = tuple(values)
        if self._library is not None:
            self._draw()
        elif not self._asked:
            self._asked = True
            self._work.make(import_module, "pyqtgraph", then=self._build, owner=self)

    def _build(self, library: Any) -> None:
        self._library = library
        self._plot = plot = library.PlotWidget(self)
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setFrameShape(plot.Shape.NoFrame)
        self._waiting.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(plot, 1)
        self._draw()

    def _draw(self) -> None:
        if self._plot is None:
            return
        self._plot.clear()
        self._plot.setBackground(theme.colour("paper"))
        self._draw_axes()
        if self._values:
            self._draw_bars()
            self._draw_line()

    def _draw_axes(self) -> None:
        count = len(self._values)
        highest = max((max(value.bar, value.line) for value in self._values), default=0)
        every = -(-count // MOST_TICKS) or 1
        ticks = [(n, self._values[n].label) for n in range(0, count, every)]
        bottom, left = self._plot.getAxis("bottom"), self._plot.getAxis("left")
        bottom.setTicks([ticks])
        left.setTicks([[(number, str(number)) for number in _round_numbers(highest)]])
        for axis in (bottom, left):
            axis.setPen(theme.colour("strong_line"))
            axis.setTextPen(theme.colour("soft"))
            axis.setStyle(tickFont=theme.text_font("small"), tickLength=0)
        room = max(count, 1) * ROOM_FOR_NAMES
        self._plot.setXRange(-0.6, max(count, 1) - 0.4 + room, padding=0)
        self._plot.setYRange(0, max(highest, 1) * 1.18, padding=0)

    def _draw_bars(self) -> None:
        places = range(len(self._values))
        bars = [value.bar for value in self._values]
        grey = theme.colour("strong_line")
        self._plot.addItem(
            self._library.BarGraphItem(x=list(places), height=bars, width=0.6, pen=None, brush=grey)
        )
        if len(bars) <= MOST_NUMBERS:
            for place, bar in zip(places, bars, strict=True):
                if bar:
                    self._say(str(bar), place, bar, (0.5, 1.0), "soft")

    def _draw_line(self) -> None:
        line = [value.line for value in self._values]
        pen = self._library.mkPen(theme.colour("accent"), width=theme.px(2))
        self._plot.plot(list(range(len(line))), line, pen=pen)
        last, top = len(line) - 1, max(*(v.bar for v in self._values), *line, 1)
        bar, end = float(self._values[-1].bar), float(line[-1])
        apart = top * 0.16
        if abs(bar - end) < apart:  # or the names of both would lie upon each other
            end, bar = (end, end + apart) if bar >= end else (bar + apart, bar)
        self._say(self._names[0], last + 0.35, bar, (0.0, 0.5), "soft")
        self._say(self._names[1], last + 0.35, end, (0.0, 0.5), "accent")

    def _say(self, words: str, x: float, y: float, anchor: tuple[float, float], token: str) -> None:
        item = self._library.TextItem(words, color=theme.colour(token), anchor=anchor)
        item.setFont(theme.text_font("small"))
        item.setPos(x, y)
        self._plot.addItem(item, ignoreBounds=True)


def _round_numbers(highest: int) -> list[int]:
    """At most six whole numbers from 0 on, in steps of 1, 2, 5, 10 …"""
    step, factors = 1, (2.0, 2.5, 2.0)
    turn = 0
    while highest / step > 5:
        step = int(step * factors[turn % 3])
        turn += 1
    return list(range(0, highest + 1, step))
