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
from app.events.events import EventText, edit_event, report_event
from app.events.moves import BY_KEY
from app.events.pages.at_hand import AtHand
from app.events.pages.entry_form import LATER, EntryForm
from app.events.pages.move_form import MoveForm
from app.events.pages.similar import SimilarEvents
from app.events.stages import Ask
from app.events.steps import Said, add_note
from app.events.task_views import TaskRow
from app.events.tasks import link_task
from app.events.terms import EventSource
from app.events.waiting import find_originals
from app.grids.staff_views import StaffChoice, full_time_on
from app.working_days import today


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

    def report(self, _checked: bool = False) -> None:
        """Show the form of a new event."""
        self._begin(None)

    def report_for(self, task: TaskRow) -> None:
        """Show the form of a new event that carries out a task from above."""
        self._begin(task)

    def _begin(self, task: TaskRow | None) -> None:
        if self._page.drawer.may_leave():
            self.begun.emit()
            then = partial(self._show_new, task)
            self._hand.work.read(active_categories, then=then, owner=self)

    def _show_new(self, task: TaskRow | None, categories: list[Category]) -> None:
        form = EntryForm(self._hand, categories, start=_start(task))
        SimilarEvents(self._hand, form).asked.connect(partial(self._go_instead, form))
        save = partial(self._report, form, task.id if task else None)
        title = f"登记事项：{task.title}" if task else "登记事项"
        draft = f"task/{task.id}" if task else "event/new"
        self._forms.show(title, form, save, self._back, draft=draft)

    def _report(self, form: EntryForm, task_id: UUID | None, values: dict[str, Any]) -> None:
        then = "" if values["then"] == LATER else values["then"]
        said = Said(outcome=values["outcome"])
        use_case = partial(_report, then, text=form.text(values), said=said, task_id=task_id)
        self._forms.send(form, use_case, partial(self._reported, form))

    def _go_instead(self, form: EntryForm, event_id: UUID) -> None:
        """Leave what is being typed for an event that may be the same; asks first."""
        if form.may_leave():
            self.similar_asked.emit(event_id)
            return
        form.closed.disconnect(self._back)
        form.closed.connect(partial(self.similar_asked.emit, event_id))

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
        if Ask.HANDLER in offer.asks and detail.grid_id is not None:
            then = partial(self._ask_move, detail, offer)
            self._hand.work.read(_worker_of, detail.grid_id, then=then, owner=self)
        else:
            self._ask_move(detail, offer, None)

    def _ask_move(self, detail: EventDetail, offer: MoveOffer, worker: StaffChoice | None) -> None:
        form = MoveForm(self._hand, detail, offer, worker)
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


def _worker_of(session: Any, grid_id: UUID) -> StaffChoice | None:
    """Whom an event of this grid is given to, unless somebody else is named."""
    return full_time_on(session, today()).get(grid_id)


def _start(task: TaskRow | None) -> dict[str, Any]:
    if task is None:
        return {}
    return {"title": task.title, "detail": task.content, "source": EventSource.SUPERIOR}


def _report(
    then: str, session: Any, actor: Any, *, text: EventText, said: Said, task_id: UUID | None
) -> UUID:
    """Report, and say which task it carries out; ``then`` alone the work seam would take."""
    event_id = report_event(session, actor, text=text, then=then, said=said)
    if task_id is not None:
        link_task(session, actor, task_id=task_id, event_id=event_id)
    return event_id


def _merge(session: Any, actor: Any, *, event_id: UUID, original: str) -> None:
    merge_event(session, actor, event_id=event_id, original_id=UUID(original))
