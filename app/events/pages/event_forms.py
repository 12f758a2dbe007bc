"""The forms of events in the drawer: reporting, correcting, moving, remarks, merging."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.desk.detail import Notice
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.labels import button
from app.desk.page import Page
from app.desk.person_finder import PersonFinder
from app.events.categories import Category, active_categories
from app.events.closing import merge_event
from app.events.event_views import EventDetail, MoveOffer
from app.events.events import edit_event, report_event
from app.events.moves import BY_KEY
from app.events.pages.at_hand import AtHand
from app.events.pages.entry_form import EntryForm
from app.events.pages.move_form import MoveForm
from app.events.pages.similar import SimilarEvents
from app.events.steps import Said, add_note
from app.events.waiting import find_originals


class EventForms(QObject):
    """Opens the forms of events in a page's drawer; ``back`` leads to what stood there."""

    begun = Signal()
    """A new event is being typed: the one shown before is not shown any more."""
    reported = Signal(object)
    """Id of an event just reported."""
    similar_asked = Signal(object)
    """Id of an event that may be the same as the one being typed."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    # -- reporting and correcting -------------------------------------------------------------

    def report(self) -> None:
        """Show the form of a new event."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            self._hand.work.read(active_categories, then=self._show_new, owner=self)

    def _show_new(self, categories: list[Category]) -> None:
        form = EntryForm(self._hand, categories)
        SimilarEvents(self._hand, form).asked.connect(self.similar_asked)
        save = partial(self._report, form)
        self._forms.show("登记事项", form, save, self._back, draft="event/new")

    def _report(self, form: EntryForm, values: dict[str, Any]) -> None:
        then = values.pop("then")
        said = Said(outcome=values["outcome"] or "")
        use_case = partial(report_event, text=form.text(values), said=said)
        self._forms.send(form, _then(use_case, then), partial(self._reported, form))

    def _reported(self, form: EntryForm, event_id: UUID) -> None:
        form.done.disconnect(self._back)
        form.saved()
        self.reported.emit(event_id)

    def edit(self, detail: EventDetail, _checked: bool = False) -> None:
        """Show the form that corrects an event."""
        then = partial(self._show_edit, detail)
        self._hand.work.read(active_categories, then=then, owner=self)

    def _show_edit(self, detail: EventDetail, categories: list[Category]) -> None:
        form = EntryForm(self._hand, categories, detail)
        save = partial(self._save_edit, form, detail.row.id)
        draft = f"event/{detail.row.id}"
        self._forms.show("修改事项", form, save, self._back, draft=draft)

    def _save_edit(self, form: EntryForm, event_id: UUID, values: dict[str, Any]) -> None:
        text = form.text(values)
        self._forms.send(form, partial(edit_event, event_id=event_id, text=text))

    # -- moving -------------------------------------------------------------------------------

    def move(self, detail: EventDetail, offer: MoveOffer, _checked: bool = False) -> None:
        """Ask for what a move needs, or say what it lacks."""
        if offer.missing:
            lines = [f"{one.what}{one.todo}" for one in offer.missing]
            note = Notice("waiting", f"还不能“{offer.label}”", lines)
            back = button("知道了", "primary", press=self._back)
            self._page.drawer.show_content(detail.row.title, note, (back,))
            return
        form = MoveForm(self._hand, detail, offer)
        submit = partial(self._make_move, form, detail.row.id, offer)
        draft = f"move/{detail.row.id}/{offer.key}"
        title = f"{offer.label}：{detail.row.title}"
        self._forms.show(title, form, submit, self._back, draft=draft)

    def _make_move(
        self, form: MoveForm, event_id: UUID, offer: MoveOffer, values: dict[str, Any]
    ) -> None:
        use_case = partial(BY_KEY[offer.key], event_id=event_id, said=form.said(values))
        self._forms.send(form, use_case)

    def note(self, detail: EventDetail, _checked: bool = False) -> None:
        """Show the form of a remark."""
        fields = [Field("note", "备注", "long_text", required=True,
                        hint="例如：下午去过，家里没人")]  # fmt: skip
        use_case = partial(add_note, event_id=detail.row.id)
        self._forms.ask_and_write("写备注", fields, use_case, self._back)

    def merge(self, detail: EventDetail, _checked: bool = False) -> None:
        """Show the form that points to the report that came first."""
        finder = PersonFinder(self._hand.work, partial(find_originals, but=detail.row.id))
        fields = [
            Field("original", "先上报的事项", "person", required=True, find=finder.find,
                  placeholder="编号、事项、地点或反映人",
                  hint="并入后这一件作废，反映人仍会记在先上报的那件上"),
        ]  # fmt: skip
        use_case = partial(_merge, event_id=detail.row.id)
        self._forms.ask_and_write("并入重复事项", fields, use_case, self._back, save="并入")


def _then(use_case: Callable[..., UUID], then: str) -> Callable[..., UUID]:
    """The keyword ``then`` of the use case is taken by the work seam."""
    return partial(_call_with_then, use_case, then)


def _call_with_then(use_case: Callable[..., UUID], then: str, session: Any, actor: Any) -> UUID:
    return use_case(session, actor, then=then)


def _merge(session: Any, actor: Any, *, event_id: UUID, original: str) -> None:
    merge_event(session, actor, event_id=event_id, original_id=UUID(original))
