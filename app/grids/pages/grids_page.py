"""网格: the room of grids; list, tree, map, staff, chat groups and trainings in one place."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from app.accounts.permissions import Actor
from app.desk.drafts import Drafts
from app.desk.records_memory import Memory
from app.desk.work import Work
from app.grids.pages.at_hand import (
    GRID_KINDS,
    GROUP_KINDS,
    MAP_KINDS,
    STAFF_KINDS,
    TRAINING_KINDS,
    AtHand,
)
from app.grids.pages.filter_row import (
    GROUPS,
    LIST,
    MAP,
    STAFF,
    TRAININGS,
    TREE,
    VIEWS,
    FilterRow,
)
from app.grids.pages.grid_drawer import GridDrawer
from app.grids.pages.grids_rooms import GridsRooms
from app.grids.pages.grids_views import GridsViews
from app.grids.pages.group_drawer import GroupDrawer
from app.grids.pages.place_drawer import PlaceDrawer
from app.grids.pages.staff_drawer import StaffDrawer
from app.grids.pages.training_drawer import TrainingDrawer
from app.grids.rules import next_number
from app.grids.staff import Post
from app.grids.staff_views import StaffEntry
from app.grids.tree import Branch, TreeNode

FIRST_WORDS = {
    LIST: "登记网格",
    TREE: "登记网格",
    STAFF: "任命",
    GROUPS: "登记居民群",
    TRAININGS: "登记培训比武",
}


class GridsPage(GridsRooms):
    """The room; sub-pages (plaques, households of a group) take its place while they are open."""

    def __init__(self, work: Work, drafts: Drafts, actor: Actor, memory: Memory | None = None):
        super().__init__("网格", AtHand(work, drafts, actor, memory))
        self._tabs = self.add_views(VIEWS, self._switched)
        self._tabs.setUsesScrollButtons(False)  # the count beside them gives way first
        self._first = self.set_primary(FIRST_WORDS[LIST], self._make_first)
        self.add_action("打印全部公示牌", self.show_all_plaques, "printer")
        if self._hand.assesses:
            self.add_action("网格员考核", self.assess, "award")
        self.filters_row = FilterRow(self, self._hand)
        self.views = GridsViews(self._hand)
        self.body.addWidget(self.views, 1)
        self.grid = GridDrawer(self, self._hand)
        self.place = PlaceDrawer(self, self._hand)
        self.staff = StaffDrawer(self, self._hand)
        self.group = GroupDrawer(self, self._hand)
        self.training = TrainingDrawer(self, self._hand)
        self._connect()
        self._switched(LIST)

    def _connect(self) -> None:
        views = self.views
        self.filters_row.changed.connect(self._filter)
        self.filters_row.typed.connect(self._type)
        views.first_asked.connect(self._make_first)
        views.clear_asked.connect(self.filters_row.clear)
        views.said.connect(self.set_subtitle)
        views.grid_chosen.connect(self.grid.open)
        views.node_chosen.connect(self._open_node)
        views.post_chosen.connect(self._open_post)
        views.group_chosen.connect(self.group.open)
        views.training_chosen.connect(self.training.open)
        views.map.tree_asked.connect(self._show_in_tree)
        views.map.drawing.connect(self.drawer.close_drawer)
        self.grid.plaque_asked.connect(self._show_plaque)
        self.grid.staff_asked.connect(self.staff.open)
        self.grid.group_asked.connect(self.group.forms.set_up)
        self.place.staff_asked.connect(self.staff.open)
        self.place.plaque_asked.connect(self.show_plaque_of)
        self.place.group_asked.connect(self.group.forms.set_up)
        self.group.doors_asked.connect(self.tick_households)
        kinds = GRID_KINDS | STAFF_KINDS | GROUP_KINDS | TRAINING_KINDS | MAP_KINDS
        self._hand.work.watch(self, kinds, self._refresh)

    # -- views --------------------------------------------------------------------------------

    def show_view(self, place: int) -> None:
        """Show one of the room's views."""
        self._tabs.setCurrentIndex(place)

    def _switched(self, place: int) -> None:
        hand = self._hand
        may = hand.assesses if place == TRAININGS else hand.edits_grids and place != MAP
        self.views.setCurrentIndex(place)
        self.filters_row.show_for(place)
        self._first.setText(FIRST_WORDS.get(place, ""))
        self._first.setToolTip(f"{FIRST_WORDS.get(place, '')}（Ctrl+N）")
        self._first.setVisible(may)
        if self.drawer.isVisible():
            self.drawer.close_drawer()
        if place == TREE:
            self.views.tree.tree.set_filter("")
        self.views.load(self.filters_row)

    def _type(self, text: str) -> None:
        if self.views.currentIndex() == TREE:
            self.views.tree.tree.set_filter(text)

    def _filter(self) -> None:
        if self.views.currentIndex() not in (TREE, MAP):
            self.views.load(self.filters_row)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read again what is shown, and the choices of the filters."""
        self.filters_row.read_choices()
        self._refresh()
        if self.entered is not None:
            self.entered.reload()

    def _refresh(self) -> None:
        """The view and the drawer, unless a page stands before them."""
        if self.entered is None:
            self.views.load(self.filters_row)
            for shown in (self.grid, self.place, self.staff, self.group, self.training):
                shown.refresh()

    # -- opening ------------------------------------------------------------------------------

    def _make_first(self) -> None:
        place = self.views.currentIndex()
        if place == STAFF:
            self.staff.forms.appoint_anywhere()
        elif place == GROUPS:
            self.group.forms.set_up()
        elif place == TRAININGS:
            self.training.forms.record()
        elif place != MAP:
            self.grid.forms.register(next_number(self.views.numbers))

    def open_record(self, what: Any) -> None:
        """Show the grid with this id, or ("staff", id), ("group", id), ("training", id)."""
        self.leave_entered()
        kind, record = what if isinstance(what, tuple) else ("grid", what)
        opened: dict[str, tuple[int, Callable[[UUID], None]]] = {
            "staff": (STAFF, self.staff.open),
            "group": (GROUPS, self.group.open),
            "training": (TRAININGS, self.training.open),
            "grid": (LIST, self.grid.open),
        }
        view, show = opened[kind]
        self.show_view(view)
        show(record)

    def _open_node(self, node: TreeNode) -> None:
        if node.branch is Branch.GRID:
            self.grid.open(node.id)
        elif node.branch is Branch.RESIDENT:
            if self._hand.sees_residents:
                self.go.emit("residents", node.id)
        elif node.branch is not Branch.COMMUNITY:
            self.place.open(node.branch, node.id)

    def _show_in_tree(self, grid_id: UUID) -> None:
        self.show_view(TREE)
        self.views.tree.tree.show_key((Branch.GRID, grid_id))

    def _open_post(self, entry: StaffEntry) -> None:
        if entry.staff_id is not None:
            self.staff.open(entry.staff_id)
        elif self._hand.edits_grids and self.drawer.may_leave():
            post = Post(entry.duty, entry.grid_id, entry.building_id, entry.unit_id)
            self.staff.forms.appoint(f"{entry.grid} {entry.place}".strip(), post)

    def _show_plaque(self, grid_id: UUID, name: str, entrances: bool) -> None:
        self.show_plaque(grid_id, name, entrances=entrances)
