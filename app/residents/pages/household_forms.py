"""The forms of a household: moving house, splitting, leaving, returning, another head."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.page import Page
from app.residents.details import ResidentDetail
from app.residents.moves import Move, change_head, move_residents
from app.residents.pages.at_hand import AtHand
from app.residents.pages.resident_form import household_fields
from app.residents.residents import change_status
from app.residents.terms import HEAD, RELATIONS, Status

VERBS = {Status.MOVED: "迁出", Status.DECEASED: "去世", Status.LIVING: "迁回"}
HINTS = {
    Status.MOVED: "搬出本社区的用这里；在社区内搬家用“迁居、分户”",
    Status.DECEASED: "记录保留，不再出现在选人和走访里",
    Status.LIVING: "住址不变；换了住处的，迁回后再迁居",
}
EXAMPLES = {
    Status.MOVED: "如：迁往外地、房屋出售",
    Status.DECEASED: "如：病故、注销户口",
    Status.LIVING: "如：返回居住、登记有误",
}


class HouseholdForms:
    """Opens these forms in a page's drawer; ``back`` leads to what stood there."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        self._hand, self._back = hand, back
        self._forms = DrawerForms(page, hand)

    def move(self, detail: ResidentDetail, _checked: bool = False) -> None:
        """Show the form that moves somebody, or several of a household."""
        people = ((detail.id, detail.name), *((one.id, one.name) for one in detail.household))
        who = tuple(Choice(str(resident), name) for resident, name in people)
        fields = (
            Field("who", "谁搬走", "multi_choice", choices=who, default=(str(detail.id),),
                  required=True, hint="几个人一起搬走就是分户"),
            *household_fields(self._hand.work),
            Field("on", "搬家日期", "date", default=self._hand.today),
            Field("reason", "原因", required=True, placeholder="如：与子女同住、房屋出租"),
        )  # fmt: skip
        form = Form(fields, today=self._hand.today, save="迁居")
        submit = partial(self._move, form)
        self._forms.show(f"{detail.name}迁居、分户", form, submit, self._back)

    def _move(self, form: Form, values: dict[str, Any]) -> None:
        day = values["on"] or self._hand.today()
        move = Move(UUID(values["unit"]), values["room"], day, values["reason"])
        who = [UUID(one) for one in values["who"]]
        self._forms.send(form, partial(move_residents, resident_ids=who, move=move))

    def change_status(self, detail: ResidentDetail, status: Status, _checked: bool = False) -> None:
        """Show the form that notes a leaving, a death or a return."""
        fields = (
            Field("on", f"{VERBS[status]}日期", "date", default=self._hand.today),
            Field("reason", "原因", required=True, placeholder=EXAMPLES[status],
                  hint=HINTS[status]),
        )  # fmt: skip
        use_case = partial(change_status, resident_id=detail.id, status=status)
        title = f"{detail.name}{VERBS[status]}"
        self._forms.ask_and_write(title, fields, use_case, self._back, save=VERBS[status])

    def change_head(self, detail: ResidentDetail, _checked: bool = False) -> None:
        """Show the form that makes somebody the head; the one before becomes somebody's kin."""
        former = next((one.name for one in detail.household if one.is_head), "")
        kinds = tuple(Choice(one, one) for one in RELATIONS if one != HEAD)
        fields = (
            Field("relation_of_former", f"原户主{former}与{detail.name}的关系", "choice",
                  choices=kinds, required=bool(former),
                  hint="其他家人与户主的关系也可能变了，请逐个核对"),
        )  # fmt: skip
        use_case = partial(_change_head, resident_id=detail.id)
        self._forms.ask_and_write(
            f"户主改为{detail.name}", fields, use_case, self._back, save="设为户主"
        )


def _change_head(session: Any, actor: Any, *, resident_id: UUID, **values: Any) -> None:
    change_head(session, actor, resident_id, relation_of_former=values["relation_of_former"] or "")
