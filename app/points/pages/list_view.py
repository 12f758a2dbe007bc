"""A view of the room: a search field with drop-downs, and a list below."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.chips import ChipBar
from app.desk.export_flow import Chosen
from app.desk.filter_box import FilterBox
from app.desk.icons import icon
from app.desk.tables import RecordTable

EVERYTHING = 1_000_000
"""Rows of an export."""
TYPED_AFTER = 150
"""Milliseconds of quiet before typed words are searched."""


class ListView(QWidget):
    """Base of the views that are lists; a subclass fills the row and says how it is read."""

    said = Signal(str)
    """What stands beside the page's title."""
    first_words = ""
    """What the page's primary button says while this view is in sight; empty: no button."""
    first: Callable[[], object] | None = None

    def __init__(self, table: RecordTable, hint: str):
        super().__init__()
        self.table = table
        self.boxes: list[FilterBox] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(hint)
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(theme.px(380))
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.px(8))
        self.row.addWidget(self.search, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(10))
        self.column.addLayout(self.row)
        self.column.addWidget(table, 1)
        self._soon = QTimer(self, singleShot=True, interval=TYPED_AFTER)
        self._soon.timeout.connect(self.filter)
        self.search.textChanged.connect(self._type)
        table.clear_asked.connect(self.clear)
        table.first_asked.connect(self._ask_first)

    def add_box(self, everything: str) -> FilterBox:
        """A drop-down of the filter row."""
        box = FilterBox(everything)
        box.currentIndexChanged.connect(self.filter)
        self.boxes.append(box)
        self.row.addWidget(box)
        return box

    def add_chips(self, chips: ChipBar) -> ChipBar:
        """Tabs with counts, between the filter row and the list."""
        chips.chosen.connect(self.filter)
        self.column.insertWidget(self.column.count() - 1, chips)
        return chips

    def _type(self, _text: str) -> None:
        self._soon.start()

    def _ask_first(self) -> None:
        if self.first is not None:
            self.first()

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    @property
    def is_filtered(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.text) or any(box.value() for box in self.boxes)

    @property
    def said_filter(self) -> str:
        """The filter in words; empty: everything."""
        typed = [f"“{self.text}”"] if self.text else []
        return "、".join(typed + [box.currentText() for box in self.boxes if box.value()])

    def chosen(self) -> Chosen:
        """What is shown, for the export; a list that is read by pages says how it is read."""
        model = self.table.model
        rows = [model.row(place) for place in range(model.rowCount())]
        return Chosen(partial(_known, rows), self.said_filter)

    def clear(self) -> None:
        """Ask for everything again."""
        self.search.clear()
        for box in self.boxes:
            box.setCurrentIndex(0)
        self._soon.stop()
        self.filter()

    def filter(self, _value: Any = None) -> None:
        """Read what the filter asks for."""
        self.table.set_filtered(self.is_filtered)
        self.load()

    def reload(self) -> None:
        """Read again what is shown, and the choices of the filters."""
        self.filter()

    def load(self) -> None:
        """Read the list."""
        raise NotImplementedError


def _known(rows: list[Any], _session: Any, *, masked: bool) -> list[Any]:
    return rows
