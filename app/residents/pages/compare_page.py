"""Two records of what may be one person, side by side: pick what holds, merge."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from app.desk import theme
from app.desk.labels import button, label
from app.desk.page import Page
from app.residents.duplicates import Compared, SideBySide, side_by_side
from app.residents.merges import merge_residents, tell_apart
from app.residents.pages.at_hand import AtHand

HINT = (
    "点选每一行要保留的内容。合并后只留一份记录，"
    "另一份名下的走访、议题等都归到它；随时可以在居民资料里撤销合并。"
)


class ComparePage(Page):
    """One line a field; where the two differ, one side is picked."""

    def __init__(self, hand: AtHand, first_id: UUID, second_id: UUID):
        super().__init__("疑似重复")
        self._hand, self._ids = hand, (first_id, second_id)
        self._groups: dict[str, QButtonGroup] = {}
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self.body.addWidget(label(HINT, "soft", wrap=True))
        self.body.addWidget(self._scroll, 1)
        self.merge: QPushButton | None = None
        if hand.edits_residents:
            different = button("不是同一人", press=self._tell_apart)
            self.add_header_button(different)
            self.merge = self.set_primary("合并为一份", self._merge, "check")

    def reload(self) -> None:
        """Read both records again."""
        self._hand.work.read(side_by_side, *self._ids, then=self._show, owner=self, latest="pair")

    def _show(self, both: SideBySide | None) -> None:
        if both is None:
            self.left.emit()
            return
        self.set_title(both.first.name)
        self._groups = {}
        table = QWidget()
        table.setObjectName("scrolled")
        grid = QGridLayout(table)
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(12))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._head(grid, both)
        for row, line in enumerate(both.lines, start=2):
            self._line(grid, row, line)
        grid.setRowStretch(len(both.lines) + 2, 1)
        self._scroll.setWidget(table)

    def _head(self, grid: QGridLayout, both: SideBySide) -> None:
        group = QButtonGroup(grid.parentWidget())
        for place, words in enumerate(("保留记录一", "保留记录二")):
            choice = QRadioButton(words)
            choice.setChecked(place == 0)
            group.addButton(choice, place)
            grid.addWidget(choice, 0, place + 1)
            grid.addWidget(label(both.changed[place], "hint", wrap=True), 1, place + 1)
        grid.addWidget(label("以哪份为准", "section"), 0, 0)
        group.idToggled.connect(self._prefer)
        self._groups[""] = group

    def _line(self, grid: QGridLayout, row: int, line: Compared) -> None:
        mark = "　不同" if line.differs else ""
        name = label(f"{line.label}{mark}", "section" if line.differs else "soft")
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        values = (line.first, line.second)
        if not (line.differs and line.key):
            for place, value in enumerate(values):
                grid.addWidget(self._value(value, line), row, place + 1)
            return
        group = QButtonGroup(grid.parentWidget())
        for place, value in enumerate(values):
            choice = QRadioButton(value)
            choice.setChecked(place == (1 if values[0] == "—" else 0))
            choice.setAccessibleName(f"{line.label}：{value}")
            group.addButton(choice, place)
            grid.addWidget(choice, row, place + 1)
        self._groups[line.key] = group

    def _value(self, value: str, line: Compared) -> QLabel:
        return label(value, "section" if line.differs else "", wrap=True)

    def _prefer(self, place: int, checked: bool) -> None:
        """Whoever stays brings its own values along, but for those it does not know."""
        for key, group in self._groups.items():
            chosen, other = group.button(place), group.button(1 - place)
            if checked and key:
                (other if chosen.text() == "—" else chosen).setChecked(True)

    def _merge(self) -> None:
        stays = self._groups[""].checkedId()
        take = [key for key, group in self._groups.items() if key and group.checkedId() != stays]
        use_case = partial(
            merge_residents,
            survivor_id=self._ids[stays],
            other_id=self._ids[1 - stays],
            take=take,
        )
        self._hand.work.write(use_case, then=self._merged, owner=self)

    def _tell_apart(self) -> None:
        self._hand.work.write(tell_apart, *self._ids, then=self._merged, owner=self)

    def _merged(self, _result: None) -> None:
        self.left.emit()
