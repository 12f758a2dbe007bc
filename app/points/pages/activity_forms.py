"""The forms of activities in the drawer: planning, changing, calling off, signing up."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.page import Page
from app.desk.person_finder import PersonFinder
from app.points.activities import ActivityText, cancel_activity, change_activity, plan_activity
from app.points.activity_views import ActivityRow
from app.points.pages.at_hand import AtHand
from app.points.pages.choices import rule_options
from app.points.participation import sign_up
from app.points.project_views import ProjectRow, projects
from app.points.rule_views import RuleRow, rule_choices
from app.residents.queries import find_residents

CANCEL = (Field("reason", "为什么取消", required=True, max_length=100, placeholder="例如：下雨"),)
Offers = tuple[list[RuleRow], list[ProjectRow]]


def _offers(session: Any) -> Offers:
    return rule_choices(session, awards_only=True), projects(session, open_only=True)


class ActivityForms(QObject):
    """Opens the forms; ``back`` leads to what stood in the drawer before."""

    begun = Signal()
    planned = Signal(object)
    """Id of an activity just planned."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)
        self._people = PersonFinder(hand.work, find_residents)

    def plan(self, _checked: bool = False) -> None:
        """Show the form of a new activity."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            self._hand.work.read(_offers, then=self._show_new, owner=self)

    def _show_new(self, offers: Offers) -> None:
        form = Form(_fields(offers, None), today=self._hand.today, save="安排")
        save = partial(self._plan, form)
        self._forms.show("安排活动", form, save, self._back, draft="points/activity")

    def _plan(self, form: Form, values: dict[str, Any]) -> None:
        use_case = partial(plan_activity, text=ActivityText(**values))
        self._forms.send(form, use_case, partial(self._planned, form))

    def _planned(self, form: Form, activity_id: UUID) -> None:
        form.done.disconnect(self._back)
        form.saved()
        self.planned.emit(activity_id)

    def change(self, row: ActivityRow, _checked: bool = False) -> None:
        """Show the form that changes an activity."""
        self._hand.work.read(_offers, then=partial(self._show_change, row), owner=self)

    def _show_change(self, row: ActivityRow, offers: Offers) -> None:
        form = Form(_fields(offers, row), today=self._hand.today)
        save = partial(self._change, form, row.id)
        self._forms.show("修改活动", form, save, self._back)

    def _change(self, form: Form, activity_id: UUID, values: dict[str, Any]) -> None:
        text = ActivityText(**values)
        self._forms.send(form, partial(change_activity, activity_id=activity_id, text=text))

    def cancel(self, row: ActivityRow, _checked: bool = False) -> None:
        """Ask why, then call it off."""
        use_case = partial(cancel_activity, activity_id=row.id)
        self._forms.ask_and_write(
            f"取消活动：{row.title}", CANCEL, use_case, self._back, save="取消活动"
        )

    def sign_up(self, row: ActivityRow, _result: object = None) -> None:
        """Ask for one person after the other, until the form is left."""
        fields = [Field("who", "报名的居民", "person", required=True, find=self._people.find,
                        hint="报上一位，接着报下一位；报完按 Esc")]  # fmt: skip
        form = Form(fields, today=self._hand.today, save="报名")
        form.submitted.connect(partial(self._sign_up, form, row))
        form.closed.connect(self._back)
        self._page.drawer.show_content(f"报名：{row.title}", form)
        form.focus_first()

    def _sign_up(self, form: Form, row: ActivityRow, values: dict[str, Any]) -> None:
        who = UUID(values["who"])
        use_case = partial(sign_up, activity_id=row.id, resident_id=who)
        name = self._people.name_of(values["who"])
        self._forms.send(form, use_case, partial(self._signed_up, form, name))

    def _signed_up(self, form: Form, name: str, _result: object) -> None:
        form.saved()
        form.set_values({})
        form.banner.rest()
        self._page.set_subtitle(f"{name}已报名")
        form.focus_first()


def _fields(offers: Offers, row: ActivityRow | None) -> list[Field]:
    rules, found = offers
    items = rule_options(rules)
    if row and row.rule_id and row.rule_id not in [one.value for one in items]:
        items.append(Choice(row.rule_id, row.item))
    of = [Choice(one.id, one.title) for one in found]
    if row and row.project_id and row.project_id not in [one.value for one in of]:
        of.append(Choice(row.project_id, row.project))
    return [
        Field("title", "活动名称", required=True, max_length=60, default=row and row.title,
              placeholder="例如：周末楼道大扫除"),
        Field("starts_at", "开始时间", "datetime", required=True,
              default=row.starts_at if row else None),
        Field("ends_at", "结束时间", "datetime", default=row.ends_at if row else None),
        Field("place", "地点", max_length=60, default=row and row.place),
        Field("rule_id", "按哪条细则计分", "choice", choices=items, placeholder="不计分",
              default=row.rule_id if row else None, hint="可敲拼音首字母；不选就不计分"),
        Field("quantity", "每人几份", "number", required=True, minimum=1, maximum=200,
              default=row.quantity if row else 1, hint="按小时计分的，填活动几小时"),
        Field("capacity", "报名名额", "number", required=True, minimum=0,
              default=row.capacity if row else 0, hint="0 表示不限"),
        Field("organiser", "组织者", max_length=50, default=row and row.organiser),
        Field("project_id", "属于哪个项目", "choice", choices=of,
              default=row.project_id if row else None),
        Field("note", "备注", "long_text", default=row and row.note),
    ]  # fmt: skip
