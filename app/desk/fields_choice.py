"""Editors that choose: one of a list, several tags, yes or no.

A list takes pinyin initials (sxgz jumps to 水箱故障) and numbers (3 is the third), typed without
a pause; the pause after which typing starts anew is the system's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QRadioButton,
    QWidget,
)

from app.desk import theme
from app.desk.fields import Choice, Field
from app.desk.fields_editors import Editor
from app.desk.initials import initials


def find_choice(choices: Sequence[Choice], typed: str) -> int | None:
    """The place of what ``typed`` means: a number, initials from the first, or words inside."""
    typed = typed.casefold().strip()
    if not typed:
        return None
    if typed.isascii() and typed.isdigit():
        return int(typed) - 1 if 1 <= int(typed) <= len(choices) else None
    starts = [choice.initials or initials(choice.text) for choice in choices]
    for fits in (
        [choice.text.casefold() == typed for choice in choices],
        [start.startswith(typed) for start in starts],
        [choice.text.casefold().startswith(typed) for choice in choices],
        [typed in choice.text.casefold() for choice in choices],
    ):
        if True in fits:
            return fits.index(True)
    return None


class _Typing:
    """The letters typed without a pause."""

    def __init__(self, parent: QWidget):
        self._letters = ""
        self._timer = QTimer(parent, singleShot=True)
        self._timer.timeout.connect(self.forget)

    def add(self, letter: str) -> str:
        self._letters += letter
        self._timer.start(QGuiApplication.styleHints().keyboardInputInterval() * 2)
        return self._letters

    def forget(self) -> None:
        self._letters = ""


class _OpenList(QListView):
    """The list that drops down; letters typed in it choose like those in the closed box."""

    def __init__(self, box: ChoiceBox):
        super().__init__(box)
        self._box = box

    def keyboardSearch(self, search: str) -> None:
        place = self._box.place_of(search)
        if place is not None:
            self.setCurrentIndex(self.model().index(place, 0))


class ChoiceBox(QComboBox):
    """A drop-down list that understands initials and numbers; the wheel leaves it alone."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None):
        super().__init__(parent)
        self.choices = tuple(choices)
        self._typing = _Typing(self)
        self.setView(_OpenList(self))
        self.addItems([choice.text for choice in self.choices])
        self.setCurrentIndex(-1)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def place_of(self, letter: str) -> int | None:
        """What is chosen now that ``letter`` was typed after those just before it."""
        typed = self._typing.add(letter)
        place = find_choice(self.choices, typed)
        if place is None and len(typed) > 1:  # a new word begun without a pause
            self._typing.forget()
            place = find_choice(self.choices, self._typing.add(letter))
        return place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._pick(-1)
        elif text.isprintable() and text.strip() and not plain:
            place = self.place_of(text)
            if place is not None:
                self._pick(place)
        else:
            super().keyPressEvent(event)

    def _pick(self, place: int) -> None:
        if place != self.currentIndex():
            self.setCurrentIndex(place)
            self.activated.emit(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the form must not change a choice it passes over."""
        event.ignore()


class ChoiceEditor(Editor):
    """One of a list."""

    def __init__(self, field: Field, parent: QWidget | None = None):
        super().__init__(parent)
        self.box = ChoiceBox(field.choices, self)
        self.box.setPlaceholderText(field.placeholder or "请选择")
        self.box.setAccessibleName(field.label)
        self.box.activated.connect(self._say_edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box, 1)
        if field.width is not None:
            self.box.setMaximumWidth(theme.px(field.width))
            row.addStretch(1)

    def _say_edited(self) -> None:
        self.edited.emit()

    def value(self) -> Any:
        place = self.box.currentIndex()
        return self.box.choices[place].value if place >= 0 else None

    def set_value(self, value: Any) -> None:
        values = [choice.value for choice in self.box.choices]
        self.box.setCurrentIndex(values.index(value) if value in values else -1)

    def kept(self) -> Any:
        return self.box.currentText()

    def restore(self, kept: Any) -> None:
        self.box.setCurrentIndex(self.box.findText(str(kept)))

    def stops(self) -> list[QWidget]:
        return [self.box]


class TagsEditor(Editor):
    """Any number of a list, each with a tick; the digits 1 to 9 tick too."""

    _ACROSS = 3
    _SHORT = 6
    """Characters up to which three stand side by side; longer ones stand one below the other."""

    def __init__(self, field: Field, parent: QWidget | None = None):
        super().__init__(parent)
        self._choices = tuple(field.choices)
        self.boxes = [QCheckBox(choice.text, self) for choice in self._choices]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        short = all(len(choice.text) <= self._SHORT for choice in self._choices)
        across = self._ACROSS if short else 1
        for number, box in enumerate(self.boxes):
            grid.addWidget(box, number // across, number % across)
            box.clicked.connect(self._say_edited)

    def _say_edited(self) -> None:
        self.edited.emit()

    def value(self) -> Any:
        pairs = zip(self.boxes, self._choices, strict=True)
        return tuple(choice.value for box, choice in pairs if box.isChecked())

    def set_value(self, value: Any) -> None:
        for box, choice in zip(self.boxes, self._choices, strict=True):
            box.setChecked(choice.value in (value or ()))

    def kept(self) -> Any:
        return [box.text() for box in self.boxes if box.isChecked()]

    def restore(self, kept: Any) -> None:
        for box in self.boxes:
            box.setChecked(box.text() in kept)

    def stops(self) -> list[QWidget]:
        return list(self.boxes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() and 1 <= int(event.text()) <= len(self.boxes):
            self.boxes[int(event.text()) - 1].click()
        else:
            super().keyPressEvent(event)


class YesNoEditor(Editor):
    """是 or 否, nothing at the start; the keys 1 and 2, y and n answer too."""

    _KEYS = {"1": 0, "y": 0, "2": 1, "n": 1}  # noqa: RUF012  (never changed)

    def __init__(self, field: Field, parent: QWidget | None = None):
        super().__init__(parent)
        self._answers = (QRadioButton("是", self), QRadioButton("否", self))
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(24))
        for answer in self._answers:
            answer.setAccessibleName(f"{field.label}：{answer.text()}")
            self._group.addButton(answer)
            row.addWidget(answer)
            answer.clicked.connect(self._say_edited)
        row.addStretch(1)

    def _say_edited(self) -> None:
        self.edited.emit()

    def value(self) -> Any:
        yes, no = self._answers
        return True if yes.isChecked() else False if no.isChecked() else None

    def set_value(self, value: Any) -> None:
        self._group.setExclusive(False)  # or the last answer could not be taken back
        for answer, meaning in zip(self._answers, (True, False), strict=True):
            answer.setChecked(value is meaning)
        self._group.setExclusive(True)

    def kept(self) -> Any:
        return self.value()

    def restore(self, kept: Any) -> None:
        self.set_value(kept)

    def stops(self) -> list[QWidget]:
        checked = [answer for answer in self._answers if answer.isChecked()]
        return list(checked or self._answers[:1])

    def parts(self) -> list[QWidget]:
        return list(self._answers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self._KEYS.get(event.text().lower())
        if place is None:
            super().keyPressEvent(event)
        else:
            self._answers[place].click()
            self._answers[place].setFocus()
