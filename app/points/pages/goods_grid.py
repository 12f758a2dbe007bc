"""Goods as tiles: number, name, price and stock; one of them is marked, and keys work on it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.fields import Choice
from app.desk.fields_choice import find_choice
from app.desk.labels import Elided, label, pill
from app.points.pills import stock_pill
from app.points.reward_views import RewardRow

NARROWEST = 148
"""Pixels of a tile at normal text size; two stand side by side in any case."""


class Tile(QFrame):
    """One kind of goods."""

    pressed = Signal(object)
    """Id of the goods."""

    def __init__(self, number: int, row: RewardRow):
        super().__init__()
        self.row = row
        self.setProperty("role", "card")
        self.setAccessibleName(f"{number} {row.name} {row.price} 分")
        name = Elided(row.name)
        name.setProperty("role", "section")
        self._many = pill("", "accent")
        head = QHBoxLayout()
        head.addWidget(label(str(number), "soft"))
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(self._many)
        foot = QHBoxLayout()
        foot.addWidget(label(f"{row.price} 分/{row.unit}"))
        foot.addStretch(1)
        foot.addWidget(pill(*stock_pill(row.stock, row.low_stock).pair))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(10), theme.px(8))
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addLayout(foot)
        self.show_many(0)

    def show_many(self, many: int) -> None:
        """How many of it are in the basket."""
        self._many.setText(f"×{many}")
        self._many.setVisible(many > 0)

    def mark(self, on: bool) -> None:
        """Whether the keys work on this one."""
        theme.set_property(self, "role", "chosen" if on else "card")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self.row.id)


class GoodsGrid(QScrollArea):
    """Tiles in as many columns as fit; never takes the focus."""

    pressed = Signal(object)
    """Id of goods that were clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles: list[Tile] = []
        self._columns, self._place = 1, 0
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, theme.px(8), 0)
        self._grid.setSpacing(theme.px(8))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    @property
    def goods(self) -> list[RewardRow]:
        """What is shown, in order of the numbers."""
        return [tile.row for tile in self._tiles]

    @property
    def marked(self) -> RewardRow | None:
        """What the keys work on."""
        return self._tiles[self._place].row if self._tiles else None

    def show_goods(self, rows: Sequence[RewardRow]) -> None:
        """Show these; the mark stays where it is."""
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = [Tile(number, row) for number, row in enumerate(rows, start=1)]
        for tile in self._tiles:
            tile.pressed.connect(self.pressed)
        self._place = min(self._place, max(len(rows) - 1, 0))
        self._arrange()
        self._mark(self._place)

    def show_basket(self, pieces: Mapping[UUID, int]) -> None:
        """Write how many of each are in the basket."""
        for tile in self._tiles:
            tile.show_many(pieces.get(tile.row.id, 0))

    def mark_goods(self, reward_id: UUID) -> None:
        """Let the keys work on these."""
        for place, tile in enumerate(self._tiles):
            if tile.row.id == reward_id:
                self._mark(place)

    def move_mark(self, across: int, down: int) -> None:
        """Mark the tile beside, above or below."""
        place = self._place + across + down * self._columns
        if 0 <= place < len(self._tiles):
            self._mark(place)

    def find_goods(self, typed: str) -> RewardRow | None:
        """What a number, initials or words mean."""
        place = find_choice([Choice(row.id, row.name) for row in self.goods], typed)
        return None if place is None else self.goods[place]

    def _mark(self, place: int) -> None:
        self._place = place
        for each, tile in enumerate(self._tiles):
            tile.mark(each == place)
        if self._tiles:
            self.ensureWidgetVisible(self._tiles[place], 0, theme.px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = max(2, self.viewport().width() // theme.px(NARROWEST + 8))
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
        last = len(self._tiles) // columns + 1
        for row in range(max(last + 1, self._grid.rowCount())):
            self._grid.setRowStretch(row, 1 if row == last else 0)
