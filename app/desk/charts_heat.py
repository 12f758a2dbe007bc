"""A matrix of numbers, the greater the darker: grids against categories.

Every cell bears its number, so that it reads without colour and in grey print; headings stand
upright, as Chinese is written in columns. What does not fit is scrolled to.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from app.desk import theme
from app.desk.charts_painted import CENTRE, RIGHT, Area, PaintedChart, width_of, write

ROW, GAP, LEAST = 28, 8, 26
"""Pixels at normal text size: a line, between words and cells, the narrowest column."""
WIDEST = 64
DEEP_FROM = 0.7
"""Share of the greatest number from which a cell is deep and its number light."""
MOST_LETTERS = 8
"""Of a heading; a longer one ends in an ellipsis and is whole in the tooltip."""


@dataclass(frozen=True)
class Matrix:
    """What a heat chart shows."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """One line for each row, one number for each column."""

    @property
    def highest(self) -> int:
        """The greatest number; 0 when there is none."""
        return max((max(line, default=0) for line in self.counts), default=0)


class HeatChart(PaintedChart):
    """:attr:`pressed` tells (row, column) of the cell clicked, both from 0."""

    def __init__(self, accessible_name: str):
        super().__init__(accessible_name)
        self._shown = Matrix((), (), ())

    def show_matrix(self, shown: Matrix) -> None:
        """Show these numbers; a 0 is left blank."""
        self._shown = shown
        told = (
            f"{row}·{column} {shown.counts[at][n]}"
            for at, row in enumerate(shown.rows)
            for n, column in enumerate(shown.columns)
            if shown.counts[at][n]
        )
        self.setMinimumWidth(theme.px(90 + len(shown.columns) * LEAST))
        self.shown_anew("；".join(told))

    def least_height(self) -> int:
        """The headings and a line for each row."""
        return round(self._head()) + theme.px(len(self._shown.rows) * ROW + GAP)

    def _head(self) -> float:
        longest = max((len(_heading(name)) for name in self._shown.columns), default=0)
        metrics = QFontMetricsF(theme.text_font("small"))
        return longest * metrics.lineSpacing() + theme.px(GAP)

    def draw(self, painter: QPainter) -> list[Area]:
        """Headings, then line by line."""
        shown = self._shown
        if not shown.rows or not shown.columns:
            return []
        names = max(width_of(painter, row) for row in shown.rows) + theme.px(GAP)
        width = min((self.width() - names) / len(shown.columns), float(theme.px(WIDEST)))
        for number, name in enumerate(shown.columns):
            place = QRectF(names + number * width, 0, width, self._head() - theme.px(GAP) / 2)
            painter.setPen(theme.colour("soft"))
            upright = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(place, upright, "\n".join(_heading(name)))
        areas = []
        for at, row in enumerate(shown.rows):
            y = self._head() + at * theme.px(ROW)
            line = QRectF(0, y, names - theme.px(GAP), theme.px(ROW))
            write(painter, line, row, "ink", RIGHT)
            for number in range(len(shown.columns)):
                cell = QRectF(names + number * width, y, width, theme.px(ROW)).adjusted(
                    1, 1, -1, -1
                )
                areas += self._draw_cell(painter, cell, at, number)
        return areas

    def _draw_cell(self, painter: QPainter, cell: QRectF, row: int, column: int) -> list[Area]:
        count, shown = self._shown.counts[row][column], self._shown
        if not count:
            painter.fillRect(cell, theme.colour("sunken"))
            return []
        share = count / max(shown.highest, 1)
        painter.fillRect(
            cell, _mixed(theme.colour("sunken"), theme.colour("accent"), _depth(share))
        )
        write(painter, cell, str(count), "on_accent" if share >= DEEP_FROM else "ink", CENTRE)
        words = f"{shown.rows[row]}，{shown.columns[column]}：{count}"
        return [Area(cell, (row, column), words)]


def _heading(name: str) -> str:
    return name if len(name) <= MOST_LETTERS else name[: MOST_LETTERS - 1] + "…"


def _depth(share: float) -> float:
    """How much of the accent is in a cell, growing with its share of the greatest number.

    Between one half and 0.85 neither ink nor its opposite would be legible (contrast 4.5).
    """
    if share < DEEP_FROM:
        return 0.1 + 0.4 * share / DEEP_FROM
    return 0.85 + 0.15 * (share - DEEP_FROM) / (1 - DEEP_FROM)


def _mixed(least: QColor, most: QColor, part: float) -> QColor:
    return QColor(
        *(
            round(a + (b - a) * part)
            for a, b in (
                (least.red(), most.red()),
                (least.green(), most.green()),
                (least.blue(), most.blue()),
            )
        )
    )
