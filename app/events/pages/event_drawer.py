"""The drawer of one event: shows it, and comes back to it from its forms."""

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.desk.page import Page
from app.events.event_views import EventDetail, event_detail
from app.events.pages.at_hand import EVENT_KINDS, AtHand
from app.events.pages.event_foot import EventFoot
from app.events.pages.event_forms import EventForms
from app.events.pages.event_panel import event_panel
from app.events.pages.photos import photos_of
from app.events.pages.whistle_progress import whistle_of


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
        self._goes_on = False
        """A form was just saved: the next step takes the focus, so that Enter goes on."""
        self.forms = EventForms(page, hand, self._again)
        self.forms.begun.connect(self.forget)
        self.forms.reported.connect(self._show_reported)
        self.forms.similar_asked.connect(self.show_event)
        self._foot = EventFoot(self, hand, self.forms)
        self._foot.sheet_asked.connect(self.sheet_asked)
        self._foot.revealed.connect(self._show)
        page.drawer.closed.connect(self.forget)
        hand.work.watch(self, EVENT_KINDS, self.refresh)

    @property
    def event_id(self) -> UUID | None:
        """Of the event in the drawer; None while it is closed or shows something else."""
        body = self._page.drawer.body() if self._page.drawer.isVisible() else None
        return self._reading if body is not None and body.property("event") else None

    def open(self, event_id: UUID) -> None:
        """Show an event, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(event_id)

    def show_event(self, event_id: UUID) -> None:
        """Show an event in place of what is there; nothing is asked any more."""
        self._read(event_id)

    def edit(self, event_id: UUID) -> None:
        """Open the form that corrects an event (F2), or show one that cannot be changed."""
        if self._hand.reports and self._page.drawer.may_leave():
            self._reading = event_id
            self._hand.work.read(
                event_detail, event_id=event_id, then=self._edit, owner=self, latest="event"
            )

    def _edit(self, detail: EventDetail) -> None:
        if detail.can_edit:
            self.forms.edit(detail)
        else:
            self._show(detail)

    def refresh(self) -> None:
        """Read the shown event again; a form that is open stays."""
        if (shown := self.event_id) is not None:
            self._read(shown)

    def forget(self) -> None:
        """Nothing, or something else, is shown in the drawer now."""
        self._reading = None

    def go_on(self) -> None:
        """Press the next step of the event that is shown."""
        if self.event_id is not None:
            self._foot.press()

    def _go_to_whistle(self, whistle_id: UUID) -> None:
        self._page.go.emit("received", ("whistle", whistle_id))

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
        whistle = whistle_of(self._hand, detail)
        if whistle is not None:
            whistle.asked.connect(self._go_to_whistle)
        body = event_panel(detail, photos_of(self._hand, detail), whistle)
        body.setProperty("event", str(detail.row.id))
        goes_on, self._goes_on = self._goes_on or self._foot.has_focus(), False
        self._page.drawer.show_content(detail.row.title, body, self._foot.buttons(detail))
        if goes_on:
            self._foot.focus()
        self.shown.emit(detail.row.id)
