"""Which columns a person sees, how wide, in what order: chosen by right click, remembered."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTableView

from app.desk import theme
from app.desk.columns import Column
from app.desk.records import RecordModel

WRITTEN_AFTER = 400
"""Milliseconds after the last drag of a column edge before the widths are remembered."""


class Memory(Protocol):
    """Remembers small things of this machine and account by key; values are JSON-able."""

    def get(self, key: str) -> Any | None:
        """Return what was put, None when nothing was."""
        ...

    def put(self, key: str, value: Any) -> None:
        """Remember ``value`` under ``key``."""
        ...


class ColumnMemory(QObject):
    """Lays out the header of one table and remembers what the user makes of it."""

    def __init__(self, view: QTableView, model: RecordModel, memory: Memory | None, name: str):
        super().__init__(view)
        self._view, self._model, self._memory = view, model, memory
        self._key = f"columns/{name}"
        self._header = view.horizontalHeader()
        self._timer = QTimer(self, singleShot=True, interval=WRITTEN_AFTER)
        self._timer.timeout.connect(self.remember)
        self._lay_out((memory.get(self._key) if memory and name else None) or {})
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._open_menu)
        self._header.sectionResized.connect(self._remember_soon)
        self._header.sectionMoved.connect(self._remember_soon)
        self._header.sortIndicatorChanged.connect(self._remember_soon)

    def shown(self) -> list[Column]:
        """The columns in sight, from left to right."""
        order = sorted(range(len(self._model.columns)), key=self._header.visualIndex)
        return [self._model.columns[n] for n in order if not self._header.isSectionHidden(n)]

    def show_column(self, key: str, shown: bool = True) -> None:
        """Show or hide one column; the last one in sight stays."""
        number = [column.key for column in self._model.columns].index(key)
        if shown or len(self.shown()) > 1:
            self._header.setSectionHidden(number, not shown)
            self.remember()

    def menu(self) -> QMenu:
        """The menu of the header: every column with a tick, and the way back."""
        menu = QMenu(self._view)
        shown = self.shown()
        for column in self._model.columns:
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column in shown)
            action.setEnabled(shown != [column])
            action.setData(column.key)
        menu.addSeparator()
        menu.addAction("恢复原来的列").setData("")
        menu.triggered.connect(self._choose)
        return menu

    def remember(self) -> None:
        """Write down the layout now."""
        self._timer.stop()
        if self._memory is None or self._key == "columns/":
            return
        header, columns = self._header, self._model.columns
        scale = theme.px(100) / 100  # widths are kept at normal text size
        self._memory.put(
            self._key,
            {
                "order": [columns[header.logicalIndex(n)].key for n in range(len(columns))],
                "hidden": [c.key for n, c in enumerate(columns) if header.isSectionHidden(n)],
                "widths": {c.key: self._width(n, scale) for n, c in enumerate(columns)},
                "sort": list(self._model.sorted_by or ()),
            },
        )

    def _remember_soon(self, *_: object) -> None:
        self._timer.start()

    def _width(self, number: int, scale: float) -> int:
        if self._header.isSectionHidden(number) or number == self._last():
            return self._kept_widths[self._model.columns[number].key]
        width = round(self._header.sectionSize(number) / scale)
        self._kept_widths[self._model.columns[number].key] = width
        return width

    def _last(self) -> int:
        """The column stretched to the right edge: its width is the window's, not the user's."""
        shown = [n for n in range(self._header.count()) if not self._header.isSectionHidden(n)]
        return max(shown, key=self._header.visualIndex, default=-1)

    def _lay_out(self, kept: dict[str, Any]) -> None:
        header, columns = self._header, self._model.columns
        keys = [column.key for column in columns]
        widths = kept.get("widths", {})
        hidden = kept.get("hidden", [c.key for c in columns if not c.visible])
        self._kept_widths = {c.key: int(widths.get(c.key, c.width)) for c in columns}
        for place, key in enumerate(key for key in kept.get("order", keys) if key in keys):
            header.moveSection(header.visualIndex(keys.index(key)), place)
        for number, column in enumerate(columns):
            header.setSectionHidden(number, column.key in hidden)
            header.resizeSection(number, theme.px(self._kept_widths[column.key]))
        self._sort(kept.get("sort") or [], keys)

    def _sort(self, sort: list[Any], keys: list[str]) -> None:
        if len(sort) == 2 and sort[0] in keys:
            order = Qt.SortOrder.DescendingOrder if sort[1] else Qt.SortOrder.AscendingOrder
            self._header.setSortIndicator(keys.index(sort[0]), order)
        else:
            self._header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _open_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._header.mapToGlobal(place))

    def _choose(self, action: QAction) -> None:
        if action.data():
            self.show_column(action.data(), action.isChecked())
        else:
            self._lay_out({})
            self.remember()
