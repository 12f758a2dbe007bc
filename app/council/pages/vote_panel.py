"""The vote on an item: opening it under the guards, counting, closing; results stay in sight."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.council import ballots
from app.council.meeting_views import ItemView, MeetingDetail
from app.council.pages.at_hand import AtHand
from app.council.pages.count_form import CountForm
from app.council.pages.matter_panel import vote_box
from app.council.pages.pieces import missing_notice
from app.council.stages import Missing
from app.council.terms import MeetingState, VoteMethod, VoteState
from app.council.vote_views import VoteView
from app.desk import theme
from app.desk.detail import Notice, section, selectable, stacked
from app.desk.labels import button, label, rule
from app.errors import LirenError


class VotePanel(QScrollArea):
    """Shows the votes of one item and what can be done now."""

    stop_asked = Signal(object)
    """The open :class:`VoteView` that is to be stopped with a reason."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self._detail: MeetingDetail | None = None
        self._item: ItemView | None = None
        self.count: CountForm | None = None
        self._opening_vote = False
        """A vote was just asked for: its first figure gets the focus."""
        self._again = False
        """Another vote on an item that is decided was asked for."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_item(self, detail: MeetingDetail, item: ItemView | None) -> None:
        """Show the votes of ``item``; figures being typed stay."""
        same = self._item is not None and item is not None and self._item.id == item.id
        self._detail, self._item = detail, item
        self._again = self._again and same
        running = _running(item)
        if same and self.count is not None and running and self.count.vote.id == running.id:
            self.count.show_meeting(detail, running)
            return
        self._build(detail, item, running)

    def _build(
        self, detail: MeetingDetail, item: ItemView | None, running: VoteView | None
    ) -> None:
        self.count = None
        parts: list[QWidget] = []
        if item is None:
            parts.append(label("还没有议程。", "soft"))
        else:
            now, before = self._now(detail, item, running), _before(item)
            last = _is_decided(item) and running is None and not self._again
            parts += [*before, *now] if last else [*now, *before]
        inside = stacked(*parts)
        inside.setObjectName("scrolled")
        inside.setContentsMargins(0, 0, theme.px(8), 0)
        self.setWidget(inside)
        self._focus_new_count()

    def _focus_new_count(self) -> None:
        if self.count is not None and self._opening_vote:
            self._opening_vote = False
            self.count.focus_first()

    def _now(
        self, detail: MeetingDetail, item: ItemView, running: VoteView | None
    ) -> list[QWidget]:
        if running is not None:
            if not self._hand.runs_meetings:
                return [Notice("info", "正在表决", [running.question])]
            self.count = CountForm(self._hand, detail, running)
            self.count.stop_asked.connect(self.stop_asked)
            self._again = False
            return [self.count]
        if detail.row.state is not MeetingState.OPEN:
            words = "会议开始后可以表决。"
            if detail.row.state is not MeetingState.PLANNED:
                words = "" if item.votes else "这项议程没有表决。"
            return [label(words, "soft")] if words else []
        missing = item.missing_for_vote
        if missing or not self._hand.runs_meetings:
            return [missing_notice(_headline(missing), missing)] if missing else []
        if _is_decided(item) and not self._again:
            return [_line(button("再次表决", press=self._vote_again))]
        return [self._opening(detail, item)]

    def _vote_again(self) -> None:
        self._again = True
        if self._detail is not None:
            self._build(self._detail, self._item, None)

    def _opening(self, detail: MeetingDetail, item: ItemView) -> QWidget:
        question = QLineEdit(f"是否同意{item.title}")
        question.setAccessibleName("表决事项")
        hands, secret = QRadioButton("举手表决"), QRadioButton("无记名投票")
        group = QButtonGroup(self)
        for one in (hands, secret):
            group.addButton(one)
        hands.setChecked(True)
        methods = QHBoxLayout()
        methods.setSpacing(theme.px(24))
        methods.addWidget(hands)
        methods.addWidget(secret)
        methods.addStretch(1)
        start = button("开始表决", "primary", "vote")
        start.clicked.connect(partial(self._open, item, question, secret))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(label("表决事项"))
        column.addWidget(question)
        column.addLayout(methods)
        column.addWidget(selectable(f"通过条件：{detail.rule.words()}", "hint"))
        column.addWidget(_line(start))
        return whole

    def _open(
        self, item: ItemView, question: QLineEdit, secret: QRadioButton, _checked: bool = False
    ) -> None:
        self._opening_vote = True
        method = VoteMethod.SECRET_BALLOT if secret.isChecked() else VoteMethod.SHOW_OF_HANDS
        self._hand.work.write(
            ballots.open_vote, item_id=item.id, method=method, question=question.text(),
            failed=self._refused, owner=self,
        )  # fmt: skip

    def _refused(self, error: LirenError) -> None:
        """Show why no vote can be opened, where the button was."""
        self._opening_vote = False
        missing = (Missing(error.what_happened, error.what_to_do),)
        self.setWidget(stacked(missing_notice(_headline(missing), missing)))

    def words(self) -> str:
        """The state of the vote in a word, for the tab."""
        return "表决中" if _running(self._item) else "表决"


def _before(item: ItemView) -> list[QWidget]:
    """The votes there have been, the latest first."""
    closed = [vote for vote in item.votes if vote.state is not VoteState.OPEN]
    parts: list[QWidget] = [section("已有的表决")] if closed else []
    for vote in reversed(closed):
        parts += [vote_box(vote), rule()]
    return parts


def _line(one: QWidget) -> QWidget:
    """A widget at the left of a line of its own."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(one)
    row.addStretch(1)
    return whole


def _running(item: ItemView | None) -> VoteView | None:
    votes: tuple[Any, ...] = item.votes if item else ()
    return next((vote for vote in votes if vote.state is VoteState.OPEN), None)


def _is_decided(item: ItemView) -> bool:
    """Whether a vote on the item has been closed; one that was stopped decided nothing."""
    return any(vote.state is VoteState.CLOSED for vote in item.votes)


def _headline(missing: tuple[Missing, ...]) -> str:
    short = any("人数" in one.what for one in missing)
    return "还不能表决：到会人数不足" if short and len(missing) == 1 else "还不能表决"
