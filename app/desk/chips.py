"""Chips: one of several short words with how many stand behind each (待响应 3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from app.desk import theme
from app.desk.fields import Choice


class ChipBar(QWidget):
    """Exclusive buttons in a row; arrows move, what counts is written behind the word."""

    chosen = Signal(object)
    """The value of the chip that was pressed."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None):
        super().__init__(parent)
        self.choices = tuple(choices)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for place, choice in enumerate(self.choices):
            made = QPushButton(choice.text)
            made.setProperty("role", "chip")
            made.setCheckable(True)
            made.setAutoDefault(False)
            self._group.addButton(made, place)
            row.addWidget(made)
        row.addStretch(1)
        self._group.idClicked.connect(self._say)
        self._group.button(0).setChecked(True)

    def value(self) -> object:
        """The chosen value."""
        return self.choices[max(self._group.checkedId(), 0)].value

    def choose(self, value: object) -> None:
        """Choose a chip without saying so."""
        for place, choice in enumerate(self.choices):
            if choice.value == value:
                self._group.button(place).setChecked(True)

    def set_counts(self, counts: Mapping[Any, int], late: frozenset[Any]) -> None:
        """Write the counts behind the words; those of ``late`` are coloured when not zero."""
        for place, choice in enumerate(self.choices):
            made, count = self._group.button(place), counts.get(choice.value)
            made.setText(choice.text if count is None else f"{choice.text} {count}")
            urgent = choice.value in late and bool(count)
            theme.set_property(made, "late", urgent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        place = self._group.checkedId() + step
        if step and 0 <= place < len(self.choices):
            self._group.button(place).setFocus()
            self._group.button(place).click()
        else:
            super().keyPressEvent(event)

    def _say(self, place: int) -> None:
        self.chosen.emit(self.choices[place].value)
