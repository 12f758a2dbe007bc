"""Three ways to see the communities: the table, bars side by side, and what each reported when."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.charts_bars import Bar, BarsChart
from app.desk.charts_painted import scrolled
from app.desk.labels import label
from app.desk.tables import RecordTable
from app.figures.communities import CommunityRow
from app.figures.community_measures import BY_KEY, score
from app.figures.pages.at_hand import AtHand
from app.figures.pages.communities_cards import HeadlineCards
from app.figures.pages.communities_columns import COLUMNS, REPORTING, Line

VIEWS = ("一览", "对比图", "报送情况")
TABLE, BARS, REPORTS = range(3)
NOBODY = "还没有社区报送数据，收取社区的报送包后这里自动有数。"


class BarsView(QWidget):
    """The communities by one measure, the best on top."""

    opened = Signal(object)
    """Id of the community whose bar was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: tuple[UUID, ...] = ()
        self.chart = BarsChart("各社区对比，数字见“一览”中的表")
        self.formula = label("", "hint", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.formula)
        column.addWidget(scrolled(self.chart), 1)
        self.chart.pressed.connect(self._press)

    def show_lines(self, lines: Sequence[Line], key: str) -> None:
        """Show these in their order."""
        measure = BY_KEY[key]
        self.formula.setText(f"{measure.name}＝{measure.formula}。点一个社区查看详情。")
        self._ids = tuple(line.id for line in lines)
        self.chart.show_bars(
            [_bar(line, key) for line in lines], whole=100.0 if measure.is_rate else 0.0
        )

    def _press(self, place: object) -> None:
        if isinstance(place, int) and place < len(self._ids):
            self.opened.emit(self._ids[place])


def _bar(line: Line, key: str) -> Bar:
    figure = line.row.figures[key]
    value = score(figure)
    size = float(value or 0) * (100 if figure.base is not None else 1)
    place = f"{line.rank}. " if line.rank is not None else ""
    change = f"　{line.change}" if line.change else ""
    return Bar(f"{place}{line.row.name}", size, shown=f"{figure.shown}{change}")


class CommunitiesViews(QStackedWidget):
    """Holds all three; each is filled with what the filter leaves."""

    opened = Signal(object)
    """Id of the community to be seen."""
    clear_asked = Signal()

    def __init__(self, hand: AtHand):
        super().__init__()
        self.cards = HeadlineCards()
        self.table = RecordTable(
            COLUMNS, name="figures.communities", memory=hand.memory, unit="个社区"
        )
        self.bars = BarsView()
        self.reports = RecordTable(
            REPORTING, name="figures.reporting", memory=hand.memory, unit="个社区"
        )
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.cards)
        column.addWidget(self.table, 1)
        for view in (first, self.bars, self.reports):
            self.addWidget(view)
        for table in (self.table, self.reports):
            table.set_empty(NOBODY)
            table.opened.connect(self._open)
            table.clear_asked.connect(self.clear_asked)
        self.bars.opened.connect(self.opened)

    def show_lines(self, lines: Sequence[Line], key: str, *, narrowed: bool) -> None:
        """Show these communities in all three."""
        for table in (self.table, self.reports):
            table.set_filtered(narrowed)
        self.table.set_rows(lines)
        self.bars.show_lines(lines, key)
        rows = sorted((line.row for line in lines), key=_longest_ago)
        self.reports.set_rows(rows)

    def forget_sorting(self) -> None:
        """The table in its own order again."""
        titles = self.table.view.horizontalHeader()
        titles.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _open(self, row: Any) -> None:
        self.opened.emit(row.id)


def _longest_ago(row: CommunityRow) -> tuple[int, str]:
    days = row.reported.days
    return (-(10**6) if days is None else -days, row.place.area_code)
