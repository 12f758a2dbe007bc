"""The drawer of one whistle, for those who blew it and for those who send departments."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.attachments import album
from app.attachments.rules import KIND_NAMES, AttachmentKind
from app.desk.labels import button
from app.desk.page import Page
from app.desk.phones import spaced
from app.desk.photo_panel import PhotoPanel
from app.directing.pages.at_hand import WHISTLE_KINDS, AtHand
from app.directing.pages.shown_sheet import ShownSheet
from app.directing.pages.whistle_forms import WhistleForms
from app.directing.pages.whistle_panel import whistle_panel
from app.directing.response_views import ResponseRow
from app.directing.terms import ResponseState, WhistleState
from app.directing.whistle_views import WhistleSheet, whistle_sheet
from app.directing.whistles import reveal_contact

KINDS = tuple(
    (kind.value, KIND_NAMES[kind]) for kind in (AttachmentKind.BEFORE, AttachmentKind.AFTER)
)


class WhistleDrawer(ShownSheet):
    """Shows whistles in a page's drawer and carries out what is pressed there."""

    event_asked = Signal(object)
    """Id of the event that went up."""
    kind = "whistle"

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page, hand, WHISTLE_KINDS)
        self._ask = WhistleForms(self)

    def query(self, record_id: UUID) -> Callable[..., Any]:
        """What is read of a whistle."""
        return partial(whistle_sheet, whistle_id=record_id)

    def title(self, sheet: WhistleSheet) -> str:
        """What happened."""
        return sheet.row.title

    def panel(self, sheet: WhistleSheet) -> QWidget:
        """The story, with the buttons of each department."""
        return whistle_panel(sheet, self._doing, self._photos(sheet), self._contact(sheet))

    def _photos(self, sheet: WhistleSheet) -> QWidget | None:
        if not sheet.photos:
            return None
        photos = PhotoPanel(self.hand.work, album, KINDS, may_change=False)
        photos.show_record(record_table="whistle", record_id=sheet.row.id)
        return photos

    # -- the reporter's name and phone, masked until they are asked for -----------------------

    def _contact(self, sheet: WhistleSheet) -> QPushButton | None:
        if not (sheet.is_named and self.hand.reveals):
            return None
        made = button("显示姓名和电话", "quiet", "eye", press=partial(self._reveal, sheet))
        made.setToolTip("会记入操作日志")
        return made

    def _reveal(self, sheet: WhistleSheet, _checked: bool = False) -> None:
        then = partial(self._tell_contact, sheet)
        self.hand.work.write(reveal_contact, whistle_id=sheet.row.id, then=then, owner=self)

    def _tell_contact(self, sheet: WhistleSheet, contact: str) -> None:
        name, _, phone = contact.rpartition(" ")
        if not phone.isdigit():
            name, phone = contact, ""
        self.show_sheet(replace(sheet, contact_name=name, contact_phone=spaced(phone)))

    # -- what may be done ---------------------------------------------------------------------

    def _doing(self, row: ResponseRow) -> list[QPushButton]:
        """The buttons of one department."""
        offers = [
            ("评价", self._ask.rate, row.can_rate and self.hand.whistles and not row.rating),
            ("撤回", self._ask.recall, self._is_ours(row)),
            ("登记答复", self._ask.answer, self._is_ours(row)),
            ("登记报到", self._ask.arrive, self._waits_for(row)),
        ]
        return [button(word, "quiet", press=partial(ask, row)) for word, ask, on in offers if on]

    def _is_ours(self, row: ResponseRow) -> bool:
        under_way = (ResponseState.ASSIGNED, ResponseState.ARRIVED)
        return self.hand.responds and row.is_own and row.state in under_way

    def _waits_for(self, row: ResponseRow) -> bool:
        return self._is_ours(row) and row.state is ResponseState.ASSIGNED

    def buttons(self, sheet: WhistleSheet) -> tuple[QPushButton, ...]:
        """The next step at the right; the rest in the menu."""
        menu = self._menu(sheet)
        step = self._next_step(sheet)
        return tuple(one for one in (menu, step) if one is not None)

    def _next_step(self, sheet: WhistleSheet) -> QPushButton | None:
        if sheet.can_assign and self.hand.responds and sheet.row.state is WhistleState.WAITING:
            return self.primary("派单", partial(self._ask.assign, sheet))
        if sheet.can_end and self.hand.whistles and sheet.row.state is WhistleState.TO_RATE:
            return self.primary("评价并办结", partial(self._ask.end, sheet))
        ours = [row for row in sheet.responses if self._is_ours(row)]
        if not ours:
            return None
        first = min(ours, key=lambda row: (row.due_at is None, row.due_at, not row.is_lead))
        word, ask = ("登记答复", self._ask.answer)
        if first.state is ResponseState.ASSIGNED:
            word, ask = ("登记报到", self._ask.arrive)
        whose = f"：{first.department}" if len(ours) > 1 else ""
        return self.primary(f"{word}{whose}", partial(ask, first))

    def _menu(self, sheet: WhistleSheet) -> QPushButton | None:
        state, hand = sheet.row.state, self.hand
        offers = (
            ("再派部门", partial(self._ask.assign, sheet),
             sheet.can_assign and hand.responds and state is not WhistleState.WAITING),
            ("查看事项", partial(self._ask_event, sheet.row.event_id),
             sheet.event_is_here and not hand.is_above),
            ("撤回吹哨", partial(self._ask.withdraw, sheet), sheet.can_withdraw and hand.whistles),
        )  # fmt: skip
        on = [(words, does) for words, does, may in offers if may]
        if not on:
            return None
        more = button("其他操作")
        menu = QMenu(more)
        for words, does in on:
            menu.addAction(words).triggered.connect(does)
        more.setMenu(menu)
        return more

    def _ask_event(self, event_id: UUID, _checked: bool = False) -> None:
        self.event_asked.emit(event_id)
