"""A drop-down of a filter row."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QComboBox

from app.desk import theme
from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox


class FilterBox(ChoiceBox):
    """A drop-down of a filter: its first entry means all."""

    def __init__(self, everything: str):
        self.everything = Choice(None, everything)
        super().__init__((self.everything,))
        self.setAccessibleName(everything)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(theme.px(104))
        self.setMaximumWidth(theme.px(170))
        self.setCurrentIndex(0)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these; what was chosen stays chosen."""
        chosen = self.value()
        self.choices = (self.everything, *choices)
        self.blockSignals(True)
        self.clear()
        self.addItems([choice.text for choice in self.choices])
        values = [choice.value for choice in self.choices]
        self.setCurrentIndex(values.index(chosen) if chosen in values else 0)
        self.blockSignals(False)

    def value(self) -> object:
        """What is chosen; None for all."""
        return self.choices[max(self.currentIndex(), 0)].value

    def value_id(self) -> UUID | None:
        """The chosen record's id; None for all."""
        value = self.value()
        return value if isinstance(value, UUID) else None
