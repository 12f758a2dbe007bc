"""The drawer of one event: shows it, offers the next step and the other moves."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.desk.labels import button
from app.desk.page import Page
from app.events.event_views import EventDetail, event_detail
from app.events.events import reveal_reporter
from app.events.pages.at_hand import EVENT_KINDS, AtHand
from app.events.pages.event_forms import EventForms
from app.events.pages.event_panel import event_panel
from app.events.pages.photos import photos_of


class EventDrawer(QObject):
    """Shows events in a page's drawer and carries out what is pressed there."""

    sheet_asked = Signal(object)
    """Id of an event whose sheet is to be previewed."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._reading: UUID | None = None
        self.forms = EventForms(page, hand, self._again)
        self.forms.begun.connect(self.forget)
        self.forms.reported.connect(self._read)
        self.forms.similar_asked.connect(self.open)
        page.drawer.closed.connect(self.forget)
        hand.work.watch(self, EVENT_KINDS, self.refresh)

    # -- showing ------------------------------------------------------------------------------

    def open(self, event_id: UUID) -> None:
        """Show an event, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(event_id)

    def refresh(self) -> None:
        """Read the shown event again; a form that is open stays."""
        body = self._page.drawer.body()
        if self._reading is not None and body is not None and body.property("event"):
            self._read(self._reading)

    def forget(self) -> None:
        """Nothing, or something else, is shown in the drawer now."""
        self._reading = None

    def _again(self) -> None:
        """Back from a form to the event."""
        if self._reading is not None:
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
        self._page.drawer.show_content(detail.row.title, body, self._buttons(detail))

    # -- buttons ------------------------------------------------------------------------------

    def _buttons(self, detail: EventDetail) -> tuple[QPushButton, ...]:
        more = button("其他操作")
        more.setMenu(self._menu(detail))
        offer = detail.next_move
        if offer is None or not self._hand.actor.may(offer.permission):
            return (more, button("关闭", press=self._page.drawer.close_drawer))
        go = partial(self.forms.move, detail, offer)
        return (more, button(offer.label, "primary", press=go))

    def _menu(self, detail: EventDetail) -> QMenu:
        menu, forms = QMenu(self._page), self.forms
        for offer in detail.moves:
            if offer is not detail.next_move and self._hand.actor.may(offer.permission):
                go = partial(forms.move, detail, offer)
                menu.addAction(offer.label).triggered.connect(go)
        menu.addSeparator()
        if self._hand.reports:
            menu.addAction("写备注").triggered.connect(partial(forms.note, detail))
            if detail.can_edit:
                menu.addAction("修改事项").triggered.connect(partial(forms.edit, detail))
                menu.addAction("并入重复事项").triggered.connect(partial(forms.merge, detail))
        if self._hand.reveals and detail.reporter_phone:
            show = partial(self._reveal, detail)
            menu.addAction("显示反映人电话").triggered.connect(show)
        sheet = partial(self.sheet_asked.emit, detail.row.id)
        menu.addAction("打印处置单").triggered.connect(sheet)
        return menu

    def _reveal(self, detail: EventDetail, _checked: bool = False) -> None:
        then = partial(self._show_phone, detail)
        self._hand.work.write(reveal_reporter, detail.row.id, then=then, owner=self)

    def _show_phone(self, detail: EventDetail, phone: str) -> None:
        self._show(replace(detail, reporter_phone=phone))
