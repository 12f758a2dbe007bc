"""The drawer of one event: shows it, offers the next step and the other moves."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton
from shiboken6 import isValid

from app.desk.labels import button
from app.desk.page import Page
from app.desk.phones import spaced
from app.events.event_views import EventDetail, MoveOffer, event_detail
from app.events.events import reveal_reporter
from app.events.pages.at_hand import EVENT_KINDS, AtHand
from app.events.pages.event_forms import EventForms
from app.events.pages.event_panel import event_panel
from app.events.pages.photos import photos_of
from app.events.stages import IN_HANDLING, State

ONWARDS = frozenset({"accept", "dispatch", "handle", "verify", "close", "resume"})
"""Moves that may stand on a button of their own; what stops an event is in the menu."""
MAY_BE_MERGED = (State.REPORTED, *IN_HANDLING)


class EventDrawer(QObject):
    """Shows events in a page's drawer and carries out what is pressed there."""

    sheet_asked = Signal(object)
    """Id of an event whose sheet is to be previewed."""
    shown = Signal(object)
    """Id of the event in the drawer."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._reading: UUID | None = None
        self._primary: QPushButton | None = None
        self._goes_on = False
        """A form was just saved: the next step takes the focus, so that Enter goes on."""
        self.forms = EventForms(page, hand, self._again)
        self.forms.begun.connect(self.forget)
        self.forms.reported.connect(self._show_reported)
        self.forms.similar_asked.connect(self.show_event)
        page.drawer.closed.connect(self.forget)
        hand.work.watch(self, EVENT_KINDS, self.refresh)

    # -- showing ------------------------------------------------------------------------------

    def open(self, event_id: UUID) -> None:
        """Show an event, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(event_id)

    def show_event(self, event_id: UUID) -> None:
        """Show an event in place of what is there; nothing is asked any more."""
        self._read(event_id)

    def refresh(self) -> None:
        """Read the shown event again; a form that is open stays."""
        body = self._page.drawer.body()
        if self._reading is not None and body is not None and body.property("event"):
            self._read(self._reading)

    def forget(self) -> None:
        """Nothing, or something else, is shown in the drawer now."""
        self._reading, self._primary = None, None

    def go_on(self) -> None:
        """Press the next step of the event that is shown."""
        if self._primary is not None and isValid(self._primary):
            self._primary.click()

    def _show_reported(self, event_id: UUID) -> None:
        self._goes_on = True
        self._read(event_id)

    def _again(self) -> None:
        """Back from a form to the event."""
        if self._reading is not None:
            self._goes_on = True
            self._read(self._reading)
        else:
            self._page.drawer.dismiss()

    def _read(self, event_id: UUID) -> None:
        self._reading = event_id
        self._hand.work.read(
            event_detail, event_id=event_id, then=self._show, owner=self, latest="event"
        )

    def _show(self, detail: EventDetail) -> None:
        if detail.row.id != self._reading:
            return
        body = event_panel(detail, photos_of(self._hand, detail))
        body.setProperty("event", str(detail.row.id))
        steps = self._next_steps(detail)
        buttons = self._buttons(detail, steps)
        self._primary = buttons[-1] if steps else None
        self._page.drawer.show_content(detail.row.title, body, buttons)
        if self._goes_on and self._primary is not None:
            self._primary.setFocus(Qt.FocusReason.OtherFocusReason)
        self._goes_on = False
        self.shown.emit(detail.row.id)

    # -- buttons ------------------------------------------------------------------------------

    def _offers(self, detail: EventDetail) -> list[MoveOffer]:
        """The moves that this account may make."""
        return [offer for offer in detail.moves if self._hand.actor.may(offer.permission)]

    def _next_steps(self, detail: EventDetail) -> list[MoveOffer]:
        """The next step, and the one that stands beside it, where there are such."""
        possible = [offer for offer in self._offers(detail) if not offer.missing]
        return [offer for offer in possible if offer.key in ONWARDS][:2]

    def _buttons(self, detail: EventDetail, steps: list[MoveOffer]) -> tuple[QPushButton, ...]:
        if not self._hand.reports:
            printing = partial(self._ask_sheet, detail.row.id)
            return (button("打印处置单", icon_name="printer", press=printing),)
        more = button("其他操作")
        more.setMenu(self._menu(detail, more, steps))
        made = [
            button(offer.label, press=partial(self.forms.move, detail, offer)) for offer in steps
        ]
        if made:
            made[0].setProperty("role", "primary")
            made[0].setAutoDefault(True)
            made[0].setToolTip("列表中按 Ctrl+Enter")
        return (more, *reversed(made))

    def _menu(self, detail: EventDetail, more: QPushButton, steps: list[MoveOffer]) -> QMenu:
        menu, forms = QMenu(more), self.forms
        for offer in self._offers(detail):
            if offer not in steps:
                go = partial(forms.move, detail, offer)
                menu.addAction(offer.label).triggered.connect(go)
        menu.addSeparator()
        menu.addAction("写备注").triggered.connect(partial(forms.note, detail))
        if detail.can_edit:
            menu.addAction("修改事项").triggered.connect(partial(forms.edit, detail))
        if detail.row.state in MAY_BE_MERGED:
            menu.addAction("并入重复事项").triggered.connect(partial(forms.merge, detail))
        if self._hand.reveals and detail.reporter_phone:
            show = partial(self._reveal, detail)
            menu.addAction("显示反映人电话").triggered.connect(show)
        sheet = partial(self._ask_sheet, detail.row.id)
        menu.addAction("打印处置单").triggered.connect(sheet)
        return menu

    def _ask_sheet(self, event_id: UUID, _checked: bool = False) -> None:
        self.sheet_asked.emit(event_id)

    def _reveal(self, detail: EventDetail, _checked: bool = False) -> None:
        then = partial(self._show_phone, detail)
        self._hand.work.write(reveal_reporter, detail.row.id, then=then, owner=self)

    def _show_phone(self, detail: EventDetail, phone: str) -> None:
        self._show(replace(detail, reporter_phone=spaced(phone)))
