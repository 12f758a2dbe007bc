"""议事: the room of the five-people method; board, lists, meetings and bodies in one place."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.accounts.permissions import Actor
from app.council.board import board
from app.council.pages.at_hand import BODY_KINDS, MATTER_KINDS, MEETING_KINDS, AtHand
from app.council.pages.board_view import BoardView
from app.council.pages.body_drawer import BodyDrawer
from app.council.pages.filter_row import FilterRow
from app.council.pages.lists import (
    all_bodies,
    all_meetings,
    body_table,
    count_matters,
    matter_table,
    matters_page,
    meeting_table,
)
from app.council.pages.matter_drawer import MatterDrawer
from app.council.pages.meeting_drawer import MeetingDrawer
from app.council.pages.meeting_page import MeetingPage
from app.council.pages.minutes_page import MinutesPage
from app.council.pages.paper_page import PaperPage, result_notice_paper, sign_in_paper
from app.council.waiting import Waiting, council_waiting
from app.desk.drafts import Drafts
from app.desk.fields import Choice
from app.desk.labels import button
from app.desk.page import Page
from app.desk.work import Work
from app.grids.queries import grid_choices

BOARD, MATTERS, MEETINGS, BODIES = range(4)
VIEWS = ("看板", "议题", "会议", "议事组织")
FIRST_WORDS = ("登记议题", "登记议题", "筹备会议", "设立议事组织")
YEARS_BACK = 5


class CouncilPage(Page):
    """The room; sub-pages (a meeting, its minutes, a paper) take its place while they are open."""

    def __init__(self, work: Work, drafts: Drafts, actor: Actor, *, today: Callable[[], date]):
        super().__init__("议事")
        self._hand = AtHand(work, drafts, actor, today)
        self._make_header()
        search = self.add_search("查找议题、提议人，可用拼音首字母", self._typed)
        self._filters = FilterRow(self.filters, search, self)
        self._filters.changed.connect(self._load_view)
        self._board = BoardView(self._hand)
        self._matters, self._meetings = matter_table(self._hand), meeting_table(self._hand)
        self._bodies = body_table(self._hand)
        self._views = QStackedWidget()
        for view in (self._board, self._matters, self._meetings, self._bodies):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)
        self.matter = MatterDrawer(self, self._hand)
        self.meeting = MeetingDrawer(self, self._hand)
        self.council_body = BodyDrawer(self, self._hand)
        self._connect()
        self.show_view(BOARD)

    def _make_header(self) -> None:
        self._tabs = self.add_views(VIEWS, self._switched)
        self._first = self.set_primary(FIRST_WORDS[BOARD], self._make_first)
        self._plan = button("筹备会议", press=self._plan_meeting)
        self.add_header_button(self._plan)

    def _connect(self) -> None:
        self._board.opened.connect(self._open_matter)
        self._board.move_asked.connect(self.matter.move_by_drag)
        self._board.archive_asked.connect(self._show_all_matters)
        for view in (self._board, self._matters, self._meetings, self._bodies):
            view.first_asked.connect(self._make_first)
            view.clear_asked.connect(self._filters.clear)
        for table, open_row in (
            (self._matters, self._open_matter),
            (self._meetings, self._open_meeting),
            (self._bodies, self._open_body),
        ):
            table.view.clicked.connect(_RowClick(self, table, open_row))
            table.opened.connect(_RowOpen(open_row))
        self._meetings.opened.connect(self._enter_row)
        self.matter.shown.connect(self._board.board.mark)
        self.matter.meeting_asked.connect(self.enter_meeting)
        self.matter.plan_asked.connect(self._plan_meeting)
        self.matter.notice_of_meeting_asked.connect(self.meeting.give_notice)
        self.matter.sign_in_sheet_asked.connect(self.show_sign_in_sheet)
        self.matter.result_notice_asked.connect(self.show_result_notice)
        self.meeting.enter_asked.connect(self.enter_meeting)
        self.meeting.minutes_asked.connect(self.enter_minutes)
        self.meeting.sign_in_sheet_asked.connect(self.show_sign_in_sheet)
        self.meeting.bodies_asked.connect(self._show_bodies)
        self._hand.work.watch(self, MATTER_KINDS | MEETING_KINDS | BODY_KINDS, self.reload)

    # -- views --------------------------------------------------------------------------------

    def show_view(self, place: int) -> None:
        """Show the board, the matters, the meetings or the bodies."""
        if self._tabs.currentIndex() != place:
            self._tabs.setCurrentIndex(place)
        else:
            self._switched(place)

    def _switched(self, place: int) -> None:
        self._views.setCurrentIndex(place)
        self._filters.show_for(grid=place in (BOARD, MATTERS), rest=place != BODIES)
        may = (
            self._hand.edits_matters,
            self._hand.edits_matters,
            self._hand.runs_meetings,
            self._hand.edits_bodies,
        )
        self._first.setText(FIRST_WORDS[place])
        self._first.setToolTip(f"{FIRST_WORDS[place]}（Ctrl+N）")
        self._first.setVisible(may[place])
        self._plan.setVisible(place in (BOARD, MATTERS) and self._hand.runs_meetings)
        if self.drawer.isVisible():
            self.drawer.close_drawer()
        self._load_view()

    def _typed(self, text: str) -> None:
        self._filters.typed(text)

    def _show_all_matters(self) -> None:
        self.show_view(MATTERS)

    def _show_bodies(self) -> None:
        self.drawer.hide()
        self.show_view(BODIES)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read again what is shown, the choices of the filters, and what waits."""
        work = self._hand.work
        work.read(council_waiting, then=self._tell_waiting, owner=self, latest="waiting")
        work.read(_choices, then=self._offer, owner=self, latest="choices")
        self._load_view()
        if self.entered is not None:
            self.entered.reload()

    def _tell_waiting(self, waiting: list[Waiting]) -> None:
        self.waiting_changed.emit(len(waiting))

    def _offer(self, found: tuple[list[Any], list[Any]]) -> None:
        grids, council_bodies = found
        self._filters.grid.offer([Choice(grid.id, grid.title) for grid in grids])
        self._filters.body.offer([Choice(one.id, one.name) for one in council_bodies])
        year = self._hand.today().year
        years = range(year, year - YEARS_BACK, -1)
        self._filters.year.offer([Choice(one, f"{one} 年") for one in years])

    def _load_view(self) -> None:
        place, work = self._views.currentIndex(), self._hand.work
        filtered = self._filters.is_on
        if place == BOARD:
            where = self._filters.for_matters()
            work.read(board, where=where, then=self._show_board, owner=self, latest="board")
        elif place == MATTERS:
            self._matters.set_filtered(filtered)
            where = self._filters.for_matters()
            self._matters.load_pages(work, count_matters, matters_page, where=where)
        elif place == MEETINGS:
            self._meetings.set_filtered(filtered)
            self._meetings.load(work, all_meetings, where=self._filters.for_meetings())
        else:
            self._bodies.load(work, all_bodies)

    def _show_board(self, columns: Any) -> None:
        self._board.show_columns(columns, filtered=self._filters.is_on)
        live = sum(column.count for column in columns[:-1])
        self.set_subtitle(f"在办 {live} 件")
        self.matter.mark_again()

    # -- opening ------------------------------------------------------------------------------

    def start_new(self) -> None:
        """Ctrl+N."""
        if self.entered is not None:
            self.entered.start_new()
        elif self._first.isVisible():
            self._make_first()

    def _make_first(self) -> None:
        place = self._views.currentIndex()
        if place == MEETINGS:
            self.meeting.plan()
        elif place == BODIES:
            self.council_body.set_up()
        else:
            self.matter.propose()

    def _plan_meeting(self, matter_id: object = None) -> None:
        self.meeting.plan(matter_id if isinstance(matter_id, UUID) else None)

    def _open_matter(self, matter: Any) -> None:
        self.matter.open(getattr(matter, "id", matter))

    def _open_meeting(self, row: Any) -> None:
        self.meeting.open(row.id)

    def _enter_row(self, row: Any) -> None:
        self.enter_meeting(row.id)

    def _open_body(self, row: Any) -> None:
        self.council_body.open(row.id)

    def enter_meeting(self, meeting_id: UUID, item_id: UUID | None = None) -> None:
        """Open a meeting at full width, at an item of its agenda."""
        page = MeetingPage(self._hand, meeting_id, item_id)
        page.minutes_asked.connect(self.enter_minutes)
        self.enter(page)

    def enter_minutes(self, meeting_id: UUID) -> None:
        """Open the minutes of a meeting beside their preview; drafts them when there are none."""
        self.enter(MinutesPage(self._hand, meeting_id))

    def show_sign_in_sheet(self, meeting_id: UUID) -> None:
        """Preview the sign-in list of a meeting, with room for signatures."""
        self.enter(PaperPage(self._hand, "签到表", sign_in_paper, meeting_id))

    def show_result_notice(self, notice_id: UUID) -> None:
        """Preview the notice of a vote's result."""
        self.enter(PaperPage(self._hand, "表决结果公示", result_notice_paper, notice_id))

    def open_record(self, what: Any) -> None:
        """Show ("matter", id), ("meeting", id), ("minutes", meeting id) or ("body", id)."""
        kind, record = what
        if kind == "matter":
            self.leave_entered()
            self.show_view(BOARD)
            self.matter.open(record)
        elif kind == "meeting":
            self.enter_meeting(record)
        elif kind == "minutes":
            self.enter_minutes(record)
        elif kind == "body":
            self.leave_entered()
            self.show_view(BODIES)
            self.council_body.open(record)

    def print_page(self) -> None:
        """Ctrl+P: what is printed depends on the page that is open."""
        if self.entered is not None:
            self.entered.print_page()


class _RowClick:
    """A click on a row opens it in the drawer."""

    def __init__(self, page: QWidget, table: Any, open_row: Callable[[Any], object]):
        self._table, self._open = table, open_row

    def __call__(self, index: Any) -> None:
        row = self._table.model.row(index.row())
        if row is not None:
            self._open(row)


class _RowOpen:
    """Enter on a row opens it too."""

    def __init__(self, open_row: Callable[[Any], object]):
        self._open = open_row

    def __call__(self, row: Any) -> None:
        self._open(row)


def _choices(session: Any) -> tuple[list[Any], list[Any]]:
    return grid_choices(session), all_bodies(session)
