"""Figures as cards: the number large, its formula in small print, its lists one click away."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button, label
from app.events.figures import Count
from app.events.rules import Rate

OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class FigureCard(QFrame):
    """One figure; who clicks a number is told which events it counts."""

    asked = Signal(object, str)
    """(ids, what the list is called)"""

    def __init__(self, name: str, formula: str):
        super().__init__()
        self.setProperty("role", "card")
        self.setToolTip(f"{name}＝{formula}" if "÷" in formula else formula)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(theme.px(side) for side in (14, 10, 10, 10)))
        self.column.setSpacing(theme.px(2))
        self.column.addWidget(label(name, "soft"))

    def link(self, words: str, ids: Sequence[UUID], title: str) -> QPushButton:
        """A number that opens its list; nothing to press where it counts nothing."""
        made = button(words, "quiet")
        made.setEnabled(bool(ids))
        made.setToolTip(f"查看：{title}")
        made.setAccessibleName(title)
        made.clicked.connect(partial(self._ask, tuple(ids), title))
        return made

    def _ask(self, ids: tuple[UUID, ...], title: str, _checked: bool = False) -> None:
        self.asked.emit(ids, title)


class RateCard(FigureCard):
    """A rate: its percentage, numerator ÷ denominator, what is missing, its formula."""

    def __init__(self, rate: Rate):
        super().__init__(rate.name, rate.formula)
        self.setAccessibleName(f"{rate.name} {rate.shown}")
        hits, base, misses = rate.hits, rate.base, rate.misses
        self.column.addWidget(label(rate.percent, "figure"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        row.addWidget(self.link(str(len(hits)), hits, f"{rate.name}：计入的 {len(hits)} 件"))
        row.addWidget(label("÷", "soft"))
        row.addWidget(self.link(str(len(base)), base, f"{rate.name}：应计的 {len(base)} 件"))
        row.addStretch(1)
        if misses:
            count = len(misses)
            row.addWidget(
                self.link(f"差 {count} 件", misses, f"{rate.name}：没有达到的 {count} 件")
            )
        self.column.addLayout(row)
        self.column.addWidget(label(rate.formula, "hint", wrap=True))
        self.column.addStretch(1)


class CountCard(FigureCard):
    """A count; the whole card opens the list of what it counts."""

    def __init__(self, count: Count):
        super().__init__(count.name, count.formula)
        self._count = count
        self.setAccessibleName(f"{count.name} {count.value} 件")
        self.column.addWidget(label(str(count.value), "figure"))
        self.column.addWidget(label(count.formula, "hint", wrap=True))
        self.column.addStretch(1)
        if count.value:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _open(self) -> None:
        if self._count.value:
            self._ask(self._count.ids, f"{self._count.name} {self._count.value} 件")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENS:
            self._open()
        else:
            super().keyPressEvent(event)


class CardGrid(QWidget):
    """Cards side by side, so many in a row."""

    asked = Signal(object, str)

    def __init__(self, across: int):
        super().__init__()
        self._across = across
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(8))

    def show_cards(self, cards: Sequence[FigureCard]) -> None:
        """Show these in place of those before."""
        while (item := self._grid.takeAt(0)) is not None:
            old: Any = item.widget()
            old.hide()
            old.deleteLater()
        for place, card in enumerate(cards):
            card.asked.connect(self.asked)
            self._grid.addWidget(card, place // self._across, place % self._across)
        for column in range(self._across):
            self._grid.setColumnStretch(column, 1)
