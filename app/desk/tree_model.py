"""A tree whose branches are fetched when they are opened; it knows nodes, not what they are.

Nodes are frozen data. Who owns the tree answers ``below(node, then)``: what lies right below a
node (None: at the top), told to ``then(nodes)`` on the GUI thread, now or later. Only what has
been opened is held, so that a tree of thousands opens at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.desk import theme
from app.desk.icons import icon

NODE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole :class:`Node`."""
TITLE, NOTE = 0, 1
"""The two columns: what it is called, and beside it in soft ink what it holds."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Node:
    """One node as it is shown."""

    key: Hashable
    title: str
    note: str = ""
    may_open: bool = False
    """Whether something lies below."""
    icon: str = ""
    what: Any = None
    """Whatever the owner of the tree needs to know of it."""


@dataclass(frozen=True)
class Found:
    """A node of a filtered tree with what is shown below it."""

    node: Node
    below: tuple[Found, ...] = ()
    is_hit: bool = False


Below = Callable[["Node | None", Callable[[Sequence[Node]], object]], object]


@dataclass(eq=False)
class _Item:
    """A node in its place."""

    number: int
    """What Qt knows it by."""
    node: Node | None
    above: _Item | None
    row: int = 0
    below: list[_Item] | None = None
    """None until it has been fetched."""
    is_asked: bool = False
    is_hit: bool = False


class TreeModel(QAbstractItemModel):
    """Nodes under nodes; :meth:`reload` fetches anew, :meth:`show_found` shows a filtered tree."""

    def __init__(self, below: Below, parent: QObject | None = None):
        super().__init__(parent)
        self._below = below
        self._items: dict[int, _Item] = {}
        self._last = 0
        self._round = 0
        self._root = self._new(None, None)

    def _new(self, node: Node | None, above: _Item | None, row: int = 0) -> _Item:
        self._last += 1
        item = _Item(self._last, node, above, row)
        self._items[item.number] = item
        return item

    # -- filling ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch the top anew; the old nodes stay until the new ones are there."""
        self._round += 1
        self._below(None, partial(self._begin, self._round))

    def _begin(self, asked: int, nodes: Sequence[Node]) -> None:
        if asked != self._round:
            return  # something newer has been asked for meanwhile
        self._start_over()
        self._root.below = [self._new(node, self._root, row) for row, node in enumerate(nodes)]
        self.endResetModel()

    def show_found(self, found: Sequence[Found]) -> None:
        """Show these nodes with these below them, and nothing else."""
        self._round += 1
        self._start_over()
        self._fill(self._root, found)
        self.endResetModel()

    def _start_over(self) -> None:
        self.beginResetModel()
        self._items.clear()
        self._root = self._new(None, None)

    def _fill(self, above: _Item, found: Sequence[Found]) -> None:
        above.below = []
        for row, one in enumerate(found):
            item = self._new(one.node, above, row)
            item.is_hit = one.is_hit
            above.below.append(item)
            if one.below or not one.is_hit:
                self._fill(item, one.below)

    # -- places -------------------------------------------------------------------------------

    def node(self, index: _Index) -> Node | None:
        """The node at an index."""
        return self._item(index).node if index.isValid() else None

    def index_of(self, key: Hashable) -> QModelIndex:
        """Where a node stands, if it has been fetched."""
        for item in self._items.values():
            if item.node is not None and item.node.key == key:
                return self.createIndex(item.row, TITLE, item.number)
        return QModelIndex()

    def is_hit(self, index: _Index) -> bool:
        """Whether the filter found this node itself."""
        return index.isValid() and self._item(index).is_hit

    def _item(self, index: _Index) -> _Item:
        return self._items[index.internalId()] if index.isValid() else self._root

    # -- what Qt asks -------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        below = self._item(parent).below or []
        return self.createIndex(row, column, below[row].number)

    def parent(self, index: _Index = _NOWHERE) -> Any:
        above = self._item(index).above if index.isValid() else None
        if above is None or above is self._root:
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
        item = self._items.get(number)
        if item is None or item.below is not None:
            return  # the tree has been filled anew meanwhile
        if not nodes:
            item.below = []
            return
        where = self.createIndex(item.row, TITLE, item.number)
        self.beginInsertRows(where, 0, len(nodes) - 1)
        item.below = [self._new(node, item, row) for row, node in enumerate(nodes)]
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
