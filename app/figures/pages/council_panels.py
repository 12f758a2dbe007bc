"""议事: how far matters came, and what the council did month by month."""

from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from app.council.stages import Stage
from app.desk.charts import Grouped, Series
from app.desk.charts_columns import ColumnsChart
from app.desk.charts_funnel import FunnelChart, FunnelStep
from app.desk.columns import Column
from app.desk.work import Work
from app.figures.behind import matters_behind, month_behind
from app.figures.council_period import CouncilMonth, council_months
from app.figures.matter_funnel import FunnelStage, matter_funnel
from app.figures.pages.at_hand import Asked
from app.figures.pages.panel import Behind, Lines, Panel
from app.figures.periods import Period


def _note(stage: FunnelStage) -> str:
    if stage.stage is Stage.ARCHIVED:
        return "五步走完"
    return f"进入下一步 {stage.went_on}（{stage.share}）" if stage.reached else "—"


def _show_funnel(chart: FunnelChart, stages: Sequence[FunnelStage]) -> None:
    chart.show_steps([FunnelStep(one.name, one.reached, _note(one)) for one in stages])


def _funnel_chart(work: Work) -> FunnelChart:
    return FunnelChart("议题走到民提、民议、民决、民办、民评各步的件数，数字见旁边的表")


def _behind_stage(stage: FunnelStage, asked: Asked) -> Behind | None:
    if not stage.reached:
        return None
    read = partial(matters_behind, stage=stage.stage, period=asked.period, grid_id=asked.grid_id)
    return Lines(f"走到{stage.name}的议题 {stage.reached} 件", read)


FUNNEL = Panel(
    "funnel", "五步走到哪",
    "期内提议的议题，按到过的最远一步计；未受理、撤回、并案、转办和未经民评归档的算“其他去向”。",
    (
        Column("name", "步骤", attrgetter("name"), width=70),
        Column("reached", "走到", attrgetter("reached"), kind="number", width=58),
        Column("went_on", "下一步", attrgetter("went_on"), kind="number", width=66),
        Column("share", "比例", attrgetter("share"), width=72, align="right", sortable=False),
        Column("at_work", "在办", attrgetter("at_work"), kind="number", width=58),
        Column("ended", "其他去向", attrgetter("ended"), kind="number", width=80),
    ),
    420, matter_funnel, list, _funnel_chart, _show_funnel,
    row_id=attrgetter("stage"), behind=_behind_stage,
)  # fmt: skip


def _show_months(chart: ColumnsChart, months: Sequence[CouncilMonth]) -> None:
    labels = tuple(month.label for month in months)
    series = (
        Series("提出议题", tuple(month.proposed for month in months)),
        Series("开会", tuple(month.meetings for month in months)),
    )
    chart.show_values(Grouped(labels, series))


def _months_chart(work: Work) -> ColumnsChart:
    return ColumnsChart(work, "各月提出的议题和开会次数，数字见旁边的表")


def _behind_month(month: CouncilMonth, asked: Asked) -> Behind | None:
    if not month.proposed and not month.meetings:
        return None
    span = Period(month.span.from_day, month.span.until_day)
    read = partial(month_behind, period=span, grid_id=asked.grid_id)
    return Lines(f"{month.label}：议题 {month.proposed} 件，会议 {month.meetings} 次", read)


MONTHS = Panel(
    "council-months", "各月议题和会议",
    "议题按提议日期，会议按开会日期（已经闭会的）；选了网格时，会议是这个网格议事组织的。",
    (
        Column("label", "月份", attrgetter("label"), width=90),
        Column("proposed", "提出议题", attrgetter("proposed"), kind="number", width=84),
        Column("meetings", "已开会议", attrgetter("meetings"), kind="number", width=84),
    ),
    280, council_months, list, _months_chart, _show_months, behind=_behind_month,
)  # fmt: skip
