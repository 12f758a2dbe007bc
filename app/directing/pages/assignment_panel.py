"""One assignment in the drawer: what was asked, and what each station said.

A district has hundreds of stations: only answers that wait to be looked at are lines with buttons;
the others are names, or words in one text.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QWidget

from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, selectable, stacked
from app.desk.labels import label
from app.directing.assignment_views import AnswerRow, AssignmentRow
from app.directing.pages.lines import counted, station_line, told
from app.directing.pages.reminder import reminder
from app.events.terms import TaskReview

SETTLED = (TaskReview.ACCEPTED, TaskReview.WITHDRAWN)
"""Nothing more is awaited."""
MOST_LINES = 20
"""Answers with buttons shown at a time; the next ones follow when these are looked at."""

Doing = Callable[[AnswerRow], Sequence[QPushButton]]
"""The buttons of one answer."""


@dataclass(frozen=True)
class AssignmentSheet:
    """An assignment with the answer of every station."""

    row: AssignmentRow
    answers: Sequence[AnswerRow]

    @property
    def to_review(self) -> list[AnswerRow]:
        """Answers nobody looked at yet."""
        return [one for one in self.answers if one.can_review]

    @property
    def missing(self) -> list[AnswerRow]:
        """Stations whose answer is still awaited."""
        return [one for one in self.answers if not one.can_review and one.review not in SETTLED]

    def reviewed(self, review: TaskReview) -> list[AnswerRow]:
        """Stations of which the superior said this, and that owe nothing since."""
        return [one for one in self.answers if not one.can_review and one.review is review]

    def reminder(self) -> str:
        """The words that remind those whose answer is awaited."""
        names = [one.station for one in self.missing]
        is_late = any(one.is_overdue for one in self.missing)
        return reminder(self.row.title, self.row.number, self.row.due_at, names, is_late=is_late)


def assignment_panel(sheet: AssignmentSheet, doing: Doing, *, reminds: bool) -> QWidget:
    """The body of the drawer; ``reminds``: with the words that remind."""
    return stacked(
        FactList(_facts(sheet.row)),
        *_waiting(sheet, doing),
        *_missing(sheet),
        *([section("催办"), Notice("info", "", [sheet.reminder()])] if reminds else ()),
        *_told("已认可", sheet.reviewed(TaskReview.ACCEPTED)),
        *_told("已撤回", sheet.reviewed(TaskReview.WITHDRAWN)),
    )


def _facts(row: AssignmentRow) -> Iterable[tuple[str, str]]:
    yield "编号", row.number
    yield "下达时间", written(row.issued_at, "datetime")
    yield "答复期限", written(row.due_at, "datetime") or "没有限定"
    yield "任务内容", row.content
    yield "已答复", row.progress


def _waiting(sheet: AssignmentSheet, doing: Doing) -> Iterable[QWidget]:
    waiting = sheet.to_review
    if waiting:
        yield counted("答复待评价", f"{len(waiting)} 个单位")
    for one in waiting[:MOST_LINES]:
        yield station_line(one.station, one.pill, list(_words(one)), doing(one))
    if len(waiting) > MOST_LINES:
        rest = len(waiting) - MOST_LINES
        yield label(f"还有 {rest} 个单位的答复，评价完上面的接着显示。", "hint", wrap=True)


def _missing(sheet: AssignmentSheet) -> Iterable[QWidget]:
    if sheet.missing:
        yield counted("还没有答复", f"{len(sheet.missing)} 个单位")
    silent = [one.station for one in sheet.missing if one.review is None]
    if silent:
        yield selectable("、".join(silent))
    returned = [one for one in sheet.missing if one.review is not None]
    if returned:
        yield selectable(told(f"{one.station}　{' '.join(_words(one))}" for one in returned))


def _told(title: str, answers: Sequence[AnswerRow]) -> Iterable[QWidget]:
    if answers:
        yield counted(title, f"{len(answers)} 个单位")
        yield selectable(told(f"{one.station}　{' '.join(_words(one))}" for one in answers))


def _words(answer: AnswerRow) -> Iterable[str]:
    if answer.answer:
        yield f"{written(answer.answered_at, 'datetime')} {answer.answered_by}：{answer.answer}"
    if answer.event_number:
        yield f"办理事项 {answer.event_number}"
    if answer.review_note:
        word = "撤回原因" if answer.review is TaskReview.WITHDRAWN else "退回原因"
        yield f"{word}：{answer.review_note}"
