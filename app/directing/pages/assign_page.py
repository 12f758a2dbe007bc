"""指派任务: what is to be done and until when, and by which stations; one or all of them."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.drafts import KeptDraft
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.labels import label
from app.desk.page import Page
from app.directing.assignments import AssignmentText, assign_task
from app.directing.pages.at_hand import AtHand
from app.directing.pages.deadlines import end_of
from app.directing.pages.office_chooser import OfficeChooser
from app.directing.queries import OfficeRow, offices_below
from app.errors import LirenError

SIDE = 420
"""Pixels of the form at normal text size."""
FIELDS = (
    Field("title", "任务", required=True, max_length=100, placeholder="例如：楼道专项清理"),
    Field("content", "任务内容", "long_text", hint="做什么、报什么材料"),
    Field("due_at", "答复期限", "date", required=True, hint="当天 18:00 前"),
    Field("number", "文号或编号", max_length=50, hint="不填就自动编号"),
)
NOBODY_BELOW = "还没有下级单位。先与下级单位配对、收取它们的报送包。"


class AssignPage(Page):
    """The form at the left, the stations at the right."""

    def __init__(self, hand: AtHand):
        super().__init__("指派任务")
        self._hand = hand
        self._settled = False
        """Saved, or given up on: nothing would be lost any more."""
        self.form = Form(FIELDS, today=hand.today, save="指派")
        self.offices = OfficeChooser()
        self._nobody = label(NOBODY_BELOW, "soft", wrap=True)
        self._nobody.hide()
        self._lay_out()
        self.form.submitted.connect(self._save)
        self.form.closed.connect(self._give_up)
        KeptDraft(self.form, hand.drafts, "assignment/new")
        hand.work.read(offices_below, then=self._offer, owner=self)

    def _lay_out(self) -> None:
        self.form.setFixedWidth(theme.px(SIDE))
        right = QVBoxLayout()
        right.setSpacing(theme.px(8))
        right.addWidget(label("派给哪些单位", "section"))
        right.addWidget(self._nobody)
        right.addWidget(self.offices, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(32))
        row.addWidget(self.form)
        row.addLayout(right, 1)
        self.body.addWidget(whole, 1)

    def _offer(self, offices: list[OfficeRow]) -> None:
        self.offices.set_offices(offices)
        self._nobody.setVisible(not offices)

    def reload(self) -> None:
        """Begin at the title."""
        self.form.focus_first()

    def may_leave(self) -> bool:
        """Whether nothing that was typed would be lost."""
        return super().may_leave() and (self._settled or self.form.may_leave())

    def _give_up(self) -> None:
        self._settled = True
        self.left.emit()

    def _save(self, values: dict[str, Any]) -> None:
        chosen = self.offices.chosen()
        if not chosen:
            self.offices.say("请勾选由哪些单位来办。")
            self.offices.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.form.set_busy(True)
        text = AssignmentText(**values | {"due_at": end_of(values["due_at"])})
        use_case = partial(assign_task, text=text, addressees=chosen)
        self._hand.work.write(use_case, then=self._saved, failed=self._refuse, owner=self)

    def _refuse(self, error: LirenError) -> None:
        self.form.show_error(error)
        if error.field == "addressees":
            self.offices.say(str(error))

    def _saved(self, _tasks: object) -> None:
        self.form.saved()
        self._settled = True
        self.left.emit()
