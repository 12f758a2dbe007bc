"""Opening a vote: what is asked, how it is given, and options or candidates where there are."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.council.meeting_views import ItemView
from app.council.pages.vote_choice import choice_of_lines
from app.council.quorum import RuleSet
from app.council.terms import VOTE_KIND_NAMES, VoteKind, VoteMethod
from app.desk import theme
from app.desk.detail import selectable
from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.labels import button, label

OPTIONS_HEIGHT = 96
MOST_SEATS = 50


class VoteOpening(QWidget):
    """The form; ``asked`` carries the keywords of the use case."""

    asked = Signal(object)

    def __init__(self, item: ItemView, rule: RuleSet):
        super().__init__()
        self._item = item
        self._suggested = f"是否同意{item.title}"
        self.question = QLineEdit(self._suggested)
        self.question.setAccessibleName("表决事项")
        self.kind = ChoiceBox(tuple(Choice(kind, name) for kind, name in VOTE_KIND_NAMES.items()))
        self.kind.setAccessibleName("表决方式")
        self.kind.setCurrentIndex(1 if len(item.options) > 1 else 0)
        self.options = QPlainTextEdit("\n".join(item.options))
        self.options.setAccessibleName("方案或候选人，一行一个")
        self.options.setPlaceholderText("一行一个方案或候选人")
        self.options.setFixedHeight(theme.px(OPTIONS_HEIGHT))
        self.options.setTabChangesFocus(True)
        self.seats = QSpinBox()
        self.seats.setRange(1, MOST_SEATS)
        self.seats.setAccessibleName("每票最多选几个")
        self.hands, self.secret = QRadioButton("举手表决"), QRadioButton("无记名投票")
        self._choices = self._choice_fields()
        self._arrange(rule)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self._show_kind()

    def _choice_fields(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(label("方案或候选人"))
        column.addWidget(self.options)
        row = QHBoxLayout()
        row.addWidget(label("每票最多选"))
        row.addWidget(self.seats)
        row.addWidget(label("个"))
        row.addStretch(1)
        column.addLayout(row)
        return whole

    def _arrange(self, rule: RuleSet) -> None:
        group = QButtonGroup(self)
        methods = QHBoxLayout()
        methods.setSpacing(theme.px(24))
        for one in (self.hands, self.secret):
            group.addButton(one)
            methods.addWidget(one)
        methods.addStretch(1)
        self.hands.setChecked(True)
        start = QHBoxLayout()
        start.addWidget(button("开始表决", "primary", "vote", press=self._ask))
        start.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for part in (label("表决事项"), self.question, self.kind, self._choices):
            column.addWidget(part)
        column.addLayout(methods)
        column.addWidget(selectable(f"通过条件：{rule.words()}", "hint"))
        column.addLayout(start)

    def _kind_now(self) -> object:
        return self.kind.choices[max(self.kind.currentIndex(), 0)].value

    def _show_kind(self, _place: int = 0) -> None:
        motion = self._kind_now() == VoteKind.MOTION
        self._choices.setVisible(not motion)
        word = "请选择" if self._kind_now() == VoteKind.OPTIONS else "选举"
        suggested = self._suggested if motion else f"{word}：{self._item.title}"
        known = {self._suggested, f"请选择：{self._item.title}", f"选举：{self._item.title}"}
        if self.question.text() in known:
            self.question.setText(suggested)

    def _ask(self) -> None:
        method = VoteMethod.SECRET_BALLOT if self.secret.isChecked() else VoteMethod.SHOW_OF_HANDS
        kind = str(self._kind_now())
        choice = choice_of_lines(kind, self.options.toPlainText(), self.seats.value())
        asked: dict[str, Any] = {
            "item_id": self._item.id,
            "method": method,
            "question": self.question.text(),
            "choice": choice,
        }
        self.asked.emit(asked)
