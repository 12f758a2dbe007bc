"""积分: how points flowed month by month, and for what they were recorded."""

from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import Any
from uuid import UUID

from app.desk.charts import Grouped, Series
from app.desk.charts_bars import Bar, BarsChart
from app.desk.charts_columns import ColumnsChart
from app.desk.columns import Column
from app.desk.work import Work
from app.figures.behind import points_behind
from app.figures.pages.at_hand import Asked
from app.figures.pages.panel import Behind, Lines, Panel
from app.figures.periods import Period
from app.figures.points_flow import FLOW_NAMES, FlowMonth, points_flow
from app.points.reports import PointsReport, ReportBy, ReportLine, points_report

IN_THE_CHART = ("issued", "redeemed", "expired")


def _show_flow(chart: ColumnsChart, months: Sequence[FlowMonth]) -> None:
    series = (
        Series(FLOW_NAMES[key], tuple(getattr(month, key) for month in months))
        for key in IN_THE_CHART
    )
    chart.show_values(Grouped(tuple(month.label for month in months), tuple(series)))


def _flow_chart(work: Work) -> ColumnsChart:
    return ColumnsChart(work, "各月发放、兑换、清零的积分，数字见旁边的表")


def _behind_month(month: FlowMonth, asked: Asked) -> Behind | None:
    span = Period(month.span.from_day, month.span.until_day)
    read = partial(points_behind, period=span, grid_id=asked.grid_id)
    return Lines(f"{month.label} 的积分进出", read)


FLOW = Panel(
    "flow", "各月进出",
    "按入账日期；发放含期初结转，冲正和取消的从当月减去。选了网格时，是这个网格居民的。",
    (
        Column("label", "月份", attrgetter("label"), width=84),
        *(
            Column(key, name, attrgetter(key), kind="number", width=70)
            for key, name in FLOW_NAMES.items()
        ),
    ),
    390, points_flow, list, _flow_chart, _show_flow, behind=_behind_month,
)  # fmt: skip


def _by_category(session: Any, *, period: Period, grid_id: UUID | None) -> PointsReport:
    return points_report(
        session, from_day=period.from_day, until_day=period.until_day, by=ReportBy.CATEGORY
    )


def _lines(report: PointsReport) -> Sequence[ReportLine]:
    return report.lines


def _show_categories(chart: BarsChart, report: PointsReport) -> None:
    chart.show_bars([Bar(line.name, line.added, 0, f"{line.added:,}") for line in report.lines])


def _categories_chart(work: Work) -> BarsChart:
    return BarsChart("各类积分的加分，数字见旁边的表")


CATEGORIES = Panel(
    "points-categories", "类别",
    "期内发生、没有被否决或撤回的积分，图上是加分；按全社区统计，不分网格。",
    (
        Column("name", "类别", attrgetter("name"), width=130),
        Column("records", "条数", attrgetter("records"), kind="number", width=62),
        Column("people", "人数", attrgetter("people"), kind="number", width=62),
        Column("added", "加分", attrgetter("added"), kind="number", width=72),
        Column("deducted", "扣分", attrgetter("deducted"), kind="number", width=66),
    ),
    410, _by_category, _lines, _categories_chart, _show_categories, row_id=attrgetter("name"),
)  # fmt: skip
