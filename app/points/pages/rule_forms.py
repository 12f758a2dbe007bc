"""The forms of rules, and of how the scheme is run (积分办法)."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.page import Page
from app.points.pages.at_hand import AtHand
from app.points.policy import Scheme, change_scheme, scheme
from app.points.rule_versions import (
    RuleText,
    add_rule,
    add_version,
    adopt_shipped_rules,
    change_rule,
    retire_rule,
)
from app.points.rule_views import RuleRow, categories
from app.points.rules import Policy
from app.points.terms import EXPIRY_MODE_NAMES, TRIGGER_NAMES

TRIGGERS = tuple(Choice(trigger, name) for trigger, name in TRIGGER_NAMES.items())
MODES = tuple(Choice(mode, name) for mode, name in EXPIRY_MODE_NAMES.items())
CUT = (Choice(True, "有多少扣多少"), Choice(False, "先不入账，等余额够了再扣"))


class RuleForms(QObject):
    """Opens the forms; ``back`` leads to what stood in the drawer before."""

    begun = Signal()
    added = Signal(object)
    """Id of the version just made."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def add(self, _checked: bool = False) -> None:
        """Show the form of a new item."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            self._hand.work.read(categories, then=self._show_new, owner=self)

    def _show_new(self, known: list[str]) -> None:
        fields = [*_fields(None, known), _from(self._hand.today())]
        form = Form(fields, today=self._hand.today)
        self._forms.show("新增细则", form, partial(self._add, form), self._back)

    def _add(self, form: Form, values: dict[str, Any]) -> None:
        day = values.pop("valid_from")
        use_case = partial(add_rule, text=RuleText(**values), valid_from=day)
        self._forms.send(form, use_case, partial(self._added, form))

    def _added(self, form: Form, rule_id: UUID) -> None:
        form.done.disconnect(self._back)
        form.saved()
        self.added.emit(rule_id)

    def add_version(self, row: RuleRow, _checked: bool = False) -> None:
        """Show the form of the version that follows; what was recorded keeps the old one."""
        fields = [*_fields(row, [row.text.category]), _from(None)]
        form = Form(fields, today=self._hand.today)
        title = f"新版本：{row.text.item}"
        self._forms.show(title, form, partial(self._add_version, form, row), self._back)

    def _add_version(self, form: Form, row: RuleRow, values: dict[str, Any]) -> None:
        day = values.pop("valid_from")
        text = RuleText(**values)
        use_case = partial(add_version, rule_id=row.id, text=text, valid_from=day)
        self._forms.send(form, use_case, partial(self._added, form))

    def change(self, row: RuleRow, _checked: bool = False) -> None:
        """Show the form that corrects a version by which nothing was recorded yet."""
        form = Form(_fields(row, [row.text.category]), today=self._hand.today)
        title = f"修改：{row.text.item}"
        self._forms.show(title, form, partial(self._change, form, row), self._back)

    def _change(self, form: Form, row: RuleRow, values: dict[str, Any]) -> None:
        text = RuleText(**values)
        self._forms.send(form, partial(change_rule, rule_id=row.id, text=text))

    def retire(self, row: RuleRow, _checked: bool = False) -> None:
        """Ask for the last day."""
        fields = [
            Field("last_day", "执行到哪一天", "date", required=True, default=self._hand.today,
                  hint="这一天照常登记；已经登记的积分不受影响"),
        ]  # fmt: skip
        use_case = partial(retire_rule, rule_id=row.id)
        self._forms.ask_and_write(
            f"停用：{row.text.item}", fields, use_case, self._back, save="停用"
        )

    # -- the scheme ---------------------------------------------------------------------------

    def adopt(self, _checked: bool = False) -> None:
        """Take over the shipped examples from the first of January on."""
        day = self._hand.today().replace(month=1, day=1)
        self._hand.work.write(adopt_shipped_rules, valid_from=day, owner=self._page)

    def ask_scheme(self, _checked: bool = False) -> None:
        """Show how the scheme is run."""
        if self._page.drawer.may_leave():
            self.begun.emit()
            self._hand.work.read(scheme, then=self._show_scheme, owner=self)

    def _show_scheme(self, found: Scheme) -> None:
        form = Form(_scheme_fields(found), today=self._hand.today)
        back = self._page.drawer.dismiss
        self._forms.show("积分办法", form, partial(self._change_scheme, form), back)

    def _change_scheme(self, form: Form, values: dict[str, Any]) -> None:
        policy = Policy(values["mode"], values["months"], values["warn_days"])
        wanted = Scheme(values["publicity_days"], policy, bool(values["cut"]))
        self._forms.send(form, partial(change_scheme, wanted=wanted))


def _from(day: Any) -> Field:
    hint = "这天以前登记的，仍按原来的版本" if day is None else "从这一天起可以登记"
    return Field("valid_from", "从哪天起执行", "date", required=True, default=day, hint=hint)


def _fields(row: RuleRow | None, known: list[str]) -> list[Field]:
    text = row.text if row else RuleText("", "", 0)
    hint = f"现有：{'、'.join(known)}" if known else "例如：环境整治、邻里互助、扣分"
    cap = {"kind": "number", "minimum": 1}
    return [
        Field("category", "类别", required=True, max_length=50, default=text.category, hint=hint),
        Field("item", "项目", required=True, max_length=60, default=text.item,
              placeholder="例如：参加楼道清扫"),
        Field("points", "分值", "number", required=True, default=text.points or None,
              hint="加分填正数，扣分填负数，例如 -10"),
        Field("unit", "每", required=True, max_length=10, default=text.unit,
              hint="次、小时、件……"),
        Field("cap_day", "每人每日上限", default=text.cap_day, hint="不填就是不限", **cap),  # type: ignore[arg-type]
        Field("cap_month", "每人每月上限", default=text.cap_month, **cap),  # type: ignore[arg-type]
        Field("cap_year", "每人每年上限", default=text.cap_year, **cap),  # type: ignore[arg-type]
        Field("evidence", "要什么证明", max_length=100, default=text.evidence,
              hint="不填就不要求；填了的，登记时必须写明证明"),
        Field("trigger", "自动登记", "choice", choices=TRIGGERS, default=text.trigger,
              placeholder="不自动，由人登记"),
        Field("note", "说明", max_length=100, default=text.note),
    ]  # fmt: skip


def _scheme_fields(found: Scheme) -> list[Field]:
    return [
        Field("publicity_days", "公示几天", "number", required=True, minimum=0, maximum=60,
              default=found.publicity_days, hint="从公示次日算起，期满次日入账"),
        Field("mode", "积分有效期", "choice", required=True, choices=MODES,
              default=found.expiry.mode, section="有效期"),
        Field("months", "满几个月到期", "number", required=True, minimum=1, maximum=120,
              default=found.expiry.months, hint="只用于“满若干个月到期”，从入账之日算起"),
        Field("warn_days", "到期前几天提醒", "number", required=True, minimum=0, maximum=180,
              default=found.expiry.warn_days, hint="柜台和账户上显示将清零的积分"),
        Field("cut", "扣分多于余额时", "choice", required=True, choices=CUT,
              default=found.cut_deductions, section="扣分"),
    ]  # fmt: skip
