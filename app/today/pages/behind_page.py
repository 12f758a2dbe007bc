"""The events behind a figure or a warning: a list entered from the page of today."""

from typing import Any

from PySide6.QtCore import Signal

from app.desk.columns import Column
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.tables import RecordTable
from app.desk.work import Work
from app.events.filters import EventFilter
from app.events.queries import count_events, events

COLUMNS = (
    Column("number", "编号", lambda r: r.number, width=92),
    Column("title", "事项", lambda r: r.title, width=280),
    Column("pill", "时限", lambda r: r.pill.pair, kind="pill", width=140, sortable=False),
    Column("state", "环节", lambda r: r.state_name, width=80),
    Column("place", "地点", lambda r: r.place, width=140),
    Column("category", "类别", lambda r: r.category, width=130),
    Column("handler", "处置人", lambda r: r.handler, width=90),
    Column("reported_at", "上报时间", lambda r: r.reported_at, kind="datetime", width=140),
)


class BehindPage(Page):
    """Shows what ``where`` asks for; ``words`` say which number it is."""

    event_asked = Signal(object)
    """Id of the event to go to."""

    def __init__(self, work: Work, where: EventFilter, words: str, memory: Memory | None = None):
        super().__init__(words)
        self._work, self._where = work, where
        self.table = RecordTable(COLUMNS, name="today-behind", memory=memory, unit="件")
        self.table.set_empty("这里没有事项了。")
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        work.watch(self, {"event", "event_step"}, self.reload)

    def reload(self) -> None:
        """Read the list again."""
        self.table.load_pages(self._work, count_events, events, where=self._where)
        self.table.setFocus()

    def _open(self, row: Any) -> None:
        self.event_asked.emit(row.id)
