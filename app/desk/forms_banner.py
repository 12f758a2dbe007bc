"""The line above a form: a message of the service, a question before leaving, a restored draft.

It is part of the page and not a dialog: what was typed stays in sight while it is answered.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.desk import theme


class FormBanner(QFrame):
    """Says one thing at a time, with the buttons that answer it."""

    save_asked = Signal()
    leave_asked = Signal()
    stay_asked = Signal()
    discard_asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._save = self._button("保存", "plain", self.save_asked)
        self._leave = self._button("不保存，关闭", "danger", self.leave_asked)
        self._stay = self._button("继续填写", "plain", self.stay_asked)
        self._discard = self._button("放弃", "quiet", self.discard_asked)
        self._answers = (self._leave, self._save, self._stay, self._discard)
        line = QHBoxLayout()
        line.addStretch(1)
        for answer in self._answers:
            line.addWidget(answer)
        column = QVBoxLayout(self)
        column.addWidget(self._text)
        column.addLayout(line)
        self.rest()

    def _button(self, text: str, role: str, signal: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("role", role)
        button.setAutoDefault(True)
        button.clicked.connect(signal)
        if role != "quiet" or text == "放弃":
            button.clicked.connect(self.rest)
        return button

    def rest(self) -> None:
        """Say nothing."""
        self._text.clear()
        self.hide()

    def words(self) -> str:
        """What it says now."""
        return self._text.text()

    def show_error(self, words: str) -> None:
        """Show a message that belongs to no field."""
        self._say("banner-late", words)

    def ask_to_leave(self) -> None:
        """Ask what becomes of what was typed; staying is the answer nearest to hand."""
        self._say("banner-waiting", "填写的内容还没有保存。", self._leave, self._save, self._stay)
        self._stay.setFocus()

    def say_restored(self) -> None:
        """Say that a draft was found, and offer to throw it away."""
        self._say("banner-info", "已恢复上次未保存的内容", self._discard)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stay.isVisibleTo(self):
            self._stay.click()
        else:
            super().keyPressEvent(event)

    def _say(self, role: str, words: str, *answers: QPushButton) -> None:
        theme.set_property(self, "role", role)
        self._text.setText(words)
        for answer in self._answers:
            answer.setVisible(answer in answers)
        self.show()
