"""One resident in the drawer: who, where, who else lives there, what concerns and what happened."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button
from app.desk.timeline import Entry, Timeline
from app.residents.concerns import Concern
from app.residents.details import ResidentDetail
from app.residents.history import HistoryLine
from app.residents.pages.pieces import facts, people, section, selectable, tag_pills
from app.residents.person_view import PersonView


class ResidentCard(QWidget):
    """Facts in two columns, tags as pills, the household as a list to go on from."""

    resident_asked = Signal(object)
    """Id of somebody of the household."""
    unmerge_asked = Signal(object)
    """Id of the record to part from this one."""
    go_asked = Signal(str, object)
    """Room and record of something that concerns the person."""

    def __init__(self, view: PersonView, *, may_edit: bool):
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        detail = view.detail
        if detail.tags:
            self._column.addWidget(tag_pills(detail.tags, detail.vulnerable))
        self._id_number = selectable(detail.id_number or "—")
        self._phone = selectable(detail.phone or "—")
        self._column.addWidget(self._facts(detail))
        self._add_household(detail)
        if view.merged:
            self._add_merged(view, may_edit)
        self._add_concerns(view.concerns)
        self._column.addWidget(section("变动记录"))
        self._column.addWidget(Timeline([_entry(line) for line in view.history]))
        self._column.addStretch(1)

    def _facts(self, detail: ResidentDetail) -> QWidget:
        born = f"{detail.birth:%Y-%m-%d}" if detail.birth else "—"
        age = f"（{detail.age} 岁）" if detail.age is not None else ""
        return facts(
            (
                ("住址", selectable(f"{detail.address}　{detail.grid}")),
                ("性别", selectable(detail.sex or "—")),
                ("出生", selectable(f"{born}{age}")),
                ("证件号", self._id_number),
                ("电话", self._phone),
                ("与户主关系", selectable(detail.relation or "—")),
                ("人户情况", selectable(detail.residence_name)),
                ("状态", selectable(detail.status_name)),
                ("备注", selectable(detail.note or "—")),
            )
        )

    def _add_household(self, detail: ResidentDetail) -> None:
        if not detail.household:
            return
        self._column.addWidget(section(f"同户 {len(detail.household)} 人"))
        self._column.addWidget(people(detail.household, self.resident_asked.emit))

    def _add_merged(self, view: PersonView, may_edit: bool) -> None:
        self._column.addWidget(section("已合并的重复记录"))
        for record, name in view.merged:
            words = f"{name} · 撤销合并" if may_edit else name
            made = button(words, "quiet", "undo-2")
            made.setEnabled(may_edit)
            made.clicked.connect(partial(self.unmerge_asked.emit, record))
            self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_concerns(self, concerns: tuple[Concern, ...]) -> None:
        if not concerns:
            return
        self._column.addWidget(section("相关事项"))
        for concern in concerns:
            words = f"{concern.when:%Y-%m-%d}　{concern.kind}　{concern.title}"
            if concern.go_to is None:
                self._column.addWidget(selectable(words))
            else:
                made = button(words, "quiet", "arrow-right")
                made.clicked.connect(partial(self.go_asked.emit, *concern.go_to))
                self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            if concern.detail:
                self._column.addWidget(selectable(concern.detail, "hint"))

    def show_numbers(self, id_number: str, phone: str) -> None:
        """Show the numbers in full."""
        self._id_number.setText(id_number or "—")
        self._phone.setText(phone or "—")


def _entry(line: HistoryLine) -> Entry:
    return Entry(line.at, line.what, "；".join(line.changes), line.who)
