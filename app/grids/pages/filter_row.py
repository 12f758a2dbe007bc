"""The filter row of the room: what is searched for, and what narrows the lists down."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.desk.fields import Choice
from app.desk.filter_box import FilterBox
from app.desk.page import Page
from app.grids.pages.at_hand import AtHand
from app.grids.queries import Choice as Place
from app.grids.queries import grid_choices
from app.grids.staff_views import STANDING_NAMES, Standing

LIST, TREE, MAP, STAFF, GROUPS, TRAININGS = range(6)
"""The views of the room, by their place."""
VIEWS = ("名单", "层级", "地图", "力量", "居民群", "培训比武")
HINTS = {
    LIST: "查找网格、网格员、党组织",
    TREE: "查找网格、楼号、3-2-301 或居民姓名",
    STAFF: "查找姓名、职责、楼栋",
    GROUPS: "查找群名称、群主",
    TRAININGS: "查找培训、比武名称",
}
TYPED_AFTER = 150
"""Milliseconds of quiet before typed words are searched."""


class FilterRow(QObject):
    """Owns the fields of the filter row and says what they ask for."""

    changed = Signal()
    typed = Signal(str)
    """Every letter at once; the tree waits by itself."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._hand = hand
        self.search = page.add_search(HINTS[LIST], self._type)
        self.grid, self.standing = FilterBox("全部网格"), FilterBox("全部状态")
        self.ended = FilterBox("在用的群")
        self.standing.offer([Choice(one, name) for one, name in STANDING_NAMES.items()])
        self.ended.offer([Choice(True, "含已解散")])
        for box in (self.grid, self.standing, self.ended):
            page.filters.addWidget(box)
            box.currentIndexChanged.connect(self._emit)
        page.filters.addStretch(0)
        self._soon = QTimer(self, singleShot=True, interval=TYPED_AFTER)
        self._soon.timeout.connect(self.changed)

    def show_for(self, view: int) -> None:
        """Show the fields that a view has a use for; what was searched for is forgotten."""
        self.search.setVisible(view in HINTS)
        self.search.setPlaceholderText(HINTS.get(view, ""))
        self.search.setAccessibleName(HINTS.get(view, ""))
        self.grid.setVisible(view in (STAFF, GROUPS))
        self.standing.setVisible(view == STAFF)
        self.ended.setVisible(view == GROUPS)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def read_choices(self) -> None:
        """Read which grids there are."""
        self._hand.work.read(grid_choices, then=self._offer, owner=self, latest="choices")

    def _offer(self, grids: list[Place]) -> None:
        self.grid.offer([Choice(grid.id, grid.title) for grid in grids])

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    @property
    def is_on(self) -> bool:
        """Whether anything narrows the lists down."""
        return bool(self.text or self.grid.value() or self.standing.value())

    def chosen_standing(self) -> Standing | None:
        """The state that posts must have; None for all."""
        value = self.standing.value()
        return value if isinstance(value, Standing) else None

    def _type(self, text: str) -> None:
        self.typed.emit(text)
        self._soon.start()

    def _emit(self, _place: int) -> None:
        self.changed.emit()

    def clear(self) -> None:
        """Ask for everything again."""
        self.search.clear()
        self.grid.setCurrentIndex(0)
        self.standing.setCurrentIndex(0)
