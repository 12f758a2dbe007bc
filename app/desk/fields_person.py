"""Finding a person while typing: name, initials, phone tail or address.

Only committed text searches (letters still in the input method do not), 150 ms after the last
key; the first found is already chosen, Enter takes it, the arrows move.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QWidget
from shiboken6 import isValid

from app.desk import theme
from app.desk.fields import Candidate, Field, TypedName
from app.desk.fields_editors import LineEditor
from app.desk.fields_reading import Unreadable

SEARCH_AFTER = 150
"""Milliseconds after the last key."""
_SHOWN = 8


class PersonEditor(LineEditor):
    """A line that finds people; its value is the id of the one taken."""

    def __init__(self, field: Field, parent: QWidget | None = None):
        super().__init__(field, parent)
        self._find, self._free = field.find, field.free
        self._taken: Candidate | None = None
        self._found: Sequence[Candidate] = ()
        self._asked = 0
        self._searching = False
        if not field.placeholder:
            self.line.setPlaceholderText("姓名、首字母、电话后四位或住址")
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._timer.timeout.connect(self._search)
        self.list = _FoundList(self)
        self.list.itemClicked.connect(self._take_clicked)
        self.destroyed.connect(self.list.deleteLater)
        self.line.installEventFilter(self)

    # -- typing -------------------------------------------------------------------------------

    def _say_edited(self) -> None:
        self._taken = None
        self._asked += 1  # what is on its way answers another question
        self._searching = True
        self._timer.start()
        super()._say_edited()

    def _search(self) -> None:
        text = self.line.text().strip()
        if text and self._find is not None:
            self._find(text, partial(self._show_found, self._asked))
        else:
            self._show_found(self._asked, ())

    def _show_found(self, asked: int, found: Sequence[Candidate]) -> None:
        if not isValid(self) or asked != self._asked:
            return
        self._searching = False
        self._found = tuple(found)
        focused = self.line.hasFocus()
        self.list.show_found(self._found if focused else (), self.line)
        if focused and not found and self.line.text().strip() and not self._free:
            self.list.say_none(self.line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            step = steps.get(Qt.Key(event.key()))
            if step is not None and self.list.isVisible():
                self.list.move_by(step)
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self.list.hide()
        return super().eventFilter(watched, event)

    # -- taking -------------------------------------------------------------------------------

    def enter(self) -> bool:
        """Take the marked one; while the search still runs stay, so that nobody is guessed."""
        if self._searching and self.line.text().strip():
            self._timer.stop()
            self._search()
            return True
        if self.list.isVisible() and self._found:
            self._take(self._found[max(self.list.currentRow(), 0)])
        return False

    def escape(self) -> bool:
        open_before = self.list.isVisible()
        self.list.hide()
        return open_before

    def _take_clicked(self) -> None:
        if self._found:
            self._take(self._found[self.list.currentRow()])

    def _take(self, candidate: Candidate) -> None:
        self.set_value(candidate)
        self.edited.emit()

    def value(self) -> Any:
        if self._taken is not None:
            return self._taken.id
        words = self.line.text().strip()
        if words and not self._free:
            raise Unreadable("请从找到的人里选一位")
        return TypedName(words) if words else None

    def set_value(self, value: Any) -> None:
        """Show a :class:`Candidate` or a :class:`TypedName`; None empties."""
        self._taken = value if isinstance(value, Candidate) else None
        self._asked += 1
        self._searching = False
        self._timer.stop()
        self.list.hide()
        self.line.setText(value.text if value is not None else "")
        self.line.setToolTip(self._taken.detail if self._taken is not None else "")

    def kept(self) -> Any:
        taken = self._taken
        return [self.line.text(), [taken.id, taken.text, taken.detail] if taken else None]

    def restore(self, kept: Any) -> None:
        text, taken = kept
        self.set_value(Candidate(*taken) if taken else None)
        self.line.setText(str(text))

    def tidy(self) -> None:
        self.list.hide()


class _FoundList(QListWidget):
    """The people found, laid over the window below the line; it never takes the focus."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.setProperty("role", "palette")
        self.setViewportMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("找到的人")
        self.hide()

    def show_found(self, found: Sequence[Candidate], line: QWidget) -> None:
        """Show ``found`` below ``line`` with the first one marked; nothing hides the list."""
        self.clear()
        for candidate in found[:_SHOWN]:
            self.addItem("　".join(part for part in (candidate.text, candidate.detail) if part))
        self.setCurrentRow(0)
        self._lay(line) if found else self.hide()

    def say_none(self, line: QWidget) -> None:
        """Say that nobody fits."""
        self.clear()
        self.addItem("没有找到，请换个写法，或先登记此人")
        self.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
        self._lay(line)

    def move_by(self, step: int) -> None:
        """Mark the next or the one before."""
        self.setCurrentRow(min(max(self.currentRow() + step, 0), self.count() - 1))

    def _lay(self, line: QWidget) -> None:
        window = line.window()
        self.setParent(window)
        height = self.count() * max(self.sizeHintForRow(0), theme.px(28)) + theme.px(12)
        below = line.mapTo(window, QPoint(0, line.height() + theme.px(2)))
        if below.y() + height > window.height():
            below = line.mapTo(window, QPoint(0, -height - theme.px(2)))
        self.setGeometry(below.x(), max(below.y(), 0), max(line.width(), theme.px(240)), height)
        self.show()
        self.raise_()
