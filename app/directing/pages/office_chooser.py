"""Which stations below: ticked one by one, street by street, or all at once."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTreeView, QVBoxLayout, QWidget

from app.accounts.levels import Level
from app.desk import theme
from app.desk.labels import button, label
from app.directing.queries import OfficeRow

STREET_DIGITS = 9
"""Of an area code, those that name the street."""
ID = Qt.ItemDataRole.UserRole + 1
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked

Picks = Callable[[OfficeRow], bool]


class OfficeChooser(QWidget):
    """A tree with ticks: streets, and below each its stations; Space ticks what has the focus."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offices: dict[UUID, OfficeRow] = {}
        self._model = QStandardItemModel(self)
        self._model.itemChanged.connect(self._say_changed)
        self.view = QTreeView()
        self.view.setModel(self._model)
        self.view.setHeaderHidden(True)
        self.view.setUniformRowHeights(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setAccessibleName("派给哪些单位")
        self._pressed: Qt.CheckState | None = None
        """What stood there when the mouse went down: the tick itself has changed it by now."""
        self.view.pressed.connect(self._remember)
        self.view.clicked.connect(self._toggle)
        self._count = label(role="section")
        self._error = label(role="error")
        self._shortcuts = QHBoxLayout()
        self._shortcuts.setSpacing(theme.px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._shortcuts)
        column.addWidget(self.view, 1)
        column.addWidget(self._error)
        column.addWidget(self._count)

    # -- filling ------------------------------------------------------------------------------

    def set_offices(self, offices: Sequence[OfficeRow]) -> None:
        """Offer these, streets with their communities below them."""
        self._offices = {office.id: office for office in offices}
        self._model.clear()
        groups = _by_street(offices)
        for members in groups:
            items = [_item(office.name, office.id) for office in members]
            above = self._model if len(groups) == 1 else _group(members)
            for item in items:
                above.appendRow(item)
            if isinstance(above, QStandardItem):
                self._model.appendRow(above)
        self.view.expandAll()
        self.view.setRootIsDecorated(len(groups) > 1)
        self._offer_shortcuts()
        self._say()

    def _offer_shortcuts(self) -> None:
        while (item := self._shortcuts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        offers: list[tuple[str, Picks]] = [("全选", _all)]
        if len({office.level for office in self._offices.values()}) > 1:
            offers += [("所有街道", _is_street), ("所有社区", _is_community)]
        for words, picks in (*offers, ("全不选", _none)):
            self._shortcuts.addWidget(button(words, press=partial(self.pick, picks)))
        self._shortcuts.addStretch(1)

    # -- choosing -----------------------------------------------------------------------------

    def pick(self, picks: Picks, _checked: bool = False) -> None:
        """Tick those that ``picks`` says, and nobody else."""
        for item in self._items():
            office = self._offices[item.data(ID)]
            item.setCheckState(ON if picks(office) else OFF)

    def chosen(self) -> tuple[UUID, ...]:
        """Ids of the ticked stations, from top to bottom."""
        return tuple(item.data(ID) for item in self._items() if item.checkState() is ON)

    def say(self, problem: str) -> None:
        """What is wrong, below the list."""
        self._error.setText(problem)

    def _items(self) -> list[QStandardItem]:
        """Those of stations; what groups them is left out."""
        found: list[QStandardItem] = []
        for row in range(self._model.rowCount()):
            top = self._model.item(row)
            below = [top.child(place) for place in range(top.rowCount())]
            found += below or [top]
        return found

    def _remember(self, index: QModelIndex) -> None:
        self._pressed = self._model.itemFromIndex(index).checkState()

    def _toggle(self, index: QModelIndex) -> None:
        """A click on the name ticks as well as one on the box."""
        item = self._model.itemFromIndex(index)
        if item.checkState() is self._pressed:
            item.setCheckState(OFF if item.checkState() is ON else ON)

    def _say_changed(self, item: QStandardItem) -> None:
        """A street's tick is that of all below it; theirs together are the street's."""
        with _Quiet(self._model):
            if item.hasChildren():
                _pass_down(item)
            elif item.parent() is not None:
                _pass_up(item.parent())
        self.view.viewport().update()
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        count = len(self.chosen())
        self._count.setText(f"已选 {count} 个单位" if count else "还没有选单位")
        if count:
            self.say("")


class _Quiet:
    """No signals of a model for a while: what is set here is consequence, not choice."""

    def __init__(self, model: QStandardItemModel):
        self._model = model

    def __enter__(self) -> None:
        self._model.blockSignals(True)

    def __exit__(self, *_: object) -> None:
        self._model.blockSignals(False)


def _pass_down(street: QStandardItem) -> None:
    for place in range(street.rowCount()):
        if street.checkState() is not Qt.CheckState.PartiallyChecked:
            street.child(place).setCheckState(street.checkState())


def _pass_up(street: QStandardItem) -> None:
    states = {street.child(place).checkState() for place in range(street.rowCount())}
    street.setCheckState(states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked)


def _by_street(offices: Sequence[OfficeRow]) -> list[list[OfficeRow]]:
    """Stations of each street together, the street's own first."""
    found: dict[str, list[OfficeRow]] = {}
    for office in sorted(offices, key=lambda row: (row.area_code, row.name)):
        found.setdefault(office.area_code[:STREET_DIGITS], []).append(office)
    return list(found.values())


def _street_name(members: Sequence[OfficeRow]) -> str:
    return next((row.street_name for row in members if row.street_name), members[0].name)


def _item(text: str, office_id: UUID | None) -> QStandardItem:
    made = QStandardItem(text)
    made.setCheckable(True)
    made.setData(office_id, ID)
    return made


def _group(members: Sequence[OfficeRow]) -> QStandardItem:
    return _item(f"{_street_name(members)}（{len(members)} 个单位）", None)


def _all(_office: OfficeRow) -> bool:
    return True


def _none(_office: OfficeRow) -> bool:
    return False


def _is_street(office: OfficeRow) -> bool:
    return office.level is Level.STREET


def _is_community(office: OfficeRow) -> bool:
    return office.level is Level.COMMUNITY
