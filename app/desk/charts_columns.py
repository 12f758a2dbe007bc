"""Columns side by side in groups: what came in and went out each month.

The first series is in the accent, the second in grey, the third hatched; each is named beside the
last group at its height, and every column bears its number while there is room.
"""

from collections.abc import Sequence

from PySide6.QtGui import QBrush, QColor

from app.desk import theme
from app.desk.charts import Grouped, PlotChart, hatched
from app.desk.work import Work

WHOLE = 0.8
"""Width of a group; the distance between two is 1."""
MOST_NUMBERS = 24
"""Columns up to which each bears its number."""
APART = 0.07
"""Of the height: how far two names keep from each other."""
TOKENS = ("accent", "soft", "soft")
"""Colours of the columns and of their names."""


class ColumnsChart(PlotChart):
    """Up to three series; :attr:`pressed` tells the place of the group clicked."""

    def __init__(self, work: Work, accessible_name: str):
        super().__init__(work, accessible_name)
        self._shown = Grouped((), ())

    def show_values(self, shown: Grouped) -> None:
        """Show these groups, from the oldest to the newest."""
        self._shown = shown
        told = (
            f"{name}：" + "，".join(f"{one.name} {one.values[place]}" for one in shown.series)
            for place, name in enumerate(shown.labels)
        )
        self.setAccessibleDescription("；".join(told))
        self.draw_soon()

    def labels(self) -> Sequence[str]:
        """Names of the groups."""
        return self._shown.labels

    def draw(self) -> None:
        """Axes, the columns of each series, their numbers and names."""
        shown = self._shown
        self.draw_axes(
            shown.highest, self.room_for([f"■ {one.name}" for one in shown.series] or [""])
        )
        if shown.labels and shown.series:
            for number in range(len(shown.series)):
                self._draw_series(number)
            self._draw_names()

    def _draw_series(self, number: int) -> None:
        values, width = self._shown.series[number].values, WHOLE / len(self._shown.series)
        left = -WHOLE / 2 + width * (number + 0.5)
        places = [place + left for place in range(len(values))]
        self.draw_columns(places, values, width * 0.92, brush_of(number))
        columns = len(values) * len(self._shown.series)
        if columns <= MOST_NUMBERS and self.fits(f"{self._shown.highest:,}", columns):
            for x, value in zip(places, values, strict=True):
                if value:
                    self.say(f"{value:,}", x, value, (0.5, 1.0), TOKENS[number])

    def _draw_names(self) -> None:
        """At the height of the last column of each, moved apart where they would touch."""
        apart = max(self._shown.highest, 1) * APART * max(theme.current().scale, 1)
        x = len(self._shown.labels) - 1 + WHOLE / 2 + 0.05
        reached = apart / 2
        ordered = sorted(enumerate(self._shown.series), key=lambda pair: pair[1].values[-1])
        for number, series in ordered:
            y = max(float(series.values[-1]), reached)
            mark = "▨ " if number == len(TOKENS) - 1 else "■ "
            self.say(mark + series.name, x, y, (0.0, 0.5), TOKENS[number])
            reached = y + apart


def brush_of(number: int) -> QBrush | QColor:
    """Accent, grey, hatched grey."""
    if number == len(TOKENS) - 1:
        return hatched("soft")
    return theme.colour(TOKENS[number])
