"""A chart of two series over days or weeks: grey bars and a line in the accent, zero based.

Numbers stand on the bars and each series is named at its end, so that no legend is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.desk import theme
from app.desk.charts import PlotChart
from app.desk.work import Work

NEAR = 0.06
"""Of the height: a line so little above a bar would run through its number."""
MOST_NUMBERS = 31
"""Bars up to which each bears its number."""


@dataclass(frozen=True)
class TrendValue:
    """One day, week or month."""

    label: str
    bar: int
    line: int


class TrendChart(PlotChart):
    """Shows what :meth:`show_values` was given last; ``names`` are those of bars and line."""

    def __init__(self, work: Work, names: tuple[str, str]):
        super().__init__(work, f"{names[0]}和{names[1]}的走势，数字见旁边的表")
        self._names = names
        self._values: Sequence[TrendValue] = ()

    def show_values(self, values: Sequence[TrendValue]) -> None:
        """Show these, from the oldest to the newest."""
        self._values = tuple(values)
        self.draw_soon()

    def labels(self) -> Sequence[str]:
        """The days, weeks or months."""
        return [value.label for value in self._values]

    def draw(self) -> None:
        """Axes, bars, the line over them, and both names."""
        highest = max((max(value.bar, value.line) for value in self._values), default=0)
        self.draw_axes(highest, self.room_for(self._names))
        if self._values:
            self._draw_bars()
            self._draw_line()

    def _draw_bars(self) -> None:
        bars = [value.bar for value in self._values]
        self.draw_columns(range(len(bars)), bars, 0.6, theme.colour("strong_line"))
        if len(bars) <= MOST_NUMBERS and self.fits(str(max(bars)), len(bars)):
            top = max(*(max(value.bar, value.line) for value in self._values), 1)
            for place, value in enumerate(self._values):
                if value.bar:
                    is_near = value.bar <= value.line < value.bar + top * NEAR
                    at = value.line if is_near else value.bar  # or the line would cross it out
                    self.say(str(value.bar), place, at, (0.5, 1.0), "soft")

    def _draw_line(self) -> None:
        line = [value.line for value in self._values]
        pen = self.library.mkPen(theme.colour("accent"), width=theme.px(2))
        self.plot.plot(list(range(len(line))), line, pen=pen)
        last, top = len(line) - 1, max(*(v.bar for v in self._values), *line, 1)
        bar, end = float(self._values[-1].bar), float(line[-1])
        apart = top * 0.16
        if abs(bar - end) < apart:  # or the names of both would lie upon each other
            end, bar = (end, end + apart) if bar >= end else (bar + apart, bar)
        self.say(self._names[0], last + 0.35, bar, (0.0, 0.5), "soft")
        self.say(self._names[1], last + 0.35, end, (0.0, 0.5), "accent")
