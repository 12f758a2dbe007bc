"""A few choices side by side, of which one holds: one click, and all of them in sight."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button

TEXT_SIZES: tuple[tuple[str, Any], ...] = (("标准", 1.0), ("大", 1.25), ("特大", 1.5))
COLOURS: tuple[tuple[str, Any], ...] = (
    ("浅色", "light"),
    ("深色", "dark"),
    ("跟随系统", "system"),
)


class Segments(QWidget):
    """Buttons in a row; the pressed one is the value."""

    chosen = Signal(object)
    """The value the user has chosen."""

    def __init__(self, name: str, choices: tuple[tuple[str, Any], ...], value: Any):
        super().__init__()
        self._values = [choice for _, choice in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for number, (text, choice) in enumerate(choices):
            made = button(text)
            made.setCheckable(True)
            made.setChecked(choice == value)
            made.setAccessibleName(f"{name}：{text}")
            self._group.addButton(made, number)
            row.addWidget(made)
        self._group.idClicked.connect(self._say)

    def set_value(self, value: Any) -> None:
        """Press the button of ``value`` without saying so."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def _say(self, number: int) -> None:
        self.chosen.emit(self._values[number])
