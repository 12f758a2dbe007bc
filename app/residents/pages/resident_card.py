"""One resident in the drawer: who, where, and who else lives there."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button, label, pill
from app.residents.queries import Member, ResidentDetail


class ResidentCard(QWidget):
    """Facts in two columns, tags as pills, the household as a list to go on from."""

    resident_asked = Signal(object)

    def __init__(self, detail: ResidentDetail):
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        if detail.tags:
            column.addLayout(_pills(detail.tags))
        self._numbers = {
            "证件号": label(detail.id_number or "—"),
            "电话": label(detail.phone or "—"),
        }
        column.addLayout(self._facts(detail))
        if detail.household:
            column.addWidget(label("同户", "section"))
            for member in detail.household:
                column.addWidget(self._member(member), 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _facts(self, detail: ResidentDetail) -> QGridLayout:
        born = f"{detail.birth:%Y-%m-%d}" if detail.birth else "—"
        age = f"（{detail.age} 岁）" if detail.age is not None else ""
        facts = (
            ("住址", f"{detail.address}　{detail.grid}"),
            ("性别", detail.sex or "—"),
            ("出生", f"{born}{age}"),
            ("证件号", ""),
            ("电话", ""),
            ("与户主关系", detail.relation or "—"),
            ("人户情况", detail.residence_name),
            ("状态", detail.status_name),
            ("备注", detail.note or "—"),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(9))
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts):
            grid.addWidget(label(name, "soft"), row, 0, Qt.AlignmentFlag.AlignTop)
            shown = self._numbers.get(name) or label(value, wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(shown, row, 1)
        return grid

    def _member(self, member: Member) -> QWidget:
        age = f"　{member.age} 岁" if member.age is not None else ""
        made = button(f"{member.name}　{member.relation}{age}", "quiet", "user")
        made.clicked.connect(partial(self.resident_asked.emit, member.id))
        return made

    def show_numbers(self, id_number: str, phone: str) -> None:
        """Show the numbers in full."""
        self._numbers["证件号"].setText(id_number or "—")
        self._numbers["电话"].setText(phone or "—")


def _pills(tags: tuple[str, ...]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(6))
    for tag in tags:
        row.addWidget(pill(tag, "accent"))
    row.addStretch(1)
    return row
