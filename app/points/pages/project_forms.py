"""The forms of projects: publishing, claiming, reporting it done, accepting."""

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
from app.points.pages.at_hand import AtHand
from app.points.pages.choices import rule_options
from app.points.project_views import ClaimRow, ProjectRow
from app.points.projects import (
    ProjectText,
    accept_claim,
    add_project,
    change_project,
    claim_project,
    prove_claim,
    refuse_claim,
)
from app.points.rule_views import RuleRow, rule_choices
from app.points.terms import PROJECT_KIND_NAMES, ProjectKind
from app.residents.queries import find_residents

KINDS = tuple(Choice(kind, name) for kind, name in PROJECT_KIND_NAMES.items())


class ProjectForms(QObject):
    """Opens the forms; ``back`` leads to what stood in the drawer before."""

    begun = Signal()
    added = Signal(object)
    """Id of a project just published."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)
        self._people = PersonFinder(hand.work, find_residents)

    def add(self, _checked: bool = False) -> None:
        """Show the form of a new project."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            self._read(None)

    def change(self, row: ProjectRow, _checked: bool = False) -> None:
        """Show the form that changes a project."""
        self._read(row)

    def _read(self, row: ProjectRow | None) -> None:
        then = partial(self._show, row)
        self._hand.work.read(rule_choices, awards_only=True, then=then, owner=self)

    def _show(self, row: ProjectRow | None, rules: list[RuleRow]) -> None:
        save = "保存" if row else "发布"
        form = Form(_fields(rules, row), today=self._hand.today, save=save)
        title = "修改项目" if row else "发布项目"
        draft = "" if row else "points/project"
        self._forms.show(title, form, partial(self._save, form, row), self._back, draft=draft)

    def _save(self, form: Form, row: ProjectRow | None, values: dict[str, Any]) -> None:
        text = ProjectText(**values, matter_id=row.matter_id if row else None)
        if row is not None:
            self._forms.send(form, partial(change_project, project_id=row.id, text=text))
        else:
            then = partial(self._added, form)
            self._forms.send(form, partial(add_project, text=text), then)

    def _added(self, form: Form, project_id: UUID) -> None:
        form.done.disconnect(self._back)
        form.saved()
        self.added.emit(project_id)

    def claim(self, row: ProjectRow, _checked: bool = False) -> None:
        """Ask who takes it on."""
        fields = [Field("who", "谁认领", "person", required=True, find=self._people.find)]
        use_case = partial(_claim, project_id=row.id)
        self._forms.ask_and_write(f"认领：{row.title}", fields, use_case, self._back, save="认领")

    def prove(self, one: ClaimRow, _checked: bool = False) -> None:
        """Ask what was done."""
        fields = [
            Field("proof", "完成情况", "long_text", required=True, hint="做了什么、有什么证明"),
            Field("done_on", "完成日期", "date", default=self._hand.today),
        ]
        use_case = partial(prove_claim, claim_id=one.id)
        self._forms.ask_and_write(f"报告完成：{one.name}", fields, use_case, self._back)

    def accept(self, one: ClaimRow, _checked: bool = False) -> None:
        """Ask for how much it counts; its points are recorded."""
        fields = [
            Field("quantity", "记几份积分", "number", required=True, minimum=1, maximum=100,
                  default=1, hint="登记为“待审核”，由另一个账号审核、公示"),
        ]  # fmt: skip
        use_case = partial(accept_claim, claim_id=one.id)
        self._forms.ask_and_write(
            f"验收：{one.name}", fields, use_case, self._back, save="验收通过"
        )

    def refuse(self, one: ClaimRow, _checked: bool = False) -> None:
        """Ask why it is not enough."""
        fields = [Field("reason", "为什么不通过", required=True, max_length=100)]
        use_case = partial(refuse_claim, claim_id=one.id)
        self._forms.ask_and_write(
            f"不通过：{one.name}", fields, use_case, self._back, save="不通过"
        )


def _claim(session: Any, actor: Any, *, project_id: UUID, who: str) -> None:
    claim_project(session, actor, project_id=project_id, resident_id=UUID(who))


def _fields(rules: list[RuleRow], row: ProjectRow | None) -> list[Field]:
    items = rule_options(rules)
    if row and row.rule_id not in [one.value for one in items]:
        items.append(Choice(row.rule_id, row.item))
    return [
        Field("title", "项目名称", required=True, max_length=60, default=row and row.title,
              placeholder="例如：认养 3 号楼前绿地"),
        Field("kind", "类别", "choice", required=True, choices=KINDS,
              default=row.kind if row else ProjectKind.PROJECT),
        Field("content", "要做什么", "long_text", default=row and row.content),
        Field("rule_id", "按哪条细则计分", "choice", required=True, choices=items,
              default=row.rule_id if row else None),
        Field("places", "几个人可以认领", "number", required=True, minimum=0,
              default=row.places if row else 0, hint="0 表示不限"),
        Field("from_day", "从哪天起", "date", default=row.from_day if row else None,
              hint="不填就是今天"),
        Field("until_day", "到哪天止", "date", default=row.until_day if row else None,
              hint="不填就是长期"),
    ]  # fmt: skip
