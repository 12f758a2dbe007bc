"""Counting evaluation forms: the totals checked while they are typed, and one more by a key."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.council import evaluation
from app.council.evaluation import FORM_NAMES, Forms, refuse_unbalanced
from app.council.guard_facts import RoundFacts
from app.council.pages.at_hand import AtHand
from app.council.terms import OPINION_NAMES, Opinion
from app.council.work_views import RoundView
from app.desk import theme
from app.desk.detail import Notice
from app.desk.labels import button, label
from app.errors import InvalidInput, LirenError

FIELDS = {"issued": "发出", "returned": "收回"} | {
    key: name for key, name in FORM_NAMES.items() if key != "issued"
}
KEYS = {
    Qt.Key.Key_1: Opinion.SATISFIED,
    Qt.Key.Key_2: Opinion.FAIRLY,
    Qt.Key.Key_3: Opinion.DISSATISFIED,
    Qt.Key.Key_0: Opinion.INVALID,
}
"""What a digit at the counter means: the order on the printed form."""
MOST = 99_999
FIGURE_WIDTH = 84
IN_A_ROW = 3


class FormCount(QWidget):
    """The totals of a round, as counted from the pile; they replace what was there."""

    def __init__(self, hand: AtHand, view: RoundView):
        super().__init__()
        self._hand, self._view = hand, view
        self.figures: dict[str, QLineEdit] = {}
        self._kept: tuple[Forms, int] | None = None
        self._check = QVBoxLayout()
        self._save = button("保存份数", press=self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(self._lines())
        column.addLayout(self._check)
        foot = QHBoxLayout()
        foot.addWidget(self._save)
        foot.addStretch(1)
        column.addLayout(foot)
        self.show_round(view)

    def _lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        for place, (key, name) in enumerate(FIELDS.items()):
            line = QLineEdit()
            line.setValidator(QIntValidator(0, MOST, line))
            line.setFixedWidth(theme.px(FIGURE_WIDTH))
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.setAccessibleName(f"{name}份数")
            line.textEdited.connect(self.weigh)
            row, at = divmod(place, IN_A_ROW)
            grid.addWidget(label(name), row * 2, at)
            grid.addWidget(line, row * 2 + 1, at)
            self.figures[key] = line
        grid.setColumnStretch(IN_A_ROW, 1)
        return grid

    # -- values -------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """Whether figures are typed that are not saved."""
        return self._kept is not None and self._typed() != self._kept

    def show_round(self, view: RoundView) -> None:
        """Show what is recorded, unless somebody is typing other figures."""
        if self.dirty:
            return
        self._view = view
        for key in FORM_NAMES:
            self._put(key, getattr(view.forms, key))
        self._put("returned", view.forms.returned)
        self._kept = self._typed()
        self.weigh()

    def _put(self, key: str, number: int) -> None:
        self.figures[key].setText(str(number) if number else "")

    def _number(self, key: str) -> int:
        return int(self.figures[key].text() or 0)

    def _typed(self) -> tuple[Forms, int]:
        return self._forms(), self._number("returned")

    def _forms(self) -> Forms:
        return Forms(**{key: self._number(key) for key in FORM_NAMES})

    # -- weighing -----------------------------------------------------------------------------

    def weigh(self, _text: str = "") -> None:
        """Say below the figures whether they agree, and what they would mean."""
        while (item := self._check.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        forms = self._forms()
        try:
            refuse_unbalanced(forms, self._number("returned"))
        except InvalidInput as error:
            words = [f"{error.what_happened}{error.what_to_do}"]
            self._check.addWidget(Notice("late", "份数不符", words))
            self._save.setEnabled(False)
            return
        self._save.setEnabled(self.dirty)
        out = forms.issued - forms.returned
        lines = [f"发出 {forms.issued} 份，收回 {forms.returned} 份，未收回 {out} 份。"]
        self._check.addWidget(Notice("good", "份数相符", [*lines, _sentence(self._view, forms)]))

    def save(self) -> None:
        """Write the totals down."""
        self._save.setEnabled(False)
        self._hand.work.write(
            evaluation.count_forms, evaluation_id=self._view.id, forms=self._forms(),
            returned=self._number("returned"), then=self._saved, failed=self._failed, owner=self,
        )  # fmt: skip

    def _saved(self, _result: object) -> None:
        self._kept = self._typed()
        self.weigh()

    def _failed(self, error: LirenError) -> None:
        self._save.setEnabled(True)
        self._check.addWidget(Notice("late", "", [str(error)]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
            else:
                self.focusNextChild()
        else:
            super().keyPressEvent(event)


def _sentence(view: RoundView, forms: Forms) -> str:
    facts = RoundFacts(
        view.number, forms.satisfied, forms.fairly, forms.dissatisfied, view.threshold, closed=False
    )
    return facts.sentence


class Counter(QFrame):
    """One form after another, handed in at the counter: a key each, with an opinion if written."""

    counted = Signal()

    def __init__(self, hand: AtHand, evaluation_id: object):
        super().__init__()
        self._hand, self._id = hand, evaluation_id
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("柜台登记评议表，按 1、2、3、0")
        self.words = QLineEdit()
        self.words.setPlaceholderText("评议表上写的意见，没有就空着")
        self.words.setAccessibleName("意见")
        self.words.returnPressed.connect(self.setFocus)
        self._news = label(role="soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(label("一份一份登记", "section"))
        column.addWidget(self.words)
        row = QHBoxLayout()
        for key, opinion in KEYS.items():
            press = partial(self.add, opinion)
            made = button(f"{key.value - Qt.Key.Key_0.value} {OPINION_NAMES[opinion]}", press=press)
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label("点一下这里，就可以按数字键连续登记。", "hint", wrap=True))
        column.addWidget(self._news)

    def add(self, opinion: Opinion, _checked: bool = False) -> None:
        """One more form."""
        self._hand.work.write(
            evaluation.add_form, evaluation_id=self._id, opinion=opinion,
            words=self.words.text(), then=partial(self._added, opinion), owner=self,
        )  # fmt: skip
        self.words.clear()

    def _added(self, opinion: Opinion, _result: object) -> None:
        self._news.setText(f"已登记一份：{OPINION_NAMES[opinion]}")
        self.counted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opinion = KEYS.get(Qt.Key(event.key()))
        if opinion is not None and not event.isAutoRepeat():
            self.add(opinion)
        else:
            super().keyPressEvent(event)
