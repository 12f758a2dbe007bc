"""A chart with its table beside it: what is declared of one, and the widget that shows it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.charts import PlotChart
from app.desk.charts_painted import PaintedChart, scrolled
from app.desk.columns import Column
from app.desk.export_flow import Chosen
from app.desk.labels import label
from app.desk.records_view import copy_rows
from app.desk.tables import RecordTable
from app.desk.work import Work
from app.events.filters import EventFilter
from app.figures.pages.at_hand import Asked, AtHand


@dataclass(frozen=True)
class Events:
    """A list of events behind a number, shown by the room of events."""

    where: EventFilter
    words: str
    ids: Callable[..., Any] | None = None
    """``ids(session)``: which events these are, where a filter cannot say it; the words then end
    in how many there are."""


@dataclass(frozen=True)
class Lines:
    """Records behind a number, shown in the drawer: ``read(session)`` gives them."""

    words: str
    read: Callable[..., Any]


@dataclass(frozen=True)
class Elsewhere:
    """A record behind a number that its own room shows."""

    room: str
    record: object


Behind = Events | Lines | Elsewhere
Chart = PlotChart | PaintedChart


def nothing_behind(row: Any, asked: Asked) -> Behind | None:
    """For numbers that have no list."""
    return None


def by_place(data: Any, rows: Sequence[Any], key: object) -> Any:
    """The row that a chart means by a place from 0."""
    return rows[key] if isinstance(key, int) else None


@dataclass(frozen=True)
class Panel:
    """One chart and its table, declared."""

    key: str
    title: str
    """On its tab; also what the file of its export is called."""
    note: str
    """What is counted, in one line above both."""
    columns: tuple[Column, ...]
    table_width: int
    """Pixels at normal text size."""
    read: Callable[..., Any]
    """``read(session, *, period, grid_id)``, of a superior ``(…, area)``; runs where the database
    is."""
    rows: Callable[[Any], Sequence[Any]]
    """The rows of the table, from what was read."""
    chart: Callable[[Work], Chart]
    show: Callable[[Any, Any], None]
    """``show(chart, data)``."""
    row_id: Callable[[Any], Hashable] = attrgetter("label")
    behind: Callable[[Any, Asked], Behind | None] = nothing_behind
    """The list behind a row."""
    picked: Callable[[Any, Sequence[Any], object], Any] = by_place
    """The row behind what was clicked in the chart."""
    made_by: "type[PanelView] | None" = None
    """Shows it; None: :class:`PanelView` itself."""


class PanelView(QWidget):
    """Reads, draws and lists one panel; a number opened leads to its list."""

    behind_asked = Signal(object)
    """A :data:`Behind`."""

    def __init__(self, hand: AtHand, panel: Panel):
        super().__init__()
        self._hand, self.panel = hand, panel
        self._asked: Asked | None = None
        self._shown_for: Asked | None = None
        self._data: Any = None
        self.chart: Any = panel.chart(hand.work)
        self.table = RecordTable(
            panel.columns, row_id=panel.row_id, name=f"figures.{panel.key}", memory=hand.memory,
            unit="行",
        )  # fmt: skip
        self.table.set_empty("这段时间没有数据，请换一个时间或网格。")
        self._lay_out()
        self.table.opened.connect(self._open)
        self.chart.pressed.connect(self._press)

    def _lay_out(self) -> None:
        painted = isinstance(self.chart, PaintedChart)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(scrolled(self.chart) if painted else self.chart, 1)
        row.addWidget(self.table)
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(label(self.panel.note, "hint", wrap=True))
        column.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chart keeps half of the width, however large the text."""
        super().resizeEvent(event)
        self.table.setFixedWidth(min(theme.px(self.panel.table_width), self.width() // 2))

    def load(self, asked: Asked) -> None:
        """Read the numbers of a period and a grid."""
        self._asked = asked
        self._hand.work.read(
            self.panel.read, period=asked.period, **asked.narrowed,
            then=partial(self._show, asked), owner=self, latest="panel", title="正在统计",
        )  # fmt: skip

    def _show(self, asked: Asked, data: Any) -> None:
        self._shown_for, self._data = asked, data
        self.table.set_rows(self.panel.rows(data))
        self.panel.show(self.chart, data)

    @property
    def is_shown(self) -> bool:
        """Whether there are numbers, and so something to copy and to export."""
        return self._shown_for is not None

    # -- what happens -------------------------------------------------------------------------

    def _press(self, key: object) -> None:
        if self._data is not None:
            self._open(self.panel.picked(self._data, self.panel.rows(self._data), key))

    def _open(self, row: Any) -> None:
        if row is None or self._shown_for is None:
            return
        behind = self.panel.behind(row, self._shown_for)
        if behind is not None:
            self.behind_asked.emit(behind)

    def copy_all(self) -> None:
        """Copy the whole table with its titles, for WPS or a chat."""
        if self._data is not None:
            rows = list(self.panel.rows(self._data))
            copy_rows(rows, self.table.columns.shown(), titles=True)
            self.table.foot.say_copied(len(rows))

    @property
    def asked(self) -> Asked:
        """What the panel in sight was loaded for."""
        assert self._asked is not None, "a panel is loaded before it can be seen"
        return self._asked

    def chosen(self) -> Chosen:
        """What an export of the table reads."""
        panel, asked = self.panel, self.asked

        def read(session: Any, *, masked: bool) -> Sequence[Any]:
            return panel.rows(panel.read(session, period=asked.period, **asked.narrowed))

        return Chosen(read, asked.words)
