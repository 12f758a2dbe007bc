"""One grid in the drawer: facts, people, buildings."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.detail import FactList, section
from app.desk.labels import button, label
from app.desk.phones import spaced
from app.grids.queries import BuildingRow, GridDetail, StaffLine
from app.grids.rules import Duty


class GridCard(QWidget):
    """One grid: facts, people, buildings."""

    staff_asked = Signal(object)
    """Id of somebody whose name was pressed."""

    def __init__(self, detail: GridDetail):
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        facts = (
            ("编号", f"{detail.number}　（{detail.code}）"),
            ("类型", detail.kind_name),
            ("党组织", detail.party_branch or "—"),
            ("四至", detail.area or "—"),
            ("备注", detail.note),
        )
        column.addWidget(FactList(facts))
        serving = [line for line in detail.staff if line.is_serving]
        column.addWidget(section(f"网格力量（{len(serving)}）"))
        if not any(line.duty is Duty.FULL_TIME for line in serving):
            column.addWidget(label("专职网格员缺岗", "error"))
        column.addLayout(self._people(serving))
        column.addWidget(section(f"楼栋（{len(detail.buildings)}）"))
        column.addWidget(FactList(_building_pair(row) for row in detail.buildings))
        column.addStretch(1)

    def _people(self, lines: Iterable[StaffLine]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        for row, line in enumerate(lines):
            grid.addWidget(label(line.duty_name, "soft"), row, 0)
            name = button(line.name, "quiet", press=partial(self.staff_asked.emit, line.staff_id))
            grid.addWidget(name, row, 1, Qt.AlignmentFlag.AlignLeft)
            words = "　".join(part for part in (line.place, spaced(line.phone)) if part)
            grid.addWidget(label(words), row, 2)
        return grid


def _building_pair(row: BuildingRow) -> tuple[str, str]:
    head = f"　楼栋长 {row.head}" if row.head else ""
    return f"{row.number} 号楼", f"{row.units} 单元　{row.households} 户{head}"
