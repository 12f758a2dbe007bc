"""The forms of visits: one visit in seconds, a round, and what a visit found settled."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.page import Page
from app.grids.queries import Choice as Place
from app.residents.pages.at_hand import AtHand
from app.residents.terms import AUDIENCE_NAMES, VISIT_WAY_NAMES, Audience, VisitWay
from app.residents.visit_views import PlanRow, VisitLine
from app.residents.visits import (
    LONGEST_FINDING,
    PlanText,
    VisitText,
    change_plan,
    plan_visits,
    record_visit,
    settle_follow_up,
)

ANSWERED = (Choice(True, "有人应答"), Choice(False, "无人应答"))
WAYS = tuple(Choice(way, name) for way, name in VISIT_WAY_NAMES.items())
AUDIENCES = tuple(Choice(audience, name) for audience, name in AUDIENCE_NAMES.items())


class VisitForms:
    """Opens these forms in a page's drawer; ``back`` leads to what stood there."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        self._hand, self._back = hand, back
        self._forms = DrawerForms(page, hand)

    def record(
        self,
        household_id: UUID,
        address: str,
        *,
        plan_id: UUID | None = None,
        resident_id: UUID | None = None,
    ) -> None:
        """Show the form of one visit: today and one's own name stand in it already."""
        fields = (
            Field("finding", "走访情况", "long_text", max_length=LONGEST_FINDING,
                  placeholder="一切正常可以不填"),
            Field("needs_follow_up", "需要跟进", "yes_no", default=False),
            Field("answered", "应答", "choice", choices=ANSWERED, default=True, required=True,
                  width=160, hint="无人应答的不计入覆盖率"),
            Field("way", "方式", "choice", choices=WAYS, default=VisitWay.DOOR, required=True,
                  width=160),
            Field("on", "日期", "date", default=self._hand.today, required=True),
            Field("visitor", "走访人", default=self._hand.actor.name, required=True, width=160),
        )  # fmt: skip
        form = Form(fields, today=self._hand.today, save="登记")
        submit = partial(self._record, form, household_id, plan_id, resident_id)
        self._forms.show(f"走访 {address}", form, submit, self._back, draft=f"visit/{household_id}")

    def _record(
        self,
        form: Form,
        household_id: UUID,
        plan_id: UUID | None,
        resident_id: UUID | None,
        values: dict[str, Any],
    ) -> None:
        text = VisitText(
            values["on"],
            values["visitor"],
            values["way"],
            values["answered"],
            values["finding"],
            bool(values["needs_follow_up"]),
            resident_id,
            plan_id,
        )
        self._forms.send(form, partial(record_visit, household_id=household_id, text=text))

    def settle(self, line: VisitLine, _checked: bool = False) -> None:
        """Show the form that says what became of a finding."""
        fields = (
            Field("outcome", "处理结果", required=True, placeholder="如：已联系物业修好",
                  hint=line.finding),
        )  # fmt: skip
        use_case = partial(settle_follow_up, visit_id=line.id)
        self._forms.ask_and_write("走访跟进", fields, use_case, self._back, save="已办结")

    def plan(self, places: list[Place], tags: list[str], known: PlanRow | None = None) -> None:
        """Show the form of a round, new or known."""
        form = Form(self._plan_fields(places, tags, known), today=self._hand.today)
        submit = partial(self._plan, form, known)
        title = "修改走访计划" if known else "新建走访计划"
        self._forms.show(title, form, submit, self._back, draft="" if known else "visit_plan/new")

    def _plan_fields(
        self, places: list[Place], tags: list[str], known: PlanRow | None
    ) -> tuple[Field, ...]:
        grids = tuple(Choice(place.id, place.title) for place in places)
        marks = tuple(Choice(tag, tag) for tag in tags)
        return (
            Field("title", "名称", required=True, max_length=50,
                  default=known.title if known else None, placeholder="如：入冬走访"),
            Field("from_day", "开始", "date", required=True,
                  default=known.from_day if known else self._hand.today),
            Field("until_day", "结束", "date", required=True,
                  default=known.until_day if known else None),
            Field("grid_id", "网格", "choice", choices=grids,
                  default=known.grid_id if known else None, hint="全社区的不选"),
            Field("audience", "走访哪些户", "choice", choices=AUDIENCES, required=True,
                  default=known.audience if known else Audience.ALL),
            Field("tags", "指定标签", "multi_choice", choices=marks,
                  default=known.tags if known else (), hint="只在“有指定标签的户”时需要"),
            Field("note", "说明", "long_text", default=known.note if known else None),
        )  # fmt: skip

    def _plan(self, form: Form, known: PlanRow | None, values: dict[str, Any]) -> None:
        text = PlanText(
            values["title"],
            values["from_day"],
            values["until_day"],
            values["grid_id"],
            values["audience"],
            tuple(values["tags"] or ()),
            values["note"],
        )
        use_case = partial(change_plan, plan_id=known.id) if known else plan_visits
        self._forms.send(form, partial(use_case, text=text))
