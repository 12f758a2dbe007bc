"""地图: where the grids lie, shaded by a figure; here outlines are drawn and the plan changed."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.attachments.pictures import PreparedPicture, prepare_file
from app.attachments.rules import SUFFIXES
from app.desk import theme
from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.filter_box import FilterBox
from app.desk.labels import button, label
from app.desk.messages import choose_file
from app.desk.outline_map import OutlineMap
from app.desk.outline_paint import Outline
from app.grids.map_views import MapGrid, SiteMap, site_map
from app.grids.outlines import remove_outline, save_outline, set_plan
from app.grids.pages.at_hand import AtHand
from app.grids.shading import offered


class MapView(QWidget):
    """The map with what is chosen above it: the figure, and the grid to draw."""

    grid_chosen = Signal(object)
    """Id of a grid that was clicked."""
    tree_asked = Signal(object)
    """Id of a grid that was double-clicked."""
    drawing = Signal()
    """An outline is going to be drawn: the map needs the room."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self._plan: UUID | None = None
        self._grids: dict[UUID, MapGrid] = {}
        self._clicked: UUID | None = None
        """What the first click of a double click chose: the drawer may have moved the map since."""
        self.map = OutlineMap()
        self.shading = ChoiceBox([Choice(one.key, one.name) for one in offered()])
        self.shading.setAccessibleName("按什么着色")
        self.shading.setCurrentIndex(0)
        self.grid = FilterBox("选择网格")
        self._draw = button("画轮廓", icon_name="pencil", press=self._edit)
        self._erase = button("擦去轮廓", icon_name="trash-2", press=self._remove)
        self._said = label(role="soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._bar())
        column.addWidget(self.map, 1)
        column.addWidget(self._said)
        self._connect()

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(8))
        bar.addWidget(label("着色", "soft"))
        bar.addWidget(self.shading)
        bar.addStretch(1)
        if self._hand.edits_grids:
            menu = QMenu(self)
            menu.addAction("更换底图").triggered.connect(self._choose_plan)
            menu.addAction("撤下底图").triggered.connect(partial(self._set_plan, "", None))
            plan = button("底图")
            plan.setMenu(menu)
            for widget in (self.grid, self._draw, self._erase, plan):
                bar.addWidget(widget)
        return bar

    def _connect(self) -> None:
        self.map.chosen.connect(self._choose)
        self.map.edited.connect(self._save)
        self.map.edit_ended.connect(self._allow)
        self.map.view.viewport().installEventFilter(self)
        self.shading.currentIndexChanged.connect(self._again)
        self.grid.currentIndexChanged.connect(self._allow)

    # -- showing ------------------------------------------------------------------------------

    def _again(self, _place: int) -> None:
        self.reload()

    def reload(self) -> None:
        """Read the map again; an outline that is being drawn stays."""
        if self.map.editing is None:
            key = offered()[max(self.shading.currentIndex(), 0)].key
            self._hand.work.read(site_map, shading=key, then=self._show, owner=self, latest="map")

    def _show(self, site: SiteMap) -> None:
        self._grids = {grid.id: grid for grid in site.grids}
        drawn = [grid for grid in site.grids if grid.points]
        if site.plan_id != self._plan or self._plan is None:
            self._plan = site.plan_id
            self.map.set_plan(QImage.fromData(site.picture) if site.picture else None)
        self.map.set_outlines([_outline(grid) for grid in drawn])
        self.grid.offer([Choice(grid.id, _called(grid)) for grid in site.grids])
        self._said.setText(self._words(site, len(drawn)))
        self._allow()

    def _words(self, site: SiteMap, drawn: int) -> str:
        if not site.grids:
            return "还没有网格。先在“名单”里登记，再来画轮廓。"
        words = f"已画 {drawn} / {len(site.grids)} 个网格"
        if drawn < len(site.grids) and self._hand.edits_grids:
            words += "。在右上方选一个网格，按“画轮廓”，沿边界逐点单击"
        return words + ("" if site.picture else "。没有底图也可以用；底图可以是任何平面图照片")

    def _allow(self, _place: int = 0) -> None:
        grid_id = self.grid.value_id()
        grid = self._grids.get(grid_id) if grid_id is not None else None
        free = self.map.editing is None
        self._draw.setEnabled(grid is not None and free)
        self._draw.setText("修改轮廓" if grid is not None and grid.points else "画轮廓")
        self._erase.setEnabled(grid is not None and bool(grid.points) and free)
        self.grid.setEnabled(free)

    # -- choosing -----------------------------------------------------------------------------

    def _choose(self, grid_id: UUID) -> None:
        values = [choice.value for choice in self.grid.choices]
        if grid_id in values:
            self.grid.setCurrentIndex(values.index(grid_id))
        self._clicked = grid_id
        self.map.mark(grid_id)
        self.grid_chosen.emit(grid_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on a grid leads to it in the tree."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._clicked = None
        elif event.type() == QEvent.Type.MouseButtonDblClick and self._clicked is not None:
            self.tree_asked.emit(self._clicked)
            return True
        return super().eventFilter(watched, event)

    # -- drawing ------------------------------------------------------------------------------

    def _edit(self) -> None:
        grid_id = self.grid.value_id()
        if grid_id is not None:
            self.drawing.emit()
            self.map.edit(grid_id)
            self._allow()

    def _save(self, grid_id: UUID, points: list[Any]) -> None:
        corners = [(float(x), float(y)) for x, y in points]
        self._hand.work.write(
            partial(save_outline, grid_id=grid_id, points=corners), then=self._saved, owner=self
        )

    def _remove(self) -> None:
        grid_id = self.grid.value_id()
        if grid_id is not None:
            deed = partial(remove_outline, grid_id=grid_id)
            self._hand.work.write(deed, then=self._saved, owner=self)

    def _saved(self, _result: object) -> None:
        self.reload()

    # -- the plan -----------------------------------------------------------------------------

    def _choose_plan(self) -> None:
        kinds = f"图片 ({' '.join('*' + suffix for suffix in SUFFIXES)})"
        path = choose_file(self, "选择社区平面图", kinds)
        if path is not None:
            take = partial(self._set_plan, path.stem)
            self._hand.work.make(prepare_file, path, then=take, owner=self, title="读取底图")

    def _set_plan(
        self, name: str, prepared: PreparedPicture | None, _checked: bool = False
    ) -> None:
        deed = partial(set_plan, prepared=prepared, name=name)
        self._hand.work.write(deed, then=self._saved, owner=self)


def _called(grid: MapGrid) -> str:
    return grid.name if grid.points else f"{grid.name}（未画）"


def _outline(grid: MapGrid) -> Outline:
    value, depth = (grid.shade.label, grid.shade.depth) if grid.shade else ("", 0.0)
    return Outline(grid.id, grid.name, grid.points, value, depth)
