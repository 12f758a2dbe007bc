"""The drawer of one assignment: answers accepted or given back, stations let off, reminders."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.desk.fields import Choice, Field
from app.desk.labels import button
from app.desk.page import Page
from app.desk.toast import Toast
from app.directing.assignment_views import (
    AnswerRow,
    AssignmentFilter,
    assignment_answers,
    assignments,
)
from app.directing.assignments import review_answer, withdraw_task
from app.directing.pages.assignment_panel import AssignmentSheet, assignment_panel
from app.directing.pages.at_hand import TASK_KINDS, AtHand
from app.directing.pages.shown_sheet import ShownSheet
from app.errors import NotFound
from app.events.terms import TaskReview

RETURNED = (Field("note", "退回原因", "long_text", required=True, hint="哪里不够，还要做什么"),)
REASON = Field("reason", "撤回原因", "long_text", required=True)


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
        reminds = self.hand.assigns and bool(sheet.missing)
        return assignment_panel(sheet, self._doing, reminds=reminds)

    def _doing(self, answer: AnswerRow) -> list[QPushButton]:
        if not self.hand.assigns:
            return []
        offers = (("退回重办", self._give_back), ("认可", self._accept))
        return [button(word, "quiet", press=partial(does, answer)) for word, does in offers]

    def buttons(self, sheet: AssignmentSheet) -> tuple[QPushButton, ...]:
        """The next step: accept the first answer nobody looked at, else remind."""
        if not self.hand.assigns:
            return ()
        remind, words = partial(self._copy, sheet.reminder()), "复制催办文字"
        made = [self._menu(sheet)] if any(one.can_withdraw for one in sheet.answers) else []
        if sheet.to_review:
            first = sheet.to_review[0]
            if sheet.missing:
                made.append(button(words, icon_name="copy", press=remind))
            made.append(self.primary(f"认可：{first.station}", partial(self._accept, first)))
        elif sheet.missing:
            made.append(self.primary(words, remind))
        return tuple(made)

    def _menu(self, sheet: AssignmentSheet) -> QPushButton:
        more = button("其他操作")
        menu = QMenu(more)
        menu.addAction("撤回某个单位的任务").triggered.connect(partial(self._withdraw, sheet))
        more.setMenu(menu)
        return more

    # -- what is done -------------------------------------------------------------------------

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

    def _withdraw(self, sheet: AssignmentSheet, _checked: bool = False) -> None:
        offered = [one for one in sheet.answers if one.can_withdraw]
        choices = [Choice(one.task_id, one.station) for one in offered]
        only = offered[0].task_id if len(offered) == 1 else None
        fields = (
            Field("task_id", "哪个单位不用再办", "choice", required=True, choices=choices,
                  default=only),
            REASON,
        )  # fmt: skip
        title = f"撤回任务：{sheet.row.title}"
        self.forms.ask_and_write(title, fields, withdraw_task, self.again, save="撤回任务")

    def _copy(self, words: str, _checked: bool = False) -> None:
        QGuiApplication.clipboard().setText(words)
        self.toast.say("催办文字已复制，可以粘贴到工作群")


def _sheet(session: Any, *, batch_id: UUID) -> AssignmentSheet:
    found = assignments(session, where=AssignmentFilter())
    row = next((row for row in found if row.batch_id == batch_id), None)
    if row is None:
        raise NotFound("没有找到这项任务。", "请刷新后再试。")
    return AssignmentSheet(row, assignment_answers(session, batch_id=batch_id))
