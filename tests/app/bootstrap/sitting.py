"""Somebody sitting at the program: sees words, presses buttons, types, answers dialogs."""

from collections import deque
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from app.desk.forms import Form
from tests.app.desk.typing_in import type_in


def words_in(place: QWidget) -> str:
    """The words of every label in sight."""
    return "\n".join(x.text() for x in place.findChildren(QLabel) if x.isVisible())


def buttons_in(place: QWidget) -> list[QAbstractButton]:
    """Every button in sight that can be pressed."""
    found = place.findChildren(QAbstractButton)
    return [button for button in found if button.isVisible() and button.isEnabled()]


class Dialogs(QObject):
    """Answers modal dialogs as they come up; one nobody waited for is closed and remembered."""

    def __init__(self):
        super().__init__()
        self.said: list[str] = []
        self.troubles: list[object] = []
        self._answers: deque = deque()
        self._dealing: list = []
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def expect(self, answer):
        """Let ``answer(dialog)`` deal with the next dialog."""
        self._answers.append(answer)

    def press(self, text):
        """Press the button ``text`` of the next dialog, and keep what it said."""
        self.expect(lambda dialog: self._press(dialog, text))

    def choose_file(self, path):
        """Choose ``path`` in the next file dialog."""
        self.expect(lambda dialog: _name_file(dialog, path))

    def stop(self):
        self._timer.stop()

    def _press(self, dialog, text):
        self.said.append(words_in(dialog))
        next(button for button in buttons_in(dialog) if button.text() == text).click()

    def _look(self):
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog not in self._dealing:
            self._dealing.append(dialog)  # apart from this timer, which must go on looking
            QTimer.singleShot(0, self, partial(self._deal_with, dialog))

    def _deal_with(self, dialog):
        try:
            if not self._answers:
                raise AssertionError(f"an unexpected dialog: {words_in(dialog)}")
            self._answers.popleft()(dialog)
        except BaseException as trouble:  # raised again when the test ends; the dialog must go
            self.troubles.append(trouble)
            if isValid(dialog):
                QDialog.done(dialog, 0)
        finally:
            self._dealing.remove(dialog)


def _name_file(dialog, path):
    dialog.findChild(QLineEdit).setText(str(path))
    accepting = QDialogButtonBox.ButtonRole.AcceptRole
    box = dialog.findChild(QDialogButtonBox)
    next(button for button in box.buttons() if box.buttonRole(button) == accepting).click()


class Sitting:
    """In front of one window, whichever it is now."""

    def __init__(self, qtbot, dialogs, window, work):
        self.qtbot, self.dialogs, self._window, self.work = qtbot, dialogs, window, work

    @property
    def window(self) -> QWidget:
        return self._window()

    def words(self):
        return words_in(self.window)

    def sees(self, text):
        """Wait until these words are in sight."""
        self.qtbot.waitUntil(lambda: text in self.words(), timeout=8000)

    def offers(self, text) -> bool:
        """Whether there is a button with these words that can be pressed."""
        return any(button.text().strip() == text for button in buttons_in(self.window))

    def press(self, text):
        """Click the button with these words, as soon as it can be pressed."""
        self.qtbot.waitUntil(lambda: self.offers(text), timeout=8000)
        found = [
            b for b in buttons_in(self.window) if text in (b.text().strip(), b.accessibleName())
        ]
        self.qtbot.mouseClick(found[-1], Qt.MouseButton.LeftButton)

    def press_named(self, name):
        """Click the button whose name for screen readers is this."""
        button = next(b for b in buttons_in(self.window) if b.accessibleName() == name)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def field(self, label) -> QLineEdit:
        """The line of this label, as soon as it is in sight."""

        def found():
            lines = self.window.findChildren(QLineEdit)
            return [x for x in lines if x.isVisible() and x.accessibleName() == label]

        self.qtbot.waitUntil(lambda: bool(found()), timeout=8000)
        return found()[0]

    def fill(self, **lines):
        """Type into the lines of these labels, over what stands there."""
        for label, text in lines.items():
            line = self.field(label)
            line.setFocus()
            line.selectAll()
            QTest.keyClick(line, Qt.Key.Key_Delete)
            type_in(self.qtbot, line, text)

    def enter(self, room, what=None):
        """Go to a room of the open station and wait until it shows what it has."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.window.go(room, what)
        self.settle()

    def settle(self):
        """Wait until every question has been answered."""
        self.qtbot.waitUntil(lambda: self.work().idle(), timeout=8000)

    def turn_to(self, tab):
        """Choose the tab with this title."""
        bar = next(bar for bar in self.window.findChildren(QTabBar) if bar.isVisible())
        place = [bar.tabText(n) for n in range(bar.count())].index(tab)
        self.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        self.settle()

    def tabs(self):
        """The titles of the tabs in sight."""
        bar = next(bar for bar in self.window.findChildren(QTabBar) if bar.isVisible())
        return [bar.tabText(n) for n in range(bar.count())]

    def pick(self, label, text):
        """Choose from the drop-down list of this label."""
        boxes = self.window.findChildren(QComboBox)
        box = next(box for box in boxes if box.isVisible() and box.accessibleName() == label)
        box.setCurrentIndex(box.findText(text))
        box.activated.emit(box.currentIndex())

    def table(self) -> QTableView:
        """The table in sight."""
        return next(table for table in self.window.findChildren(QTableView) if table.isVisible())

    def rows(self):
        """What the table in sight shows, line by line."""
        model = self.table().model()
        columns = range(model.columnCount())
        return [[model.index(n, c).data() for c in columns] for n in range(model.rowCount())]

    def choose_row(self, number):
        """Click a line of the table in sight."""
        table = self.table()
        spot = table.visualRect(table.model().index(number, 0)).center()
        self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    def said_under(self, key) -> str:
        """The message under a field of the form in sight."""
        forms = (form for form in self.window.findChildren(Form) if form.isVisible())
        return next(form.rows[key].said for form in forms if key in form.rows)

    def waits_for_message(self, key, text):
        """Wait until these words stand under a field."""
        self.qtbot.waitUntil(lambda: text in self.said_under(key), timeout=8000)

    def press_key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
