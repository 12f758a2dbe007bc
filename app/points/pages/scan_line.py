"""The one line that is typed into at the counter and at the door.

A scanner is a keyboard that ends with Enter: what it types is taken at once, whatever the search
was doing. Whoever types a name sees who it may be; Enter takes the marked one, and where nothing
was found yet it first looks, so that nobody is guessed.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.icons import icon
from app.desk.work import Work
from app.points.accounts import CARD_DIGITS

SEARCH_AFTER = 150
"""Milliseconds after the last key."""
MOST = 8
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def looks_scanned(text: str) -> bool:
    """Whether these are digits as a card has them; one with a slip is told as such."""
    return len(text) == CARD_DIGITS and text.isascii() and text.isdecimal()


class KeyLine(QLineEdit):
    """A line that asks its owner first what a key means."""

    def __init__(self, pressed: Callable[[QKeyEvent], bool]):
        super().__init__()
        self._pressed = pressed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pressed(event):
            super().keyPressEvent(event)


class ScanLine(QWidget):
    """A line with the people found below it; it takes the focus whenever it comes into sight."""

    scanned = Signal(str)
    """The digits of a card."""
    taken = Signal(object, str)
    """Id and name of somebody found by typing."""

    def __init__(self, work: Work, query: Callable[..., Sequence[Any]], hint: str):
        super().__init__()
        self._work, self._query = work, query
        self._found: list[Any] = []
        self._found_for = ""
        self.searches = True
        """False: typed words are for somebody else, who watches :attr:`on_key`."""
        self.on_key: Callable[[QKeyEvent], bool] | None = None
        """Asked first; True: the key is done with."""
        self.line = KeyLine(self._press)
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.addAction(icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(self._type)
        self.people = _People()
        self.people.itemClicked.connect(self._take_marked)
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._soon.timeout.connect(self._search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.line)
        column.addWidget(self.people)
        self.setFocusProxy(self.line)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget what was typed and found."""
        self.line.clear()
        self._forget()

    def _forget(self) -> None:
        self._soon.stop()
        self._found, self._found_for = [], ""
        self.people.hide()

    # -- keys ---------------------------------------------------------------------------------

    def _press(self, event: QKeyEvent) -> bool:
        if self.on_key is not None and self.on_key(event):
            return True
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and not held:
            self._enter()
            return True
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self.people.isVisible():
            self.people.move_by(step)
            return True
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.clear()
            return True
        return False

    def _enter(self) -> None:
        text = self.line.text().strip()
        if looks_scanned(text):
            self.clear()
            self.scanned.emit(text)
        elif self._found and self._found_for == text:
            self._take_marked()
        elif text and self.searches:
            self.look_up()

    def look_up(self) -> None:
        """Look for what is typed now: one find is meant, of several one is to be chosen."""
        self._soon.stop()
        self._ask(self.line.text().strip(), self._take_only)

    # -- finding ------------------------------------------------------------------------------

    def _type(self, text: str) -> None:
        if text.strip() != self._found_for:
            self._forget()
        if self.searches and text.strip():
            self._soon.start()

    def _search(self) -> None:
        self._ask(self.line.text().strip(), self._show)

    def _ask(self, text: str, then: Callable[[str, list[Any]], object]) -> None:
        if text:
            self._work.read(
                self._query, text, MOST, then=partial(then, text), owner=self, latest="find"
            )

    def _show(self, text: str, rows: Sequence[Any]) -> None:
        if self.line.text().strip() != text:
            return
        self._found, self._found_for = list(rows), text
        self.people.show_found([_words(row) for row in rows])

    def _take_only(self, text: str, rows: Sequence[Any]) -> None:
        self._show(text, rows)
        if len(self._found) == 1 and self._found_for == text:
            self._take_marked()

    def _take_marked(self, _item: object = None) -> None:
        if self._found:
            row = self._found[max(self.people.currentRow(), 0)]
            self.clear()
            resident_id: UUID = row.id
            self.taken.emit(resident_id, row.name)


def _words(row: Any) -> str:
    points = getattr(row, "balance", None)
    worth = "" if points is None else f"{points} 分"
    return "　".join(part for part in (row.name, row.address, worth) if part)


class _People(QListWidget):
    """Who it may be; never takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("找到的人")
        self.hide()

    def show_found(self, words: Sequence[str]) -> None:
        """Show them with the first one marked; or that nobody fits."""
        self.clear()
        self.addItems(list(words) or ["没有找到这个人，请换个写法"])
        if words:
            self.setCurrentRow(0)
        else:
            self.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
        self.setFixedHeight(self.count() * theme.px(32) + theme.px(4))
        self.show()

    def move_by(self, step: int) -> None:
        """Mark the next or the one before."""
        self.setCurrentRow(min(max(self.currentRow() + step, 0), self.count() - 1))
