"""Records that may be of one person: a list of pairs, each opening side by side."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.columns import Column
from app.desk.tables import RecordTable
from app.residents.duplicates import Pair, probable_duplicates
from app.residents.pages.at_hand import AtHand

COLUMNS = (
    Column("name", "姓名", lambda pair: pair.first.name, width=110),
    Column("reasons", "为什么像同一人", lambda pair: pair.reasons, width=250),
    Column("first", "记录一", lambda pair: _place(pair.first), width=230),
    Column("second", "记录二", lambda pair: _place(pair.second), width=230),
)


def _place(row: Any) -> str:
    return "　".join(part for part in (row.address, row.phone, row.status) if part)


class DuplicatesView(QWidget):
    """The list of pairs; opening one asks for the comparison."""

    pair_asked = Signal(object, object)
    """Ids of the two records."""
    counted = Signal(int)
    """How many pairs there are."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self.table = RecordTable(COLUMNS, name="residents.pairs", memory=hand.memory, unit="对")
        self.table.set_empty("没有疑似重复的居民。导入名册以后，像同一人的记录会列在这里。")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.table.opened.connect(self._open)
        self.table.view.clicked.connect(self._click)

    def load(self) -> None:
        """Look for pairs again."""
        work = self._hand.work
        work.read(
            probable_duplicates, then=self._show, owner=self, latest="pairs", title="查找疑似重复"
        )

    def _show(self, pairs: list[Pair]) -> None:
        self.table.set_rows(pairs)
        self.counted.emit(len(pairs))

    def _click(self, index: Any) -> None:
        pair = self.table.model.row(index.row())
        if pair is not None:
            self._open(pair)

    def _open(self, pair: Pair) -> None:
        self.pair_asked.emit(pair.first.id, pair.second.id)
