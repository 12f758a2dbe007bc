"""The drawer of one matter: shows it, offers the next step and the other moves."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.council import matters, steps
from app.council.matter_views import MatterDetail, MoveOffer, NextAction, matter_detail
from app.council.pages.at_hand import MATTER_KINDS, AtHand
from app.council.pages.drawer_form import DrawerForms
from app.council.pages.matter_form import MatterForm
from app.council.pages.matter_panel import matter_panel
from app.council.pages.notice_forms import NoticeForms
from app.council.pages.pieces import missing_notice
from app.council.stages import Move, Stage
from app.council.terms import MeetingState
from app.desk.fields import Choice, Field
from app.desk.labels import button
from app.desk.page import Page
from app.errors import LirenError
from app.grids.queries import Choice as GridChoice
from app.grids.queries import grid_choices

REASON_WORDS = {
    "evaluate": ("办理结果", "做了什么、何时完成、花费多少"),
    "archive": ("居民评价", "发出、收回多少评议表，满意多少"),
    "shelve": ("协商结果", "为什么不再表决，怎样答复提议人"),
}
"""Label and hint where the words of a move are more than a reason."""
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
        self._forms = DrawerForms(page, hand)
        self._notices = NoticeForms(page, hand, self._again)
        self._notices.posted.connect(self.result_notice_asked)
        self._detail: MatterDetail | None = None
        self._reading: UUID | None = None
        page.drawer.closed.connect(self._closed)
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

    def _closed(self) -> None:
        self.forget()

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
        if action is not None and self._may(action):
            found.append(button(action.label, "primary", press=partial(self._act, action)))
        if len(found) == 1 and menu.isEmpty() is False:
            found.append(button("关闭", press=self._page.drawer.close_drawer))
        return tuple(found)

    def _may(self, action: NextAction) -> bool:
        if action.key == "wait_notice":
            return True
        meeting = action.key in AT_THE_MEETING or action.key in (
            "plan_meeting", "give_notice", "post_notice",
        )  # fmt: skip
        return self._hand.runs_meetings if meeting else self._hand.edits_matters

    def _menu(self, detail: MatterDetail) -> QMenu:
        menu = QMenu(self._page)
        if self._hand.edits_matters:
            if detail.can_edit:
                menu.addAction("修改议题").triggered.connect(partial(self._edit, detail))
            next_key = detail.next_action.key if detail.next_action else ""
            for offer in detail.moves:
                if f"move:{offer.key}" != next_key:
                    menu.addAction(offer.label).triggered.connect(partial(self._move, offer))
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
            "screen": partial(self._screen, detail),
            "edit": partial(self._edit, detail),
            "plan_meeting": partial(self.plan_asked.emit, detail.row.id),
            "give_notice": partial(self.notice_of_meeting_asked.emit, action.meeting_id),
            "post_notice": partial(self._notices.post, action.vote_id),
            "wait_notice": partial(self._look_at_notice, detail),
            "answer_objections": partial(self._notices.answer, detail),
        }
        if action.key in doing:
            doing[action.key]()
        elif action.key == "sign_in" and self._is_planned(detail, action):
            self.sign_in_sheet_asked.emit(action.meeting_id)
        elif action.key in AT_THE_MEETING:
            self.meeting_asked.emit(action.meeting_id, action.item_id)
        else:
            self.move_to(detail, action.key.removeprefix("move:"))

    @staticmethod
    def _is_planned(detail: MatterDetail, action: NextAction) -> bool:
        refs = (ref for ref in detail.meetings if ref.id == action.meeting_id)
        return any(ref.state is MeetingState.PLANNED for ref in refs)

    def _look_at_notice(self, detail: MatterDetail) -> None:
        if detail.notices:
            self.result_notice_asked.emit(detail.notices[-1].id)

    # -- registering and correcting -----------------------------------------------------------

    def propose(self) -> None:
        """Show the form of a new matter."""
        if self._page.drawer.may_leave():
            self.forget()
            self._hand.work.read(grid_choices, then=self._show_new, owner=self)

    def _show_new(self, grids: list[GridChoice]) -> None:
        form = MatterForm(self._hand, grids)
        save = partial(self._propose, form)
        self._forms.show("登记议题", form, save, self._again, draft="matter/new")

    def _propose(self, form: MatterForm, values: dict[str, Any]) -> None:
        self._send(form, values, matters.propose_matter, then=partial(self._proposed, form))

    def _proposed(self, form: MatterForm, matter_id: UUID) -> None:
        form.done.disconnect(self._again)
        form.saved()
        self._read(matter_id)

    def _edit(self, detail: MatterDetail, _checked: bool = False) -> None:
        self._hand.work.read(grid_choices, then=partial(self._show_edit, detail), owner=self)

    def _show_edit(self, detail: MatterDetail, grids: list[GridChoice]) -> None:
        form = MatterForm(self._hand, grids, detail)
        save = partial(self._save_edit, form, detail.row.id)
        key = f"matter/{detail.row.id}"
        self._forms.show("修改议题", form, save, self._again, draft=key)

    def _save_edit(self, form: MatterForm, matter_id: UUID, values: dict[str, Any]) -> None:
        use_case = partial(matters.edit_matter, matter_id=matter_id)
        self._send(form, values, use_case, then=form.saved)

    def _send(
        self,
        form: MatterForm,
        values: dict[str, Any],
        use_case: Callable[..., Any],
        then: Callable[[Any], object],
    ) -> None:
        try:
            text = form.text(values)
        except LirenError as error:
            form.show_error(error)
            return
        form.set_busy(True)
        self._hand.work.write(use_case, text=text, then=then, failed=form.show_error, owner=self)

    # -- screening and moving -----------------------------------------------------------------

    def _screen(self, detail: MatterDetail) -> None:
        fields = [
            Field("accepted", "审核结果", "choice", required=True, default=True,
                  choices=(Choice(True, "受理，交议事会"), Choice(False, "不予受理，退回提议人"))),
            Field("opinion", "审核意见", "long_text",
                  hint="不予受理时必须写明理由，答复提议人"),
        ]  # fmt: skip
        self._ask_and_write(
            "审核议题", fields, partial(matters.screen_matter, matter_id=detail.row.id),
            save="提交审核", draft=f"screen/{detail.row.id}",
        )  # fmt: skip

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
            self._move(offer)

    def _move(self, offer: MoveOffer, _checked: bool = False) -> None:
        detail = self._detail
        if detail is None:
            return
        if offer.missing:
            note = missing_notice(f"还不能“{offer.label}”", offer.missing)
            back = button("知道了", "primary", press=self._again)
            self._page.drawer.show_content(detail.row.title, note, (back,))
            return
        use_case = partial(steps.move_matter, matter_id=detail.row.id, move=offer.key)
        if not offer.needs_reason:
            self._hand.work.write(use_case, owner=self)
            return
        name, hint = REASON_WORDS.get(offer.key, ("理由", "会记入议题经过"))
        fields = [Field("reason", name, "long_text", required=True, hint=hint)]
        key = f"move/{detail.row.id}/{offer.key}"
        self._ask_and_write(offer.label, fields, use_case, save="确定", draft=key)

    def _ask_and_write(
        self, heading: str, fields: list[Field], use_case: Callable[..., Any],
        *, save: str, draft: str,
    ) -> None:  # fmt: skip
        form = self._forms.ask(heading, fields, _ignore, self._again, save=save, draft=draft)
        form.submitted.connect(partial(self._write, form, use_case))

    def _write(self, form: Any, use_case: Callable[..., Any], values: dict[str, Any]) -> None:
        form.set_busy(True)
        self._hand.work.write(
            partial(use_case, **values), then=form.saved, failed=form.show_error, owner=self
        )


def _ignore(_values: object) -> None:
    """The form's values are taken elsewhere."""


