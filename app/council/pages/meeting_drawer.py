"""The drawer of one meeting: what is planned, what is missing, and the way into it."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.council import meetings
from app.council.board import MatterRow, matters_ready
from app.council.body_views import BodyView, bodies
from app.council.meeting_views import MeetingDetail, meeting_detail
from app.council.minutes_views import MinutesView, minutes_of
from app.council.pages.at_hand import MEETING_KINDS, AtHand, day_words, moment_words
from app.council.pages.drawer_form import DrawerForms
from app.council.pages.meeting_form import MeetingForm
from app.council.pages.pieces import FactList, Notice, section, selectable, stacked
from app.council.terms import MeetingState
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.labels import button
from app.desk.page import Page


class MeetingDrawer(QObject):
    """Shows meetings in a page's drawer and carries out what is pressed there."""

    enter_asked = Signal(object)
    """Id of a meeting to be opened at full width."""
    minutes_asked = Signal(object)
    sign_in_sheet_asked = Signal(object)
    bodies_asked = Signal()
    """There is no body yet that could meet."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._forms = DrawerForms(page, hand)
        self._detail: MeetingDetail | None = None
        self._reading: UUID | None = None
        self._ready: tuple[list[BodyView], list[MatterRow]] = ([], [])
        hand.work.watch(self, MEETING_KINDS, self.refresh)

    # -- showing ------------------------------------------------------------------------------

    def open(self, meeting_id: UUID) -> None:
        """Show a meeting, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(meeting_id)

    def refresh(self) -> None:
        """Read the shown meeting again; a form that is open stays."""
        body = self._page.drawer.body()
        shown = self._page.drawer.isVisible() and body and body.property("meeting")
        if self._detail is not None and shown:
            self._read(self._detail.row.id)

    def _read(self, meeting_id: UUID) -> None:
        self._reading = meeting_id
        self._hand.work.read(
            _with_minutes, meeting_id=meeting_id, then=self._show, owner=self, latest="meeting"
        )

    def _show(self, found: tuple[MeetingDetail, list[MinutesView]]) -> None:
        detail, minutes = found
        if detail.row.id != self._reading:
            return
        self._detail = detail
        body = stacked(
            self._guard(detail),
            FactList(_facts(detail)),
            section("议程"),
            *_agenda(detail),
            section("议事规则"),
            selectable(detail.rule.words()),
            selectable(f"依据：{detail.rule.citation}", "hint"),
        )
        body.setProperty("meeting", str(detail.row.id))
        buttons = self._buttons(detail, minutes)
        self._page.drawer.show_content(detail.row.title, body, buttons)

    def _guard(self, detail: MeetingDetail) -> Notice | None:
        if detail.row.state is MeetingState.CANCELLED:
            return Notice("info", "会议已取消", [detail.cancelled_reason])
        if detail.row.state is not MeetingState.PLANNED or detail.notice_given_on:
            return None
        late = [detail.notice_shortage] if detail.notice_shortage else []
        return Notice("waiting", "还没有发会议通知", [*late, "请把时间、地点和议题告知成员。"])

    def _again(self) -> None:
        if self._detail is not None:
            self._read(self._detail.row.id)
        else:
            self._page.drawer.hide()

    # -- buttons ------------------------------------------------------------------------------

    def _buttons(
        self, detail: MeetingDetail, minutes: list[MinutesView]
    ) -> tuple[QPushButton, ...]:
        menu = self._menu(detail, minutes)
        found = []
        if not menu.isEmpty():
            more = button("其他操作")
            more.setMenu(menu)
            found.append(more)
        enter = partial(self.enter_asked.emit, detail.row.id)
        planned = detail.row.state is MeetingState.PLANNED
        if planned and not detail.notice_given_on and self._hand.runs_meetings:
            tell = partial(self._give_notice, detail)
            found.append(button("登记通知", "primary", press=tell))
        elif detail.row.state is MeetingState.CLOSED and (minutes or self._hand.runs_meetings):
            look = partial(self.minutes_asked.emit, detail.row.id)
            found.append(button("会议纪要" if minutes else "起草纪要", "primary", press=look))
        elif detail.row.state is not MeetingState.CANCELLED:
            found.append(button("打开会议", "primary", press=enter))
        return tuple(found)

    def _menu(self, detail: MeetingDetail, minutes: list[MinutesView]) -> QMenu:
        menu, meeting_id = QMenu(self._page), detail.row.id
        if detail.row.state is not MeetingState.CANCELLED:
            go = partial(self.enter_asked.emit, meeting_id)
            menu.addAction("打开会议").triggered.connect(go)
            sheet = partial(self.sign_in_sheet_asked.emit, meeting_id)
            menu.addAction("打印签到表").triggered.connect(sheet)
        if detail.row.state is MeetingState.PLANNED and self._hand.runs_meetings:
            menu.addAction("修改会议").triggered.connect(partial(self._edit, detail))
            if detail.notice_given_on:
                again = partial(self._give_notice, detail)
                menu.addAction("重新登记通知").triggered.connect(again)
            menu.addAction("取消会议").triggered.connect(partial(self._cancel, detail))
        return menu

    # -- planning -----------------------------------------------------------------------------

    def plan(self, matter_id: UUID | None = None) -> None:
        """Show the form of a new meeting, with a matter already ticked."""
        if self._page.drawer.may_leave():
            self._detail = None
            then = partial(self._show_plan, matter_id)
            self._hand.work.read(_for_planning, then=then, owner=self)

    def _show_plan(
        self, matter_id: UUID | None, found: tuple[list[BodyView], list[MatterRow]]
    ) -> None:
        able, ready = found
        if not able:
            note = Notice("waiting", "还没有议事组织", ["先设立议事组织并登记成员，再筹备会议。"])
            go = button("去设立", "primary", press=self.bodies_asked.emit)
            self._page.drawer.show_content("筹备会议", note, (go,))
            return
        form = MeetingForm(self._hand, able, ready, ticked=matter_id)
        save = partial(self._save_plan, form)
        self._forms.show("筹备会议", form, save, self._again, draft="meeting/new")

    def _save_plan(self, form: MeetingForm, values: dict[str, Any]) -> None:
        form.set_busy(True)
        self._hand.work.write(
            meetings.plan_meeting, body_id=values["body_id"], text=form.text(values),
            matter_ids=tuple(values["matter_ids"]),
            then=partial(self._planned, form), failed=form.show_error, owner=self,
        )  # fmt: skip

    def _planned(self, form: MeetingForm, meeting_id: UUID) -> None:
        form.done.disconnect(self._again)
        form.saved()
        self._read(meeting_id)

    def _edit(self, detail: MeetingDetail, _checked: bool = False) -> None:
        then = partial(self._show_edit, detail)
        self._hand.work.read(_for_planning, then=then, owner=self)

    def _show_edit(
        self, detail: MeetingDetail, found: tuple[list[BodyView], list[MatterRow]]
    ) -> None:
        form = MeetingForm(self._hand, found[0], detail=detail)
        save = partial(self._save_edit, form, detail.row.id)
        self._forms.show("修改会议", form, save, self._again, draft=f"meeting/{detail.row.id}")

    def _save_edit(self, form: MeetingForm, meeting_id: UUID, values: dict[str, Any]) -> None:
        form.set_busy(True)
        self._hand.work.write(
            meetings.edit_meeting, meeting_id=meeting_id, text=form.text(values),
            then=form.saved, failed=form.show_error, owner=self,
        )  # fmt: skip

    # -- notice and cancelling ----------------------------------------------------------------

    def give_notice(self, meeting_id: UUID) -> None:
        """Show the form that records the notice of a meeting."""
        self._reading = meeting_id
        then = self._give_notice
        self._hand.work.read(meeting_detail, meeting_id=meeting_id, then=then, owner=self)

    def _give_notice(self, detail: MeetingDetail, _checked: bool = False) -> None:
        self._detail = detail
        short = detail.notice_shortage
        reason = "填写后会印在会议记录上"
        fields = [
            Field("given_on", "通知日期", "date", required=True, default=self._hand.today,
                  hint="时间、地点和议题告知全体成员的那一天"),
            Field("short_notice_reason", "提前天数不足的原因", "long_text",
                  required=bool(short), hint=f"{short}{reason}" if short else reason),
        ]  # fmt: skip
        use_case = partial(meetings.give_notice, meeting_id=detail.row.id)
        self._ask("登记会议通知", fields, use_case, save="登记通知")

    def _cancel(self, detail: MeetingDetail, _checked: bool = False) -> None:
        fields = [Field("reason", "取消原因", "long_text", required=True,
                        hint="取消后，议题可以排入别的会议")]  # fmt: skip
        use_case = partial(meetings.cancel_meeting, meeting_id=detail.row.id)
        self._ask("取消会议", fields, use_case, save="取消会议")

    def _ask(self, heading: str, fields: list[Field], use_case: Any, *, save: str) -> None:
        form = Form(fields, today=self._hand.today, save=save)
        self._forms.show(heading, form, partial(self._write, form, use_case), self._again)

    def _write(self, form: Form, use_case: Any, values: dict[str, Any]) -> None:
        form.set_busy(True)
        self._hand.work.write(
            partial(use_case, **values), then=form.saved, failed=form.show_error, owner=self
        )


