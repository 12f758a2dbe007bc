"""The lists of this room: matters, meetings, bodies; columns declared as data."""

from collections.abc import Sequence
from typing import Any

from app.council import board, meeting_views
from app.council.board import MatterFilter, MatterRow
from app.council.body_views import BodyView, bodies
from app.council.meeting_views import MeetingFilter
from app.council.pages.at_hand import AtHand
from app.desk.columns import Column
from app.desk.tables import RecordTable
from app.pills import Pill


def _pill(pill: Pill) -> tuple[str, str]:
    return pill.pair


MATTER_COLUMNS = (
    Column("number", "编号", lambda r: r.number, width=88),
    Column("title", "议题", lambda r: r.title, width=240),
    Column("stage", "阶段", lambda r: r.stage_name, width=70),
    Column("pill", "现状", lambda r: _pill(r.pill), kind="pill", width=140, sortable=False),
    Column("proposer", "提议人", lambda r: r.proposer, width=90),
    Column("seconders", "附议户数", lambda r: r.seconders, kind="number", width=80, sortable=False),
    Column("grid", "网格", lambda r: r.grid_name, width=100, sortable=False),
    Column("source", "来源", lambda r: r.source_name, width=110, sortable=False, visible=False),
    Column("proposed_on", "提议日期", lambda r: r.proposed_on, kind="date", width=100),
    Column("stage_since", "到本阶段", lambda r: r.stage_since, kind="date", width=100),
)
MEETING_COLUMNS = (
    Column("number", "编号", lambda r: r.number, width=88),
    Column("starts_at", "时间", lambda r: r.starts_at, kind="datetime", width=140),
    Column("title", "会议", lambda r: r.title, width=210),
    Column("body", "议事组织", lambda r: r.body_name, width=176),
    Column("pill", "状态", lambda r: _pill(r.pill), kind="pill", width=110),
    Column("entitled", "应到", lambda r: r.entitled, kind="number", width=64),
    Column("items", "议程", lambda r: r.items, kind="number", width=64),
    Column("place", "地点", lambda r: r.place, width=160),
)
BODY_COLUMNS = (
    Column("name", "名称", lambda r: r.name, width=190),
    Column("kind", "类型", lambda r: r.kind_name, width=120),
    Column("grid", "网格", lambda r: r.grid_name, width=110),
    Column("members", "成员", lambda r: len(r.members), kind="number", width=70),
    Column("rule", "议事规则", lambda r: r.rule.words(), width=420),
)


def matters_page(
    session: Any,
    *,
    offset: int,
    limit: int,
    sort: str | None,
    descending: bool,
    where: MatterFilter,
) -> list[MatterRow]:
    """A page of the list in the words of a paged table."""
    order = (sort, descending) if sort else ("number", True)
    return board.matters(session, where=where, offset=offset, limit=limit, order=order)


def count_matters(session: Any, *, where: MatterFilter) -> int:
    """How many the list has."""
    return board.count_matters(session, where=where)


def all_meetings(session: Any, *, where: MeetingFilter) -> Sequence[Any]:
    """The meetings of the filter: an office holds a few dozen a year."""
    return meeting_views.meetings(session, where=where, limit=2000)


def all_bodies(session: Any) -> list[BodyView]:
    """Every body that meets."""
    return bodies(session)


def matter_table(hand: AtHand) -> RecordTable:
    """The list of matters."""
    table = RecordTable(MATTER_COLUMNS, name="council.matters", memory=hand.memory, unit="件")
    table.set_empty("这里列出所有议题，已归档的也在内。", "登记议题" if hand.edits_matters else "")
    return table


def meeting_table(hand: AtHand) -> RecordTable:
    """The list of meetings."""
    table = RecordTable(MEETING_COLUMNS, name="council.meetings", memory=hand.memory, unit="次")
    table.set_empty(
        "还没有会议。先登记议题并受理，再筹备会议。", "筹备会议" if hand.runs_meetings else ""
    )
    return table


def body_table(hand: AtHand) -> RecordTable:
    """The list of bodies."""
    table = RecordTable(BODY_COLUMNS, name="council.bodies", memory=hand.memory, unit="个")
    table.set_empty(
        "还没有议事组织。居民代表会议、小院议事厅、网格议事厅都在这里设立，并登记成员。",
        "设立议事组织" if hand.edits_bodies else "",
    )
    return table
