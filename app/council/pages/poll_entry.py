"""One household's slip in a poll: who signed and what it says, by the keyboard."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from app.council.poll_count import marks_of
from app.council.poll_slips import Answer
from app.council.poll_views import PollView, SlipRow
from app.council.terms import POLL_ANSWER_NAMES, PollAnswer, VoteKind
from app.desk import theme
from app.desk.labels import button, label

KEYS = {
    Qt.Key.Key_1: PollAnswer.FOR,
    Qt.Key.Key_2: PollAnswer.AGAINST,
    Qt.Key.Key_3: PollAnswer.ABSTAIN,
    Qt.Key.Key_0: PollAnswer.INVALID,
}
"""What a digit means: the order on the slip."""
WITH_OPTIONS = {PollAnswer.ABSTAIN, PollAnswer.INVALID}


class PollEntry(QFrame):
    """The slip that is being typed."""

    answered = Signal(object, object, str)
    """(the :class:`SlipRow`, the answer, who signed)."""
    delivered = Signal(object)
    taken_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.row: SlipRow | None = None
        self._options: list[QCheckBox] = []
        self.address = label(role="section", wrap=True)
        self.state = label(role="soft", wrap=True)
        self.signer = QLineEdit()
        self.signer.setAccessibleName("签字人")
        self.signer.setPlaceholderText("签字人")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        self._column.setSpacing(theme.px(8))
        for one in (self.address, self.state, label("签字人"), self.signer):
            self._column.addWidget(one)
        self._boxes, self._answers = QVBoxLayout(), QHBoxLayout()
        self._answers.setSpacing(theme.px(6))
        self._column.addLayout(self._boxes)
        self._column.addLayout(self._answers)
        self._hint = label(role="hint", wrap=True)
        self._column.addWidget(self._hint)
        foot = QHBoxLayout()
        self._deliver = button("登记送达", "quiet", press=self._tell_delivered)
        self._back = button("改为未收回", "quiet", press=self._tell_taken_back)
        for made in (self._deliver, self._back):
            foot.addWidget(made)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._kind = VoteKind.MOTION
        self._laid = False

    # -- laying out ---------------------------------------------------------------------------

    def lay_out(self, poll: PollView) -> None:
        """Offer the answers of this poll; once."""
        if self._laid:
            return
        self._laid = True
        self._kind = poll.vote.kind
        for option in poll.vote.options:
            box = QCheckBox(f"{option.position}. {option.text}")
            self._boxes.addWidget(box)
            self._options.append(box)
        motion = self._kind is VoteKind.MOTION
        for key, answer in KEYS.items():
            if motion or answer in WITH_OPTIONS:
                words = POLL_ANSWER_NAMES[answer]
                digit = f"{key.value - Qt.Key.Key_0.value} " if motion else ""
                press = partial(self.answer, answer)
                self._answers.addWidget(button(f"{digit}{words}", press=press))
        if not motion:
            save = button("保存，下一户", "primary", press=self._answer_marks)
            self._answers.insertWidget(0, save)
        self._answers.addStretch(1)
        hint = "在名单上选中一户，按 1、2、3、0 就登记，并转到下一户。"
        chosen = f"在名单上按数字勾选方案，每户最多 {poll.vote.seats} 个，回车保存。"
        self._hint.setText(hint if motion else chosen)

    def show_slip(self, row: SlipRow | None, *, may_change: bool) -> None:
        """Show one household."""
        self.row = row
        self.setEnabled(row is not None and may_change)
        self.address.setText(row.address if row else "选中一户")
        self.state.setText(_state(row) if row else "")
        self.signer.setText((row.signer or row.head) if row else "")
        marks = marks_of(row.answer) if row and row.answer else ()
        for place, box in enumerate(self._options, start=1):
            box.setChecked(place in marks)
        self._deliver.setVisible(row is not None and row.delivered_on is None)
        self._back.setVisible(row is not None and row.returned_on is not None)

    # -- answering ----------------------------------------------------------------------------

    def answer(self, answer: Answer, _checked: bool = False) -> None:
        """What the slip says."""
        if self.row is not None and self.isEnabled():
            self.answered.emit(self.row, answer, self.signer.text().strip())

    def _answer_marks(self) -> None:
        marks = tuple(n for n, box in enumerate(self._options, start=1) if box.isChecked())
        self.answer(marks or PollAnswer.ABSTAIN)

    def take_key(self, key: int) -> bool:
        """A digit or Enter typed in the list; whether it meant something."""
        digit = key - Qt.Key.Key_0.value
        if self._kind is VoteKind.MOTION:
            answer = KEYS.get(Qt.Key(key))
            if answer is not None:
                self.answer(answer)
            return answer is not None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer_marks()
            return True
        if 1 <= digit <= len(self._options):
            self._options[digit - 1].toggle()
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits typed in the list are answers."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        return (pressed and self._takes(event)) or super().eventFilter(watched, event)

    def _takes(self, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and self.take_key(event.key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event.key()):
            super().keyPressEvent(event)

    def _tell_delivered(self) -> None:
        self.delivered.emit(self.row)

    def _tell_taken_back(self) -> None:
        self.taken_back.emit(self.row)


def _state(row: SlipRow) -> str:
    if row.returned_on:
        return f"{row.returned_on:%Y-%m-%d} 收回：{row.answer_words}"
    return f"{row.delivered_on:%Y-%m-%d} 送达，未收回" if row.delivered_on else "还没有送达"
