"""The forms of bodies and their members."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.council import bodies
from app.council.bodies import BodyText, MemberText
from app.council.body_views import BodyView, MemberRow
from app.council.pages.at_hand import AtHand
from app.council.terms import BODY_KIND_NAMES, DUTY_NAMES, Duty
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.page import Page
from app.desk.person_finder import PersonFinder
from app.errors import InvalidInput
from app.grids.queries import Choice as GridChoice
from app.grids.queries import grid_choices
from app.residents.queries import find_residents

KINDS = tuple(Choice(kind, name) for kind, name in BODY_KIND_NAMES.items())
DUTIES = tuple(Choice(duty, name) for duty, name in DUTY_NAMES.items())


class BodyForms(QObject):
    """Opens the forms of bodies in a page's drawer; ``back`` leads to what stood there."""

    begun = Signal()
    """A new body is being typed: the one shown before is not shown any more."""
    made = Signal(object)
    """Id of a body just set up."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._again = page, hand, back
        self._forms = DrawerForms(page, hand)

    # -- bodies -------------------------------------------------------------------------------

    def set_up(self) -> None:
        """Show the form of a new body."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            self._hand.work.read(grid_choices, then=self._show_new, owner=self)

    def _show_new(self, grids: list[GridChoice]) -> None:
        fields = [
            Field("kind", "类型", "choice", required=True, choices=KINDS,
                  hint="议事规则按类型配好，居民会议和居民代表会议依法律，议事厅依章程"),
            *_body_fields(grids, None),
        ]  # fmt: skip
        form = Form(fields, today=self._hand.today, save="设立")
        submit = partial(self._save_new, form)
        self._forms.show("设立议事组织", form, submit, self._again, draft="body/new")

    def _save_new(self, form: Form, values: dict[str, Any]) -> None:
        text = BodyText(values["name"], {}, values["grid_id"], values["charter_note"])
        use_case = partial(bodies.set_up_body, kind=values["kind"], text=text)
        self._forms.send(form, use_case, partial(self._made, form))

    def _made(self, form: Form, body_id: UUID) -> None:
        form.done.disconnect(self._again)
        form.saved()
        self.made.emit(body_id)

    def edit(self, view: BodyView, _checked: bool = False) -> None:
        """Show the form of name, charter and what of the rule is open."""
        then = partial(self._show_edit, view)
        self._hand.work.read(grid_choices, then=then, owner=self)

    def _show_edit(self, view: BodyView, grids: list[GridChoice]) -> None:
        fields = [*_body_fields(grids, view), *_rule_fields(view)]
        form = Form(fields, today=self._hand.today)
        self._forms.show(view.name, form, partial(self._save_edit, form, view), self._again)

    def _save_edit(self, form: Form, view: BodyView, values: dict[str, Any]) -> None:
        text = BodyText(
            values["name"], _overrides(view, values), values["grid_id"], values["charter_note"]
        )
        self._forms.send(form, partial(bodies.edit_body, body_id=view.id, text=text))

    def dissolve(self, view: BodyView, _checked: bool = False) -> None:
        """Show the form that ends a body."""
        fields = [Field("reason", "撤销理由", "long_text", required=True,
                        hint="开过的会和决定仍然保留")]  # fmt: skip
        self._ask(f"撤销{view.name}", fields, partial(bodies.dissolve_body, body_id=view.id))

    # -- members ------------------------------------------------------------------------------

    def add_member(self, view: BodyView, _checked: bool = False) -> None:
        """Show the form of a new member."""
        finder = PersonFinder(self._hand.work, find_residents)
        fields = [
            Field("resident", "居民", "person", find=finder.find),
            Field("name", "或填姓名", hint="不是本社区居民的，例如物业、驻区单位代表"),
            Field("capacity", "代表身份", placeholder="例如：居民代表、楼栋长、物业"),
            Field("duty", "职务", "choice", choices=DUTIES, default=Duty.MEMBER),
            Field("since", "任职日期", "date", default=self._hand.today),
        ]
        form = Form(fields, today=self._hand.today, save="添加")
        submit = partial(self._save_member, form, finder, view)
        self._forms.show("添加成员", form, submit, self._again)

    def _save_member(
        self, form: Form, finder: PersonFinder, view: BodyView, values: dict[str, Any]
    ) -> None:
        resident = values["resident"]
        name = values["name"] or (finder.name_of(resident) if resident else "")
        if not name:
            words = ("还没有填写成员。", "请选一位居民，或填写姓名。")
            form.show_error(InvalidInput(*words, field="resident"))
            return
        text = MemberText(
            name, values["capacity"], values["duty"],
            UUID(resident) if resident else None, values["since"],
        )  # fmt: skip
        self._forms.send(form, partial(bodies.add_member, body_id=view.id, text=text))

    def edit_member(self, row: MemberRow, _checked: bool = False) -> None:
        """Show the form that corrects a member."""
        fields = [
            Field("name", "姓名", required=True, default=row.name),
            Field("capacity", "代表身份", default=row.capacity),
            Field("duty", "职务", "choice", choices=DUTIES, default=row.duty),
        ]
        self._ask("修改成员", fields, partial(_edit_member, row=row))

    def end_member(self, row: MemberRow, _checked: bool = False) -> None:
        """Show the form that ends a membership."""
        fields = [
            Field("until", "任职到", "date", hint="最后一天；不填就到昨天"),
            Field("reason", "离任原因", placeholder="例如：搬离、换届"),
        ]
        self._ask(f"{row.name}离任", fields, partial(bodies.end_member, member_id=row.id))

    def _ask(self, heading: str, fields: list[Field], use_case: Callable[..., object]) -> None:
        self._forms.ask_and_write(heading, fields, use_case, self._again)


