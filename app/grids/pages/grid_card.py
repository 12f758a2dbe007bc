"""One grid in the drawer: facts, people, buildings."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import label
from app.grids.queries import BuildingRow, GridDetail, StaffLine


class GridCard(QWidget):
    """One grid: facts, people, buildings."""

    def __init__(self, detail: GridDetail):
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        facts = (
            ("编号", f"{detail.number}　（{detail.code}）"),
            ("类型", detail.kind_name),
            ("党组织", detail.party_branch or "—"),
            ("四至", detail.area or "—"),
            ("备注", detail.note or "—"),
        )
        column.addLayout(_pairs(facts))
        column.addWidget(label("网格力量", "section"))
        serving = [line for line in detail.staff if line.is_serving]
        column.addLayout(_pairs([_staff_pair(line) for line in serving] or [("", "还没有任命")]))
        column.addWidget(label(f"楼栋（{len(detail.buildings)}）", "section"))
        column.addLayout(_pairs([_building_pair(row) for row in detail.buildings]))
        column.addStretch(1)


def _staff_pair(line: StaffLine) -> tuple[str, str]:
    phone = f"　{line.phone[:3]} {line.phone[3:7]} {line.phone[7:]}" if line.phone else ""
    return line.duty_name, f"{line.name}　{line.place}{phone}"


def _building_pair(row: BuildingRow) -> tuple[str, str]:
    head = f"　楼栋长 {row.head}" if row.head else ""
    return f"{row.number} 号楼", f"{row.units} 单元　{row.households} 户{head}"


def _pairs(facts: Iterable[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(8))
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(facts):
        grid.addWidget(label(name, "soft"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(value, wrap=True), row, 1)
    return grid
