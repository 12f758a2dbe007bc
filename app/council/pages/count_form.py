"""Counting an open vote: the figures, whether they agree, what they decide, and closing it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.council import ballots
from app.council.meeting_views import MeetingDetail
from app.council.pages.at_hand import AtHand
from app.council.pages.second_count import SecondCount
from app.council.terms import VoteMethod
from app.council.vote_views import VoteView
from app.council.votes import (
    Ballots,
    Counts,
    Problem,
    VoteResult,
    ballot_problems,
    decide,
    hands_problems,
)
from app.desk import theme
from app.desk.detail import Notice, selectable
from app.desk.labels import button, label
from app.errors import LirenError

VOTES = (("votes_for", "赞成"), ("against", "反对"), ("abstain", "弃权"))
PAPERS = (("issued", "发出"), ("returned", "收回"), ("invalid", "无效"))
NAMES = (("counted_by", "计票人"), ("watched_by", "监票人"))
MOST = 999_999
FIGURE_WIDTH = 92


class CountForm(QWidget):
    """The figures of one open vote, checked while they are typed."""

    stop_asked = Signal(object)

    def __init__(self, hand: AtHand, detail: MeetingDetail, vote: VoteView):
        super().__init__()
        self._hand, self._detail, self.vote = hand, detail, vote
        self.secret = vote.method is VoteMethod.SECRET_BALLOT
        self.figures: dict[str, QLineEdit] = {}
        self.names: dict[str, QLineEdit] = {}
        self._valid = label("—", "figure")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(4))
        self._check = QVBoxLayout()
        self._refused = label(role="error", wrap=True)
        self._refused.hide()
        self._close = button("结束表决", "primary", "gavel", press=self.close_vote)
        self._stop = button("中止表决", "danger", press=partial(self.stop_asked.emit, vote))
        names = dict((*PAPERS, *VOTES)) if self.secret else dict(VOTES)
        self.second = SecondCount(hand, vote.id, names, self._record)
        self._count_again = button("监票人复核", press=self.second.begin)
        self._arrange()
        self._weigh()

    # -- building -----------------------------------------------------------------------------

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(
            label(f"{self.vote.method_name}：{self.vote.question}", "section", wrap=True)
        )
        if self.secret:
            self._add_fields(0, PAPERS)
            self._grid.addWidget(label("有效", "soft"), 0, 3)
            self._grid.addWidget(self._valid, 1, 3)
            self._grid.setColumnMinimumWidth(3, theme.px(FIGURE_WIDTH))
            self._add_fields(2, VOTES)
            self._add_names(4)
        else:
            self._add_fields(0, VOTES)
        self._grid.setColumnStretch(4, 1)
        column.addLayout(self._grid)
        column.addLayout(self._check)
        column.addWidget(self._refused)
        column.addWidget(self.second)
        foot = QHBoxLayout()
        foot.addWidget(self._close)
        foot.addWidget(self._count_again)
        foot.addStretch(1)
        foot.addWidget(self._stop)
        column.addLayout(foot)
        column.addWidget(label("结束后票数和到会名单就固定下来，不能再改。", "hint", wrap=True))

    def _add_fields(self, row: int, fields: Sequence[tuple[str, str]]) -> None:
        for place, (key, name) in enumerate(fields):
            line = QLineEdit()
            line.setValidator(QIntValidator(0, MOST, line))
            line.setFixedWidth(theme.px(FIGURE_WIDTH))
            line.setAccessibleName(f"{name}票数" if key not in dict(PAPERS) else f"{name}张数")
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.textChanged.connect(self._weigh)
            self._grid.addWidget(label(name), row, place)
            self._grid.addWidget(line, row + 1, place)
            self.figures[key] = line

    def _add_names(self, row: int) -> None:
        for place, (key, name) in enumerate(NAMES):
            line = QLineEdit(getattr(self.vote, key))
            line.setAccessibleName(name)
            self._grid.addWidget(label(name), row, place * 2, 1, 2)
            self._grid.addWidget(line, row + 1, place * 2, 1, 2)
            self.names[key] = line

    def focus_first(self) -> None:
        """Go to the first figure."""
        next(iter(self.figures.values())).setFocus()

    # -- weighing -----------------------------------------------------------------------------

    def show_meeting(self, detail: MeetingDetail, vote: VoteView) -> None:
        """Somebody came or left meanwhile: weigh the same figures anew."""
        self._detail, self.vote = detail, vote
        self._weigh()

    def _number(self, key: str) -> int | None:
        text = self.figures[key].text()
        return int(text) if text else None

    def _counts(self) -> Counts | None:
        numbers = [self._number(key) for key, _ in VOTES]
        if all(number is None for number in numbers):
            return None
        return Counts(*(number or 0 for number in numbers))

    def _ballots(self) -> Ballots | None:
        counts = self._counts()
        issued, returned = self._number("issued"), self._number("returned")
        if counts is None or issued is None or returned is None:
            return None
        return Ballots(issued, returned, self._number("invalid") or 0, counts)

    def _present(self) -> int:
        now = self._detail.quorum.present
        return max(now, self.vote.present) if self.secret else now

    def _weigh(self, _text: str = "") -> None:
        """Say below the figures whether they agree and what they decide."""
        self._refused.hide()
        while (item := self._check.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        returned = self._number("returned") if self.secret else None
        valid = returned - (self._number("invalid") or 0) if returned is not None else None
        self._valid.setText("—" if valid is None else str(valid))
        papers, counts = (self._ballots() if self.secret else None), self._counts()
        complete = counts is not None and (papers is not None or not self.secret)
        if counts is None or not complete:
            present = f"现在到会 {self._detail.quorum.present} {self._detail.rule.unit}"
            words = "填好张数和票数" if self.secret else "填好票数"
            self._check.addWidget(selectable(f"{present}。{words}，这里会核对。", "soft"))
            _enable(False, self._close, self._count_again)
            return
        problems = (
            ballot_problems(papers, self._present())
            if papers
            else hands_problems(counts, self._present())
        )
        self._check.addWidget(
            _imbalance(problems) if problems else _agreement(self._decided(counts, papers))
        )
        _enable(not problems, self._close, self._count_again)

    def _decided(self, counts: Counts, papers: Ballots | None) -> VoteResult:
        quorum = self._detail.quorum
        return decide(
            self._detail.rule, entitled=quorum.entitled, present=self._present(),
            counts=counts, ballots=papers,
        )  # fmt: skip

    # -- closing ------------------------------------------------------------------------------

    def close_vote(self) -> None:
        """Write the figures down and close the vote, in one step."""
        if self._counts() is None or not self._close.isEnabled():
            return
        self._close.setEnabled(False)
        use_case = partial(_record_and_close, record=self._record(), vote_id=self.vote.id)
        self._hand.work.write(use_case, failed=self._failed, owner=self)

    def _record(self) -> Callable[..., Any]:
        """The use case that writes the figures down."""
        counts, vote_id = self._counts() or Counts(0, 0, 0), self.vote.id
        papers = self._ballots() if self.secret else None
        if papers is None:
            return partial(ballots.record_show_of_hands, vote_id=vote_id, counts=counts)
        names: dict[str, Any] = {key: line.text().strip() for key, line in self.names.items()}
        return partial(ballots.record_secret_ballot, vote_id=vote_id, ballots=papers, **names)

    def _failed(self, error: LirenError) -> None:
        self._close.setEnabled(True)
        self._refused.setText(str(error))
        self._refused.show()
        field = (self.figures | self.names).get(error.field or "")
        if field is not None:
            field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.close_vote()
            else:
                self.focusNextChild()
        else:
            super().keyPressEvent(event)


def _imbalance(problems: Sequence[Problem]) -> Notice:
    """Every figure that does not agree, by name."""
    return Notice("late", "票数不符", [f"{problem.what} {problem.todo}" for problem in problems])


def _agreement(result: VoteResult) -> Notice:
    """What the figures decide."""
    return Notice("good", "票数相符", [result.sentence])


def _enable(may: bool, *buttons: QPushButton) -> None:
    for one in buttons:
        one.setEnabled(may)


def _record_and_close(session: Any, actor: Any, *, record: Any, vote_id: Any) -> VoteResult:
    """Record and close in one transaction, so that no half-counted vote is left behind."""
    record(session, actor)
    return ballots.close_vote(session, actor, vote_id=vote_id)
