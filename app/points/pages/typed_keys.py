"""A scanner types wherever the focus happens to be: what nobody takes goes to the line."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.desk.page import Page

_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class TypedKeys(QObject):
    """Leads typed letters and digits to ``line`` while it is in sight and no drawer is open."""

    def __init__(self, line: QWidget, page: Page, *others: QWidget):
        super().__init__(line)
        self._line, self._page = line, page
        for watched in (page, *others):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        text, line = event.text(), self._line
        if not text.strip() or not text.isprintable() or event.modifiers() & ~_PLAIN:
            return False
        if line.hasFocus() or not line.isVisible() or self._page.drawer.isVisible():
            return False
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(line, event)
        return True
