"""The headline as a row of small cards: name and number, the formula on hover."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import Elided, label
from app.figures.community_measures import percent
from app.figures.headline import Figure

ACROSS = 7
"""Cards in a row; with large text they have no room for both numbers of a rate."""


class HeadlineCard(QFrame):
    """One figure."""

    def __init__(self, figure: Figure):
        super().__init__()
        self.setProperty("role", "card")
        parts = "" if figure.base is None else f"\n{figure.value:,} ÷ {figure.base:,}"
        self.setToolTip(f"{figure.name}＝{figure.formula}{parts}")
        self.setAccessibleName(f"{figure.name} {figure.shown}")
        self.setAccessibleDescription(figure.formula)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(side) for side in (10, 4, 8, 4)))
        column.setSpacing(0)
        name = Elided(figure.name)
        name.setProperty("role", "soft")
        column.addWidget(name)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(label(percent(figure).replace(" ", ","), "section"))
        if figure.base and theme.current().scale <= 1:
            row.addWidget(label(f"{figure.value:,}/{figure.base:,}", "hint"))
        row.addStretch(1)
        column.addLayout(row)


class HeadlineCards(QWidget):
    """All of them, in rows."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(6))
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these in place of those before."""
        while (item := self._grid.takeAt(0)) is not None:
            old: Any = item.widget()
            old.hide()
            old.deleteLater()
        for place, figure in enumerate(figures):
            card = HeadlineCard(figure)
            self._grid.addWidget(card, place // ACROSS, place % ACROSS)
