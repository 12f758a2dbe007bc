"""A funnel: stages from the top, as wide as how many reached them, with how many went on.

The bars stand in the middle, so that the narrowing is seen; the number stands in the bar, the
stage at its left and what became of the others at its right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.desk import theme
from app.desk.charts_painted import CENTRE, RIGHT, Area, PaintedChart, fill, width_of, write

ROW, BAR, GAP = 46, 26, 10
"""Pixels at normal text size: a stage, its bar, and between words and bar."""


@dataclass(frozen=True)
class FunnelStep:
    """One stage: how many reached it, and in words what became of them."""

    label: str
    value: int
    note: str = ""


class FunnelChart(PaintedChart):
    """:attr:`pressed` tells the place of the stage clicked, from 0."""

    def __init__(self, accessible_name: str):
        super().__init__(accessible_name)
        self._steps: tuple[FunnelStep, ...] = ()

    def show_steps(self, steps: Sequence[FunnelStep]) -> None:
        """Show these from the first to the last."""
        self._steps = tuple(steps)
        told = (f"{step.label} {step.value}，{step.note}".rstrip("，") for step in self._steps)
        self.shown_anew("；".join(told))

    def least_height(self) -> int:
        """A line for each stage."""
        return theme.px(len(self._steps) * ROW)

    def draw(self, painter: QPainter) -> list[Area]:
        """Every stage below the one before."""
        if not self._steps:
            return []
        gap = theme.px(GAP)
        names = max(width_of(painter, step.label) for step in self._steps) + 2 * gap
        notes = max(width_of(painter, step.note) for step in self._steps) + 2 * gap
        across = max(self.width() - names - notes, float(theme.px(80)))
        top = max(step.value for step in self._steps) or 1
        areas = []
        for place, step in enumerate(self._steps):
            line = QRectF(0, place * theme.px(ROW), self.width(), theme.px(ROW))
            width = max(across * step.value / top, 1.0)
            bar = QRectF(0, 0, width, theme.px(BAR))
            bar.moveCenter(line.center())
            bar.moveLeft(names + (across - width) / 2)
            write(
                painter, QRectF(0, line.top(), names - gap, line.height()), step.label, "ink", RIGHT
            )
            self._draw_bar(painter, bar, step.value)
            note = QRectF(names + across + gap, line.top(), notes, line.height())
            write(painter, note, step.note, "soft")
            areas.append(Area(line, place, f"{step.label}：{step.value}　{step.note}"))
        return areas

    def _draw_bar(self, painter: QPainter, bar: QRectF, value: int) -> None:
        """The number in the bar, or behind it where the bar is too narrow."""
        fill(painter, bar, theme.colour("accent"))
        words = f"{value:,}"
        need = width_of(painter, words) + theme.px(GAP)
        if bar.width() >= need:
            write(painter, bar, words, "on_accent", CENTRE)
        else:
            write(
                painter,
                QRectF(bar.right() + theme.px(4), bar.top(), need, bar.height()),
                words,
                "ink",
            )
