"""A tree whose branches are fetched when they are opened; it knows nodes, not what they are.

Nodes are frozen data. Who owns the tree answers ``below(node, then)``: what lies right below a
node (None: at the top), told to ``then(nodes)`` on the GUI thread, now or later. Only what has
been opened is held, so that a tree of thousands opens at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.desk import theme
from app.desk.icons import icon
from app.desk.tree_items import Found, Item, Items, Node

__all__ = ["Below", "Found", "Node", "TreeModel"]

NODE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole :class:`Node`."""
TITLE, NOTE = 0, 1
"""The two columns: what it is called, and beside it in soft ink what it holds."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


Below = Callable[["Node | None", Callable[[Sequence[Node]], object]], object]
"""``below(node, then)``: what lies right below a node (None: at the top)."""


class TreeModel(QAbstractItemModel):
    """Nodes under nodes; :meth:`reload` fetches anew, :meth:`show_found` shows a filtered tree."""

    def __init__(self, below: Below, parent: QObject | None = None):
        super().__init__(parent)
        self._below = below
        self._items = Items()
        self._round = 0

    # -- filling ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch the top anew; the old nodes stay until the new ones are there."""
        self._round += 1
        self._below(None, partial(self._begin, self._round))

    def _begin(self, asked: int, nodes: Sequence[Node]) -> None:
        if asked != self._round:
            return  # something newer has been asked for meanwhile
        self.beginResetModel()
        self._items.start_over()
        self._items.put_below(self._items.root, nodes)
        self.endResetModel()

    def show_found(self, found: Sequence[Found]) -> None:
        """Show these nodes with these below them, and nothing else."""
        self._round += 1
        self.beginResetModel()
        self._items.start_over()
        self._items.put_found(self._items.root, found)
        self.endResetModel()

    # -- places -------------------------------------------------------------------------------

    def node(self, index: _Index) -> Node | None:
        """The node at an index."""
        return self._item(index).node if index.isValid() else None

    def is_hit(self, index: _Index) -> bool:
        """Whether the filter found this node itself."""
        return index.isValid() and self._item(index).is_hit

    def _item(self, index: _Index) -> Item:
        known = self._items.at(index.internalId()) if index.isValid() else None
        return known or self._items.root

    # -- what Qt asks -------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        below = self._item(parent).below or []
        return self.createIndex(row, column, below[row].number)

    def parent(self, index: _Index = _NOWHERE) -> Any:
        above = self._item(index).above if index.isValid() else None
        if above is None or above is self._items.root:
            return QModelIndex()
        return self.createIndex(above.row, TITLE, above.number)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        if parent.column() > TITLE:
            return 0
        return len(self._item(parent).below or ())

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return NOTE + 1

    def hasChildren(self, parent: _Index = _NOWHERE) -> bool:
        if parent.column() > TITLE:
            return False
        item = self._item(parent)
        if item.below is None:
            return item.node is not None and item.node.may_open
        return bool(item.below)

    def canFetchMore(self, parent: _Index) -> bool:
        item = self._item(parent)
        waiting = item.below is None and not item.is_asked
        return waiting and item.node is not None and item.node.may_open

    def fetchMore(self, parent: _Index) -> None:
        item = self._item(parent)
        if self.canFetchMore(parent):
            item.is_asked = True
            self._below(item.node, partial(self._take, item.number))

    def _take(self, number: int, nodes: Sequence[Node]) -> None:
        item = self._items.at(number)
        if item is None or item.below is not None:
            return  # the tree has been filled anew meanwhile
        if not nodes:
            item.below = []
            return
        where = self.createIndex(item.row, TITLE, item.number)
        self.beginInsertRows(where, 0, len(nodes) - 1)
        self._items.put_below(item, nodes)
        self.endInsertRows()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        is_note = index.column() == NOTE
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return node.note if is_note else node.title
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.ForegroundRole and is_note:
            return theme.colour("soft")
        if role == Qt.ItemDataRole.DecorationRole and not is_note and node.icon:
            return icon(node.icon, "accent" if self.is_hit(index) else "soft")
        return None
