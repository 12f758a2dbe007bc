"""The keys that are the same in every form.

Enter goes to the next field (in long text it makes a line), Shift+Enter to the one before,
Ctrl+Enter saves, Esc closes.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOT_LEAVING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class FormKeys(QObject):
    """Watches the widgets of a form and says what their keys mean."""

    forward = Signal(QWidget)
    back = Signal(QWidget)
    save = Signal()
    escape = Signal(QWidget)
    left = Signal(QWidget)
    """A widget lost the focus to another of this window."""

    def watch(self, stop: QWidget) -> None:
        """Let the form's keys work in ``stop``."""
        stop.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in _NOT_LEAVING:
                self.left.emit(watched)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(watched, event)
        return False

    def _press(self, stop: QWidget, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and not held:
            self.escape.emit(stop)
        elif event.key() not in _ENTER:
            return False
        elif held == Qt.KeyboardModifier.ControlModifier:
            self.save.emit()
        elif held == Qt.KeyboardModifier.ShiftModifier:
            self.back.emit(stop)
        elif (
            held
            or isinstance(stop, QPlainTextEdit)
            or (isinstance(stop, QComboBox) and stop.view().isVisible())
        ):
            return False
        else:
            self.forward.emit(stop)
        return True


def _is_open(stop: QWidget) -> bool:
    """Whether Enter belongs to a list that has dropped down."""
    return isinstance(stop, QComboBox) and stop.view().isVisible()
