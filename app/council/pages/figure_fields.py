"""Fields for whole numbers, each under its name, in rows of a few."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.desk import theme
from app.desk.labels import label

MOST = 999_999
FIGURE_WIDTH = 92


class FigureFields(QWidget):
    """Numbers by key; empty until typed."""

    edited = Signal()

    def __init__(self, names: Mapping[str, str], *, in_a_row: int = 3, wide: int = 0):
        super().__init__()
        self.lines: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        for place, (key, name) in enumerate(names.items()):
            line = QLineEdit()
            line.setValidator(QIntValidator(0, MOST, line))
            line.setFixedWidth(theme.px(FIGURE_WIDTH))
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.setAccessibleName(f"{name}票数")
            line.textChanged.connect(self.edited)
            row, at = divmod(place, in_a_row)
            title = label(name, wrap=bool(wide))
            if wide:
                title.setFixedWidth(theme.px(wide))
                grid.addWidget(title, row, at * 2)
                grid.addWidget(line, row, at * 2 + 1)
            else:
                grid.addWidget(title, row * 2, at)
                grid.addWidget(line, row * 2 + 1, at)
            self.lines[key] = line
        grid.setColumnStretch(in_a_row * (2 if wide else 1), 1)

    def number(self, key: str) -> int | None:
        """What was typed; None for nothing."""
        text = self.lines[key].text() if key in self.lines else ""
        return int(text) if text else None

    def numbers(self) -> dict[str, int]:
        """All, empty ones as 0."""
        return {key: self.number(key) or 0 for key in self.lines}

    @property
    def complete(self) -> bool:
        """Whether every number is typed."""
        return all(line.text() for line in self.lines.values())

    def focus_first(self) -> None:
        """Go to the first field."""
        next(iter(self.lines.values())).setFocus()
