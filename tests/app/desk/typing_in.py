"""Typing into a form as a person does: keys, and Chinese through the input method."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.desk.forms import Form


def opened(qtbot, fields, today=None):
    form = Form(fields, today=today)
    qtbot.addWidget(form)
    form.resize(480, 700)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.focus_first()
    return form


def stop(form, key, n=0):
    return form.rows[key].editor.stops()[n]


def typed(qtbot, form, key, text):
    stop(form, key).setFocus()
    type_in(qtbot, stop(form, key), text)


def type_in(qtbot, widget, text):
    """Chinese comes from the input method, the rest from keys."""
    for letter in text:
        if letter.isascii():
            qtbot.keyClicks(widget, letter)
        else:
            commit = QInputMethodEvent("", [])
            commit.setCommitString(letter)
            QApplication.sendEvent(widget, commit)


def focused(form):
    here = QApplication.focusWidget()
    return next((key for key, row in form.rows.items() if row.isAncestorOf(here)), here)


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)
