"""Rooms and the way between them: pages are built when first visited, and kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from app.desk.page import Page


@dataclass(frozen=True)
class Room:
    """One room of the sidebar."""

    key: str
    title: str
    icon: str
    build: Callable[[], Page]
    at_bottom: bool = False


class Navigation(QObject):
    """Shows one room's page at a time and remembers where the user came from."""

    went = Signal(str)
    """Key of the room now shown."""
    waiting = Signal(str, int)
    """(room key, how many things wait there)."""

    def __init__(self, rooms: tuple[Room, ...], stack: QStackedWidget):
        super().__init__(stack)
        self.rooms = rooms
        self._by_key = {room.key: room for room in rooms}
        self._stack = stack
        self._pages: dict[str, Page] = {}
        self._back: list[str] = []
        self.key = ""

    @property
    def page(self) -> Page | None:
        """The page now shown."""
        return self._pages.get(self.key)

    def page_of(self, key: str) -> Page:
        """The page of a room, built when it is not there yet."""
        if key not in self._pages:
            page = self._by_key[key].build()
            page.go.connect(self.go)
            page.waiting_changed.connect(lambda count, key=key: self.waiting.emit(key, count))
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def go(self, key: str, what: Any = None) -> bool:
        """Show a room, and in it the record ``what``; False when the user wants to stay."""
        page = self.page
        if page is not None and key != self.key and not page.may_leave():
            return False
        if self.key and key != self.key:
            self._back.append(self.key)
        self.key = key
        target = self.page_of(key)
        self._stack.setCurrentWidget(target)
        target.reload()
        if what is not None:
            target.open_record(what)
        self.went.emit(key)
        return True

    def go_back(self) -> None:
        """Leave the page entered from this room's, else return to the room visited before."""
        page = self.page
        if page is not None and page.entered is not None:
            page.leave_innermost()
        elif self._back:
            key = self._back.pop()
            before = len(self._back)
            if self.go(key):
                del self._back[before:]
