"""The drawer of a task from above: what is asked, the event that carries it out, the answer."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.desk.columns import written
from app.desk.detail import FactList, Notice, stacked
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.labels import button
from app.desk.page import Page
from app.desk.person_finder import PersonFinder
from app.events.pages.at_hand import EVENT_KINDS, AtHand
from app.events.pages.event_forms import EventForms
from app.events.task_views import TaskRow, task
from app.events.tasks import TaskText, answer_task, link_task, receive_task
from app.events.terms import TaskState
from app.events.waiting import find_originals

RECEIVED = (
    Field("title", "任务", required=True, max_length=100),
    Field("issuer", "交办单位", required=True, max_length=50, placeholder="例如：文化路街道办事处"),
    Field("number", "文号或编号", max_length=50),
    Field("content", "任务内容", "long_text"),
    Field("due_at", "答复期限", "datetime"),
    Field("issued_at", "交办时间", "datetime", hint="不填就是现在"),
)
ANSWER = (
    Field("answer", "答复", "long_text", required=True, hint="办理情况和结果；随下一个报送包上报"),
)


class TaskDrawer(QObject):
    """Shows tasks in a page's drawer and carries out what is pressed there."""

    event_asked = Signal(object)
    """Id of an event to be shown in place of the task."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._reading: UUID | None = None
        self._forms = DrawerForms(page, hand)
        self._events = EventForms(page, hand, self._again)
        self._events.reported.connect(self.event_asked)
        self._events.similar_asked.connect(self.event_asked)
        page.drawer.closed.connect(self.forget)
        hand.work.watch(self, EVENT_KINDS, self.refresh)

    # -- showing ------------------------------------------------------------------------------

    def open(self, task_id: UUID) -> None:
        """Show a task, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(task_id)

    def refresh(self) -> None:
        """Read the shown task again; a form that is open stays."""
        body = self._page.drawer.body()
        if self._reading is not None and body is not None and body.property("task"):
            self._read(self._reading)

    def forget(self) -> None:
        """Nothing, or something else, is shown in the drawer now."""
        self._reading = None

    def _again(self) -> None:
        if self._reading is not None:
            self._read(self._reading)
        else:
            self._page.drawer.dismiss()

    def _read(self, task_id: UUID) -> None:
        self._reading = task_id
        self._hand.work.read(task, task_id=task_id, then=self._show, owner=self, latest="task")

    def _show(self, row: TaskRow) -> None:
        if row.id != self._reading:
            return
        body = _panel(row)
        body.setProperty("task", str(row.id))
        self._page.drawer.show_content(row.title, body, self._buttons(row))

    # -- buttons ------------------------------------------------------------------------------

    def _buttons(self, row: TaskRow) -> tuple[QPushButton, ...]:
        is_open = row.state is TaskState.OPEN
        made = []
        if row.event_id is not None:
            made.append(button("查看事项", press=partial(self._show_event, row.event_id)))
        elif is_open and self._hand.reports:
            more = button("交事项办理")
            menu = QMenu(more)
            menu.addAction("登记新事项来办").triggered.connect(partial(self._report, row))
            menu.addAction("由已有事项办理").triggered.connect(partial(self._link, row))
            more.setMenu(menu)
            made.append(more)
        if is_open and self._hand.directs:
            made.append(button("答复任务", "primary", press=partial(self._answer, row)))
        return tuple(made)

    def _show_event(self, event_id: UUID, _checked: bool = False) -> None:
        self.event_asked.emit(event_id)

    def _report(self, row: TaskRow, _checked: bool = False) -> None:
        self._events.report_for(row)

    def _link(self, row: TaskRow, _checked: bool = False) -> None:
        finder = PersonFinder(self._hand.work, partial(find_originals, but=row.id))
        fields = [
            Field("event", "由哪件事项办理", "person", required=True, find=finder.find,
                  placeholder="编号、事项、地点或反映人"),
        ]  # fmt: skip
        use_case = partial(_link, task_id=row.id)
        self._forms.ask_and_write("由已有事项办理", fields, use_case, self._again)

    def _answer(self, row: TaskRow, _checked: bool = False) -> None:
        use_case = partial(answer_task, task_id=row.id)
        title, draft = f"答复：{row.title}", f"answer/{row.id}"
        self._forms.ask_and_write(title, ANSWER, use_case, self._again, save="答复", draft=draft)

    def receive(self, _checked: bool = False) -> None:
        """Show the form of a task that came on paper."""
        if self._page.drawer.may_leave():
            self.forget()
            self._forms.ask_and_write(
                "登记上级任务", RECEIVED, _receive, self._again, save="登记", draft="task/new"
            )


def _panel(row: TaskRow) -> QWidget:
    return stacked(
        _standing(row),
        FactList(
            (
                ("交办单位", row.issuer),
                ("编号", row.number),
                ("交办时间", written(row.issued_at, "datetime")),
                ("答复期限", written(row.due_at, "datetime") or "没有限定"),
                (
                    "时限",
                    row.pill.text if row.state is TaskState.OPEN and not row.is_returned else "",
                ),
                ("任务内容", row.content),
                ("办理事项", row.event_number),
            )
        ),
    )


def _standing(row: TaskRow) -> Notice | None:
    """What became of it so far; None while it waits for its first answer."""
    before = f"{row.answered_by}已于 {written(row.answered_at, 'datetime')} 答复"
    if row.is_returned:
        return Notice("late", "退回重办", [row.review_note, f"{before}：{row.answer}"])
    if row.state is TaskState.WITHDRAWN:
        return Notice("info", "上级已撤回，不用再答复", [row.review_note])
    if row.state is TaskState.ANSWERED:
        return Notice("good", before, [row.answer])
    return None


def _receive(session: Any, actor: Any, **values: Any) -> UUID:
    return receive_task(session, actor, text=TaskText(**values))


def _link(session: Any, actor: Any, *, task_id: UUID, event: str) -> None:
    link_task(session, actor, task_id=task_id, event_id=UUID(event))
