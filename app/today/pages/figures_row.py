"""The figures of the morning: each a button that leads to what it counts."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import label, pill
from app.today.figure import Figure


class FigureButton(QPushButton):
    """A number, and below it what it counts."""

    def __init__(self, figure: Figure):
        super().__init__()
        self.figure = figure
        self.setProperty("role", "entry")
        self.setAutoDefault(False)
        self.setAccessibleName(f"{figure.name} {figure.value}")
        self.setToolTip(f"查看{figure.name}")
        expanding = QSizePolicy.Policy.Expanding
        self.setSizePolicy(expanding, expanding)
        urgent = figure.is_late and figure.value > 0
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(side) for side in (10, 6, 10, 8)))
        column.setSpacing(0)
        small = "soft" if theme.current().scale == 1 else "hint"  # all of them stand in one row
        name = pill(figure.name, "late") if urgent else label(figure.name, small)
        for part in (label(f"{figure.value:,}".replace(",", " "), "figure"), name):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)

    def sizeHint(self) -> QSize:
        """As large as its words."""
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class FiguresRow(QWidget):
    """The buttons side by side."""

    asked = Signal(object)
    """The :class:`Figure` pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[Figure] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these in place of those before; the focus stays on its button."""
        if figures == self._shown:
            return
        self._shown = figures
        focused = self._focused()
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for figure in figures:
            made = FigureButton(figure)
            made.clicked.connect(partial(self._ask, figure))
            self._row.addWidget(made, 1)
            if figure.name == focused:
                made.setFocus()

    def _focused(self) -> str:
        found = (made for made in self.findChildren(FigureButton) if made.hasFocus())
        return next((made.figure.name for made in found), "")

    def _ask(self, figure: Figure, _checked: bool = False) -> None:
        self.asked.emit(figure)
