"""The board: five columns and the archive's count; a card moves only where a guard lets it."""

import re
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.council import board
from app.council.board import MatterRow
from app.council.pages.at_hand import AtHand
from app.council.stages import FIVE_STAGES, STAGE_NAMES, Move, Stage, moves_from
from app.desk import theme
from app.desk.board import Board, Card, Column
from app.desk.labels import button, label
from app.desk.records_empty import EmptyPanel

DATE_JOINT = re.compile(r"(?<=\d)(?=[月日])|(?<=月)(?=\d)")


class BoardView(QWidget):
    """Shows the board of matters."""

    opened = Signal(object)
    """Id of the matter whose card was opened."""
    move_asked = Signal(object, object)
    """(matter id, the :class:`Move` a drop means)."""
    archive_asked = Signal()
    first_asked = Signal()
    clear_asked = Signal()

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self._rows: dict[UUID, MatterRow] = {}
        columns = [(stage.value, STAGE_NAMES[stage]) for stage in FIVE_STAGES]
        self.board = Board(columns, self.why_not)
        self.board.opened.connect(self.opened)
        self.board.move_asked.connect(self._drop)
        self.empty = EmptyPanel(self)
        self.empty.set_first(
            "这里放居民提出的议题。先登记一个，审核后交议事会协商。",
            "登记议题" if hand.edits_matters else "",
        )
        self.empty.first_asked.connect(self.first_asked)
        self.empty.clear_asked.connect(self.clear_asked)
        self._archive = button("", "quiet", "archive", press=self.archive_asked.emit)
        self._hint = label(role="hint")
        foot = QHBoxLayout()
        foot.addWidget(self._hint)
        foot.addStretch(1)
        foot.addWidget(self._archive)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.board, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(foot)
        self.empty.hide()

    def show_columns(self, columns: Sequence[board.Column], *, filtered: bool) -> None:
        """Show what the query answered."""
        live = [column for column in columns if column.stage in FIVE_STAGES]
        archived = sum(column.count for column in columns) - sum(c.count for c in live)
        self._rows = {row.id: row for column in live for row in column.cards}
        self.board.set_columns(
            [Column(c.stage.value, c.name, [_card(row) for row in c.cards]) for c in live]
        )
        nothing = not self._rows
        self.empty.set_nothing_found(filtered)
        self.empty.setVisible(nothing)
        self.board.setVisible(not nothing)
        self._archive.setText(f"已归档 {archived} 件")
        self._archive.setVisible(archived > 0)

    def why_not(self, matter_id: object, column: str) -> str | None:
        """Why a card may not be dropped on a column, in words; None when it may."""
        row = self._rows.get(matter_id) if isinstance(matter_id, UUID) else None
        if row is None or row.stage.value == column:
            return "已在这一列"
        if not self._hand.edits_matters:
            return "您的账号只能查看"
        if self._meant(row, column) is not None:
            return None
        return _words_for(row.stage, Stage(column))

    def _meant(self, row: MatterRow, column: str) -> Move | None:
        fitting = (m for m in moves_from(row.stage) if m.target.value == column)
        return next((m for m in fitting if m.by_hand or m.key == "accept"), None)

    def _drop(self, matter_id: UUID, column: str) -> None:
        row = self._rows.get(matter_id)
        move = self._meant(row, column) if row else None
        if move is not None:
            self.move_asked.emit(matter_id, move)


def _words_for(here: Stage, there: Stage) -> str:
    near = {FIVE_STAGES[i + 1]: FIVE_STAGES[i] for i in range(len(FIVE_STAGES) - 1)}
    before = near.get(there)
    if FIVE_STAGES.index(there) < FIVE_STAGES.index(here) or before is None:
        return f"“{STAGE_NAMES[here]}”不能退到“{STAGE_NAMES[there]}”"
    return f"要先经过“{STAGE_NAMES[before]}”"


def _card(row: MatterRow) -> Card:
    return Card(row.id, row.title, _kept_whole(row.detail), *row.pill.pair)


def _kept_whole(text: str) -> str:
    """No line begins with the dot between two facts; dates and numbers keep their units."""
    bound = DATE_JOINT.sub("\u2060", text).replace(" 户", "\u00a0户")
    return bound.replace(" · ", "\u00a0· ")
