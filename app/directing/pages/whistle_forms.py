"""The forms of a whistle: sending departments, what they did, taking back, rating."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.directing.pages.departments_form import DepartmentsForm
from app.directing.pages.shown_sheet import ShownSheet
from app.directing.response_views import ResponseRow
from app.directing.responses import (
    answer_response,
    assign_departments,
    record_arrival,
    withdraw_response,
)
from app.directing.whistle_views import WhistleSheet, whistles
from app.directing.whistles import end_whistle, rate_response, withdraw_whistle
from app.events.terms import SATISFACTION_NAMES, Satisfaction

RATINGS = tuple(Choice(value, name) for value, name in SATISFACTION_NAMES.items())
ARRIVAL = (Field("at", "报到时间", "datetime", hint="不填就是现在；事后补录的填实际时间"),)
ANSWER = (
    Field("answer", "答复", "long_text", required=True,
          hint="部门做了什么、结果怎样；随下一个报送包送回社区"),
)  # fmt: skip
REASON = (Field("reason", "原因", "long_text", required=True),)
RATING = (
    Field("rating", "评价", "choice", required=True, choices=RATINGS),
    Field("note", "说明", "long_text", max_length=500),
)


class WhistleForms:
    """Opens the forms of the whistle that a drawer shows."""

    def __init__(self, shown: ShownSheet):
        self._shown, self._hand, self._forms = shown, shown.hand, shown.forms

    # -- departments --------------------------------------------------------------------------

    def assign(self, sheet: WhistleSheet, _checked: bool = False) -> None:
        """Ask which departments come."""
        then = partial(self._ask_departments, sheet)
        self._hand.work.read(_departments_known, then=then, owner=self._shown)

    def _ask_departments(self, sheet: WhistleSheet, known: Sequence[str]) -> None:
        self._show_departments(sheet, known, 1, None)

    def _show_departments(
        self,
        sheet: WhistleSheet,
        known: Sequence[str],
        count: int,
        before: DepartmentsForm | None,
    ) -> None:
        form = DepartmentsForm(count, known, self._hand.today)
        submit = partial(self._assign, form, sheet.row.id)
        more = partial(self._show_departments, sheet, known, count + 1, form)
        form.more_asked.connect(more)
        self._forms.show(f"派单：{sheet.row.title}", form, submit, self._shown.again)
        if before is not None:
            form.continue_from(before)

    def _assign(self, form: DepartmentsForm, whistle_id: UUID, values: dict[str, Any]) -> None:
        demands = form.demands(values)
        use_case = partial(assign_departments, whistle_id=whistle_id, demands=demands)
        self._forms.send(form, use_case)

    def arrive(self, row: ResponseRow, _checked: bool = False) -> None:
        """Ask when a department came."""
        use_case = partial(record_arrival, response_id=row.id)
        self._ask(f"登记报到：{row.department}", ARRIVAL, use_case, save="登记报到")

    def answer(self, row: ResponseRow, _checked: bool = False) -> None:
        """Ask what a department did."""
        use_case = partial(answer_response, response_id=row.id)
        title, draft = f"登记答复：{row.department}", f"response/{row.id}"
        self._ask(title, ANSWER, use_case, save="登记答复", draft=draft)

    def recall(self, row: ResponseRow, _checked: bool = False) -> None:
        """Ask why a department need not come."""
        use_case = partial(withdraw_response, response_id=row.id)
        self._ask(f"撤回派单：{row.department}", REASON, use_case, save="撤回派单")

    # -- the whistle-blower's part ------------------------------------------------------------

    def withdraw(self, sheet: WhistleSheet, _checked: bool = False) -> None:
        """Ask why nobody needs to come any more."""
        use_case = partial(withdraw_whistle, whistle_id=sheet.row.id)
        self._ask(f"撤回吹哨：{sheet.row.title}", REASON, use_case, save="撤回吹哨")

    def rate(self, row: ResponseRow, _checked: bool = False) -> None:
        """Ask how one department did."""
        use_case = partial(rate_response, response_id=row.id)
        self._ask(f"评价：{row.department}", RATING, use_case, save="评价")

    def end(self, sheet: WhistleSheet, _checked: bool = False) -> None:
        """Ask how it was, of each department not rated yet and on the whole."""
        open_ones = [row for row in sheet.responses if row.can_rate and not row.rating]
        fields = [field for row in open_ones for field in _rating_of(row)]
        whole = Field("rating", "总体评价", "choice", required=True, choices=RATINGS,
                      section="这件事办得怎样")  # fmt: skip
        form = Form((*fields, whole, RATING[1]), today=self._hand.today, save="评价并办结")
        submit = partial(self._end, form, sheet.row.id, [row.id for row in open_ones])
        title, draft = f"评价：{sheet.row.title}", f"whistle/{sheet.row.id}"
        self._forms.show(title, form, submit, self._shown.again, draft=draft)

    def _end(self, form: Form, whistle_id: UUID, rated: list[UUID], values: dict[str, Any]) -> None:
        ratings = tuple((one, values[f"rating {one}"], values[f"note {one}"]) for one in rated)
        whole = (values["rating"], values["note"])
        self._forms.send(
            form, partial(_rate_all, whistle_id=whistle_id, ratings=ratings, whole=whole)
        )

    def _ask(
        self, title: str, fields: Sequence[Field], use_case: Any, *, save: str, draft: str = ""
    ) -> None:
        back = self._shown.again
        self._forms.ask_and_write(title, fields, use_case, back, save=save, draft=draft)


def _departments_known(session: Any) -> list[str]:
    """Who was sent before, the most often first."""
    sent = Counter(name for row in whistles(session) for name in row.departments)
    return [name for name, _ in sent.most_common()]


def _rating_of(row: ResponseRow) -> tuple[Field, Field]:
    return (
        Field(f"rating {row.id}", "评价", "choice", required=True, choices=RATINGS,
              section=row.department, hint=f"答复：{row.answer}"),
        Field(f"note {row.id}", "说明", max_length=100),
    )  # fmt: skip


def _rate_all(
    session: Any,
    actor: Any,
    *,
    whistle_id: UUID,
    ratings: tuple[tuple[UUID, Satisfaction, str], ...],
    whole: tuple[Satisfaction, str],
) -> None:
    """Rate the departments and end the whistle in one step."""
    for response_id, rating, note in ratings:
        rate_response(session, actor, response_id=response_id, rating=rating, note=note)
    end_whistle(session, actor, whistle_id=whistle_id, rating=whole[0], note=whole[1])
