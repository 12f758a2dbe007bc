"""The tables below the figures: by category, grid and worker, and the trend beside its chart."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.columns import Column
from app.desk.tables import RecordTable
from app.desk.trend_chart import TrendChart, TrendValue
from app.events.filters import EventFilter
from app.events.pages.at_hand import AtHand
from app.events.report_views import EventReport, ReportLine, TrendPoint
from app.events.rules import RATES

HEIGHT = 300
"""Pixels at least: eight rows; the page scrolls where there is less room."""
SHORT = {"settled": "化解率"}
TREND = (
    Column("label", "日期", lambda p: p.label, width=76),
    Column("reported", "上报", lambda p: p.reported, kind="number", width=60),
    Column("closed", "结案", lambda p: p.closed, kind="number", width=60),
)


def _number(percent: str) -> float | None:
    """For sorting; a dash comes last."""
    return float(percent.removesuffix("%")) if percent.endswith("%") else None


def _rate_column(key: str, name: str) -> Column:
    return Column(
        key, SHORT.get(key, name), lambda line: line.rate(key).percent, width=100, align="right",
        sort_key=_number,
    )  # fmt: skip


def _columns(first: str) -> tuple[Column, ...]:
    return (
        Column("name", first, lambda line: line.name, width=180),
        Column("reported", "上报", lambda line: line.reported, kind="number", width=70),
        Column("finished", "已处置", lambda line: line.finished, kind="number", width=76),
        Column("overdue", "超期在办", lambda line: line.overdue, kind="number", width=86),
        *(_rate_column(rule.key, rule.name) for rule in RATES),
        Column("", "", lambda line: "", width=20, sortable=False),
    )


def _name(row: Any) -> str:
    return str(row.name)


def _label(row: Any) -> str:
    return str(row.label)


class ReportTables(QWidget):
    """Four views under small tabs; a row opened leads to its events."""

    list_asked = Signal(object, str)
    """(EventFilter, what the list is called)"""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.views = QStackedWidget()
        self.views.setMinimumHeight(theme.px(HEIGHT))
        self.categories = self._table("类别", "按类别")
        self.grids = self._table("网格", "按网格")
        self.workers = self._table("处置人", "按处置人")
        self.chart = TrendChart(hand.work, ("上报", "结案"))
        self.trend = RecordTable(TREND, row_id=_label, name="event-trend", unit="行")
        self.trend.setFixedWidth(theme.px(250))
        self.trend.opened.connect(self._open_day)
        self._add(self._beside(), "走势")
        self.tabs.currentChanged.connect(self.views.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.tabs)
        column.addWidget(self.views, 1)

    def _table(self, first: str, title: str) -> RecordTable:
        name = f"event-report-{self.tabs.count()}"
        table = RecordTable(
            _columns(first), row_id=_name, name=name, memory=self._hand.memory, unit="行"
        )
        table.set_empty("这段时间没有事项。")
        table.opened.connect(self._open_line)
        self._add(table, title)
        return table

    def _beside(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.chart, 1)
        row.addWidget(self.trend)
        return both

    def _add(self, view: QWidget, title: str) -> None:
        self.views.addWidget(view)
        self.tabs.addTab(title)

    def show_report(self, report: EventReport) -> None:
        """Show a period's lines; ``report`` is read beside the screen."""
        self.categories.set_rows(report.by_category)
        self.grids.set_rows(report.by_grid)
        self.workers.set_rows(report.by_worker)
        self.trend.set_rows(report.trend)
        self.chart.show_values(_values(report.trend))

    def _open_line(self, line: ReportLine) -> None:
        self.list_asked.emit(EventFilter(ids=line.ids), f"{line.name}：上报 {line.reported} 件")

    def _open_day(self, point: TrendPoint) -> None:
        where = EventFilter(from_day=point.from_day, until_day=point.until_day)
        self.list_asked.emit(where, f"{point.label} 上报")


def _values(trend: Sequence[TrendPoint]) -> list[TrendValue]:
    return [TrendValue(point.label, point.reported, point.closed) for point in trend]
