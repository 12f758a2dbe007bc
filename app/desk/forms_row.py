"""One field in a form: label above, editor, hint, what is wrong below, a tick for what is odd."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.fields import Field, FieldKind
from app.desk.fields_choice import ChoiceEditor, TagsEditor, YesNoEditor
from app.desk.fields_editors import (
    DateEditor,
    DateTimeEditor,
    Editor,
    IdNumberEditor,
    LineEditor,
    LongTextEditor,
    NumberEditor,
    PasswordEditor,
    PhoneEditor,
    TimeEditor,
    Today,
)
from app.desk.fields_person import PersonEditor
from app.desk.fields_reading import Unreadable
from app.desk.icons import icon

_EMPTY: tuple[Any, ...] = (None, "", ())
_CHOSEN: tuple[FieldKind, ...] = ("choice", "multi_choice", "yes_no", "person")

_EDITORS: dict[FieldKind, Callable[[Field], Editor]] = {
    "text": LineEditor,
    "long_text": LongTextEditor,
    "number": NumberEditor,
    "money": NumberEditor,
    "time": TimeEditor,
    "choice": ChoiceEditor,
    "multi_choice": TagsEditor,
    "yes_no": YesNoEditor,
    "phone": PhoneEditor,
    "id_number": IdNumberEditor,
    "person": PersonEditor,
    "password": PasswordEditor,
}


def _editor(field: Field, today: Today | None) -> Editor:
    if field.kind in ("date", "datetime"):
        if today is None:
            raise TypeError(f"the form of the date field {field.key!r} was not given today()")
        return DateEditor(field, today) if field.kind == "date" else DateTimeEditor(field, today)
    return _EDITORS[field.kind](field)


class FieldRow(QWidget):
    """A field with its label and messages."""

    edited = Signal()

    def __init__(self, field: Field, today: Today | None, parent: QWidget | None = None):
        super().__init__(parent)
        self.field = field
        self.editor = _editor(field, today)
        self._touched = False
        self._message = _Message(self)
        self._odd = _Odd(self)
        self._odd.ticked.connect(self._take_back_unticked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(self._label())
        column.addWidget(self.editor)
        if field.hint:
            hint = QLabel(field.hint, self)
            hint.setProperty("role", "hint")
            hint.setWordWrap(True)
            column.addWidget(hint)
        column.addWidget(self._message)
        column.addWidget(self._odd)
        if field.read_only:
            self.editor.set_read_only()
        self.editor.edited.connect(self._correct)
        self.clear()

    def _label(self) -> QHBoxLayout:
        line = QHBoxLayout()
        label = QLabel(self.field.label, self)
        label.setBuddy(self.editor.stops()[0])
        line.addWidget(label)
        if self.field.required and not self.field.read_only:
            needed = QLabel("必填", self)
            needed.setProperty("role", "hint")
            line.addWidget(needed)
        line.addStretch(1)
        return line

    def clear(self) -> None:
        """Begin again with the field's first value."""
        self.set_value(self.field.first_value())

    def set_value(self, value: Any) -> None:
        """Show ``value`` as if it had always stood there."""
        self._touched = False
        self.editor.set_value(value)
        self._say(None)
        self._odd.show_words("")

    def restore(self, kept: Any) -> None:
        """Show what a draft kept; it counts as typed."""
        self.editor.restore(kept)
        self._touched = True

    # -- what holds ---------------------------------------------------------------------------

    def problem(self) -> str | None:
        """What is wrong with what is entered, in words; None when it can be taken."""
        try:
            value = self.editor.value()
        except Unreadable as error:
            return str(error)
        if value in _EMPTY:
            verb = "请选择" if self.field.kind in _CHOSEN else "请填写"
            return f"{verb}{self.field.label}" if self.field.required else None
        most = self.field.most
        if most is not None and isinstance(value, str) and len(value) > most:
            return f"最多 {most} 个字，现有 {len(value)} 个，请删短"
        return self.field.check(value) if self.field.check is not None else None

    def validate(self) -> bool:
        """Show what is wrong or odd; True when the field can be taken."""
        problem = None if self.field.read_only else self.problem()
        self._say(problem)
        self._weigh(problem)
        if problem is None and self._odd.unticked:
            self._say("请核对后打勾")
            return False
        return problem is None

    def leave(self) -> None:
        """The user left the field: write it in the usual form, and check it if he typed."""
        self.editor.tidy()
        if self._touched:
            problem = self.problem()
            self._say(problem)
            self._weigh(problem)

    def say(self, problem: str) -> None:
        """Show a message of the service; it stays until the field is corrected."""
        self._say(problem)

    @property
    def said(self) -> str:
        """The message below the field, "" when there is none."""
        return self._message.words

    @property
    def confirmed(self) -> str:
        """The odd thing the user ticked as checked, "" when there was none."""
        return self._odd.words if self._odd.words and not self._odd.unticked else ""

    def _correct(self) -> None:
        self._touched = True
        if self._message.words:
            self._say(self.problem())
        if self._odd.words:
            self._weigh(self.problem())
        self.edited.emit()

    def _weigh(self, problem: str | None) -> None:
        words = None
        if problem is None and self.field.warn is not None and not self.field.read_only:
            value = self.editor.value()
            words = self.field.warn(value) if value not in _EMPTY else None
        self._odd.show_words(words or "")

    def _take_back_unticked(self) -> None:
        self._say(self.problem())
        self.edited.emit()

    def _say(self, problem: str | None) -> None:
        self._message.show_words(problem or "")
        self.editor.mark(bool(problem))
        for stop in self.editor.stops():
            stop.setAccessibleDescription(problem or self.field.hint)


class _Message(QWidget):
    """What is wrong: a mark and a sentence."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._mark = QLabel(self)
        self._mark.setPixmap(icon("circle-alert", "late").pixmap(theme.px(16), theme.px(16)))
        self._text = QLabel(self)
        self._text.setProperty("role", "error")
        self._text.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(6))
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        self.hide()

    @property
    def words(self) -> str:
        return self._text.text()

    def show_words(self, words: str) -> None:
        self._text.setText(words)
        self.setVisible(bool(words))


class _Odd(QFrame):
    """What looks odd but may be right: the user ticks that he has checked."""

    ticked = Signal()

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.setProperty("role", "banner-waiting")
        self.words = ""
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self.tick = QCheckBox("已核对", self)
        self.tick.clicked.connect(self.ticked)
        line = QHBoxLayout(self)
        line.addWidget(self._text, 1)
        line.addWidget(self.tick)
        self.hide()

    @property
    def unticked(self) -> bool:
        return bool(self.words) and not self.tick.isChecked()

    def show_words(self, words: str) -> None:
        if words != self.words:  # another oddity wants another look
            self.words = words
            self._text.setText(words)
            self.tick.setChecked(False)
        self.setVisible(bool(words))
