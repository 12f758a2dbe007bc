"""The forms of trainings and skill contests: what was held, and who scored what."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.page import Page
from app.grids.pages.at_hand import AtHand
from app.grids.rules import TRAINING_KIND_NAMES, TrainingKind
from app.grids.training_views import ResultLine, TrainingRow, who_may_take_part
from app.grids.trainings import (
    Part,
    TrainingText,
    change_training,
    record_training,
    set_results,
)

KINDS = tuple(Choice(kind, name) for kind, name in TRAINING_KIND_NAMES.items())


class TrainingForms(QObject):
    """Opens the forms in a page's drawer; ``back`` leads to what stood there."""

    begun = Signal()
    made = Signal(object)
    """Id of a training just recorded."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def record(self) -> None:
        """Show the form of a training that was held."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            form = Form(self._fields(None), today=self._hand.today, save="登记")
            submit = partial(self._save_new, form)
            self._forms.show("登记培训比武", form, submit, self._back, draft="training/new")

    def _save_new(self, form: Form, values: dict[str, Any]) -> None:
        use_case = partial(record_training, text=_text(values))
        self._forms.send(form, use_case, partial(self._made, form))

    def _made(self, form: Form, training_id: object) -> None:
        form.done.disconnect(self._back)
        form.saved()
        self.made.emit(training_id)

    def edit(self, row: TrainingRow, _checked: bool = False) -> None:
        """Show the form that corrects it."""
        form = Form(self._fields(row), today=self._hand.today)
        self._forms.show(f"修改{row.title}", form, partial(self._save, form, row.id), self._back)

    def _save(self, form: Form, training_id: UUID, values: dict[str, Any]) -> None:
        self._forms.send(
            form, partial(change_training, training_id=training_id, text=_text(values))
        )

    def results(self, row: TrainingRow, _checked: bool = False) -> None:
        """Show the form of who took part; of a contest with a score each."""
        then = partial(self._show_results, row)
        self._hand.work.read(who_may_take_part, row.id, then=then, owner=self)

    def _show_results(self, row: TrainingRow, lines: list[ResultLine]) -> None:
        is_contest = row.kind is TrainingKind.CONTEST
        fields = [_score(line, row) for line in lines] if is_contest else [_presence(lines)]
        if not lines:
            fields = [Field("none", "参加人员", read_only=True,
                            default="还没有专职网格员，请先在“力量”中任命")]  # fmt: skip
        form = Form(fields, today=self._hand.today)
        submit = partial(self._save_results, form, row, lines)
        title = f"{row.title}：{'成绩' if is_contest else '参加人员'}"
        self._forms.show(title, form, submit, self._back)

    def _save_results(
        self, form: Form, row: TrainingRow, lines: list[ResultLine], values: dict[str, Any]
    ) -> None:
        parts = _scores(lines, values) if row.kind is TrainingKind.CONTEST else _present(values)
        self._forms.send(form, partial(set_results, training_id=row.id, parts=parts))

    def _fields(self, row: TrainingRow | None) -> list[Field]:
        return [
            Field("title", "名称", required=True, max_length=50,
                  default=row.title if row else None, placeholder="例如：三季度网格员技能比武"),
            Field("kind", "类别", "choice", required=True, choices=KINDS,
                  default=row.kind if row else TrainingKind.TRAINING),
            Field("held_on", "日期", "date", required=True,
                  default=row.held_on if row else self._hand.today),
            Field("place", "地点", max_length=100, default=row.place if row else None),
            Field("hours", "学时", "number", width=120, decimals=1, minimum=0, maximum=400,
                  default=Decimal(str(row.hours)) if row else None),
            Field("full_score", "满分", "number", width=120, minimum=1, maximum=1000,
                  default=int(row.full_score) if row else 100, hint="只用于技能比武"),
            Field("note", "备注", max_length=100, default=row.note if row else None),
        ]  # fmt: skip


def _text(values: dict[str, Any]) -> TrainingText:
    return TrainingText(
        values["title"],
        values["held_on"],
        TrainingKind(values["kind"]),
        float(values["hours"] or 0),
        values["place"],
        float(values["full_score"] or 100),
        values["note"],
    )


def _score(line: ResultLine, row: TrainingRow) -> Field:
    default = Decimal(str(line.score)) if line.score is not None else None
    return Field(
        str(line.staff_id), line.name, "number", width=120, decimals=1, minimum=0,
        maximum=int(row.full_score), default=default, placeholder="缺席不填",
    )  # fmt: skip


def _presence(lines: Sequence[ResultLine]) -> Field:
    choices = tuple(Choice(line.staff_id, line.name) for line in lines)
    there = tuple(line.staff_id for line in lines if line.attended)
    return Field("present", "到场的人打勾", "multi_choice", choices=choices, default=there)


def _scores(lines: Sequence[ResultLine], values: dict[str, Any]) -> list[Part]:
    found = ((line.staff_id, values.get(str(line.staff_id))) for line in lines)
    return [
        Part(who, score is not None, None if score is None else float(score))
        for who, score in found
    ]


def _present(values: dict[str, Any]) -> list[Part]:
    return [Part(staff_id) for staff_id in values.get("present") or ()]