def _with_minutes(session: Any, *, meeting_id: UUID) -> tuple[MeetingDetail, list[MinutesView]]:
    found = meeting_detail(session, meeting_id=meeting_id)
    return found, minutes_of(session, meeting_id=meeting_id)


def _for_planning(session: Any) -> tuple[list[BodyView], list[MatterRow]]:
    return bodies(session), matters_ready(session)


def _facts(detail: MeetingDetail) -> Iterable[tuple[str, str]]:
    row, figures = detail.row, detail.figures
    yield "编号", row.number
    yield "议事组织", row.body_name
    yield "时间", moment_words(row.starts_at)
    yield "地点", row.place
    yield "主持", detail.chair
    yield "记录", detail.recorder
    unit = detail.rule.unit
    yield "应到", f"{figures.entitled} {unit}"
    if row.state in (MeetingState.OPEN, MeetingState.CLOSED):
        yield "实到", f"{figures.came} {unit}，请假 {figures.on_leave} 人"
    if detail.notice_given_on:
        late = f"（{detail.notice_shortage}原因：{detail.short_notice_reason}）"
        tail = late if detail.short_notice_reason else ""
        yield "通知", f"{day_words(detail.notice_given_on)} 已通知{tail}"


def _agenda(detail: MeetingDetail) -> Iterable[Any]:
    if not detail.agenda:
        yield selectable("还没有议程。打开会议可以添加。", "soft")
    for item in detail.agenda:
        tail = f"：{item.conclusion}" if item.conclusion else ""
        yield selectable(f"{item.position}. {item.title}{tail}")
