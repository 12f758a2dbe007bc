"""Figures as tiles: the number large, the period before in small print, the formula on hover."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button, label
from app.figures.behind import Part
from app.figures.headline import Figure
from app.figures.overview import Compared
from app.figures.pages.event_panels import percent, percent_words

OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
PART_NAMES = {Part.HITS: "计入的", Part.BASE: "应计的", Part.MISSES: "没有达到的"}


def shown_short(figure: Figure) -> str:
    """The number alone: 1,504, or 98.2% without its parts."""
    return f"{figure.value:,}" if figure.base is None else percent_words(figure)


def change(compared: Compared) -> str:
    """上期 12，多 3; of rates in percentage points; a dash has nothing to be compared with."""
    now, before = compared.figure, compared.before
    words = f"上期 {shown_short(before)}"
    if not compared.is_rate:
        more = now.value - before.value
        return words if not more else f"{words}，{'多' if more > 0 else '少'} {abs(more):,}"
    rates = percent(now), percent(before)
    if rates[0] is None or rates[1] is None:
        return words
    points = round(rates[0] - rates[1], 1)
    return words if not points else f"{words}，{'升' if points > 0 else '降'} {abs(points)} 点"


class Tile(QFrame):
    """One figure; :attr:`asked` tells which part of it somebody wants to see as a list."""

    asked = Signal(object, object)
    """(:class:`Compared`, :class:`Part`)"""

    def __init__(self, compared: Compared, *, has_list: bool, has_parts: bool):
        super().__init__()
        self._compared = compared
        figure = compared.figure
        self._opens = has_list and bool(figure.value or figure.base) and not has_parts
        self.setProperty("role", "card")
        self.setToolTip(
            f"{figure.name}＝{figure.formula}" if "÷" in figure.formula else figure.formula
        )
        self.setAccessibleName(f"{figure.name} {figure.shown}")
        self.setAccessibleDescription(figure.formula)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(side) for side in (12, 8, 8, 8)))
        column.setSpacing(theme.px(1))
        column.addWidget(label(figure.name, "soft"))
        column.addWidget(label(shown_short(figure), "figure"))
        if has_parts:
            column.addLayout(self._parts())
        elif compared.is_rate:
            column.addWidget(label(f"{figure.value:,} ÷ {figure.base:,}", "hint"))
        column.addWidget(label(change(compared), "hint"))
        column.addStretch(1)
        if self._opens:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _parts(self) -> QHBoxLayout:
        """Numerator ÷ denominator and what is missing, each leading to its list."""
        figure = self._compared.figure
        base = figure.base or 0
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        row.addWidget(self._link(f"{figure.value:,}", Part.HITS, figure.value))
        row.addWidget(label("÷", "soft"))
        row.addWidget(self._link(f"{base:,}", Part.BASE, base))
        row.addStretch(1)
        missing = base - figure.value
        if missing:
            row.addWidget(self._link(f"差 {missing:,}", Part.MISSES, missing))
        return row

    def _link(self, words: str, part: Part, count: int) -> QPushButton:
        made = button(words, "quiet")
        made.setEnabled(bool(count))
        title = f"{self._compared.figure.name}：{PART_NAMES[part]} {count:,} 件"
        made.setToolTip(f"查看：{title}")
        made.setAccessibleName(title)
        made.clicked.connect(partial(self._ask, part))
        return made

    def _ask(self, part: Part, _checked: bool = False) -> None:
        self.asked.emit(self._compared, part)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._opens and event.button() == Qt.MouseButton.LeftButton:
            self._ask(Part.BASE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in OPENS:
            self._ask(Part.BASE)
        else:
            super().keyPressEvent(event)


class TileGrid(QWidget):
    """Tiles side by side, so many in a row."""

    def __init__(self, across: int):
        super().__init__()
        self._across = across
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(8))
        for column in range(across):
            self._grid.setColumnStretch(column, 1)

    def show_tiles(self, compared: Sequence[Compared], make: Callable[[Compared], Tile]) -> None:
        """Show these in place of those before."""
        while (item := self._grid.takeAt(0)) is not None:
            old: Any = item.widget()
            old.hide()
            old.deleteLater()
        for place, one in enumerate(compared):
            self._grid.addWidget(make(one), place // self._across, place % self._across)