def _edit_member(session: Any, actor: Any, *, row: MemberRow, **values: Any) -> None:
    text = MemberText(values["name"], values["capacity"], values["duty"], row.resident_id)
    bodies.edit_member(session, actor, member_id=row.id, text=text)


def _body_fields(grids: list[GridChoice], view: BodyView | None) -> list[Field]:
    places = tuple(Choice(grid.id, grid.title) for grid in grids)
    return [
        Field("name", "名称", required=True, default=view.name if view else None,
              placeholder="例如：3 号小院议事厅"),
        Field("grid_id", "所属网格", "choice", choices=places,
              default=view.grid_id if view else None, hint="不属于某个网格的不选"),
        Field("charter_note", "章程说明", "long_text",
              default=view.charter_note if view else None),
    ]  # fmt: skip


SHARES = (
    Choice(("1/2", False), "过半数"),
    Choice(("2/3", True), "三分之二以上"),
    Choice(("3/4", True), "四分之三以上"),
    Choice(("1", True), "全部"),
)
ANSWERS = {"abstentions_count": "弃权计入基数", "proxies_allowed": "可以书面委托"}
SHARE_FIELDS = {"quorum": "到会多少才能开会", "majority": "多少赞成为通过"}


def _rule_fields(view: BodyView) -> Iterable[Field]:
    """Fields for what law leaves to the charter; what it fixes is not offered."""
    for key, name in SHARE_FIELDS.items():
        if key in view.rule.editable:
            now = getattr(view.rule, key)
            yield Field(key, name, "choice", choices=SHARES, section="章程规定",
                        default=(str(now.share), now.inclusive))  # fmt: skip
    for key, name in ANSWERS.items():
        if key in view.rule.editable:
            yield Field(key, name, "yes_no", default=getattr(view.rule, key))


def _overrides(view: BodyView, values: dict[str, Any]) -> dict[str, Any]:
    """The charter's changes with what the form says; those it does not show stay."""
    found = dict(view.overrides)
    for key in SHARE_FIELDS:
        if values.get(key) is not None:
            share, inclusive = values[key]
            found[key] = {"share": share, "inclusive": inclusive}
    found.update({key: values[key] for key in ANSWERS if values.get(key) is not None})
    return found
