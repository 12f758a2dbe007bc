"""The drawer of one matter: shows it, offers the next step and the other moves."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.council.matter_views import MatterDetail, NextAction, matter_detail
from app.council.pages.at_hand import MATTER_KINDS, AtHand
from app.council.pages.matter_forms import MatterForms
from app.council.pages.matter_panel import matter_panel
from app.council.pages.notice_forms import NoticeForms
from app.council.stages import Move, Stage
from app.council.terms import MeetingState
from app.desk.labels import button
from app.desk.page import Page

AROUND_MEETINGS = {"plan_meeting", "give_notice", "post_notice"}
AT_THE_MEETING = {"open_meeting", "sign_in", "discuss", "vote", "close_vote"}


class MatterDrawer(QObject):
    """Shows matters in a page's drawer and carries out what is pressed there."""

    shown = Signal(object)
    """Id of the matter now in the drawer; None when it is closed."""
    meeting_asked = Signal(object, object)
    """(meeting id, agenda item id): go to the meeting."""
    plan_asked = Signal(object)
    """Id of the matter to put on the agenda of a new meeting."""
    notice_of_meeting_asked = Signal(object)
    """Id of a meeting whose notice is to be recorded."""
    sign_in_sheet_asked = Signal(object)
    """Id of a meeting."""
    result_notice_asked = Signal(object)
    """Id of a result notice to be previewed."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self.forms = MatterForms(page, hand, self._again)
        self.forms.begun.connect(self.forget)
        self.forms.proposed.connect(self._read)
        self._notices = NoticeForms(page, hand, self._again)
        self._notices.posted.connect(self.result_notice_asked)
        self._detail: MatterDetail | None = None
        self._reading: UUID | None = None
        page.drawer.closed.connect(self.forget)
        hand.work.watch(self, MATTER_KINDS, self.refresh)

    # -- showing ------------------------------------------------------------------------------

    def open(self, matter_id: UUID) -> None:
        """Show a matter, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(matter_id)

    def refresh(self) -> None:
        """Read the shown matter again; a form that is open stays."""
        if self._detail is not None and self._is_panel():
            self._read(self._detail.row.id)

    def mark_again(self) -> None:
        """Say again which matter is shown: the board has new cards."""
        if self._detail is not None and self._is_panel():
            self.shown.emit(self._detail.row.id)

    def forget(self) -> None:
        """Something else is shown in the drawer now."""
        self._detail = self._reading = None
        self.shown.emit(None)

    def _read(self, matter_id: UUID) -> None:
        self._reading = matter_id
        self._hand.work.read(
            matter_detail, matter_id=matter_id, then=self._show, owner=self, latest="matter"
        )

    def _show(self, detail: MatterDetail) -> None:
        if detail.row.id != self._reading:
            return
        self._detail = detail
        body = matter_panel(detail)
        body.setProperty("matter", str(detail.row.id))
        self._page.drawer.show_content(detail.row.title, body, self._buttons(detail))
        self.shown.emit(detail.row.id)

    def _is_panel(self) -> bool:
        body = self._page.drawer.body()
        return self._page.drawer.isVisible() and bool(body and body.property("matter"))

    def _again(self) -> None:
        """Back from a form to the matter."""
        if self._detail is not None:
            self._read(self._detail.row.id)
        else:
            self._page.drawer.hide()
            self.shown.emit(None)

    # -- buttons ------------------------------------------------------------------------------

    def _buttons(self, detail: MatterDetail) -> tuple[QPushButton, ...]:
        found = []
        menu = self._menu(detail)
        if not menu.isEmpty():
            more = button("其他操作")
            more.setMenu(menu)
            found.append(more)
        action = detail.next_action
        if action is not None and _may(self._hand, action):
            found.append(button(action.label, "primary", press=partial(self._act, action)))
        if len(found) == 1 and menu.isEmpty() is False:
            found.append(button("关闭", press=self._page.drawer.close_drawer))
        return tuple(found)

    def _menu(self, detail: MatterDetail) -> QMenu:
        menu = QMenu(self._page)
        if self._hand.edits_matters:
            if detail.can_edit:
                menu.addAction("修改议题").triggered.connect(partial(self.forms.edit, detail))
            next_key = detail.next_action.key if detail.next_action else ""
            for offer in detail.moves:
                if f"move:{offer.key}" != next_key:
                    menu.addAction(offer.label).triggered.connect(
                        partial(self.forms.move, detail, offer)
                    )
            if detail.notices:
                action = menu.addAction("登记异议")
                action.triggered.connect(partial(self._notices.receive, detail.notices[-1].id))
        for notice in detail.notices:
            look = partial(self.result_notice_asked.emit, notice.id)
            menu.addAction("查看结果公示").triggered.connect(look)
        for ref in detail.meetings[:3]:
            go = partial(self.meeting_asked.emit, ref.id, ref.item_id)
            menu.addAction(f"打开会议 {ref.number}").triggered.connect(go)
        return menu

    def _act(self, action: NextAction, _checked: bool = False) -> None:
        detail = self._detail
        if detail is None:
            return
        doing: dict[str, Callable[[], object]] = {
            "screen": partial(self.forms.screen, detail),
            "edit": partial(self.forms.edit, detail),
            "plan_meeting": partial(self.plan_asked.emit, detail.row.id),
            "give_notice": partial(self.notice_of_meeting_asked.emit, action.meeting_id),
            "answer_objections": partial(self._notices.answer, detail),
        }
        if action.key in doing:
            doing[action.key]()
        elif action.key == "post_notice" and action.vote_id is not None:
            self._notices.post(action.vote_id)
        elif action.key == "wait_notice":
            self.result_notice_asked.emit(detail.notices[-1].id)
        elif action.key == "sign_in" and _is_planned(detail, action):
            self.sign_in_sheet_asked.emit(action.meeting_id)
        elif action.key in AT_THE_MEETING:
            self.meeting_asked.emit(action.meeting_id, action.item_id)
        else:
            self.move_to(detail, action.key.removeprefix("move:"))

    # -- moving -------------------------------------------------------------------------------

    def move_by_drag(self, matter_id: UUID, move: Move) -> None:
        """A card was dropped on another column: show the matter, then make the move."""
        if not self._page.drawer.may_leave():
            return
        self._reading = matter_id
        then = partial(self._show_and_move, move)
        self._hand.work.read(matter_detail, matter_id=matter_id, then=then, owner=self)

    def _show_and_move(self, move: Move, detail: MatterDetail) -> None:
        self._show(detail)
        if move.key == "accept" and detail.row.stage is Stage.PROPOSE:
            action = detail.next_action
            if action is not None:
                self._act(action)
        else:
            self.move_to(detail, move.key)

    def move_to(self, detail: MatterDetail, key: str) -> None:
        """Make one of the moves offered."""
        offer = next((offer for offer in detail.moves if offer.key == key), None)
        if offer is not None:
            self.forms.move(detail, offer)


def _may(hand: AtHand, action: NextAction) -> bool:
    """Whether this account may do what comes next; looking at a notice is everybody's."""
    if action.key == "wait_notice":
        return True
    at_meeting = action.key in AT_THE_MEETING or action.key in AROUND_MEETINGS
    return hand.runs_meetings if at_meeting else hand.edits_matters


def _is_planned(detail: MatterDetail, action: NextAction) -> bool:
    refs = (ref for ref in detail.meetings if ref.id == action.meeting_id)
    return any(ref.state is MeetingState.PLANNED for ref in refs)
