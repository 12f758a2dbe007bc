"""The menu 更多 of the room: each entry where it belongs, for whom it concerns."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.desk.export_flow import Chosen, ExportFlow
from app.points.pages.at_hand import AtHand
from app.points.pages.exports import export_of
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

EXPORTED = {
    "activity": ("积分活动", ACTIVITY_COLUMNS),
    "record": ("积分登记", RECORD_COLUMNS),
    "project": ("认领项目", PROJECT_COLUMNS),
    "account": ("积分账户", ACCOUNT_COLUMNS),
    "rule": ("积分细则", RULE_COLUMNS),
    "reward": ("兑换商品", REWARD_COLUMNS),
}
"""The lists that may leave the house: what they are called, and their columns."""

LISTS = ("activity", "record", "account")
"""Views beside which figures are asked for."""


class PointsMenu(QObject):
    """Fills the menu once, and shows of it what goes with the view in sight."""

    def __init__(
        self, page: PointsRooms, hand: AtHand, views: PointsViews, drawers: Mapping[str, Any]
    ):
        super().__init__(page)
        self._page, self._views = page, views
        self._actions: dict[QAction, tuple[str, ...]] = {}
        self.exports: dict[str, ExportFlow] = {}
        rules, goods = drawers["rule"].forms, drawers["reward"].forms
        for words, press, icon, kinds, may in (
            ("积分排行", page.show_ranking, "award", LISTS, True),
            ("积分报告", page.show_reports, "chart-column", LISTS, True),
            ("年度收支", page.show_year, "table-2", LISTS, True),
            ("打印积分卡", self._print_cards, "printer", ("account",), hand.records),
            ("积分清零", page.show_expiry, "clock", ("account", "rule"), hand.edits),
            ("积分办法", rules.ask_scheme, "settings", ("rule",), hand.edits),
            ("采用示例细则", rules.adopt, "download", ("rule",), hand.edits),
            ("盘点", goods.take_stock, "list-checks", ("reward",), hand.redeems),
            ("兑换登记簿", page.show_register, "clipboard-list", ("counter", "reward"), True),
        ):
            if may:
                self._actions[page.add_action(words, press, icon)] = kinds
        for kind, (what, columns) in EXPORTED.items():
            flow = export_of(page, hand, what, columns, partial(self._chosen, kind))
            if flow is not None:
                self.exports[kind] = flow

    def show_for(self, kind: str) -> None:
        """Show what goes with this view."""
        for action, kinds in self._actions.items():
            action.setVisible(kind in kinds)
        for exported, flow in self.exports.items():
            flow.set_on(exported == kind)

    def _chosen(self, kind: str) -> Chosen:
        chosen: Chosen = self._views.view(kind).chosen()
        return chosen

    def _print_cards(self) -> None:
        """Cards of the chosen accounts; without a choice, of everybody."""
        chosen = [row.id for row in self._views.view("account").table.chosen()]
        self._page.papers.show_cards(chosen or None)
