"""What of a tree is open, and which node is to be marked: kept while its branches come anew."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from app.desk.tree_model import TITLE, TreeModel


class TreeMemory(QObject):
    """Opens again what was open before, as soon as it has been fetched."""

    def __init__(self, view: QTreeView, model: TreeModel):
        super().__init__(view)
        self._view, self._model = view, model
        self.paused = False
        """True while a filter is on: what it opens is not remembered."""
        self._open: set[Hashable] = set()
        self._wanted: tuple[Hashable, bool] | None = None
        view.expanded.connect(self._remember)
        view.collapsed.connect(self._forget)
        model.rowsInserted.connect(self.open_below)

    def want(self, key: Hashable, *, opened: bool) -> None:
        """Mark the node with this key when it comes, and perhaps open it."""
        self._wanted = (key, opened)

    def want_current(self) -> None:
        """Mark the node again that is marked now, unless another is wanted."""
        node = self._model.node(self._view.currentIndex())
        if self._wanted is None and node is not None:
            self._wanted = (node.key, False)

    def want_nothing(self) -> None:
        """The user has chosen himself."""
        self._wanted = None

    def open_below(self, parent: QModelIndex, first: int, last: int) -> None:
        """Open and mark what has come below ``parent``."""
        for row in range(first, last + 1):
            index = self._model.index(row, TITLE, parent)
            node = self._model.node(index)
            if node is not None and node.key in self._open and not self.paused:
                self.expand(index)
            if node is not None and self._wanted is not None and node.key == self._wanted[0]:
                self._mark(index, opened=self._wanted[1])

    def expand(self, index: QModelIndex) -> None:
        """Open a branch now, also before the view has been laid out."""
        self._view.expand(index)
        if self._model.canFetchMore(index):
            self._model.fetchMore(index)

    def _mark(self, index: QModelIndex, *, opened: bool) -> None:
        self._wanted = None
        self._view.setCurrentIndex(index)
        if opened:
            self.expand(index)
            self._view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def _remember(self, index: QModelIndex) -> None:
        node = self._model.node(index)
        if node is not None and not self.paused:
            self._open.add(node.key)

    def _forget(self, index: QModelIndex) -> None:
        node = self._model.node(index)
        if node is not None and not self.paused:
            self._open.discard(node.key)
