"""The panels of a superior: those of a community over all communities, with other lists behind."""

from dataclasses import replace
from functools import partial

from app.figures.area_lines import MOST, events_in_area, matters_in_area
from app.figures.event_tallies import EventTally
from app.figures.event_trends import TrendStep
from app.figures.matter_funnel import FunnelStage
from app.figures.pages import council_panels, event_panels, points_panels
from app.figures.pages.at_hand import Asked
from app.figures.pages.panel import Behind, Lines, nothing_behind
from app.figures.periods import Period


def _behind_step(step: TrendStep, asked: Asked) -> Behind | None:
    span = Period(step.span.from_day, step.span.until_day)
    read = partial(events_in_area, period=span, area=asked.area or "")
    return Lines(_said(step.label, step.reported), read) if step.reported else None


def _said(name: str, reported: int) -> str:
    listed = f"，列出最近 {MOST:,} 件" if reported > MOST else ""
    return f"{name}：上报 {reported:,} 件{listed}"


def _behind_category(tally: EventTally, asked: Asked) -> Behind | None:
    read = partial(events_in_area, period=asked.period, area=asked.area or "", category=tally.key)
    return Lines(_said(tally.name, tally.reported), read)


def _behind_stage(stage: FunnelStage, asked: Asked) -> Behind | None:
    read = partial(matters_in_area, stage=stage.stage, period=asked.period, area=asked.area or "")
    return Lines(f"走到{stage.name}的议题 {stage.reached} 件", read) if stage.reached else None


TREND = replace(event_panels.TREND, key="area-trend", behind=_behind_step)
CATEGORIES = replace(event_panels.CATEGORIES, key="area-categories", behind=_behind_category)
FUNNEL = replace(council_panels.FUNNEL, key="area-funnel", behind=_behind_stage)
MONTHS = replace(
    council_panels.MONTHS,
    key="area-council-months",
    note="议题按提议日期，会议按开会日期（已经闭会的）。",
    behind=nothing_behind,
)
FLOW = replace(
    points_panels.FLOW,
    key="area-flow",
    note="按入账日期；发放含期初结转，冲正和取消的从当月减去。",
    behind=nothing_behind,
)
