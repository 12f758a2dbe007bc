"""The drawer of one assignment: what each station answered, accepted or given back; reminders."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, stacked
from app.desk.fields import Field
from app.desk.labels import button
from app.desk.page import Page
from app.desk.toast import Toast
from app.directing.assignment_views import (
    AnswerRow,
    AssignmentFilter,
    AssignmentRow,
    assignment_answers,
    assignments,
)
from app.directing.assignments import review_answer, withdraw_task
from app.directing.pages.at_hand import TASK_KINDS, AtHand
from app.directing.pages.lines import counted, station_line
from app.directing.pages.reminder import reminder
from app.directing.pages.shown_sheet import ShownSheet
from app.errors import NotFound
from app.events.terms import TaskReview

RETURNED = (Field("note", "退回原因", "long_text", required=True, hint="哪里不够，还要做什么"),)
REASON = (Field("reason", "原因", "long_text", required=True),)


@dataclass(frozen=True)
class AssignmentSheet:
    """An assignment with the answer of every station."""

    row: AssignmentRow
    answers: Sequence[AnswerRow]

    @property
    def missing(self) -> list[AnswerRow]:
        """Stations whose answer is still awaited."""
        return [one for one in self.answers if one.answered_at is None and one.review is None]


class AssignmentDrawer(ShownSheet):
    """Shows assignments in a page's drawer and carries out what is pressed there."""

    kind = "assignment"

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page, hand, TASK_KINDS)
        self.toast = Toast(page)

    def query(self, record_id: UUID) -> Callable[..., Any]:
        """What is read of an assignment."""
        return partial(_sheet, batch_id=record_id)

    def title(self, sheet: AssignmentSheet) -> str:
        """What is to be done."""
        return sheet.row.title

    def panel(self, sheet: AssignmentSheet) -> QWidget:
        """What was asked, and what each station said."""
        row = sheet.row
        lines = [self._line(one) for one in sheet.answers]
        return stacked(
            FactList(_facts(row)),
            counted("各单位答复", f"已答复 {row.progress}"),
            *lines,
            *self._reminder(sheet),
        )

    def _line(self, answer: AnswerRow) -> QWidget:
        return station_line(answer.station, answer.pill, list(_words(answer)), self._doing(answer))

    def _doing(self, answer: AnswerRow) -> list[QPushButton]:
        if not self.hand.assigns:
            return []
        offers = (
            ("撤回", self._withdraw, answer.can_withdraw),
            ("退回重办", self._give_back, answer.can_review),
            ("认可", self._accept, answer.can_review),
        )
        return [
            button(word, "quiet", press=partial(does, answer)) for word, does, on in offers if on
        ]

    # -- answers ------------------------------------------------------------------------------

    def buttons(self, sheet: AssignmentSheet) -> tuple[QPushButton, ...]:
        """The next step: accept the first answer nobody looked at, else remind."""
        if not self.hand.assigns:
            return ()
        to_review = [one for one in sheet.answers if one.can_review and one.review is None]
        made = []
        if sheet.missing:
            remind = partial(self._copy, _words_of_reminder(sheet))
            words = "复制催办文字"
            made.append(
                button(words, icon_name="copy", press=remind)
                if to_review
                else self.primary(words, remind)
            )
        if to_review:
            first = to_review[0]
            made.append(self.primary(f"认可：{first.station}", partial(self._accept, first)))
        return tuple(made)

    def _accept(self, answer: AnswerRow, _checked: bool = False) -> None:
        self.hand.work.write(
            review_answer, task_id=answer.task_id, review=TaskReview.ACCEPTED, note="", owner=self
        )

    def _give_back(self, answer: AnswerRow, _checked: bool = False) -> None:
        review = TaskReview.RETURNED
        use_case = partial(review_answer, task_id=answer.task_id, review=review)
        title, draft = f"退回重办：{answer.station}", f"review/{answer.task_id}"
        self.forms.ask_and_write(
            title, RETURNED, use_case, self.again, save="退回重办", draft=draft
        )

    def _withdraw(self, answer: AnswerRow, _checked: bool = False) -> None:
        use_case = partial(withdraw_task, task_id=answer.task_id)
        title = f"撤回任务：{answer.station}"
        self.forms.ask_and_write(title, REASON, use_case, self.again, save="撤回任务")

    # -- reminding ----------------------------------------------------------------------------

    def _reminder(self, sheet: AssignmentSheet) -> Iterable[QWidget]:
        if sheet.missing and self.hand.assigns:
            yield section("催办")
            yield Notice("info", "", [_words_of_reminder(sheet)])

    def _copy(self, words: str, _checked: bool = False) -> None:
        QGuiApplication.clipboard().setText(words)
        self.toast.say("催办文字已复制，可以粘贴到工作群")


def _words_of_reminder(sheet: AssignmentSheet) -> str:
    row, names = sheet.row, [one.station for one in sheet.missing]
    is_late = any(one.is_overdue for one in sheet.missing)
    return reminder(row.title, row.number, row.due_at, names, is_late=is_late)


def _facts(row: AssignmentRow) -> Iterable[tuple[str, str]]:
    yield "编号", row.number
    yield "下达时间", written(row.issued_at, "datetime")
    yield "答复期限", written(row.due_at, "datetime") or "没有限定"
    yield "任务内容", row.content


def _words(answer: AnswerRow) -> Iterable[str]:
    if answer.answer:
        yield f"{written(answer.answered_at, 'datetime')} {answer.answered_by}：{answer.answer}"
    if answer.event_number:
        yield f"办理事项 {answer.event_number}"
    if answer.review_note:
        word = "撤回原因" if answer.review is TaskReview.WITHDRAWN else "退回原因"
        yield f"{word}：{answer.review_note}"


def _sheet(session: Any, *, batch_id: UUID) -> AssignmentSheet:
    found = assignments(session, where=AssignmentFilter())
    row = next((row for row in found if row.batch_id == batch_id), None)
    if row is None:
        raise NotFound("没有找到这项任务。", "请刷新后再试。")
    return AssignmentSheet(row, assignment_answers(session, batch_id=batch_id))
