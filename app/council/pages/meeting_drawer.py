"""The drawer of one meeting: what is planned, what is missing, and the way into it."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.council.meeting_views import MeetingDetail, meeting_detail
from app.council.minutes_views import MinutesView, minutes_of
from app.council.pages.at_hand import MEETING_KINDS, AtHand, day_words, moment_words
from app.council.pages.meeting_plans import MeetingPlans
from app.council.pages.papers import MEETING_PAPERS
from app.council.terms import MeetingState
from app.desk.detail import FactList, Notice, section, selectable, stacked
from app.desk.labels import button
from app.desk.page import Page


class MeetingDrawer(QObject):
    """Shows meetings in a page's drawer and carries out what is pressed there."""

    enter_asked = Signal(object)
    """Id of a meeting to be opened at full width."""
    minutes_asked = Signal(object)
    paper_asked = Signal(str, object)
    """(key of a paper, id of the meeting)."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self.plans = MeetingPlans(page, hand, self._again)
        self.plans.begun.connect(self._forget)
        self.plans.planned.connect(self._read)
        self.plans.told.connect(self._remember)
        self._detail: MeetingDetail | None = None
        self._reading: UUID | None = None
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

    def _forget(self) -> None:
        self._reading = None

    def _remember(self, meeting_id: UUID) -> None:
        self._reading = meeting_id

    def _again(self) -> None:
        """Back from a form to the meeting."""
        if self._reading is not None:
            self._read(self._reading)
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
            tell = partial(self.plans.give_notice_of, detail)
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
            for text, key in MEETING_PAPERS.items():
                sheet = partial(self.paper_asked.emit, key, meeting_id)
                menu.addAction(f"打印{text}").triggered.connect(sheet)
        if detail.row.state is MeetingState.PLANNED and self._hand.runs_meetings:
            menu.addAction("修改会议").triggered.connect(partial(self.plans.edit, detail))
            if detail.notice_given_on:
                again = partial(self.plans.give_notice_of, detail)
                menu.addAction("重新登记通知").triggered.connect(again)
            menu.addAction("取消会议").triggered.connect(partial(self.plans.cancel, detail))
        return menu


def _with_minutes(session: Any, *, meeting_id: UUID) -> tuple[MeetingDetail, list[MinutesView]]:
    found = meeting_detail(session, meeting_id=meeting_id)
    return found, minutes_of(session, meeting_id=meeting_id)


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
