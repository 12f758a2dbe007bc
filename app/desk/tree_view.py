"""A tree on the screen: what is open stays open when it is read again, and typing filters it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from app.desk import theme
from app.desk.tree_memory import TreeMemory
from app.desk.tree_model import NOTE, TITLE, Below, Found, TreeModel

FILTER_AFTER = 150
"""Milliseconds after the last key."""
FEW = 60
"""Finds that are all opened; of more only the way down to the first."""

Find = Callable[[str, Callable[[Sequence[Found]], object]], object]
"""``find(text, then)``: the filtered tree, told to ``then(found)`` on the GUI thread."""


class TreeView(QTreeView):
    """A lazy tree. A click or Enter chooses a node; Space and the arrows open and close."""

    chosen = Signal(object)
    """The :class:`Node` that was clicked or on which Enter was pressed."""
    filtered = Signal(int)
    """How many nodes a filter found; -1 when there is no filter."""

    def __init__(self, below: Below, find: Find, parent: QWidget | None = None):
        super().__init__(parent)
        self._find = find
        self._text = ""
        self._model = TreeModel(below, self)
        self.setModel(self._model)
        self._memory = TreeMemory(self, self._model)
        self._timer = QTimer(self, singleShot=True, interval=FILTER_AFTER)
        self._timer.timeout.connect(self._ask)
        self._set_up()
        self._connect()

    def _set_up(self) -> None:
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(theme.px(22))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAccessibleName("层级")
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(NOTE, QHeaderView.ResizeMode.ResizeToContents)

    def _connect(self) -> None:
        self.clicked.connect(self._choose)
        self.doubleClicked.connect(self._toggle)
        self._model.modelReset.connect(self._open_again)

    # -- filling ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read again what is shown."""
        self._ask()

    def set_filter(self, text: str) -> None:
        """Show only what ``text`` finds, a moment after the last key; empty shows all."""
        self._text = text.strip()
        self._timer.start()

    def _ask(self) -> None:
        self._timer.stop()
        self._memory.paused = bool(self._text)
        if self._text:
            self._find(self._text, self._show_found)
        else:
            self._memory.want_current()
            self._model.reload()

    def _show_found(self, found: Sequence[Found]) -> None:
        if self._text:
            self._model.show_found(found)

    # -- opening ------------------------------------------------------------------------------

    def _open_again(self) -> None:
        if self._text:
            hits = _hits(self._model, QModelIndex())
            self._show_ways(hits if len(hits) <= FEW else hits[:1])
            self.filtered.emit(len(hits))
            return
        if self._model.rowCount() == 1:
            self._memory.expand(self._model.index(0, TITLE))  # a single top is there to be opened
        self._memory.open_below(QModelIndex(), 0, self._model.rowCount() - 1)
        self.filtered.emit(-1)

    def _show_ways(self, hits: list[QModelIndex]) -> None:
        for hit in hits:
            above = hit.parent()
            while above.isValid():
                self.expand(above)
                above = above.parent()
        if hits:
            self.setCurrentIndex(hits[0])
            self.scrollTo(hits[0])

    # -- choosing -----------------------------------------------------------------------------

    def show_key(self, key: Hashable) -> None:
        """Read again, mark the node with this key when it comes, and open it."""
        self._memory.want(key, opened=True)
        self._model.reload()

    def _choose(self, index: QModelIndex) -> None:
        node = self._model.node(index)
        self._memory.want_nothing()
        if node is not None:
            self.chosen.emit(node)

    def _toggle(self, index: QModelIndex) -> None:
        index = index.siblingAtColumn(TITLE)
        self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space:
            self._toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _hits(model: TreeModel, parent: QModelIndex) -> list[QModelIndex]:
    """What the filter found itself, from the top."""
    found = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, TITLE, parent)
        found += [index] * model.is_hit(index) + _hits(model, index)
    return found
