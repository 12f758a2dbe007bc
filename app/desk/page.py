"""The anatomy of a page: header, filter row, body, and a drawer from the right."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.desk import theme
from app.desk.icons import icon
from app.desk.labels import Elided, button, label, tool
from app.desk.page_frame import PageFrame


class Page(PageFrame):
    """Base of every room's page.

    A subclass fills ``body`` and overrides what it needs of :meth:`reload`, :meth:`open_record`,
    :meth:`start_new`, :meth:`print_page` and :meth:`export`. What needs the whole width (a meeting
    under way, a text with its preview) is a page of its own, shown by :meth:`enter` and left by
    its back arrow.
    """

    go = Signal(str, object)
    """Ask the window for another room: (room key, what to open there)."""
    waiting_changed = Signal(int)
    """How many things wait here; the sidebar shows it."""

    def __init__(self, title: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = title
        self._title = label(title, "title")
        self._subtitle = Elided()
        self._subtitle.setProperty("role", "soft")
        self._primary: QPushButton | None = None
        self._menu = QMenu(self)
        self.search: QLineEdit | None = None
        self.filters = QHBoxLayout()
        self.filters.setSpacing(theme.px(8))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(12))
        self._arrange()

    def _arrange(self) -> None:
        self._header = QHBoxLayout()
        self._header.setSpacing(theme.px(8))
        self._header.addWidget(self._title)
        self._header.addSpacing(theme.px(8))
        self._header.addWidget(self._subtitle)
        self._header.addStretch(1)
        inside = QWidget()
        main = QVBoxLayout(inside)
        main.setContentsMargins(theme.px(24), theme.px(18), theme.px(24), theme.px(16))
        main.setSpacing(theme.px(12))
        main.addLayout(self._header)
        main.addLayout(self.filters)
        main.addLayout(self.body, 1)
        self.hold(inside)

    def add_back(self) -> None:
        """Put the back arrow at the left of the title; the window's Alt+Left does the same."""
        back = tool("arrow-left", "返回（Alt+←）", press=self.left.emit)
        self._header.insertWidget(0, back)

    # -- the header -----------------------------------------------------------------------------

    def set_subtitle(self, text: str) -> None:
        """The count or the state, beside the title."""
        self._subtitle.setText(text)

    def set_title(self, text: str) -> None:
        """Another title, when the page shows one record."""
        self._title.setText(text)

    def set_primary(
        self, text: str, press: Callable[[], object], icon_name: str = "plus"
    ) -> QPushButton:
        """The page's one primary action (Ctrl+N), at the right of the header."""
        self._primary = button(text, "primary", icon_name, press=press)
        self._primary.setToolTip(f"{text}（Ctrl+N）")
        self._header.addWidget(self._primary)
        return self._primary

    def add_views(self, titles: Sequence[str], shown: Callable[[int], object]) -> QTabBar:
        """Tabs beside the title for the page's views; ``shown(place)`` when one is chosen."""
        tabs = QTabBar()
        tabs.setExpanding(False)
        tabs.setDrawBase(False)
        for title in titles:
            tabs.addTab(title)
        tabs.currentChanged.connect(shown)
        self._header.insertWidget(self._header.indexOf(self._subtitle), tabs)
        return tabs

    def add_action(self, text: str, press: Callable[[], object], icon_name: str = "") -> QAction:
        """A secondary action, in the menu 更多."""
        if self._menu.isEmpty():
            more = button("更多")
            more.setMenu(self._menu)
            self._header.insertWidget(self._header.count() - (1 if self._primary else 0), more)
        action = self._menu.addAction(text)
        if icon_name:
            action.setIcon(icon(icon_name, "soft"))
        action.triggered.connect(press)
        return action

    def add_header_button(self, made: QPushButton) -> None:
        """A second visible action, left of the primary one."""
        self._header.insertWidget(self._header.count() - (1 if self._primary else 0), made)

    def add_search(self, hint: str, typed: Callable[[str], object]) -> QLineEdit:
        """The filter row's search field (Ctrl+F)."""
        self.search = QLineEdit()
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(hint)
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(theme.px(420))
        self.search.textChanged.connect(typed)
        self.filters.addWidget(self.search, 1)
        return self.search

    def open_record(self, what: Any) -> None:
        """Show one record, as the palette or another page asks."""

    def start_new(self) -> None:
        """Ctrl+N: the primary action."""
        if isinstance(self.entered, Page):
            self.entered.start_new()
            return
        first = self._primary
        if first is not None and first.isEnabled() and first.isVisibleTo(self):
            first.click()

    def focus_search(self) -> None:
        """Ctrl+F: go to the search field."""
        if isinstance(self.entered, Page):
            self.entered.focus_search()
        elif self.search is not None:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    def print_page(self) -> None:
        """Ctrl+P: print what is shown; pages that print override it."""
        if isinstance(self.entered, Page):
            self.entered.print_page()
