"""The lists of this room: events and tasks from above; columns declared as data."""

from typing import Any

from app.desk.columns import Column
from app.desk.tables import RecordTable
from app.events.pages.at_hand import AtHand


def _title(row: Any) -> str:
    marks = (("急", row.is_urgent), ("哨", row.is_escalated), ("重办", row.rounds > 1))
    words = "".join(f"【{word}】" for word, on in marks if on)
    return f"{words}{row.title}"


EVENT_COLUMNS = (
    Column("number", "编号", lambda r: r.number, width=88),
    Column("title", "事项", _title, width=212),
    Column("pill", "时限", lambda r: r.pill.pair, kind="pill", width=136, sortable=False),
    Column("state", "环节", lambda r: r.state_name, width=70),
    Column("place", "地点", lambda r: r.place, width=112),
    Column("category", "类别", lambda r: r.category, width=112),
    Column("handler", "处置人", lambda r: r.handler, width=76),
    Column("reported_at", "上报时间", lambda r: r.reported_at, kind="datetime", width=134),
    Column("due", "应办结", lambda r: r.due, kind="datetime", width=140, visible=False),
    Column("grid", "网格", lambda r: r.grid, width=80),
    Column("reporter", "反映人", lambda r: r.reporter, width=76),
    Column("source", "来源", lambda r: r.source, width=110, visible=False),
)
TASK_COLUMNS = (
    Column("title", "任务", lambda r: r.title, width=300),
    Column("pill", "时限", lambda r: r.pill.pair, kind="pill", width=130, sortable=False),
    Column("issuer", "交办单位", lambda r: r.issuer, width=150),
    Column("issued_at", "交办时间", lambda r: r.issued_at, kind="datetime", width=140),
    Column("due_at", "答复期限", lambda r: r.due_at, kind="datetime", width=140),
    Column("event", "办理事项", lambda r: r.event_number, width=100),
)


def event_table(hand: AtHand, name: str = "events") -> RecordTable:
    """The list of events."""
    table = RecordTable(EVENT_COLUMNS, name=name, memory=hand.memory, unit="件")
    table.set_empty(
        "这里没有事项。居民反映的、巡查发现的，都在这里登记，一小时内响应。",
        "登记事项" if hand.reports else "",
    )
    return table


def task_table(hand: AtHand) -> RecordTable:
    """The list of tasks from above."""
    table = RecordTable(TASK_COLUMNS, name="tasks", memory=hand.memory, unit="项")
    table.set_empty(
        "上级指派的任务会列在这里，收取报送包时一并收到；书面交办的可以登记。",
        "登记上级任务" if hand.directs else "",
    )
    return table
