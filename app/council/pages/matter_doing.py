"""What can be done with the matter in the drawer: its next step, the menu, the papers."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from app.council.matter_views import MatterDetail, NextAction
from app.council.pages.at_hand import AtHand
from app.council.pages.matter_data import MatterWhole
from app.council.pages.matter_forms import MatterForms
from app.council.pages.notice_forms import NoticeForms
from app.council.pages.poll_forms import PollForms
from app.council.pages.proposal_forms import ProposalForms
from app.council.stages import Stage
from app.council.terms import MeetingState, VoteMethod, VoteState
from app.council.vote_views import VoteView
from app.desk.page import Page

AROUND_MEETINGS = {"plan_meeting", "give_notice", "post_notice", "poll"}
AT_THE_MEETING = {"open_meeting", "sign_in", "discuss", "vote", "close_vote"}
AT_WORK = {"plan_work", "work", "finish_work", "decide_change"}
AT_EVALUATION = {"begin_round", "count_forms"}


class MatterDoing(QObject):
    """Carries out what is pressed on a matter; ``back`` leads from a form to it."""

    meeting_asked = Signal(object, object)
    """(meeting id, agenda item id): go to the meeting."""
    plan_asked = Signal(object)
    """Id of the matter to put on the agenda of a new meeting."""
    notice_of_meeting_asked = Signal(object)
    """Id of a meeting whose notice is to be recorded."""
    work_asked = Signal(object, str)
    """(matter id, key of the next action): go to the work on it."""
    evaluation_asked = Signal(object)
    """Id of the matter: go to its evaluation."""
    poll_asked = Signal(object)
    """Id of a poll."""
    paper_asked = Signal(str, object)
    """(key of a paper, id of its record)."""
    picture_asked = Signal(object)
    """Id of a result notice that is to become a long picture."""
    matter_asked = Signal(object)
    """Id of another matter."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand = page, hand
        self.forms = MatterForms(page, hand, back)
        self.notices = NoticeForms(page, hand, back)
        self.notices.posted.connect(partial(self.paper_asked.emit, "result_notice"))
        self.proposals = ProposalForms(page, hand, back)
        self.polls = PollForms(page, hand, back)

    # -- the next step ------------------------------------------------------------------------

    def may(self, action: NextAction) -> bool:
        """Whether this account may do what comes next; looking at a notice is everybody's."""
        if action.key == "wait_notice":
            return True
        at_meeting = action.key in AT_THE_MEETING or action.key in AROUND_MEETINGS
        return self._hand.runs_meetings if at_meeting else self._hand.edits_matters

    def act(self, detail: MatterDetail, action: NextAction, _checked: bool = False) -> None:
        """Do what comes next."""
        matter_id = detail.row.id
        doing: dict[str, Callable[[], object]] = {
            "screen": partial(self.forms.screen, detail),
            "edit": partial(self.forms.edit, detail),
            "plan_meeting": partial(self.plan_asked.emit, matter_id),
            "give_notice": partial(self.notice_of_meeting_asked.emit, action.meeting_id),
            "answer_objections": partial(self.notices.answer, detail),
            "poll": partial(self.poll_asked.emit, action.vote_id),
        }
        doing |= {key: partial(self.work_asked.emit, matter_id, key) for key in AT_WORK}
        doing |= {key: partial(self.evaluation_asked.emit, matter_id) for key in AT_EVALUATION}
        if action.key in doing:
            doing[action.key]()
        elif action.key == "post_notice" and action.vote_id is not None:
            self.notices.post(action.vote_id)
        elif action.key == "wait_notice":
            self.paper_asked.emit("result_notice", detail.notices[-1].id)
        elif action.key == "sign_in" and _is_planned(detail, action):
            self.paper_asked.emit("sign_in_sheet", action.meeting_id)
        elif action.key in AT_THE_MEETING:
            self.meeting_asked.emit(action.meeting_id, action.item_id)
        else:
            self.move_to(detail, action.key.removeprefix("move:"))

    def move_to(self, detail: MatterDetail, key: str) -> None:
        """Make one of the moves offered."""
        offer = next((offer for offer in detail.moves if offer.key == key), None)
        if offer is not None:
            self.forms.move(detail, offer)

    # -- the menus ----------------------------------------------------------------------------

    def menu(self, whole: MatterWhole) -> QMenu:
        """Everything else that can be done."""
        menu, detail = QMenu(self._page), whole.detail
        if self._hand.edits_matters:
            self._add_proposal(menu, detail)
            self._add_moves(menu, detail)
        if self._hand.runs_meetings and _may_poll(detail):
            menu.addAction("入户征求意见").triggered.connect(partial(self.polls.begin, detail))
        if self._hand.edits_matters and detail.notices:
            receive = partial(self.notices.receive, detail.notices[-1].id)
            menu.addAction("登记异议").triggered.connect(receive)
        if whole.has_work:
            go = partial(self.work_asked.emit, detail.row.id, "")
            menu.addAction("办理情况").triggered.connect(go)
        if whole.rounds:
            rounds = partial(self.evaluation_asked.emit, detail.row.id)
            menu.addAction("评议情况").triggered.connect(rounds)
        for vote in detail.votes:
            if vote.method is VoteMethod.HOUSEHOLD_POLL:
                slips = partial(self.poll_asked.emit, vote.id)
                menu.addAction("入户征求意见情况").triggered.connect(slips)
        for notice in detail.notices:
            look = partial(self.paper_asked.emit, "result_notice", notice.id)
            menu.addAction("查看结果公示").triggered.connect(look)
        for ref in detail.meetings[:3]:
            enter = partial(self.meeting_asked.emit, ref.id, ref.item_id)
            menu.addAction(f"打开会议 {ref.number}").triggered.connect(enter)
        return menu

    def _add_proposal(self, menu: QMenu, detail: MatterDetail) -> None:
        entries: list[tuple[str, Callable[..., object]]] = []
        stage = detail.row.stage
        if detail.can_edit:
            entries.append(("修改议题", self.forms.edit))
        if stage in (Stage.PROPOSE, Stage.DELIBERATE):
            entries += [
                ("登记附议", self.proposals.second),
                ("并入相近的议题", self.proposals.merge),
            ]
        if stage is Stage.PROPOSE:
            entries.append(("转办", self.proposals.hand_over))
        for text, doing in entries:
            menu.addAction(text).triggered.connect(partial(doing, detail))
        if stage is Stage.MERGED:
            part = partial(self.proposals.part, detail.row.id, detail.row.title)
            menu.addAction("取消并案").triggered.connect(part)

    def _add_moves(self, menu: QMenu, detail: MatterDetail) -> None:
        next_key = detail.next_action.key if detail.next_action else ""
        for offer in detail.moves:
            if f"move:{offer.key}" != next_key:
                move = partial(self.forms.move, detail, offer)
                menu.addAction(offer.label).triggered.connect(move)

    def papers(self, whole: MatterWhole) -> QMenu:
        """Every paper there is of the matter now."""
        menu, detail = QMenu(self._page), whole.detail
        matter_id = detail.row.id
        entries: list[tuple[str, str, UUID]] = [("提议表", "proposal_form", matter_id)]
        for vote in detail.votes:
            entries += _vote_papers(vote)
        entries += [("表决结果公示", "result_notice", one.id) for one in detail.notices]
        if whole.work.plan is not None:
            entries.append(("办理单", "work_sheet", matter_id))
        if detail.row.stage in (Stage.IMPLEMENT, Stage.EVALUATE):
            entries.append(("评议表", "evaluation_form", matter_id))
        for one in whole.rounds:
            if one.closed_on:
                entries.append((f"第 {one.number} 轮评议结果", "evaluation_result", one.id))
        entries.append(("议事卷宗", "case_file", matter_id))
        for text, key, record in entries:
            menu.addAction(text).triggered.connect(partial(self.paper_asked.emit, key, record))
        if detail.notices:
            menu.addSeparator()
            picture = partial(self.picture_asked.emit, detail.notices[-1].id)
            menu.addAction("公示长图，发居民群").triggered.connect(picture)
        return menu


def _vote_papers(vote: VoteView) -> list[tuple[str, str, UUID]]:
    if vote.state is not VoteState.CLOSED:
        return []
    return [("表决结果", "vote_report", vote.id), ("决议", "resolution", vote.id)]


def _may_poll(detail: MatterDetail) -> bool:
    """Whether households may be asked: discussed at a meeting, and no vote is running."""
    if detail.row.stage not in (Stage.DELIBERATE, Stage.DECIDE):
        return False
    held = any(ref.state in (MeetingState.OPEN, MeetingState.CLOSED) for ref in detail.meetings)
    return held and not any(vote.state is VoteState.OPEN for vote in detail.votes)


def running_poll(detail: MatterDetail) -> VoteView | None:
    """The poll under way."""
    polls = (vote for vote in detail.votes if vote.method is VoteMethod.HOUSEHOLD_POLL)
    return next((vote for vote in polls if vote.state is VoteState.OPEN), None)


def _is_planned(detail: MatterDetail, action: NextAction) -> bool:
    refs = (ref for ref in detail.meetings if ref.id == action.meeting_id)
    return any(ref.state is MeetingState.PLANNED for ref in refs)
