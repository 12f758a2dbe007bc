"""What a list does with the drawer beside it: a click or Enter opens, the arrows follow."""

from collections.abc import Callable, Hashable
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
        go_on: Callable[[], object],
    ):
        super().__init__(table)
        self._table, self._drawer, self._open = table, drawer, open_row
        self._followed: Hashable | None = None
        """Id of the row chosen last: the list is read again often, and chooses it anew."""
        table.opened.connect(open_row)
        table.selected.connect(self._follow)
        table.view.clicked.connect(self._click)
        drawer.closed.connect(self._return)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), table.view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(go_on)

    def _click(self, index: QModelIndex) -> None:
        row = self._table.model.row(index.row())
        if row is not None and not self._drawer.isVisible():
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
