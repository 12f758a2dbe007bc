"""Columns of what one community sent: grids, events, matters, meetings, activities, bundles."""

from functools import partial
from typing import Any

from app.desk.columns import Column
from app.figures.community_detail import EVENT_KEYS, GridLine
from app.figures.community_measures import BY_KEY, percent, score
from app.figures.headline import Figure


class Cell:
    """A figure in a cell, sorted by its value."""

    def __init__(self, figure: Figure):
        self.figure = figure

    def __str__(self) -> str:
        return percent(self.figure)


def _cell(key: str, line: GridLine) -> Cell:
    return Cell(line.figures[key])


def _order(cell: Cell) -> Any:
    return score(cell.figure)


def _size(line: Any) -> str:
    kilobytes = line.size / 1024
    return f"{kilobytes / 1024:.1f} MB" if kilobytes >= 1024 else f"{max(1, round(kilobytes))} KB"


GRIDS = (
    Column("number", "编号", lambda line: line.number, width=56),
    Column("name", "网格", lambda line: line.name, width=120),
    Column("kind", "类型", lambda line: line.kind, width=90),
    Column("worker", "专职网格员", lambda line: line.worker, width=100),
    Column("households", "户", lambda line: line.households, kind="number", width=70),
    Column("residents", "居民", lambda line: line.residents, kind="number", width=76),
    *(
        Column(
            key, BY_KEY[key].name, partial(_cell, key), kind="number", width=104, sort_key=_order
        )
        for key in EVENT_KEYS
    ),
)
EVENTS = (
    Column("number", "编号", lambda line: line.number, width=110),
    Column("title", "事项", lambda line: line.title, width=260),
    Column("category", "类别", lambda line: line.category, width=130),
    Column("grid", "网格", lambda line: line.grid, width=110),
    Column("reported", "上报时间", lambda line: line.reported_at, kind="datetime", width=140),
    Column("closed", "结案时间", lambda line: line.closed_at, kind="datetime", width=140),
    Column("state", "情况", lambda line: line.pill.pair, kind="pill", width=130),
)
MATTERS = (
    Column("number", "编号", lambda line: line.number, width=110),
    Column("title", "议题", lambda line: line.title, width=340),
    Column("stage", "阶段", lambda line: line.stage, width=100),
    Column("proposed", "提议日期", lambda line: line.proposed_on, kind="date", width=120),
    Column("since", "进入阶段", lambda line: line.stage_since, kind="date", width=120),
)
MEETINGS = (
    Column("number", "编号", lambda line: line.number, width=110),
    Column("title", "会议", lambda line: line.title, width=320),
    Column("body", "组织", lambda line: line.body, width=160),
    Column("starts", "时间", lambda line: line.starts_at, kind="datetime", width=140),
    Column("place", "地点", lambda line: line.place, width=140),
    Column("state", "情况", lambda line: line.state, width=90),
)
ACTIVITIES = (
    Column("number", "编号", lambda line: line.number, width=110),
    Column("title", "活动", lambda line: line.title, width=320),
    Column("starts", "时间", lambda line: line.starts_at, kind="datetime", width=140),
    Column("place", "地点", lambda line: line.place, width=140),
    Column("came", "签到人次", lambda line: line.came, kind="number", width=90),
    Column("state", "情况", lambda line: line.state, width=90),
)
BUNDLES = (
    Column("serial", "包号", lambda line: line.serial, kind="number", width=60),
    Column("sender", "报送单位", lambda line: line.sender, width=140),
    Column("received", "收到时间", lambda line: line.received_at, kind="datetime", width=140),
    Column("made", "制作时间", lambda line: line.made_at, kind="datetime", width=140),
    Column("records", "记录条数", lambda line: line.records, kind="number", width=90),
    Column("size", "大小", _size, width=90, align="right", sort_key=None),
)
