"""What the search field finds in the words of matters, agendas, speeches and minutes."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.council.pages.at_hand import AtHand
from app.council.search import CouncilHit, search_council
from app.desk import theme
from app.desk.columns import Column
from app.desk.labels import label
from app.desk.tables import RecordTable

FROM_LETTERS = 2
MOST = 60
HEIGHT = 232
COLUMNS = (
    Column("at", "日期", lambda hit: hit.at, kind="date", width=100),
    Column("title", "会议或议题", lambda hit: hit.title, width=240),
    Column(
        "where", "出处", lambda hit: (hit.where, "plain"), kind="pill", width=70, sortable=False
    ),
    Column("snippet", "找到的话", lambda hit: hit.snippet, width=560, sortable=False),
)


class FoundPanel(QWidget):
    """Shown below the view while words are typed."""

    chosen = Signal(object)
    """The :class:`CouncilHit` that was opened."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self.table = RecordTable(COLUMNS, name="council.found", memory=hand.memory, unit="处")
        self.table.set_empty("发言和纪要里没有这个词。")
        self.table.opened.connect(self.chosen)
        self.table.view.clicked.connect(self._click)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(label("议题、议程、发言和纪要里找到的，最近的在前", "section"))
        column.addWidget(self.table, 1)
        self.setFixedHeight(theme.px(HEIGHT))
        self.hide()

    def search(self, typed: str) -> None:
        """Look for these words; fewer than two characters hide the panel."""
        words = typed.strip()
        if len(words) < FROM_LETTERS:
            self.hide()
            return
        self._hand.work.read(
            search_council, typed=words, limit=MOST, then=self._show, owner=self, latest="found"
        )

    def _show(self, hits: Sequence[CouncilHit]) -> None:
        self.table.set_rows(hits)
        self.setVisible(bool(hits))

    def _click(self, index: Any) -> None:
        hit = self.table.model.row(index.row())
        if hit is not None:
            self.chosen.emit(hit)
