"""Drawing an outline with the mouse: clicks set corners, squares move them, dots add more.

Corners snap to those of the neighbours, to their edges and to the plan's border, so that two
grids share one bound. Enter ends, Esc leaves everything as it was.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication

from app.desk.outline_draft import OutlineDraft
from app.desk.outline_geometry import Point
from app.desk.outline_sketch import OutlineSketch
from app.desk.outline_view import OutlineView

_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class OutlineEditing(QObject):
    """The tool of a view while one outline is drawn or changed."""

    changed = Signal()
    """Corners, hint or fault are others now."""
    finished = Signal(tuple)
    """The corners of the whole outline."""
    cancelled = Signal()

    def __init__(self, view: OutlineView, outline_id: Any, draft: OutlineDraft):
        super().__init__(view)
        self.id, self.draft = outline_id, draft
        self._view = view
        self.sketch = OutlineSketch(view, self.draft)
        self._grabbed = QPointF()
        view.installEventFilter(self)
        self.changed.connect(view.viewport().update)

    @property
    def hint(self) -> str:
        """What can be done now."""
        count = len(self.draft.points)
        if self.draft.closed:
            return "拖方块移动角，拖圆点增加角，右键点方块删除角；回车完成"
        if count < 3:
            return "请在图上逐个点出轮廓的角" if count == 0 else "请接着点下一个角；右键退回一个角"
        return "点回第一个角即可闭合；右键退回一个角"

    # -- steps --------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last step."""
        self._do(self.draft.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._do(self.draft.redo)

    def finish(self) -> None:
        """End with what is drawn, unless something is missing."""
        points = self.draft.finish()
        self.changed.emit()
        if points is not None:
            self.finished.emit(points)

    def _do(self, step: Any, *arguments: Any) -> None:
        step(*arguments)
        self.sketch.selected = None
        self.changed.emit()

    # -- mouse and keys -----------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys of drawing from the window's own shortcuts."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (*_ENTER, *_DELETE, Qt.Key.Key_Escape)
            if event.matches(_UNDO) or _asks_redo(event) or event.key() in own:
                event.accept()
                return True
        return False

    def pressed(self, event: QMouseEvent) -> bool:
        """Take hold of a corner or of the middle of an edge; the right button takes one away."""
        self._grabbed = event.position()
        place = self._view.on_plan(event.position())
        corner = self.sketch.hit(self.draft.points, place)
        if event.button() is Qt.MouseButton.RightButton:
            self._step_back(corner)
            return True
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        closes = corner == 0 and not self.draft.closed and len(self.draft.points) > 2
        if corner is not None and not closes:
            self.sketch.held, self.sketch.selected = ("corner", corner), corner
        elif corner is None and (edge := self.sketch.hit(self.sketch.middles(), place)) is not None:
            self.sketch.held = ("edge", edge)
        self.changed.emit()
        return self.sketch.held is not None

    def _step_back(self, corner: int | None) -> None:
        if corner is not None:
            self._do(self.draft.delete, corner)
        elif not self.draft.closed:
            self._do(self.draft.undo)

    def moved(self, event: QMouseEvent) -> bool:
        """Show what letting go here would make."""
        self.sketch.cursor = self.sketch.snapped(self._view.on_plan(event.position()))
        self._view.viewport().update()
        return self.sketch.held is not None

    def released(self, event: QMouseEvent) -> bool:
        """Let go of what was held; where the outline would cross itself it stays as it was."""
        if self.sketch.held is None:
            return False
        place = self.sketch.snapped(self._view.on_plan(event.position()))
        (what, number), self.sketch.held = self.sketch.held, None
        dragged = (event.position() - self._grabbed).manhattanLength()
        if dragged < QApplication.startDragDistance():
            self.draft.fault = None  # a click chooses a corner, and does not push it about
        elif what == "corner":
            self.draft.move(number, place)
        else:
            self.draft.insert(number, place)
        self.changed.emit()
        return True

    def clicked(self, place: Point) -> None:
        """Set a corner, or close the outline on its first."""
        if not self.draft.closed:
            first = self.sketch.hit(self.draft.points[:1], place) == 0
            if first and len(self.draft.points) > 2:
                self.draft.close()
            else:
                self.draft.add(self.sketch.snapped(place))
        self.sketch.selected = None
        self.changed.emit()

    def key(self, event: QKeyEvent) -> bool:
        """Enter ends, Esc leaves, Delete takes a corner out, Ctrl+Z takes a step back."""
        if event.matches(_UNDO):
            self.undo()
        elif _asks_redo(event):
            self.redo()
        elif event.key() in _ENTER:
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in _DELETE:
            self._step_back(self.sketch.selected)
        else:
            return False
        return True

    def draw(self, painter: QPainter) -> None:
        """The outline as it is, or as letting go would make it."""
        self.sketch.draw(painter)


def _asks_redo(event: QKeyEvent) -> bool:
    """The system's keys, and Ctrl+Y everywhere."""
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return event.matches(_REDO) or (control and event.key() == Qt.Key.Key_Y)
