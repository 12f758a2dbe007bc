"""The list of whistles: columns declared as data, and the groups it is cut into."""

from collections.abc import Callable
from dataclasses import dataclass

from app.desk.columns import Column
from app.desk.fields import Choice
from app.desk.tables import RecordTable
from app.directing.pages.at_hand import AtHand
from app.directing.terms import OPEN_WHISTLES, WHISTLE_STATE_NAMES, WhistleState
from app.directing.whistle_views import WhistleRow


@dataclass(frozen=True)
class Group:
    """One tab of the list."""

    key: str
    name: str
    holds: Callable[[WhistleRow], bool]


def _in(*states: WhistleState) -> Callable[[WhistleRow], bool]:
    return lambda row: row.state in states


GROUPS = (
    Group("open", "在办", _in(*OPEN_WHISTLES)),
    Group("waiting", WHISTLE_STATE_NAMES[WhistleState.WAITING], _in(WhistleState.WAITING)),
    Group("working", WHISTLE_STATE_NAMES[WhistleState.WORKING], _in(WhistleState.WORKING)),
    Group("overdue", "超期", lambda row: row.is_overdue),
    Group("to_rate", WHISTLE_STATE_NAMES[WhistleState.TO_RATE], _in(WhistleState.TO_RATE)),
    Group("ended", "已办结", _in(WhistleState.ENDED, WhistleState.WITHDRAWN)),
    Group("all", "全部", lambda _: True),
)
OVER = frozenset({"ended", "all"})
"""Tabs that show what is over; it grows for years and is read only when looked at."""
BY_KEY = {group.key: group for group in GROUPS}
CHIPS = tuple(Choice(group.key, group.name) for group in GROUPS)
URGENT = {True: frozenset({"waiting", "overdue"}), False: frozenset({"to_rate"})}
"""Tabs whose count is coloured: of those who direct, and of those who whistle."""


STATION = Column("station", "社区", lambda r: r.station, width=112)
COLUMNS = (
    Column("title", "事项", lambda r: r.title, width=200),
    Column("pill", "状态", lambda r: r.pill.pair, kind="pill", width=88),
    Column("departments", "派单部门", lambda r: "、".join(r.departments), width=168),
    Column("next_due", "最近期限", lambda r: r.next_due, kind="datetime", width=134),
    Column("whistled_at", "吹哨时间", lambda r: r.whistled_at, kind="datetime", width=134),
    Column("place", "地点", lambda r: r.place, width=130),
    Column("category", "类别", lambda r: r.category, width=112),
    Column("number", "事项编号", lambda r: r.event_number, width=92, visible=False),
)
EMPTY = {
    True: "社区吹哨的事项会列在这里，收取报送包时一并收到。",
    False: "还没有吹过哨。社区解决不了的事项，在“事项”里打开它，选“吹哨上报”。",
}


def columns(hand: AtHand) -> tuple[Column, ...]:
    """Those of this station: who directs sees whose whistle it is."""
    return (STATION, *COLUMNS) if hand.is_above else COLUMNS


def whistle_table(hand: AtHand) -> RecordTable:
    """The list."""
    table = RecordTable(columns(hand), name="whistles", memory=hand.memory, unit="件")
    table.set_empty(EMPTY[hand.is_above])
    return table
