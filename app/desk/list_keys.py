"""What a list does with the drawer beside it: a click or Enter opens, arrows and J, K follow."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.desk.drawer import Drawer
from app.desk.tables import RecordTable


class ListKeys(QObject):
    """Belongs to one table; ``open_row(row)`` shows a row in the drawer, ``go_on()`` its step."""

    def __init__(
        self,
        table: RecordTable,
        drawer: Drawer,
        open_row: Callable[[Any], object],
        go_on: Callable[[], object] | None = None,
    ):
        super().__init__(table)
        self._table, self._drawer, self._open = table, drawer, open_row
        self._followed: Hashable | None = None
        """Id of the row chosen last: the list is read again often, and chooses it anew."""
        table.opened.connect(open_row)
        table.selected.connect(self._follow)
        table.view.clicked.connect(self._click)
        drawer.closed.connect(self._return)
        self._key("J", partial(self._move, 1))
        self._key("K", partial(self._move, -1))
        if go_on is not None:
            self._key("Ctrl+Return", go_on)

    def _key(self, keys: str, does: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._table.view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(does)

    def _move(self, step: int) -> None:
        view = self._table.view
        row = view.currentIndex().row() + step
        if 0 <= row < self._table.model.rowCount():
            view.setCurrentIndex(self._table.model.index(row, view.currentIndex().column()))

    def _click(self, index: QModelIndex) -> None:
        row = self._table.model.row(index.row())
        is_one = len(self._table.chosen()) == 1
        if row is not None and is_one and not self._drawer.isVisible():
            self._open(row)

    def _follow(self, rows: list[Any]) -> None:
        row_id = self._table.model.row_id(rows[0]) if len(rows) == 1 else None
        if row_id is None or row_id == self._followed:
            return
        self._followed = row_id
        if self._drawer.isVisible():
            self._open(rows[0])

    def mark(self, row_id: Hashable) -> None:
        """The drawer shows this one: choose it in the list, now or when it arrives there."""
        if row_id != self._followed:
            self._followed = row_id
            self._table.choose([row_id])

    def _return(self) -> None:
        """The drawer was closed: the keys belong to the list again."""
        if self._table.isVisible():
            self._table.view.setFocus(Qt.FocusReason.OtherFocusReason)
