"""The search field of a list; asks a moment after the typing stops."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from app.desk import theme
from app.desk.icons import icon

TYPED_AFTER = 150
"""Milliseconds of quiet before typed words are searched."""


class SearchLine(QLineEdit):
    """One line with a glass in front."""

    asked = Signal()

    def __init__(self, hint: str):
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMaximumWidth(theme.px(380))
        self._soon = QTimer(self, singleShot=True, interval=TYPED_AFTER)
        self._soon.timeout.connect(self.asked)
        self.textChanged.connect(self._type)

    def _type(self, _text: str) -> None:
        self._soon.start()

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.text().strip()
