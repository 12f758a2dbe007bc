"""收发记录: bundles that went out and came in."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.chips import ChipBar
from app.desk.export_flow import Chosen
from app.desk.fields import Choice
from app.desk.icons import icon
from app.exchange.history_views import BundleFilter, BundleRow, bundle_history, count_bundles
from app.exchange.pages.at_hand import AtHand
from app.exchange.pages.lists import bundle_table
from app.exchange.terms import DIRECTION_NAMES, Direction

CHIPS = (
    Choice(None, "全部"),
    Choice(Direction.OUT, DIRECTION_NAMES[Direction.OUT]),
    Choice(Direction.IN, DIRECTION_NAMES[Direction.IN]),
)
TYPED_AFTER = 150
"""Milliseconds of quiet before typed words are searched."""
EVERYTHING = 1_000_000
"""Rows of an export."""
HINT = "单位、文件名、经手人"


class HistoryView(QWidget):
    """Chips, a search field, the list."""

    opened = Signal(object)
    """The row that is to be shown."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self.table = bundle_table(hand)
        self.chips = ChipBar(CHIPS)
        self.search = QLineEdit()
        self.search.setPlaceholderText(HINT)
        self.search.setAccessibleName(HINT)
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(theme.px(300))
        row = QHBoxLayout()
        row.addWidget(self.chips)
        row.addStretch(1)
        row.addWidget(self.search, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self._soon = QTimer(self, singleShot=True, interval=TYPED_AFTER)
        self._soon.timeout.connect(self.reload)
        self.search.textChanged.connect(self._type)
        self.chips.chosen.connect(self.reload)
        self.table.clear_asked.connect(self._clear)
        self.table.opened.connect(self.opened)

    def where(self) -> BundleFilter:
        """What the list shows."""
        chosen: Any = self.chips.value()
        return BundleFilter(direction=chosen, text=self.search.text())

    def reload(self, _value: object = None) -> None:
        """Read the list."""
        where = self.where()
        self.table.set_filtered(bool(where.text.strip()) or where.direction is not None)
        self.table.load_pages(self._hand.work, count_bundles, bundle_history, where=where)

    def chosen(self) -> Chosen:
        """Every line of the filter as it stands, for the export."""
        where = self.where()
        said = [DIRECTION_NAMES[where.direction]] if where.direction else []
        said += [f"“{where.text.strip()}”"] if where.text.strip() else []
        return Chosen(partial(_all, where), "、".join(said))

    def _type(self, _text: str) -> None:
        self._soon.start()

    def _clear(self) -> None:
        self.search.clear()
        self.chips.choose(None)
        self._soon.stop()
        self.reload()


def _all(where: BundleFilter, session: Any, *, masked: bool) -> list[BundleRow]:
    return bundle_history(session, where=where, limit=EVERYTHING)
