"""Answering modal boxes as a person does.

A box that no test closes would hang the whole run, and one left over would be answered in place of
the next test's. So every box is closed here, whatever happens, and nothing looks for boxes after
its ``with`` has ended.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton
from shiboken6 import isValid

LOOKS_EVERY, PATIENCE = 5, 5_000
"""Milliseconds."""


class Answering:
    """Within ``with``: notes what the next modal box shows, then does ``acts`` one by one.

    The last of ``acts`` must close the box; what they raise is raised at the end of ``with``.
    """

    def __init__(self, *acts):
        self.words, self.buttons, self.focus, self.report = "", [], "", ""
        self.clipped = []
        self.answered = False
        self._acts, self._failure = acts, None
        self._looking = QTimer(interval=LOOKS_EVERY)
        self._looking.timeout.connect(self._look)
        self._patience = QTimer(interval=PATIENCE)
        self._patience.timeout.connect(self._give_up)

    def __enter__(self):
        self._looking.start()
        self._patience.start()
        return self

    def __exit__(self, kind, error, trace):
        self._looking.stop()
        self._patience.stop()
        if self._failure is not None:
            raise self._failure  # also where the body failed: that is what it failed of
        assert kind is not None or self.answered, "no box was shown"

    def _look(self):
        box = QApplication.activeModalWidget()
        if box is None or not box.isActiveWindow():
            return
        self._looking.stop()
        try:
            self._note(box)
            for act in self._acts:
                act(box)
            assert not (isValid(box) and box.isVisible()), "the box stayed open"
        except BaseException as failure:  # raised by __exit__, once the box is closed
            self._failure = failure
        finally:
            self.answered = True
            if isValid(box) and box.isVisible():
                box.done(0)

    def _give_up(self):
        self._looking.stop()
        self._failure = self._failure or AssertionError("a box was not answered in time")
        while isinstance(box := QApplication.activeModalWidget(), QDialog):
            box.done(0)

    def _note(self, box):
        shown = [x for x in box.findChildren(QLabel) if x.isVisible()]
        self.words = "\n".join(x.text() for x in shown if x.text())
        self.buttons = [b.text() for b in box.findChildren(QPushButton)]
        self.focus = getattr(QApplication.focusWidget(), "text", str)()
        self.clipped = [x.text() for x in shown if x.height() < x.heightForWidth(x.width())]
        self.clipped += [x.text() for x in shown if not box.rect().contains(x.geometry())]
        reports = box.findChildren(QPlainTextEdit)
        self.report = reports[0].toPlainText() if reports else ""


def press_key(qtbot, key):
    """Press ``key`` where the focus is."""
    return lambda box: qtbot.keyClick(QApplication.focusWidget() or box, key)


def press_button(qtbot, text):
    """Click the button with these words."""

    def act(box):
        made = next(b for b in box.findChildren(QPushButton) if b.text() == text)
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)

    return act
