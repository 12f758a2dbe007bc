"""The views of the room, those that this account may use; one at a time."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.points.pages.accounts_view import AccountsView
from app.points.pages.activities_view import ActivitiesView
from app.points.pages.at_hand import AtHand
from app.points.pages.counter_view import CounterView
from app.points.pages.list_view import ListView
from app.points.pages.projects_view import ProjectsView
from app.points.pages.records_view import RecordsView
from app.points.pages.rewards_view import RewardsView
from app.points.pages.rules_view import RulesView

TITLES = {
    "counter": "柜台",
    "activity": "活动",
    "record": "申报审核",
    "project": "项目认领",
    "account": "账户",
    "rule": "细则",
    "reward": "商品",
}
"""By the kind of record that a view shows."""
MADE: dict[str, Callable[[AtHand], QWidget]] = {
    "counter": CounterView,
    "activity": ActivitiesView,
    "record": RecordsView,
    "project": ProjectsView,
    "account": AccountsView,
    "rule": RulesView,
    "reward": RewardsView,
}


class PointsViews(QStackedWidget):
    """A view is made when it is first looked at."""

    made = Signal(str)
    """Kind of a view just made: somebody wants to connect it."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self.kinds = [kind for kind in TITLES if kind != "counter" or hand.redeems]
        self._views: dict[str, QWidget] = {}

    @property
    def titles(self) -> list[str]:
        """What stands on the tabs."""
        return [TITLES[kind] for kind in self.kinds]

    def view(self, kind: str) -> Any:
        """The view of a kind."""
        if kind not in self._views:
            self._views[kind] = made = MADE[kind](self._hand)
            self.addWidget(made)
            self.made.emit(kind)
        return self._views[kind]

    def look(self, place: int) -> str:
        """Show the view at a place; returns its kind."""
        kind = self.kinds[place]
        self.setCurrentWidget(self.view(kind))
        return kind

    @property
    def shown(self) -> Any:
        """The view in sight."""
        return self.currentWidget()

    @property
    def listed(self) -> ListView | None:
        """The view in sight where it is a list."""
        shown = self.currentWidget()
        return shown if isinstance(shown, ListView) else None
