"""A plan with outlines, the buttons that zoom it, and those of drawing while one is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button, label, tool
from app.desk.outline_draft import OutlineDraft
from app.desk.outline_editing import OutlineEditing
from app.desk.outline_geometry import Point
from app.desk.outline_paint import Outline, Spot
from app.desk.outline_view import OutlineView


class OutlineMap(QWidget):
    """Shows outlines over a plan; :meth:`edit` lets somebody draw one."""

    chosen = Signal(object)
    """Id of an outline that was clicked."""
    spot_chosen = Signal(object)
    """Id of a spot that was clicked."""
    clicked_at = Signal(float, float)
    """Where somebody clicked, in plan widths."""
    edited = Signal(object, list)
    """(outline id, its corners as [x, y]): somebody ended drawing it."""
    edit_ended = Signal()
    """Drawing is over, whichever way."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.view = OutlineView()
        self.view.chosen.connect(self.chosen)
        self.view.clicked_at.connect(self.clicked_at)
        self.view.spot_chosen.connect(self.spot_chosen)
        self.editing: OutlineEditing | None = None
        self.hint = label(role="hint", wrap=True)
        self.undo = tool("undo-2", "撤销（Ctrl+Z）", press=self._undo)
        self.redo = tool("redo-2", "重做（Ctrl+Y）", press=self._redo)
        self.cancel = button("取消", "plain", press=self.stop_editing)
        self.done = button("完成轮廓", "primary", press=self._finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(self._bar())
        column.addWidget(self.view, 1)
        self._allow()

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(6))
        bar.addStrut(theme.px(34))  # as high as with the buttons of drawing, so that nothing jumps
        bar.addWidget(tool("zoom-out", "缩小（-）", press=self.view.zoom_out))
        bar.addWidget(tool("zoom-in", "放大（+）", press=self.view.zoom_in))
        bar.addWidget(tool("maximize", "全图（0）", press=self.view.fit))
        bar.addSpacing(theme.px(8))
        bar.addWidget(self.hint, 1)
        for widget in (self.undo, self.redo, self.cancel, self.done):
            bar.addWidget(widget)
        return bar

    # -- what is shown ------------------------------------------------------------------------

    def set_plan(self, image: QImage | None, *, height: float = 0.75) -> None:
        """Lay outlines over ``image``, or over a blank sheet ``height`` widths high."""
        self.view.set_plan(image, height=height)

    def set_outlines(self, outlines: Sequence[Outline], spots: Sequence[Spot] = ()) -> None:
        """Show these, and spots on top of them."""
        self.view.set_outlines(outlines, spots)

    def mark(self, outline_id: Any) -> None:
        """Mark the outline that is looked at elsewhere; None marks none."""
        self.view.mark(outline_id)

    # -- drawing ------------------------------------------------------------------------------

    def edit(self, outline_id: Any) -> None:
        """Let somebody draw this outline, or change it where it is drawn already."""
        self.stop_editing()
        own: tuple[Point, ...] = ()
        others = []
        for outline in self.view.outlines:
            if outline.id == outline_id:
                own = outline.points
            else:
                others.append(outline.points)
        draft = OutlineDraft(own, others=tuple(others), height=self.view.height_of_plan)
        self.editing = OutlineEditing(self.view, outline_id, draft)
        self.editing.changed.connect(self._allow)
        self.editing.finished.connect(self._take)
        self.editing.cancelled.connect(self.stop_editing)
        self.view.tool = self.editing
        self.view.viewport().setToolTip("")
        self.view.setFocus()
        self._allow()

    def stop_editing(self) -> None:
        """End drawing and leave the outline as it was."""
        if self.editing is None:
            return
        editing, self.editing, self.view.tool = self.editing, None, None
        self.view.removeEventFilter(editing)
        editing.deleteLater()
        self.view.viewport().update()
        self._allow()
        self.edit_ended.emit()

    def _take(self, points: tuple[Point, ...]) -> None:
        if self.editing is not None:
            outline_id = self.editing.id
            self.stop_editing()
            self.edited.emit(outline_id, [[x, y] for x, y in points])

    def _undo(self) -> None:
        if self.editing is not None:
            self.editing.undo()

    def _redo(self) -> None:
        if self.editing is not None:
            self.editing.redo()

    def _finish(self) -> None:
        if self.editing is not None:
            self.editing.finish()

    def _allow(self) -> None:
        editing = self.editing
        for widget in (self.undo, self.redo, self.cancel, self.done):
            widget.setVisible(editing is not None)
        fault = editing.draft.fault if editing else None
        theme.set_property(self.hint, "role", "error" if fault else "hint")
        self.hint.setText(fault or (editing.hint if editing else ""))
        if editing is not None:
            self.undo.setEnabled(editing.draft.history.can_undo)
            self.redo.setEnabled(editing.draft.history.can_redo)
            self.done.setEnabled(len(editing.draft.points) > 2)
