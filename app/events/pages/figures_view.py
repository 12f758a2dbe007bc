"""指标: the rates and counts of a period, each with its formula and the events behind it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.chips import ChipBar
from app.desk.fields import Choice
from app.desk.filter_box import FilterBox
from app.desk.labels import Elided
from app.events.filters import EventFilter
from app.events.pages.at_hand import AtHand
from app.events.pages.figure_cards import CardGrid, CountCard, RateCard
from app.events.pages.report_tables import ReportTables
from app.events.report_views import EventReport, event_report
from app.grids.queries import Choice as Place
from app.grids.queries import grid_choices

PERIODS = tuple(Choice(name, name) for name in ("本周", "本月", "上月", "本季度", "今年", "去年"))
STARTS_WITH = "本月"


def period(name: str, today: date) -> tuple[date, date]:
    """The days of a period by its name; one that is not over ends today."""
    month = today.replace(day=1)
    year = today.replace(month=1, day=1)
    before, last = month - timedelta(days=1), year - timedelta(days=1)
    return {
        "本周": (today - timedelta(days=today.weekday()), today),
        "本月": (month, today),
        "上月": (before.replace(day=1), before),
        "本季度": (month.replace(month=(today.month - 1) // 3 * 3 + 1), today),
        "今年": (year, today),
        "去年": (last.replace(month=1, day=1), last),
    }[name]


class FiguresView(QScrollArea):
    """Reads its report beside the screen; any number clicked leads to its list."""

    list_asked = Signal(object, str)
    """(EventFilter, what the list is called)"""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self.periods = ChipBar(PERIODS)
        self.periods.choose(STARTS_WITH)
        self.grid = FilterBox("全部网格")
        self._days = Elided()
        self._days.setProperty("role", "soft")
        large = theme.current().scale > 1
        self.rates, self.counts = CardGrid(3 if large else 5), CardGrid(4 if large else 8)
        self.tables = ReportTables(hand)
        self._lay_out()
        self.periods.chosen.connect(self._ask)
        self.grid.currentIndexChanged.connect(self._ask)
        for cards in (self.rates, self.counts):
            cards.asked.connect(self._ask_list)
        self.tables.list_asked.connect(self.list_asked)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for part in (self.periods, self.grid, self._days):
            row.addWidget(part)
        row.addStretch(1)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(10))
        column.addLayout(row)
        column.addWidget(self.rates)
        column.addWidget(self.counts)
        column.addWidget(self.tables, 1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read which grids there are, and the figures of the chosen period."""
        self._hand.work.read(grid_choices, then=self._offer, owner=self, latest="grids")
        self._ask()

    def _offer(self, grids: list[Place]) -> None:
        self.grid.offer([Choice(grid.id, grid.title) for grid in grids])

    def _ask(self, _value: object = None) -> None:
        from_day, until_day = period(str(self.periods.value()), self._hand.today())
        self._hand.work.read(
            event_report, from_day=from_day, until_day=until_day, grid_id=self.grid.value_id(),
            then=self._show, owner=self, latest="report", title="正在统计",
        )  # fmt: skip

    def _show(self, report: EventReport) -> None:
        self._days.setText(f"{report.from_day} 至 {report.until_day} 上报的，按现在的办理情况统计")
        self.rates.show_cards([RateCard(rate) for rate in report.rates])
        self.counts.show_cards([CountCard(count) for count in report.counts])
        self.tables.show_report(report)

    def _ask_list(self, ids: tuple[UUID, ...], words: Any) -> None:
        self.list_asked.emit(EventFilter(ids=ids), words)
