"""积分: the room of points; counter, activities, review, projects, accounts, rules, goods."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QAction

from app.accounts.permissions import Actor
from app.desk.drafts import Drafts
from app.desk.export_flow import Chosen, ExportFlow
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.points.pages.account_drawer import AccountDrawer
from app.points.pages.activity_drawer import ActivityDrawer
from app.points.pages.at_hand import POINTS_KINDS, AtHand
from app.points.pages.exports import export_of
from app.points.pages.list_keys import ListKeys
from app.points.pages.lists import (
    ACCOUNT_COLUMNS,
    ACTIVITY_COLUMNS,
    PROJECT_COLUMNS,
    RECORD_COLUMNS,
    REWARD_COLUMNS,
    RULE_COLUMNS,
)
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

EXPORTED = {
    "activity": ("积分活动", ACTIVITY_COLUMNS),
    "record": ("积分登记", RECORD_COLUMNS),
    "project": ("认领项目", PROJECT_COLUMNS),
    "account": ("积分账户", ACCOUNT_COLUMNS),
    "rule": ("积分细则", RULE_COLUMNS),
    "reward": ("兑换商品", REWARD_COLUMNS),
}
"""The lists that may leave the house: what they are called, and their columns."""
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
        self._actions: dict[QAction, tuple[str, ...]] = {}
        self.exports: dict[str, ExportFlow] = {}
        self._add_actions()
        self.body.addWidget(self.views, 1)
        self._waiting = WaitingCount(hand.work, self)
        self._waiting.counted.connect(self.waiting_changed)
        self._connect_drawers()
        self._switched(0)
        hand.work.watch(self, POINTS_KINDS, self._refresh)

    def _add_actions(self) -> None:
        """The menu 更多: each where it belongs."""
        hand = self._hand
        lists = ("activity", "record", "account")
        rules: Any = self.drawers["rule"]
        rewards: Any = self.drawers["reward"]
        for words, press, icon, kinds, may in (
            ("积分排行", self.show_ranking, "award", lists, True),
            ("积分报告", self.show_reports, "chart-column", lists, True),
            ("年度收支", self.show_year, "table-2", lists, True),
            ("打印积分卡", self._print_cards, "printer", ("account",), hand.records),
            ("积分清零", self.show_expiry, "clock", ("account", "rule"), hand.edits),
            ("积分办法", rules.forms.ask_scheme, "settings", ("rule",), hand.edits),
            ("采用示例细则", rules.forms.adopt, "download", ("rule",), hand.edits),
            ("盘点", rewards.forms.take_stock, "list-checks", ("reward",), hand.redeems),
            ("兑换登记簿", self.show_register, "clipboard-list", ("counter", "reward"), True),
        ):
            if may:
                self._actions[self.add_action(words, press, icon)] = kinds
        for kind, (what, columns) in EXPORTED.items():
            flow = export_of(self, hand, what, columns, partial(self._chosen, kind))
            if flow is not None:
                self.exports[kind] = flow

    def _chosen(self, kind: str) -> Chosen:
        chosen: Chosen = self.views.view(kind).chosen()
        return chosen

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
        for action, kinds in self._actions.items():
            action.setVisible(kind in kinds)
        for exported, flow in self.exports.items():
            flow.set_on(exported == kind)
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

    def _print_cards(self) -> None:
        """Cards of the chosen accounts; without a choice, of everybody."""
        chosen = [row.id for row in self.views.view("account").table.chosen()]
        self.papers.show_cards(chosen or None)

    def print_page(self) -> None:
        """Ctrl+P: the receipt of what was just redeemed."""
        if self.entered is not None:
            super().print_page()
        elif self.views.kinds[self._tabs.currentIndex()] == "counter":
            self.views.shown.news.ask_receipt()
