"""事项: the trend, the categories, grids against categories, and how households were visited."""

from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from app.desk.charts_bars import Bar, BarsChart
from app.desk.charts_heat import HeatChart, Matrix
from app.desk.columns import Column
from app.desk.trend_chart import TrendChart, TrendValue
from app.desk.work import Work
from app.events.filters import EventFilter
from app.figures.behind import events_in_cell
from app.figures.event_tallies import LIVE, EventTally, tallies_by_category
from app.figures.event_trends import Heat, HeatCell, Trend, TrendStep, event_heat, event_trend
from app.figures.headline import Figure
from app.figures.pages.at_hand import Asked
from app.figures.pages.panel import Behind, Events, Panel
from app.figures.visit_coverage import FORMULA, GridCoverage, visit_coverage

PERCENT = 100


def percent(figure: Figure) -> float | None:
    """For sorting a rate; None, which comes last, where nothing is to be counted."""
    return PERCENT * figure.value / figure.base if figure.base else None


def percent_words(figure: Figure) -> str:
    """66.7%, or a dash where the base is zero."""
    found = percent(figure)
    return "—" if found is None else f"{found:.1f}%"


# -- trend ----------------------------------------------------------------------------------------


def _trend_rows(trend: Trend) -> Sequence[TrendStep]:
    return trend.steps


def _show_trend(chart: TrendChart, trend: Trend) -> None:
    chart.show_values([TrendValue(s.label, s.reported, s.closed) for s in trend.steps])


def _trend_chart(work: Work) -> TrendChart:
    return TrendChart(work, ("上报", "结案"))


def _behind_step(step: TrendStep, asked: Asked) -> Behind | None:
    where = EventFilter(
        from_day=step.span.from_day, until_day=step.span.until_day, grid_id=asked.grid_id,
        states=LIVE,
    )  # fmt: skip
    return Events(where, f"{step.label} 上报 {step.reported} 件") if step.reported else None


TREND = Panel(
    "trend", "走势",
    "上报按上报时间，不含作废；结案按结案时间，不论何时上报。一个月以内按日，一季以内按周，更长按月。",
    (
        Column("label", "时间", attrgetter("label"), width=90),
        Column("reported", "上报", attrgetter("reported"), kind="number", width=80),
        Column("closed", "结案", attrgetter("closed"), kind="number", width=80),
    ),
    270, event_trend, _trend_rows, _trend_chart, _show_trend, behind=_behind_step,
)  # fmt: skip

# -- categories -----------------------------------------------------------------------------------


def _rate_column(key: str, title: str) -> Column:
    return Column(
        key, title, lambda line: percent_words(line.rate(key)), width=92, align="right",
        sort_key=lambda words: float(words[:-1]) if words.endswith("%") else None,
    )  # fmt: skip


def _show_categories(chart: BarsChart, tallies: Sequence[EventTally]) -> None:
    chart.show_bars(
        [Bar(t.name, t.reported, t.finished, f"{t.reported}（{t.finished}）") for t in tallies]
    )


def _categories_chart(work: Work) -> BarsChart:
    return BarsChart("各类事项的件数，数字见旁边的表", "已处置", "未处置")


def _behind_category(tally: EventTally, asked: Asked) -> Behind | None:
    where = EventFilter(
        category=tally.key, from_day=asked.period.from_day, until_day=asked.period.until_day,
        grid_id=asked.grid_id, states=LIVE,
    )  # fmt: skip
    return Events(where, f"{tally.name}：上报 {tally.reported} 件")


CATEGORIES = Panel(
    "categories", "类别", "期内上报的事项，不含作废；括号里是已处置的。",
    (
        Column("name", "类别", attrgetter("name"), width=150),
        Column("reported", "上报", attrgetter("reported"), kind="number", width=58),
        Column("finished", "已处置", attrgetter("finished"), kind="number", width=66),
        Column("overdue", "超期在办", attrgetter("overdue"), kind="number", width=78),
        _rate_column("responded", "按时响应率"),
        _rate_column("in_time", "按期办结率"),
        Column("", "", lambda line: "", width=10, sortable=False),
    ),
    570, tallies_by_category, list, _categories_chart, _show_categories,
    row_id=attrgetter("key"), behind=_behind_category,
)  # fmt: skip

# -- grids against categories ---------------------------------------------------------------------


def _cells(heat: Heat) -> Sequence[HeatCell]:
    return sorted(heat.cells, key=lambda cell: -cell.count)


def _show_heat(chart: HeatChart, heat: Heat) -> None:
    chart.show_matrix(Matrix(heat.grids, heat.categories, heat.rows()))


def _heat_chart(work: Work) -> HeatChart:
    return HeatChart("各网格各类事项的件数，数字见旁边的表")


def _cell_id(cell: HeatCell) -> tuple[str, str]:
    return cell.grid, cell.category


def _picked_cell(heat: Heat, rows: Sequence[HeatCell], key: Any) -> HeatCell | None:
    return heat.at(*key)


def _behind_cell(cell: HeatCell, asked: Asked) -> Behind | None:
    words = f"{cell.grid}，{cell.category_name}"
    where = EventFilter(
        category=cell.category, from_day=asked.period.from_day, until_day=asked.period.until_day,
        grid_id=cell.grid_id, states=LIVE,
    )  # fmt: skip
    if cell.grid_id is not None:
        return Events(where, f"{words} {cell.count} 件")
    return Events(
        where, words, partial(events_in_cell, category=cell.category, period=asked.period)
    )


HEAT = Panel(
    "heat", "网格与类别",
    "期内上报的事项，不含作废；颜色越深件数越多，空格是没有。点一格看这一格的事项。",
    (
        Column("grid", "网格", attrgetter("grid"), width=86),
        Column("category", "类别", attrgetter("category_name"), width=130),
        Column("count", "件数", attrgetter("count"), kind="number", width=58),
    ),
    290, event_heat, _cells, _heat_chart, _show_heat,
    row_id=_cell_id, behind=_behind_cell, picked=_picked_cell,
)  # fmt: skip

# -- visits ---------------------------------------------------------------------------------------


def _share(grid: GridCoverage) -> float:
    share = grid.coverage.share
    return float(share) * PERCENT if share is not None else 0.0


def _show_coverage(chart: BarsChart, grids: Sequence[GridCoverage]) -> None:
    chart.show_bars([Bar(g.name, _share(g), 0, g.coverage.shown) for g in grids], whole=PERCENT)


def _coverage_chart(work: Work) -> BarsChart:
    return BarsChart("各网格的走访覆盖率，数字见旁边的表")


COVERAGE = Panel(
    "coverage", "走访覆盖", f"走访覆盖率＝{FORMULA}；没有人应门的走访不算。",
    (
        Column("name", "网格", attrgetter("name"), width=100),
        Column("visited", "走访到", lambda g: g.coverage.visited, kind="number", width=70),
        Column("households", "户数", lambda g: g.coverage.households, kind="number", width=70),
        Column("share", "覆盖率", lambda g: g.coverage.shown, width=80, align="right",
               sort_key=lambda words: float(words[:-1]) if words.endswith("%") else None),
    ),
    340, visit_coverage, list, _coverage_chart, _show_coverage, row_id=attrgetter("grid_id"),
)  # fmt: skip
