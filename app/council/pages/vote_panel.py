"""The vote on an item: opening it under the guards, counting, closing; results stay in sight."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from app.council import ballots
from app.council.meeting_views import ItemView, MeetingDetail
from app.council.pages.at_hand import AtHand
from app.council.pages.choice_count import ChoiceCount
from app.council.pages.count_form import CountForm
from app.council.pages.matter_panel import vote_box
from app.council.pages.pieces import missing_notice
from app.council.pages.vote_opening import VoteOpening
from app.council.stages import Missing
from app.council.terms import MeetingState, VoteKind, VoteMethod, VoteState
from app.council.vote_views import VoteView
from app.desk import theme
from app.desk.detail import Notice, section, stacked
from app.desk.labels import button, label, rule
from app.errors import LirenError


class VotePanel(QScrollArea):
    """Shows the votes of one item and what can be done now."""

    stop_asked = Signal(object)
    """The open :class:`VoteView` that is to be stopped with a reason."""
    paper_asked = Signal(str, object)
    """(key of a paper, id of a vote)."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self._detail: MeetingDetail | None = None
        self._item: ItemView | None = None
        self.count: CountForm | ChoiceCount | None = None
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
            now, before = self._now(detail, item, running), self._before(item)
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
            form = CountForm if running.kind is VoteKind.MOTION else ChoiceCount
            self.count = form(self._hand, detail, running)
            self.count.stop_asked.connect(self.stop_asked)
            self._again = False
            return [self.count, self._papers(running)]
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
        opening = VoteOpening(item, detail.rule)
        opening.asked.connect(self._open)
        return opening

    def _open(self, asked: dict[str, Any]) -> None:
        self._opening_vote = True
        self._hand.work.write(partial(ballots.open_vote, **asked), failed=self._refused, owner=self)

    def _refused(self, error: LirenError) -> None:
        """Show why no vote can be opened, where the button was."""
        self._opening_vote = False
        missing = (Missing(error.what_happened, error.what_to_do),)
        self.setWidget(stacked(missing_notice(_headline(missing), missing)))

    def _before(self, item: ItemView) -> list[QWidget]:
        """The votes there have been, the latest first."""
        closed = [vote for vote in item.votes if vote.state is not VoteState.OPEN]
        parts: list[QWidget] = [section("已有的表决")] if closed else []
        for vote in reversed(closed):
            parts += [vote_box(vote), self._papers(vote), rule()]
        return parts

    def _papers(self, vote: VoteView) -> QWidget:
        """What can be printed of a vote: before its end the papers it needs, then its result."""
        kinds = {"计票单": "count_sheet"}
        if vote.state is VoteState.CLOSED:
            kinds = {"表决结果": "vote_report", "决议": "resolution"} | kinds
        elif vote.method is VoteMethod.SECRET_BALLOT:
            kinds = {"表决票": "ballots"} | kinds
        if vote.state is VoteState.VOID:
            kinds = {}
        pressed = {
            text: partial(self.paper_asked.emit, key, vote.id) for text, key in kinds.items()
        }
        return _line(
            *(button(text, "quiet", "printer", press=doing) for text, doing in pressed.items())
        )

    def words(self) -> str:
        """The state of the vote in a word, for the tab."""
        return "表决中" if _running(self._item) else "表决"


def _line(*widgets: QWidget) -> QWidget:
    """Widgets at the left of a line of their own."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    for one in widgets:
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
