"""事项: the room of grid affairs; the list, tasks from above, and figures in one place."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from app.accounts.permissions import Actor
from app.desk.drafts import Drafts
from app.desk.list_keys import ListKeys
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.events.pages.at_hand import EVENT_KINDS, AtHand
from app.events.pages.event_drawer import EventDrawer
from app.events.pages.figures_view import FiguresView
from app.events.pages.filter_row import FilterRow
from app.events.pages.lists import event_table, task_table
from app.events.pages.papers import EventPapers
from app.events.pages.task_drawer import TaskDrawer
from app.events.queries import EventRow, count_events, events
from app.events.task_views import TaskRow, tasks
from app.events.waiting import Waiting, events_waiting

EVENTS, TASKS, FIGURES = range(3)
VIEWS = ("事项", "上级任务", "指标")
READ_AGAIN = 60_000
"""Milliseconds between two readings of a list that nobody touches."""


class EventsPage(Page):
    """The room; what is printed takes its place while it is open."""

    def __init__(self, work: Work, drafts: Drafts, actor: Actor, memory: Memory | None = None):
        super().__init__("事项")
        self._hand = AtHand(work, drafts, actor, memory)
        self._tabs = self.add_views(VIEWS, self._switched)
        self.event_drawer = EventDrawer(self, self._hand)
        self.task_drawer = TaskDrawer(self, self._hand)
        self.filters_row = FilterRow(self, self._hand)
        self.events, self.tasks = event_table(self._hand), task_table(self._hand)
        self.figures: FiguresView | None = None
        """Made when it is first looked at: it takes as long as all the rest."""
        self.views = QStackedWidget()
        for view in (self.events, self.tasks):
            self.views.addWidget(view)
        self.body.addWidget(self.views, 1)
        self._papers = EventPapers(self, self._hand)
        if self._hand.reports:
            self.set_primary("登记事项", self.event_drawer.forms.report)
            self.add_action("导入手机照片", self._papers.take_in_photos, "upload")
        if self._hand.directs:
            self.add_action("登记上级任务", self.task_drawer.receive, "flag")
        self.add_action("事项月报", self._papers.show_report, "printer")
        self._connect()

    def _connect(self) -> None:
        self.filters_row.changed.connect(self._filter)
        self.events.first_asked.connect(self.event_drawer.forms.report)
        self.events.clear_asked.connect(self.filters_row.clear)
        self.events.edit_asked.connect(self._edit_event)
        self.tasks.first_asked.connect(self.task_drawer.receive)
        keys = ListKeys(self.events, self.drawer, self._open_event, self.event_drawer.go_on)
        self.event_drawer.shown.connect(keys.mark)
        ListKeys(self.tasks, self.drawer, self._open_task)
        self.event_drawer.sheet_asked.connect(self._papers.show_sheet)
        self.task_drawer.event_asked.connect(self.event_drawer.show_event)
        self._hand.work.watch(self, EVENT_KINDS, self._refresh)
        self._tick = QTimer(self, interval=READ_AGAIN)
        self._tick.timeout.connect(self._refresh_in_sight)
        self._tick.start()

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read again what is shown, the choices of the filters, and what waits."""
        self.filters_row.read()
        self._refresh()
        if self.entered is not None:
            self.entered.reload()

    def _refresh(self) -> None:
        work = self._hand.work
        work.read(events_waiting, then=self._tell_waiting, owner=self, latest="waiting")
        if self.entered is None:
            self._filter()

    def _refresh_in_sight(self) -> None:
        """The time that is left stands on every line: it must not stand still."""
        if self.isVisible() and self.views.isVisible():
            self._refresh()

    def _tell_waiting(self, waiting: list[Waiting]) -> None:
        self.waiting_changed.emit(len(waiting))

    def _filter(self) -> None:
        self.filters_row.count()
        self._load()

    def _load(self) -> None:
        place, work = self.views.currentIndex(), self._hand.work
        if place == EVENTS:
            self.events.set_filtered(self.filters_row.is_on)
            self.events.load_pages(work, count_events, events, where=self.filters_row.filter())
        elif place == TASKS:
            self.tasks.load(work, tasks)
        elif self.figures is not None:
            self.figures.reload()

    # -- views --------------------------------------------------------------------------------

    def _switched(self, place: int) -> None:
        if place == FIGURES and self.figures is None:
            self.figures = FiguresView(self._hand)
            self.figures.list_asked.connect(self._papers.show_list)
            self.views.addWidget(self.figures)
        self.views.setCurrentIndex(place)
        self.filters_row.set_visible(place == EVENTS)
        if self.drawer.isVisible():
            self.drawer.close_drawer()
        self._load()

    def print_page(self) -> None:
        """Ctrl+P: the sheet of the event in the drawer; without one, the monthly report."""
        if self.entered is not None:
            super().print_page()
        elif (shown := self.event_drawer.event_id) is not None:
            self._papers.show_sheet(shown)
        else:
            self._papers.show_report()

    def open_record(self, what: Any) -> None:
        """Show ("event", id) or ("task", id)."""
        kind, record = what
        self.leave_entered()
        self._tabs.setCurrentIndex(TASKS if kind == "task" else EVENTS)
        (self.task_drawer if kind == "task" else self.event_drawer).open(record)

    def _open_event(self, row: EventRow) -> None:
        self.event_drawer.open(row.id)

    def _edit_event(self, row: EventRow) -> None:
        self.event_drawer.edit(row.id)

    def _open_task(self, row: TaskRow) -> None:
        self.task_drawer.open(row.id)
