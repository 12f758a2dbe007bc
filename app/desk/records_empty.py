"""What a table says when it has nothing to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.desk import theme


class EmptyPanel(QWidget):
    """One sentence on what belongs here, and the button that makes the first one.

    Three cases with different words: no data yet, nothing found (with 清除筛选), no permission.
    """

    first_asked = Signal()
    clear_asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._none = ("这里还没有记录。", "")
        self._forbidden = ""
        self._nothing_found = False
        self._text = QLabel(self)
        self._text.setProperty("role", "soft")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._first = QPushButton(self)
        self._first.setProperty("role", "primary")
        self._first.clicked.connect(self.first_asked)
        self._clear = QPushButton("清除筛选", self)
        self._clear.setProperty("role", "plain")
        self._clear.clicked.connect(self.clear_asked)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(12))
        column.addStretch(2)
        column.addWidget(self._text)
        for button in (self._first, self._clear):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._draw()

    def set_first(self, text: str, button: str = "") -> None:
        """What belongs here while there is nothing yet, and the word on its button, if any."""
        self._none = (text, button)
        self._draw()

    def set_nothing_found(self, filtered: bool) -> None:
        """Whether the table is empty because of a filter."""
        self._nothing_found = filtered
        self._draw()

    def set_forbidden(self, text: str) -> None:
        """Say that this account may not see these rows; empty text takes it back."""
        self._forbidden = text
        self._draw()

    def _draw(self) -> None:
        text, button = self._none
        free = not self._forbidden
        if self._forbidden:
            text = self._forbidden
        elif self._nothing_found:
            text = "没有符合条件的记录。"
        self._text.setText(text)
        self._first.setText(button)
        self._first.setVisible(free and not self._nothing_found and bool(button))
        self._clear.setVisible(free and self._nothing_found)
