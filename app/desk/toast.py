"""A short message at the bottom of the window, with one thing to do about it (撤销)."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button, label

SHOWN_FOR = 10_000
"""Milliseconds a toast stays; the action stays available in the menu afterwards."""


class Toast(QFrame):
    """One message over the window's lower edge; a newer one takes its place."""

    def __init__(self, window: QWidget):
        super().__init__(window)
        self._window = window
        self.setProperty("role", "toast")
        self._text = label()
        self._button = button("", press=self._act)
        self._act_on: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(8), theme.px(6))
        row.addWidget(self._text)
        row.addWidget(self._button)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Show ``text``; with ``action`` a button that calls ``act`` and hides the toast."""
        width = self._window.width() - theme.px(320)
        metrics = self._text.fontMetrics()
        self._text.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, width))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._act_on = act
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def _act(self) -> None:
        self.hide()
        if self._act_on is not None:
            self._act_on()

    def _place(self) -> None:
        """Over the status bar, where nothing is typed or pressed."""
        window = self._window
        self.move((window.width() - self.width()) // 2, window.height() - self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
