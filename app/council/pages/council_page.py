"""议事: the room of the five-people method; board, lists, meetings and bodies in one place."""

from typing import Any
from uuid import UUID

from app.accounts.permissions import Actor
from app.council.pages.at_hand import BODY_KINDS, MATTER_KINDS, MEETING_KINDS, AtHand
from app.council.pages.body_drawer import BodyDrawer
from app.council.pages.council_rooms import CouncilRooms
from app.council.pages.council_views import BOARD, BODIES, MATTERS, MEETINGS, CouncilViews
from app.council.pages.filter_row import FilterRow
from app.council.pages.found_panel import FoundPanel
from app.council.pages.matter_doing import MatterDoing
from app.council.pages.matter_drawer import MatterDrawer
from app.council.pages.meeting_drawer import MeetingDrawer
from app.council.pages.year_papers import YearPapers
from app.council.search import CouncilHit
from app.council.waiting import Waiting, council_waiting
from app.desk.drafts import Drafts
from app.desk.labels import button
from app.desk.tables import Memory
from app.desk.work import Work

VIEWS = ("看板", "议题", "会议", "议事组织")
FIRST_WORDS = ("登记议题", "登记议题", "筹备会议", "设立议事组织")


class CouncilPage(CouncilRooms):
    """The room; sub-pages (a meeting, its minutes, a paper) take its place while they are open."""

    def __init__(self, work: Work, drafts: Drafts, actor: Actor, memory: Memory | None = None):
        super().__init__("议事", AtHand(work, drafts, actor, memory))
        self._tabs = self.add_views(VIEWS, self._switched)
        self._first = self.set_primary(FIRST_WORDS[BOARD], self._make_first)
        self._plan = button("筹备会议", press=self._plan_meeting)
        self.add_header_button(self._plan)
        self._filters = FilterRow(self, self._hand)
        self.views = CouncilViews(self._hand)
        self.body.addWidget(self.views, 1)
        self.found = FoundPanel(self._hand)
        self.body.addWidget(self.found)
        self.year_papers = YearPapers(self, self._hand)
        self.add_action("打印一年的材料…", self.year_papers.ask, "printer")
        self.matter = MatterDrawer(self, self._hand)
        self.meeting = MeetingDrawer(self, self._hand)
        self.council_body = BodyDrawer(self, self._hand)
        self._connect()
        self.show_view(BOARD)

    def _connect(self) -> None:
        views, matter, meeting = self.views, self.matter, self.meeting
        self._filters.changed.connect(self._load)
        self.found.chosen.connect(self._open_found)
        views.first_asked.connect(self._make_first)
        views.clear_asked.connect(self._filters.clear)
        views.matter_chosen.connect(matter.open)
        views.meeting_chosen.connect(meeting.open)
        views.meeting_opened.connect(self.enter_meeting)
        views.body_chosen.connect(self.council_body.open)
        views.loaded.connect(self._say_count)
        views.board.move_asked.connect(matter.move_by_drag)
        views.board.archive_asked.connect(self._show_all_matters)
        matter.shown.connect(views.board.board.mark)
        self._connect_doing(matter.doing)
        meeting.enter_asked.connect(self.enter_meeting)
        meeting.minutes_asked.connect(self.enter_minutes)
        meeting.paper_asked.connect(self.show_paper)
        meeting.plans.bodies_asked.connect(self._show_bodies)
        self._hand.work.watch(self, MATTER_KINDS | MEETING_KINDS | BODY_KINDS, self._refresh)

    def _connect_doing(self, doing: MatterDoing) -> None:
        doing.meeting_asked.connect(self.enter_meeting)
        doing.plan_asked.connect(self._plan_meeting)
        doing.notice_of_meeting_asked.connect(self.meeting.plans.give_notice)
        doing.work_asked.connect(self.enter_work)
        doing.evaluation_asked.connect(self.enter_evaluation)
        doing.poll_asked.connect(self.enter_poll)
        doing.paper_asked.connect(self.show_paper)
        doing.picture_asked.connect(self.save_picture)

    # -- views --------------------------------------------------------------------------------

    def show_view(self, place: int) -> None:
        """Show the board, the matters, the meetings or the bodies."""
        if self._tabs.currentIndex() != place:
            self._tabs.setCurrentIndex(place)
        else:
            self._switched(place)

    def _switched(self, place: int) -> None:
        hand = self._hand
        may = (hand.edits_matters, hand.edits_matters, hand.runs_meetings, hand.edits_bodies)
        self.views.setCurrentIndex(place)
        self._filters.show_for(grid=place in (BOARD, MATTERS), rest=place != BODIES)
        self._first.setText(FIRST_WORDS[place])
        self._first.setToolTip(f"{FIRST_WORDS[place]}（Ctrl+N）")
        self._first.setVisible(may[place])
        self._plan.setVisible(place in (BOARD, MATTERS) and hand.runs_meetings)
        if self.drawer.isVisible():
            self.drawer.close_drawer()
        self._load()

    def _show_all_matters(self) -> None:
        self.show_view(MATTERS)

    def _show_bodies(self) -> None:
        self.drawer.hide()
        self.show_view(BODIES)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read again what is shown, the choices of the filters, and what waits."""
        self._filters.read_choices()
        self._refresh()
        if self.entered is not None:
            self.entered.reload()

    def _refresh(self) -> None:
        """What waits, and the view unless a page stands before it (it reads when that leaves)."""
        work = self._hand.work
        work.read(council_waiting, then=self._tell_waiting, owner=self, latest="waiting")
        if self.entered is None:
            self._load()

    def _load(self) -> None:
        self.views.load(self._filters)
        self.found.search("" if self.views.currentIndex() == BODIES else self._filters.typed)

    def _open_found(self, hit: CouncilHit) -> None:
        if hit.kind == "matter":
            self.matter.open(hit.id)
        elif hit.where == "纪要":
            self.enter_minutes(hit.id)
        else:
            self.enter_meeting(hit.id)

    def _tell_waiting(self, waiting: list[Waiting]) -> None:
        self.waiting_changed.emit(len(waiting))

    def _say_count(self, live: int) -> None:
        self.set_subtitle(f"在办 {live} 件")
        self.matter.mark_again()

    # -- opening ------------------------------------------------------------------------------

    def _make_first(self) -> None:
        place = self.views.currentIndex()
        if place == MEETINGS:
            self.meeting.plans.plan()
        elif place == BODIES:
            self.council_body.forms.set_up()
        else:
            self.matter.forms.propose()

    def _plan_meeting(self, matter_id: object = None) -> None:
        self.meeting.plans.plan(matter_id if isinstance(matter_id, UUID) else None)

    def open_record(self, what: Any) -> None:
        """Show ("matter", id), ("meeting", id), ("minutes", meeting id) or ("body", id)."""
        kind, record = what
        if kind == "meeting":
            self.enter_meeting(record)
        elif kind == "minutes":
            self.enter_minutes(record)
        else:
            self.leave_entered()
            self.show_view(BODIES if kind == "body" else BOARD)
            shown = self.council_body if kind == "body" else self.matter
            shown.open(record)
