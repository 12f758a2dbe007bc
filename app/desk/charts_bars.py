"""Bars from the left, each with its name before and its number behind it; zero based.

A bar may have a part: that is full in the accent, the rest hatched in grey; what both mean stands
above the bars. Of many bars each still has its line: the chart scrolls.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.desk import theme
from app.desk.charts import hatched
from app.desk.charts_painted import RIGHT, Area, PaintedChart, fill, width_of, write

ROW, BAR, HEAD, GAP = 26, 14, 24, 8
"""Pixels at normal text size: a line, its bar, the line above all, and between words and bar."""
MOST_NAME = 0.36
"""Of the width, for names."""


@dataclass(frozen=True)
class Bar:
    """One bar; ``part`` of its ``value`` is told apart where the chart has a name for it."""

    label: str
    value: float
    part: float = 0
    shown: str = ""
    """What stands behind the bar; empty: the value."""

    @property
    def words(self) -> str:
        """The number in words."""
        return self.shown or f"{self.value:,.0f}"


class BarsChart(PaintedChart):
    """:attr:`pressed` tells the place of the bar clicked, from 0."""

    def __init__(self, accessible_name: str, part_name: str = "", rest_name: str = ""):
        super().__init__(accessible_name)
        self._part, self._rest = part_name, rest_name
        self._bars: tuple[Bar, ...] = ()
        self._whole = 0.0

    def show_bars(self, bars: Sequence[Bar], whole: float = 0.0) -> None:
        """Show these from the top; ``whole``: the value of a full width (100 of a rate)."""
        self._bars, self._whole = tuple(bars), whole
        self.shown_anew("；".join(f"{bar.label} {bar.words}" for bar in self._bars))

    def least_height(self) -> int:
        """A line for each bar."""
        return theme.px(len(self._bars) * ROW + (HEAD if self._part else 0) + GAP)

    def draw(self, painter: QPainter) -> list[Area]:
        """Every bar on its line."""
        if not self._bars:
            return []
        names = max(width_of(painter, bar.label) for bar in self._bars)
        names = min(names + theme.px(GAP), self.width() * MOST_NAME)
        numbers = max(width_of(painter, bar.words) for bar in self._bars) + theme.px(2 * GAP)
        across = max(self.width() - names - numbers - theme.px(GAP), 1)
        top = self._whole or max(bar.value for bar in self._bars) or 1
        y = float(theme.px(HEAD) if self._part else 0)
        if self._part:
            self._draw_key(painter, names + theme.px(GAP))
        areas = []
        for place, bar in enumerate(self._bars):
            line = QRectF(0, y, self.width(), theme.px(ROW))
            self._draw_bar(painter, bar, line, (names, across / top))
            areas.append(Area(line, place, f"{bar.label}：{bar.words}"))
            y += theme.px(ROW)
        return areas

    def _draw_bar(
        self, painter: QPainter, bar: Bar, line: QRectF, scale: tuple[float, float]
    ) -> None:
        names, pixels = scale
        left, gap = names + theme.px(GAP), theme.px(GAP)
        write(painter, QRectF(0, line.top(), names, line.height()), bar.label, "ink", RIGHT)
        height = theme.px(BAR)
        top = line.center().y() - height / 2
        full = QRectF(left, top, bar.value * pixels, height)
        fill(painter, full, hatched("soft") if self._part else theme.colour("accent"))
        if self._part:
            fill(painter, QRectF(left, top, bar.part * pixels, height), theme.colour("accent"))
        behind = QRectF(full.right() + gap / 2, line.top(), line.width(), line.height())
        behind.setRight(line.right())
        write(painter, behind, bar.words, "ink")

    def _draw_key(self, painter: QPainter, left: float) -> None:
        side, gap = float(theme.px(10)), float(theme.px(GAP))
        for name, brush in (
            (self._part, theme.colour("accent")),
            (self._rest, hatched("soft")),
        ):
            fill(painter, QRectF(left, (theme.px(HEAD) - side) / 2, side, side), brush)
            width = width_of(painter, name) + gap
            write(painter, QRectF(left + side + gap / 2, 0, width, theme.px(HEAD)), name, "soft")
            left += side + width + 2 * gap
