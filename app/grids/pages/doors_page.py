"""Which households have somebody in a chat group: a door a tick, a staircase a row."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desk import theme
from app.desk.labels import button, label
from app.desk.messages import confirm
from app.desk.page import Page
from app.errors import LirenError
from app.grids.chat_groups import tick_households
from app.grids.group_views import GroupRow, UnitDoors, doors_of_group
from app.grids.pages.at_hand import AtHand
from app.grids.rules import coverage

DOORS_A_LINE = 6


class UnitBox(QFrame):
    """The doors of one staircase, with 全选 beside its name."""

    changed = Signal()

    def __init__(self, unit: UnitDoors):
        super().__init__()
        self.setProperty("role", "card")
        self.doors = {door.household_id: _tick(door.room, door.head) for door in unit.doors}
        self._was = {door.household_id: door.is_in for door in unit.doors}
        self._title, self._count = unit.title, label(role="soft")
        self._all = button("全选", "quiet", press=self._toggle_all)
        head = QHBoxLayout()
        head.addWidget(label(unit.title, "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._all)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(2))
        for place, (key, box) in enumerate(self.doors.items()):
            box.setChecked(self._was[key])
            box.toggled.connect(self._say)
            grid.addWidget(box, place // DOORS_A_LINE, place % DOORS_A_LINE)
        for column in range(DOORS_A_LINE):
            grid.setColumnStretch(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(10))
        whole.addLayout(head)
        whole.addLayout(grid)
        self._say()

    def ticked(self) -> set[UUID]:
        """The households that are ticked."""
        return {key for key, box in self.doors.items() if box.isChecked()}

    def was(self) -> set[UUID]:
        """Those that were in the group before."""
        return {key for key, inside in self._was.items() if inside}

    def _toggle_all(self) -> None:
        every = len(self.ticked()) < len(self.doors)
        for box in self.doors.values():
            box.setChecked(every)

    def _say(self) -> None:
        ticked = len(self.ticked())
        self._count.setText(f"{ticked} / {len(self.doors)} 户")
        self._all.setText("全选" if ticked < len(self.doors) else "全不选")
        self.changed.emit()


def _tick(room: str, head: str) -> QCheckBox:
    box = QCheckBox(f"{room}　{head}" if head else room)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box


class DoorsPage(Page):
    """Every door the group is for; saved in one go."""

    def __init__(self, hand: AtHand, row: GroupRow):
        super().__init__(row.name)
        self._hand, self._row = hand, row
        self.units: list[UnitBox] = []
        self._save: QPushButton = self.set_primary("保存", self.save, "check")
        self._save.setEnabled(False)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(theme.px(8))
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(self._column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)

    def reload(self) -> None:
        """Read the doors, unless ticks would be lost."""
        if not self._is_changed():
            self._hand.work.read(doors_of_group, self._row.id, then=self._show, owner=self)

    def _show(self, units: tuple[UnitDoors, ...]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.units = [UnitBox(unit) for unit in units]
        for box in self.units:
            box.changed.connect(self._say)
            self._column.addWidget(box)
        if not units:
            words = "这个群的范围内还没有登记住户。先在“层级”里登记户，再来勾选。"
            self._column.addWidget(label(words, "soft", wrap=True))
        self._column.addStretch(1)
        self._say()

    def _say(self) -> None:
        ticked = sum(len(box.ticked()) for box in self.units)
        doors = sum(len(box.doors) for box in self.units)
        share = coverage(ticked, doors)
        rate = "—" if share is None else f"{share:.1%}"
        self.set_subtitle(f"入群 {ticked} / {doors} 户 · 入群率 {rate}")
        self._save.setEnabled(self._is_changed())

    def _is_changed(self) -> bool:
        return any(box.ticked() != box.was() for box in self.units)

    def save(self) -> None:
        """Keep the ticks and go back."""
        joined = {key for box in self.units for key in box.ticked() - box.was()}
        left = {key for box in self.units for key in box.was() - box.ticked()}
        self._save.setEnabled(False)
        self._hand.work.write(
            partial(tick_households, group_id=self._row.id, joined=joined, left=left),
            then=self._saved, failed=self._failed, owner=self,
        )  # fmt: skip

    def _saved(self, _result: object) -> None:
        self.units = []
        self.left.emit()

    def _failed(self, error: LirenError) -> None:
        self._save.setEnabled(True)
        self.set_subtitle(str(error))

    def may_leave(self) -> bool:
        """Ticks that are not saved are asked about."""
        if not super().may_leave():
            return False
        return not self._is_changed() or confirm(
            self, "勾选还没有保存。", "离开后这次的勾选不会保留。", "不保存", dangerous=True
        )
