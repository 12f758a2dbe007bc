"""Counting a vote on several options or candidates: votes of each, checked while they are typed."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.council import choice_votes
from app.council.choosing import Counted, Option, Tally, choose, tally_problems
from app.council.meeting_views import MeetingDetail
from app.council.pages.at_hand import AtHand
from app.council.pages.figure_fields import FigureFields
from app.council.pages.second_count import SecondCount
from app.council.terms import VoteMethod
from app.council.vote_views import VoteView
from app.desk import theme
from app.desk.detail import Notice, selectable
from app.desk.labels import button, label
from app.errors import LirenError

PAPERS = {"issued": "发出", "returned": "收回", "invalid": "无效"}
NAMES = {"counted_by": "计票人", "watched_by": "监票人"}
OPTION_WIDTH = 220


class ChoiceCount(QWidget):
    """The figures of one open vote on options."""

    stop_asked = Signal(object)

    def __init__(self, hand: AtHand, detail: MeetingDetail, vote: VoteView):
        super().__init__()
        self._hand, self._detail, self.vote = hand, detail, vote
        self.secret = vote.method is VoteMethod.SECRET_BALLOT
        self.papers = FigureFields(PAPERS if self.secret else {})
        options = {f"option_{one.position}": one.text for one in vote.options}
        self.votes = FigureFields(options | {"abstain": "弃权"}, in_a_row=1, wide=OPTION_WIDTH)
        self.names = {key: QLineEdit(getattr(vote, key)) for key in NAMES if self.secret}
        everything = (PAPERS if self.secret else {}) | options | {"abstain": "弃权"}
        self.second = SecondCount(hand, vote.id, everything, self._record)
        self._check = QVBoxLayout()
        self._refused = label(role="error", wrap=True)
        self._close = button("结束表决", "primary", "gavel", press=self.close_vote)
        self._again = button("监票人复核", press=self.second.begin)
        self._arrange()
        for fields in (self.papers, self.votes):
            fields.edited.connect(self._weigh)
        self._weigh()

    def _arrange(self) -> None:
        vote = self.vote
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(label(f"{vote.method_name}：{vote.question}", "section", wrap=True))
        column.addWidget(selectable(f"每票最多选 {vote.seats} 个。", "soft"))
        if self.secret:
            column.addWidget(self.papers)
        column.addWidget(self.votes)
        if self.secret:
            column.addLayout(self._name_lines())
        column.addLayout(self._check)
        column.addWidget(self._refused)
        column.addWidget(self.second)
        foot = QHBoxLayout()
        foot.addWidget(self._close)
        foot.addWidget(self._again)
        foot.addStretch(1)
        stop = partial(self.stop_asked.emit, vote)
        foot.addWidget(button("中止表决", "danger", press=stop))
        column.addLayout(foot)
        column.addWidget(label("结束后票数和到会名单就固定下来，不能再改。", "hint", wrap=True))

    def _name_lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        for place, (key, line) in enumerate(self.names.items()):
            line.setAccessibleName(NAMES[key])
            grid.addWidget(label(NAMES[key]), 0, place)
            grid.addWidget(line, 1, place)
        return grid

    def focus_first(self) -> None:
        """Go to the first figure."""
        (self.papers if self.secret else self.votes).focus_first()

    def show_meeting(self, detail: MeetingDetail, vote: VoteView) -> None:
        """Somebody came or left meanwhile: weigh the same figures anew."""
        self._detail, self.vote = detail, vote
        self._weigh()

    # -- weighing -----------------------------------------------------------------------------

    def tally(self) -> Tally:
        """What was typed."""
        votes = tuple(self.votes.number(f"option_{one.position}") or 0 for one in self.vote.options)
        abstain = self.votes.number("abstain") or 0
        if not self.secret:
            return Tally(votes, abstain)
        papers = self.papers.numbers()
        return Tally(votes, abstain, papers["issued"], papers["returned"], papers["invalid"])

    def _present(self) -> int:
        now = self._detail.quorum.present
        return max(now, self.vote.present) if self.secret else now

    def _weigh(self) -> None:
        while (item := self._check.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._refused.setText("")
        begun = any(line.text() for line in self.votes.lines.values())
        ready = not self.secret or all(self.papers.number(k) is not None for k in PAPERS)
        for one in (self._close, self._again):
            one.setEnabled(False)
        if not begun or not ready:
            present = f"现在到会 {self._detail.quorum.present} {self._detail.rule.unit}"
            self._check.addWidget(selectable(f"{present}。填好各项票数，这里会核对。", "soft"))
            return
        tally, texts = self.tally(), [one.text for one in self.vote.options]
        problems = tally_problems(tally, texts, self.vote.seats, self._present())
        if problems:
            lines = [f"{problem.what} {problem.todo}" for problem in problems]
            self._check.addWidget(Notice("late", "票数不符", lines))
            return
        self._check.addWidget(self._agreement(tally))
        for one in (self._close, self._again):
            one.setEnabled(True)

    def _agreement(self, tally: Tally) -> Notice:
        present = self._present()
        counted = Counted(
            kind=self.vote.kind,
            seats=self.vote.seats,
            options=tuple(
                Option(one.position, one.text, votes)
                for one, votes in zip(self.vote.options, tally.votes, strict=True)
            ),
            abstain=tally.abstain,
            valid=present if tally.valid is None else tally.valid,
        )
        entitled = self._detail.quorum.entitled
        result = choose(self._detail.rule, counted, entitled=entitled, present=present)
        state = "waiting" if result.tied else "good"
        head = "票数相符，但有并列" if result.tied else "票数相符"
        return Notice(state, head, [result.sentence])

    # -- writing ------------------------------------------------------------------------------

    def _record(self) -> Any:
        """The use case that writes the first entry down."""
        names: dict[str, Any] = {key: line.text().strip() for key, line in self.names.items()}
        return partial(
            choice_votes.record_choice, vote_id=self.vote.id, tally=self.tally(), **names
        )

    def close_vote(self) -> None:
        """Write the figures down and close the vote, in one step."""
        if not self._close.isEnabled():
            return
        self._close.setEnabled(False)
        use_case = partial(_record_and_close, record=self._record(), vote_id=self.vote.id)
        self._hand.work.write(use_case, failed=self._failed, owner=self)

    def _failed(self, error: LirenError) -> None:
        self._close.setEnabled(True)
        self._refused.setText(str(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


def _record_and_close(session: Any, actor: Any, *, record: Any, vote_id: UUID) -> Any:
    record(session, actor)
    return choice_votes.close_choice(session, actor, vote_id=vote_id)
