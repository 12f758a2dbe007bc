"""The frame of a page: a drawer from the right, and pages that take its place for a while."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.desk import theme
from app.desk.drawer import Drawer

BESIDE_FROM = 600
"""Pixels at normal text size that must remain for the list; with less the drawer covers it."""


class PageFrame(QWidget):
    """Holds what a page shows, its drawer, and the page entered from it."""

    left = Signal()
    """The back arrow of a page that was entered."""
    drawer_beside = True
    """False: the drawer lies over the page also where both had room."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.drawer = Drawer(self)
        self._pages = QStackedWidget()
        self._whole = QHBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self._pages)
        self.drawer.installEventFilter(self)

    def hold(self, inside: QWidget) -> None:
        """Show ``inside`` as the page itself."""
        self._pages.addWidget(inside)
        self.drawer.raise_()

    # -- the drawer: beside the list while there is room for both, else over it ----------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_drawer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the drawer also when the list or the search field has the focus."""
        if event.key() == Qt.Key.Key_Escape and self.drawer.isVisible():
            self.drawer.close_drawer()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.drawer and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._place_drawer()
        return super().eventFilter(watched, event)

    def _place_drawer(self) -> None:
        width = min(theme.size("drawer"), self.width())
        self.drawer.setFixedWidth(width)
        self.drawer.setGeometry(self.width() - width, 0, width, self.height())
        room = self.drawer_beside and self.width() - width >= theme.px(BESIDE_FROM)
        beside = room and self.drawer.isVisibleTo(self)
        self._whole.setContentsMargins(0, 0, width if beside else 0, 0)

    # -- pages that take the whole width --------------------------------------------------------

    @property
    def entered(self) -> "PageFrame | None":
        """The page shown in place of this one, None when this one shows itself."""
        page = self._pages.currentWidget()
        return page if isinstance(page, PageFrame) else None

    def enter(self, page: "PageFrame") -> None:
        """Show ``page`` in place of this one, until its back arrow is pressed.

        Nothing happens when the page entered before is not let go.
        """
        self.drawer.hide()
        self.leave_entered()
        if self.entered is not None:
            page.deleteLater()
            return
        page.add_back()
        page.left.connect(self.leave_entered)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.reload()

    def leave_entered(self) -> None:
        """Show this page itself again, if the page shown in its place lets go."""
        page = self.entered
        if page is None or not page.may_leave():
            return
        self._pages.removeWidget(page)
        page.hide()
        page.deleteLater()
        self.reload()

    def leave_innermost(self) -> None:
        """One step back: out of the page entered last."""
        page = self.entered
        if page is not None and page.entered is not None:
            page.leave_innermost()
        else:
            self.leave_entered()

    def add_back(self) -> None:
        """Show the way back; pages with a header put an arrow there."""

    def reload(self) -> None:
        """Read again what the page shows; called when it comes into view."""

    def may_leave(self) -> bool:
        """Whether the user may go elsewhere now (nothing unsaved, or she agreed)."""
        entered = self.entered
        if entered is not None and not entered.may_leave():
            return False
        return self.drawer.may_leave()
