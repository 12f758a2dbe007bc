"""The drawer of one training or contest: the facts, and who took part in order of rank."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.desk import theme
from app.desk.detail import FactList, section, stacked
from app.desk.labels import button, label
from app.desk.page import Page
from app.grids.pages.at_hand import AtHand
from app.grids.pages.training_forms import TrainingForms
from app.grids.rules import TrainingKind
from app.grids.training_views import ResultLine, TrainingRow, results_of, training_row

Seen = tuple[TrainingRow | None, list[ResultLine]]


def training_seen(session: Any, training_id: UUID) -> Seen:
    """All that the drawer shows."""
    return training_row(session, training_id), results_of(session, training_id)


class TrainingDrawer(QObject):
    """Shows trainings in a page's drawer."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._shown: UUID | None = None
        self.forms = TrainingForms(page, hand, self._again)
        self.forms.begun.connect(self._forget)
        self.forms.made.connect(self._read)
        page.drawer.closed.connect(self._forget)

    def open(self, training_id: UUID) -> None:
        """Show a training, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(training_id)

    def refresh(self) -> None:
        """Read the shown training again; a form that is open stays."""
        body = self._page.drawer.body() if self._page.drawer.isVisible() else None
        if self._shown is not None and body is not None and body.property("training"):
            self._read(self._shown)

    def _forget(self) -> None:
        self._shown = None

    def _again(self) -> None:
        if self._shown is not None:
            self._read(self._shown)
        else:
            self._page.drawer.dismiss()

    def _read(self, training_id: UUID) -> None:
        self._shown = training_id
        self._hand.work.read(
            training_seen, training_id, then=self._show, owner=self, latest="training"
        )

    def _show(self, seen: Seen) -> None:
        row, lines = seen
        if row is None or row.id != self._shown:
            return
        is_contest = row.kind is TrainingKind.CONTEST
        facts = (
            ("类别", row.kind_name),
            ("日期", row.held_on.isoformat()),
            ("地点", row.place),
            ("学时", f"{row.hours:g}" if row.hours else ""),
            ("满分", f"{row.full_score:g} 分" if is_contest else ""),
            ("平均分", f"{row.mean:.1f} 分" if row.mean is not None else ""),
            ("备注", row.note),
        )
        body = stacked(
            FactList(facts),
            section(f"{'成绩' if is_contest else '参加人员'}（{row.attended} 人）"),
            _results(lines) if lines else label("还没有登记", "soft"),
        )
        body.setProperty("training", str(row.id))
        self._page.drawer.show_content(row.title, body, self._buttons(row))

    def _buttons(self, row: TrainingRow) -> tuple[QPushButton, ...]:
        if not self._hand.assesses:
            return ()
        words = "登记成绩" if row.kind is TrainingKind.CONTEST else "登记参加人员"
        return (
            button("修改", icon_name="pencil", press=partial(self.forms.edit, row)),
            button(words, "primary", "list-checks", press=partial(self.forms.results, row)),
        )


def _results(lines: list[ResultLine]) -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(8))
    grid.setColumnStretch(1, 1)
    right = Qt.AlignmentFlag.AlignRight
    for row, line in enumerate(lines):
        rank = f"第 {line.rank} 名" if line.rank is not None else ""
        score = (
            f"{line.score:g} 分" if line.score is not None else "参加" if line.attended else "缺席"
        )
        grid.addWidget(label(rank, "section" if line.rank == 1 else "soft"), row, 0)
        grid.addWidget(label(line.name), row, 1)
        grid.addWidget(label(score), row, 2, right)
    return whole
