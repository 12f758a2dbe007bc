"""A list of publications with its filter row; of this office, or from above."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.export_flow import Chosen
from app.desk.fields import Choice
from app.desk.filter_box import FilterBox
from app.directing.pages.at_hand import PUBLICATION_KINDS, AtHand
from app.directing.pages.publication_lists import publication_table
from app.directing.pages.search_line import SearchLine
from app.directing.publication_views import PublicationFilter, PublicationRow, publications
from app.directing.terms import PUBLICATION_KIND_NAMES, PublicationKind

KINDS = tuple(
    Choice(kind, name)
    for kind, name in PUBLICATION_KIND_NAMES.items()
    if kind is not PublicationKind.REGISTER  # not in this version yet
)
WAITING, WITHDRAWN = "waiting", "withdrawn"
STATES = {
    True: (Choice(WAITING, "还有单位没办"), Choice(WITHDRAWN, "含已撤回")),
    False: (Choice(WAITING, "待办"), Choice(WITHDRAWN, "含已撤回")),
}
ALL = {True: "执行中的", False: "全部来件"}


class PublicationsView(QWidget):
    """Search, kind, state, and the list."""

    def __init__(self, hand: AtHand, *, is_own: bool):
        super().__init__()
        self._hand, self._is_own = hand, is_own
        self.search = SearchLine("标题、编号或内容")
        self.kind, self.state = FilterBox("全部类别"), FilterBox(ALL[is_own])
        self.kind.offer(KINDS)
        self.state.offer(STATES[is_own])
        self.table = publication_table(hand, is_own=is_own)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.search, 1)
        row.addWidget(self.kind)
        row.addWidget(self.state)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.search.asked.connect(self.reload)
        self.kind.currentIndexChanged.connect(self.reload)
        self.state.currentIndexChanged.connect(self.reload)
        self.table.clear_asked.connect(self.clear)
        hand.work.watch(self, PUBLICATION_KINDS, self.reload)

    def reload(self, _value: object = None) -> None:
        """Read the list again."""
        work = self._hand.work
        work.read(publications, where=self._filter(), then=self._take, owner=self, latest="rows")

    def _filter(self) -> PublicationFilter:
        kind = self.kind.value()
        return PublicationFilter(
            text=self.search.words,
            kinds=(PublicationKind(str(kind)),) if kind else (),
            with_withdrawn=self.state.value() == WITHDRAWN,
            only_waiting=self.state.value() == WAITING,
        )

    def _take(self, rows: Sequence[PublicationRow]) -> None:
        self.table.set_filtered(self.is_filtered)
        here = [row for row in rows if row.is_own == self._is_own]
        self.table.set_rows(here)

    @property
    def is_filtered(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.search.words or self.kind.value() or self.state.value())

    def clear(self) -> None:
        """Ask for everything again."""
        self.search.clear()
        self.kind.setCurrentIndex(0)
        self.state.setCurrentIndex(0)

    def chosen(self) -> Chosen:
        """What is shown, for the export."""
        model = self.table.model
        rows = [model.row(place) for place in range(model.rowCount())]
        words = [box.currentText() for box in (self.kind, self.state) if box.value()]
        words += [f"“{self.search.words}”"] if self.search.words else []
        return Chosen(partial(_known, rows), "、".join(words))


def _known(rows: list[Any], _session: Any, *, masked: bool) -> list[Any]:
    return rows
