"""积分: the room of points; counter, activities, review, projects, accounts, rules, goods."""

from functools import partial
from typing import Any
from uuid import UUID

from app.accounts.permissions import Actor
from app.desk.drafts import Drafts
from app.desk.list_keys import ListKeys
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.points.pages.account_drawer import AccountDrawer
from app.points.pages.activity_drawer import ActivityDrawer
from app.points.pages.at_hand import POINTS_KINDS, AtHand
from app.points.pages.points_menu import PointsMenu
from app.points.pages.points_rooms import PointsRooms
from app.points.pages.points_views import PointsViews
from app.points.pages.projects_view import ProjectDrawer
from app.points.pages.record_drawer import RecordDrawer
from app.points.pages.redemption_drawer import RedemptionDrawer
from app.points.pages.rewards_view import RewardDrawer
from app.points.pages.rules_view import RuleDrawer
from app.points.pages.shown_record import ShownRecord
from app.points.pages.typed_keys import TypedKeys
from app.points.pages.waiting_count import WaitingCount
from app.points.stages import RecordState

SHOWN_AS = {
    "review": "record",
    "publish": "record",
    "objection": "record",
    "claim": "project",
    "stock": "reward",
}
"""In which view something is dealt with that waits (:class:`app.points.waiting.Waiting`)."""
STATES = {"review": RecordState.RECORDED, "publish": RecordState.REVIEWED}


class PointsPage(PointsRooms):
    """The room; sign-in, lists, papers take its place while they are open."""

    def __init__(self, work: Work, drafts: Drafts, actor: Actor, memory: Memory | None = None):
        super().__init__("积分", AtHand(work, drafts, actor, memory))
        hand = self._hand
        self.drawers: dict[str, ShownRecord] = {
            "activity": ActivityDrawer(self, hand),
            "record": RecordDrawer(self, hand),
            "project": ProjectDrawer(self, hand),
            "account": AccountDrawer(self, hand),
            "rule": RuleDrawer(self, hand),
            "reward": RewardDrawer(self, hand),
        }
        self.redemption = RedemptionDrawer(self, hand)
        self.views = PointsViews(hand)
        self.views.made.connect(self._connect_view)
        self._tabs = self.add_views(self.views.titles, self._switched)
        self._tabs.setUsesScrollButtons(False)
        self._first = self.set_primary("", self._make_first)
        self.menu = PointsMenu(self, hand, self.views, self.drawers)
        self.body.addWidget(self.views, 1)
        self._waiting = WaitingCount(hand.work, self)
        self._waiting.counted.connect(self.waiting_changed)
        self._connect_drawers()
        self._switched(0)
        hand.work.watch(self, POINTS_KINDS, self._refresh)

    def _connect_drawers(self) -> None:
        drawers: dict[str, Any] = dict(self.drawers)
        drawers["activity"].people_asked.connect(self.sign_in)
        drawers["activity"].finish_asked.connect(self.finish)
        drawers["record"].forms.published.connect(self.show_publicity)
        drawers["account"].book_asked.connect(self.show_book)
        drawers["account"].card_asked.connect(self.papers.show_card)
        drawers["account"].serve_asked.connect(self._serve)
        self.redemption.receipt_asked.connect(self.papers.show_receipt)

    def _connect_view(self, kind: str) -> None:
        view = self.views.view(kind)
        if kind == "counter":
            view.register_asked.connect(self.show_register)
            view.news.receipt_asked.connect(self.papers.show_receipt)
            view.news.cancel_asked.connect(self.redemption.cancel)
            self.redemption.cancelled.connect(view.news.clear)
            self.drawer.closed.connect(view.take_focus)
            TypedKeys(view.scan.line, self)
            return
        view.first = partial(self._make_first_of, kind)
        view.said.connect(self.set_subtitle)
        ListKeys(view.table, self.drawer, partial(self._open, kind))
        if kind == "record":
            drawer: Any = self.drawers["record"]
            view.batch_asked.connect(drawer.forms.batch)
            view.publicity_asked.connect(self.show_publicity)

    # -- views --------------------------------------------------------------------------------

    def _switched(self, place: int) -> None:
        kind = self.views.look(place)
        listed = self.views.listed
        words = listed.first_words if listed is not None else ""
        self._first.setText(words)
        self._first.setToolTip(f"{words}（Ctrl+N）")
        self._first.setVisible(bool(words))
        self._first.setEnabled(bool(words))  # Ctrl+N would press a hidden button
        self.search = listed.search if listed is not None else None
        self.menu.show_for(kind)
        self.drawer_beside = kind != "counter"  # there the drawer is short business
        self.set_subtitle("")
        if self.drawer.isVisible():
            self.drawer.close_drawer()
        self.views.shown.reload()

    def reload(self) -> None:
        """Read again what is shown, and what waits."""
        self._refresh()
        if self.entered is not None:
            self.entered.reload()

    def _refresh(self) -> None:
        self._waiting.ask()
        if self.entered is None:
            self.views.shown.reload()
            for drawer in (*self.drawers.values(), self.redemption):
                drawer.refresh()

    # -- opening ------------------------------------------------------------------------------

    def _make_first(self) -> None:
        self._make_first_of(self.views.kinds[self._tabs.currentIndex()])

    def _make_first_of(self, kind: str) -> None:
        drawers: dict[str, Any] = dict(self.drawers)
        makes = {
            "activity": drawers["activity"].forms.plan,
            "record": self.record,
            "project": drawers["project"].forms.add,
            "rule": drawers["rule"].forms.add,
            "reward": drawers["reward"].forms.add,
        }
        if kind in makes:
            makes[kind]()

    def _open(self, kind: str, row: Any) -> None:
        self.drawers[kind].open(row.id)

    def open_record(self, what: Any) -> None:
        """Show ("activity", id), ("account", id), …, what waits by its kind, or a view alone.

        ("new", kind) begins a new record.
        """
        kind, record = what if isinstance(what, tuple) else (what, None)
        self.leave_entered()
        if kind == "publicity":
            self.show_publicity(record)
        elif kind == "expiry":
            self.show_expiry()
        elif kind == "new":
            self._look(str(record))
            self._make_first()
        else:
            self._look(kind)
            if record is not None:
                self.drawers[SHOWN_AS.get(str(kind), str(kind))].open(record)

    def _look(self, kind: str) -> None:
        """Show the view of a kind, with the records in the state that waits."""
        shown = SHOWN_AS.get(kind, kind)
        if shown in self.views.kinds:
            self._tabs.setCurrentIndex(self.views.kinds.index(shown))
        if kind in STATES:
            self.views.view("record").show_state(STATES[kind])

    def recorded(self, ids: list[UUID]) -> None:
        """One record just made is shown, for its photos; of many the list is enough."""
        if len(ids) == 1:
            self.drawers["record"].open(ids[0])

    def _serve(self, resident_id: UUID) -> None:
        self._tabs.setCurrentIndex(self.views.kinds.index("counter"))
        self.views.shown.serving.read_person(resident_id)

    def print_page(self) -> None:
        """Ctrl+P: the receipt of what was just redeemed."""
        if self.entered is not None:
            super().print_page()
        elif self.views.kinds[self._tabs.currentIndex()] == "counter":
            self.views.shown.news.ask_receipt()
