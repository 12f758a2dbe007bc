"""What waits, under headings by time; filtered by the word of its kind and by grid."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.chips import ChipBar
from app.desk.fields import Choice
from app.desk.filter_box import FilterBox
from app.desk.records_empty import EmptyPanel
from app.pills import Pill
from app.today.pages.line_list import Heading, LineList
from app.today.pages.line_paint import ItemDelegate
from app.today.queries import Places
from app.today.terms import WHEN_NAMES, When
from app.today.waiting import Item

NOTHING_WAITS = "今天没有等着办的事。"


@dataclass(frozen=True)
class ItemLine:
    """Something that waits, in the list."""

    item: Item

    @property
    def title(self) -> str:
        """What it is called."""
        return self.item.title

    @property
    def detail(self) -> str:
        """The word of its kind first: the pill alone does not say what it is."""
        return " · ".join(part for part in (self.item.word, self.item.detail) if part)

    @property
    def pill(self) -> Pill:
        """How it stands."""
        return self.item.pill

    @property
    def due_words(self) -> str:
        """Until when."""
        return self.item.due_words

    @property
    def told(self) -> str:
        """All of it."""
        due = f"　{self.due_words}" if self.due_words else ""
        return f"{self.title}\n{self.detail}\n{self.pill.text}{due}"

    @property
    def key(self) -> Hashable:
        """Of the record, or of what stands for its kind."""
        return self.item.room, self.item.record


class WaitingPanel(QWidget):
    """The filter and the list; ``grid`` stands in the page's header, since all follows it."""

    opened = Signal(object)
    """The :class:`Item` to go to."""
    grid_changed = Signal()

    def __init__(self, words: Sequence[str]):
        super().__init__()
        self._items: Sequence[Item] = ()
        self.chips = ChipBar([Choice(None, "全部"), *(Choice(word, word) for word in words)])
        self.grid = FilterBox("全部网格")
        self.list = LineList(ItemDelegate(), "等着办的事")
        self.empty = EmptyPanel(self)
        self.empty.set_first(NOTHING_WAITS)
        self._lay_out()
        self.chips.chosen.connect(self._filter)
        self.grid.currentIndexChanged.connect(self._change_grid)
        self.list.opened.connect(self._open)
        self.empty.clear_asked.connect(self.clear)
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        lists = QWidget()
        self._stack = QStackedLayout(lists)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.chips)
        column.addWidget(lists, 1)

    # -- filling ------------------------------------------------------------------------------

    def offer(self, found: Places) -> None:
        """Offer these grids."""
        self.grid.offer([Choice(grid.id, grid.title) for grid in found.grids])

    def choose_grid(self, grid_id: UUID | None) -> None:
        """Choose a grid without saying so; one that is no more means all."""
        values = [choice.value for choice in self.grid.choices]
        self.grid.blockSignals(True)
        self.grid.setCurrentIndex(values.index(grid_id) if grid_id in values else 0)
        self.grid.blockSignals(False)

    @property
    def grid_id(self) -> UUID | None:
        """The grid looked at; None: the whole community."""
        return self.grid.value_id()

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these, as far as they pass the filter."""
        self._items = items
        counts: dict[Any, int] = {choice.value: 0 for choice in self.chips.choices}
        for item in items:
            counts[item.word] += 1
        counts[None] = len(items)
        late = {item.word for item in items if item.when is When.OVERDUE}
        self.chips.set_counts(counts, frozenset(late))
        self._fill()

    def _fill(self) -> None:
        word = self.chips.value()
        shown = [item for item in self._items if word is None or item.word == word]
        self.list.show_lines(_lines(shown))
        self.empty.set_nothing_found(word is not None or self.grid_id is not None)
        self._stack.setCurrentWidget(self.list if shown else self.empty)

    # -- what happens -------------------------------------------------------------------------

    def _filter(self, _word: object) -> None:
        self._fill()

    def _change_grid(self, _place: int) -> None:
        self.grid_changed.emit()

    def clear(self) -> None:
        """Show everything."""
        self.chips.choose(None)
        self._fill()
        self.grid.setCurrentIndex(0)

    def _open(self, line: ItemLine) -> None:
        self.opened.emit(line.item)


def _lines(shown: Sequence[Item]) -> list[Any]:
    lines: list[Any] = []
    for when, found in groupby(shown, key=lambda item: item.when):
        group = [ItemLine(item) for item in found]
        lines += [Heading(WHEN_NAMES[when], len(group), when is When.OVERDUE), *group]
    return lines
