"""The filter row of the residents' list: search, grid, tag, ages, residence, status."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from app.desk import theme
from app.desk.page import Page
from app.grids.queries import Choice, grid_choices
from app.residents.filters import ResidentFilter
from app.residents.pages.at_hand import AtHand
from app.residents.tags import tags
from app.residents.terms import AGES_NAMES, RESIDENCE_NAMES, STATUS_NAMES

IN_CARE = object()
"""The entry of the tags that stands for all who are looked after first."""


class FilterBox(QComboBox):
    """A drop-down whose first entry, its name, means all."""

    def __init__(self, name: str, choices: Iterable[tuple[str, Any]] = ()):
        super().__init__()
        self._name = name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMinimumWidth(theme.px(84))
        self.setMaximumWidth(theme.px(132))
        self.offer(choices)

    def offer(self, choices: Iterable[tuple[str, Any]]) -> None:
        """Offer these; what was chosen stays chosen."""
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        for words, value in ((self._name, None), *choices):
            self.addItem(words, value)
        values = [self.itemData(place) for place in range(self.count())]
        self.setCurrentIndex(values.index(chosen) if chosen in values else 0)
        self.blockSignals(False)


class FilterRow(QObject):
    """Owns the fields and says what they ask for; every key asks at once."""

    changed = Signal()

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._hand = hand
        hint = "姓名、拼音首字母、电话尾号、证件尾号、住址（3-2-301）"
        self.search = page.add_search(hint, self._emit)
        self.grid, self.tag = FilterBox("网格"), FilterBox("标签")
        self.ages = FilterBox("年龄", _named(AGES_NAMES))
        self.residence = FilterBox("人户", _named(RESIDENCE_NAMES))
        self.status = FilterBox("状态", _named(STATUS_NAMES))
        self.boxes = (self.grid, self.tag, self.ages, self.residence, self.status)
        for box in self.boxes:
            page.filters.addWidget(box)
            box.currentIndexChanged.connect(self._emit)
        page.filters.addStretch(0)

    def _emit(self, _typed: object) -> None:
        self.changed.emit()

    def read_choices(self) -> None:
        """Read what the drop-downs offer."""
        self._hand.work.read(_choices, then=self._offer, owner=self, latest="choices")

    def _offer(self, found: tuple[list[Choice], list[str]]) -> None:
        grids, offered = found
        self.grid.offer((grid.title, grid.id) for grid in grids)
        self.tag.offer([("重点人员", IN_CARE), *((tag, tag) for tag in offered)])

    def set_visible(self, visible: bool) -> None:
        """Show the fields, or hide them while another view is in sight."""
        for field in (self.search, *self.boxes):
            field.setVisible(visible)

    def clear(self) -> None:
        """Ask for everybody again."""
        self.search.clear()
        for box in self.boxes:
            box.setCurrentIndex(0)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.search.text().strip()

    @property
    def is_on(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.text) or any(box.currentIndex() > 0 for box in self.boxes)

    def where(self) -> ResidentFilter:
        """What the drop-downs ask for."""
        tag = self.tag.currentData()
        return ResidentFilter(
            self.grid.currentData(),
            "" if tag is None or tag is IN_CARE else tag,
            self.status.currentData(),
            self.residence.currentData(),
            self.ages.currentData(),
            tag is IN_CARE,
        )


def _named(names: dict[Any, str]) -> list[tuple[str, Any]]:
    return [(name, value) for value, name in names.items()]


def _choices(session: Any) -> tuple[list[Choice], list[str]]:
    return grid_choices(session), tags(session)
