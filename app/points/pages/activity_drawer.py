"""The drawer of one activity: when and where, who is there, and the next step."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, stacked
from app.desk.labels import button, label, pill
from app.desk.page import Page
from app.points.activity_views import ActivityDetail, activity_detail
from app.points.pages.activity_forms import ActivityForms
from app.points.pages.at_hand import AtHand
from app.points.pages.lists import activity_pair
from app.points.pages.shown_record import ShownRecord
from app.points.terms import ActivityState

SHOWN = 12
"""People named in the drawer; the list has them all."""


class ActivityDrawer(ShownRecord):
    """Shows activities in a page's drawer."""

    kind = "activity"
    people_asked = Signal(object)
    """The :class:`ActivityDetail` whose people are to be seen or signed in."""
    finish_asked = Signal(object)

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page, hand)
        self.forms = ActivityForms(page, hand, self.again)
        self.forms.begun.connect(self.forget)
        self.forms.planned.connect(self.show_record)

    def query(self, session: Any, record_id: UUID) -> ActivityDetail:
        """The activity with its people."""
        return activity_detail(session, activity_id=record_id)

    def title(self, detail: ActivityDetail) -> str:
        """What it is called."""
        return detail.row.title

    def panel(self, detail: ActivityDetail) -> QWidget:
        """Facts and people."""
        row = detail.row
        cancelled = None
        if row.cancelled_reason:
            cancelled = Notice("waiting", "活动已取消", [row.cancelled_reason])
        worth = f"{row.item}：每{row.unit} {row.worth} 分，每人 {row.quantity} {row.unit}"
        facts = FactList(
            (
                ("编号", row.number),
                ("开始", written(row.starts_at, "datetime")),
                ("结束", written(row.ends_at, "datetime")),
                ("地点", row.place),
                ("计分", worth if row.item else "不计分"),
                ("名额", f"{row.capacity} 人" if row.capacity else ""),
                ("组织者", row.organiser),
                ("项目", row.project),
                ("备注", row.note),
                ("共得积分", f"{detail.points} 分" if detail.points else ""),
            )
        )
        state = pill(*activity_pair(row))
        people = section(f"报名 {row.signed_up} 人，签到 {row.signed_in} 人")
        return stacked(state, cancelled, facts, people, _names(detail))

    def buttons(self, detail: ActivityDetail) -> tuple[QPushButton, ...]:
        """The next step last."""
        row = detail.row
        people = partial(self._ask_people, detail)
        if not self._hand.runs or row.state is not ActivityState.PLANNED:
            return (button("名单", "primary", "users", press=people),) if detail.people else ()
        more = button("其他操作")
        menu = QMenu(more)
        menu.addAction("修改").triggered.connect(partial(self.forms.change, row))
        menu.addAction("取消活动").triggered.connect(partial(self.forms.cancel, row))
        more.setMenu(menu)
        sign_up = button("报名", press=partial(self.forms.sign_up, row))
        sign_in = button("签到", icon_name="user-check", press=people)
        if row.state_name != "进行中":
            sign_in.setProperty("role", "primary")
            return (more, sign_up, sign_in)
        finish = button("结束活动", "primary", press=partial(self._ask_finish, detail))
        return (more, sign_up, sign_in, finish)

    def _ask_people(self, detail: ActivityDetail, _checked: bool = False) -> None:
        self.people_asked.emit(detail)

    def _ask_finish(self, detail: ActivityDetail, _checked: bool = False) -> None:
        self.finish_asked.emit(detail)


def _names(detail: ActivityDetail) -> QWidget:
    if not detail.people:
        return label("还没有人报名或签到", "soft")
    words = [
        f"{part.name}{'（已签到）' if part.signed_in_at else ''}" for part in detail.people[:SHOWN]
    ]
    rest = len(detail.people) - SHOWN
    return label("、".join(words) + (f" 等 {len(detail.people)} 人" if rest > 0 else ""), wrap=True)
