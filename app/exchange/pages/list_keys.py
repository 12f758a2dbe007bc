"""What a list does with the drawer beside it: a click or Enter opens, the arrows follow."""

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from app.desk.drawer import Drawer
from app.desk.tables import RecordTable


class ListKeys(QObject):
    """Belongs to one table; ``open_row(row)`` shows a row in the drawer."""

    def __init__(self, table: RecordTable, drawer: Drawer, open_row: Callable[[Any], object]):
        super().__init__(table)
        self._table, self._drawer, self._open = table, drawer, open_row
        self._followed: Hashable | None = None
        table.opened.connect(open_row)
        table.selected.connect(self._follow)
        table.view.clicked.connect(self._click)
        drawer.closed.connect(self._return)

    def _click(self, index: QModelIndex) -> None:
        row = self._table.model.row(index.row())
        if row is not None and not self._drawer.isVisible() and len(self._table.chosen()) == 1:
            self._open(row)

    def _follow(self, rows: list[Any]) -> None:
        if len(rows) != 1 or rows[0].id == self._followed:
            return
        self._followed = rows[0].id
        if self._drawer.isVisible():
            self._open(rows[0])

    def _return(self) -> None:
        if self._table.isVisible():
            self._table.view.setFocus(Qt.FocusReason.OtherFocusReason)
