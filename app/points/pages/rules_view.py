"""细则: the rules of points, and all versions of one."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QWidget

from app.desk.detail import FactList, Notice, section, stacked
from app.desk.fields import Choice
from app.desk.labels import button
from app.desk.page import Page
from app.points.pages.at_hand import AtHand
from app.points.pages.list_view import ListView
from app.points.pages.lists import RULE_COLUMNS, table
from app.points.pages.rule_forms import RuleForms
from app.points.pages.shown_record import ShownRecord
from app.points.rule_versions import restore_rule
from app.points.rule_views import RuleRow, rule_can_change, rule_history, rules

EMPTY = "还没有积分细则。可以在“更多”里采用示例细则再修改，也可以逐条新增。"
Seen = tuple[list[RuleRow], bool]


class RulesView(ListView):
    """Each item's newest version, deductions last."""

    def __init__(self, hand: AtHand):
        empty = (EMPTY, "新增细则" if hand.edits else "")
        super().__init__(table(hand, RULE_COLUMNS, "rules", "条", empty), "类别或项目")
        self._hand = hand
        self.first_words = "新增细则" if hand.edits else ""
        self.retired = self.add_box("执行中的")
        self.retired.offer([Choice(True, "含已停用的")])
        self.row.addStretch(0)

    def load(self) -> None:
        """Read the list."""
        self._hand.work.read(
            rules, with_retired=bool(self.retired.value()), then=self._show, owner=self,
            latest="rules",
        )  # fmt: skip

    def _show(self, rows: list[RuleRow]) -> None:
        words = self.text
        found = [row for row in rows if words in f"{row.text.category}\n{row.text.item}"]
        self.table.set_rows(found)


class RuleDrawer(ShownRecord):
    """Shows items in a page's drawer."""

    kind = "rule"

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page, hand)
        self.forms = RuleForms(page, hand, self.again)
        self.forms.begun.connect(self.forget)
        self.forms.added.connect(self.show_record)

    def query(self, session: Any, record_id: UUID) -> Seen:
        """Every version, newest first, and whether the newest may be corrected."""
        found = rule_history(session, rule_id=record_id)
        return found, rule_can_change(session, rule_id=found[0].id)

    def title(self, detail: Seen) -> str:
        """What the item is called."""
        return detail[0][0].text.item

    def panel(self, detail: Seen) -> QWidget:
        """The newest version, then those before."""
        found, _ = detail
        newest = found[0]
        last = newest.valid_until
        ended = Notice("waiting", f"执行到 {last} 为止") if last is not None else None
        older = [(f"第 {one.version} 版", _version(one)) for one in found]
        return stacked(ended, FactList(_facts(newest)), section("各版本"), FactList(older))

    def buttons(self, detail: Seen) -> tuple[QPushButton, ...]:
        """Correcting, a new version, retiring."""
        if not self._hand.edits:
            return ()
        found, can_change = detail
        newest = found[0]
        if newest.valid_until is not None:
            return (button("恢复使用", "primary", press=partial(self._restore, newest.id)),)
        retire = button("停用", press=partial(self.forms.retire, newest))
        if can_change:
            change = button("修改", "primary", "pencil", press=partial(self.forms.change, newest))
            return (retire, change)
        change = button("出新版本", "primary", press=partial(self.forms.add_version, newest))
        return (retire, change)

    def _restore(self, rule_id: UUID, _checked: bool = False) -> None:
        self.do(restore_rule, rule_id=rule_id)


def _facts(row: RuleRow) -> tuple[tuple[str, str], ...]:
    text = row.text
    return (
        ("类别", text.category),
        ("分值", row.worth),
        ("上限", row.caps or "不限"),
        ("证明", text.evidence or "不要求"),
        ("自动登记", row.trigger_name),
        ("说明", text.note),
        ("执行", f"{row.valid_from} 起"),
    )


def _version(row: RuleRow) -> str:
    until = f" 至 {row.valid_until}" if row.valid_until else " 起"
    now = "，执行中" if row.is_current else ""
    caps = f"　{row.caps}" if row.caps else ""
    return f"{row.worth}{caps}\n{row.valid_from}{until}{now}，登记过 {row.uses} 条"
