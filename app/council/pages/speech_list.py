"""The speeches on one item, in the order of the record; each can be corrected, moved, removed."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.council import speeches
from app.council.meeting_views import ItemView, SpeechRow
from app.council.pages.at_hand import AtHand, clock_words
from app.desk import theme
from app.desk.detail import selectable
from app.desk.labels import label, rule, tool
from app.desk.records_foot import counted


class SpeechList(QScrollArea):
    """Shows the record of one item and scrolls to its end when it grows."""

    edit_asked = Signal(object)
    """The :class:`SpeechRow` to be corrected."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self._shown: tuple[UUID | None, int] = (None, 0)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_item(self, item: ItemView | None, *, editable: bool) -> None:
        """Show the speeches on ``item``."""
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.setSpacing(theme.px(6))
        rows = item.speeches if item else ()
        for row in rows:
            column.addWidget(self._row(row, len(rows), editable=editable))
            column.addWidget(rule())
        if not rows:
            words = "这项议程还没有发言记录。" if item else "还没有议程。"
            column.addWidget(label(words, "soft"))
        column.addStretch(1)
        before, self._shown = self._shown, (item.id if item else None, len(rows))
        place = self.verticalScrollBar().value()
        self.setWidget(inside)
        grown = before[0] == self._shown[0] and before[1] < len(rows)
        if grown or (editable and before[0] != self._shown[0]):
            QTimer.singleShot(0, self, self._to_end)
        elif before[0] == self._shown[0]:
            self.verticalScrollBar().setValue(place)

    def _to_end(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def words(self) -> str:
        """How many speeches are shown."""
        return counted(self._shown[1])

    def _row(self, row: SpeechRow, total: int, *, editable: bool) -> QWidget:
        whole = QWidget()
        head = QHBoxLayout()
        head.setSpacing(theme.px(4))
        head.addWidget(label(row.speaker, "section"))
        head.addWidget(label(clock_words(row.said_at), "hint"))
        head.addStretch(1)
        if editable:
            edit = partial(self.edit_asked.emit, row)
            head.addWidget(tool("pencil", "修改这条发言", press=edit))
            up, down = partial(self._move, row, -1), partial(self._move, row, 1)
            higher = tool("chevron-up", "上移", press=up)
            lower = tool("chevron-down", "下移", press=down)
            higher.setEnabled(row.position > 1)
            lower.setEnabled(row.position < total)
            head.addWidget(higher)
            head.addWidget(lower)
            head.addWidget(tool("trash-2", "删除这条发言", press=partial(self._remove, row)))
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(head)
        column.addWidget(selectable(row.content))
        return whole

    def _move(self, row: SpeechRow, step: int, _checked: bool = False) -> None:
        self._write(speeches.move_speech, speech_id=row.id, position=row.position + step)

    def _remove(self, row: SpeechRow, _checked: bool = False) -> None:
        self._write(speeches.remove_speech, speech_id=row.id)

    def _write(self, use_case: Any, **arguments: Any) -> None:
        self._hand.work.write(use_case, owner=self, **arguments)
