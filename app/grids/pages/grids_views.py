"""The views of the room: list, tree, map, staff, groups, trainings; they read what they show."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.desk.tables import RecordTable
from app.grids.group_views import Coverage, GroupRow, community_coverage, groups
from app.grids.pages.at_hand import AtHand
from app.grids.pages.filter_row import GROUPS, LIST, MAP, STAFF, TREE, FilterRow
from app.grids.pages.group_drawer import coverage_words
from app.grids.pages.lists import grid_table, group_table, staff_table, training_table
from app.grids.pages.map_view import MapView
from app.grids.pages.tree_panel import TreePanel
from app.grids.queries import GridRow, grids
from app.grids.staff_views import StaffEntry, Standing, staff_entries
from app.grids.training_views import TrainingRow, trainings


def _groups(session: Any, **where: Any) -> tuple[list[GroupRow], Coverage]:
    return groups(session, **where), community_coverage(session)


class GridsViews(QStackedWidget):
    """One view at a time; what is clicked in any of them is told."""

    grid_chosen = Signal(object)
    """Id of a grid."""
    node_chosen = Signal(object)
    """A :class:`~app.grids.tree.TreeNode`."""
    post_chosen = Signal(object)
    """A :class:`StaffEntry`: somebody's term, or a vacancy."""
    group_chosen = Signal(object)
    training_chosen = Signal(object)
    first_asked = Signal()
    clear_asked = Signal()
    said = Signal(str)
    """What stands beside the page's title."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self.numbers: list[str] = []
        """The numbers of all grids, as last read."""
        self._rows: list[GridRow] = []
        self.grids, self.tree, self.map = grid_table(hand), TreePanel(hand), MapView(hand)
        self.staff, self.groups, self.trainings = (
            staff_table(hand), group_table(hand), training_table(hand),
        )  # fmt: skip
        for view in (self.grids, self.tree, self.map, self.staff, self.groups, self.trainings):
            self.addWidget(view)
        self._tell(self.grids, self.grid_chosen, "id")
        self._tell(self.staff, self.post_chosen)
        self._tell(self.groups, self.group_chosen, "id")
        self._tell(self.trainings, self.training_chosen, "id")
        self.tree.chosen.connect(self.node_chosen)
        self.map.grid_chosen.connect(self.grid_chosen)

    def _tell(self, table: RecordTable, signal: Any, attribute: str = "") -> None:
        tell = partial(_emit, signal.emit, attribute)
        table.view.clicked.connect(partial(_click, table, tell))
        table.opened.connect(tell)
        table.first_asked.connect(self.first_asked)
        table.clear_asked.connect(self.clear_asked)

    # -- reading ------------------------------------------------------------------------------

    def load(self, filters: FilterRow) -> None:
        """Read what the view in sight shows."""
        place, work = self.currentIndex(), self._hand.work
        if place == LIST:
            self.grids.set_filtered(filters.is_on)
            show = partial(self._show_grids, filters)
            work.read(grids, then=show, owner=self, latest="view")
        elif place == TREE:
            self.tree.tree.reload()
            self.said.emit("")
        elif place == MAP:
            self.map.reload()
            self.said.emit("")
        elif place == STAFF:
            self.staff.set_filtered(filters.is_on)
            work.read(
                staff_entries, text=filters.text, grid_id=filters.grid.value_id(),
                standing=filters.chosen_standing(), then=self._show_staff, owner=self,
                latest="view",
            )  # fmt: skip
        elif place == GROUPS:
            self.groups.set_filtered(filters.is_on)
            work.read(
                _groups, text=filters.text, grid_id=filters.grid.value_id(),
                ended=bool(filters.ended.value()), then=self._show_groups, owner=self,
                latest="view",
            )  # fmt: skip
        else:
            self.trainings.set_filtered(bool(filters.text))
            then = self._show_trainings
            work.read(trainings, text=filters.text, then=then, owner=self, latest="view")

    def _show_grids(self, filters: FilterRow, rows: list[GridRow]) -> None:
        self.numbers = [row.number for row in rows]
        words = filters.text
        found = [row for row in rows if not words or words in _words(row)]
        self.grids.set_rows(found)
        people = sum(row.residents for row in found)
        self.said.emit(f"{len(found)} 个网格 · {people:,} 位居民".replace(",", " "))

    def _show_staff(self, rows: list[StaffEntry]) -> None:
        self.staff.set_rows(rows)
        vacant = sum(row.standing is Standing.VACANT for row in rows)
        serving = sum(row.standing is Standing.SERVING for row in rows)
        self.said.emit(f"在任 {serving} 人 · 缺岗 {vacant} 个")

    def _show_groups(self, found: tuple[list[GroupRow], Coverage]) -> None:
        rows, whole = found
        self.groups.set_rows(rows)
        self.said.emit(f"社区入群率 {coverage_words(whole)}")

    def _show_trainings(self, rows: list[TrainingRow]) -> None:
        self.trainings.set_rows(rows)
        self.said.emit(f"{len(rows)} 次")


def _words(row: GridRow) -> str:
    return f"{row.number}\n{row.name}\n{row.worker}\n{row.party_branch}"


def _emit(tell: Callable[[Any], object], attribute: str, row: Any) -> None:
    tell(getattr(row, attribute) if attribute else row)


def _click(table: RecordTable, tell: Callable[[Any], object], index: Any) -> None:
    row = table.model.row(index.row())
    if row is not None:
        tell(row)
