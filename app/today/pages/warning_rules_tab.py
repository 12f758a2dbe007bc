"""预警规则 in the settings: each rule in words, its figures changed in the drawer."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app import settings
from app.accounts.levels import Level
from app.accounts.queries import station_settings
from app.desk import theme
from app.desk.columns import Column
from app.desk.drawer import Drawer
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.labels import button, label
from app.desk.settings_tab import SettingsTab
from app.desk.tables import RecordTable
from app.desk.work import Work
from app.settings import Setting
from app.today.rules import Thresholds
from app.today.terms import RULE_NAMES, RULES_OF, Rule
from app.today.thresholds import LIMITS, change_thresholds, thresholds

SETTINGS: dict[Rule, tuple[Setting[int], ...]] = {
    Rule.REPEATED: (settings.REPEATED_EVENTS, settings.REPEATED_DAYS),
    Rule.NEAR: (settings.NEAR_HOURS,),
    Rule.STUCK: (settings.STUCK_DAYS,),
    Rule.UNVISITED: (settings.VISIT_EVERY_DAYS,),
    Rule.LAGGING: (settings.OVERDUE_LEAST, settings.OVERDUE_TIMES),
    Rule.UNANSWERED: (settings.WHISTLE_DAYS,),
    Rule.SILENT: (settings.BUNDLE_DAYS_LATE,),
}
WORDS = "“今日”页按这些规则提示。改动立即生效，记入操作日志。"


@dataclass(frozen=True)
class RuleRow:
    """One rule as it stands."""

    rule: Rule
    name: str
    sentence: str
    is_on: bool


def _state(row: RuleRow) -> tuple[str, str]:
    return ("在用", "good") if row.is_on else ("已停用", "plain")


COLUMNS = (
    Column("name", "规则", lambda row: row.name, width=130, sortable=False),
    Column("sentence", "达到时预警", lambda row: row.sentence, width=360, sortable=False),
    Column("state", "状态", _state, width=90, kind="pill", sortable=False),
)


class WarningRulesTab(SettingsTab):
    """The list and its button; the form opens in the page's drawer."""

    def __init__(self, work: Work, drawer: Drawer, level: Level = Level.COMMUNITY):
        super().__init__()
        self._work, self._drawer, self._rules = work, drawer, RULES_OF[level]
        self.table = RecordTable(COLUMNS, row_id=_key, name="warning-rules", unit="条")
        self._change = button("修改", "primary", "pencil", press=self.change)
        row = QHBoxLayout()
        row.addWidget(self._change)
        row.addSpacing(theme.px(8))
        row.addWidget(label(WORDS, "hint", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.table.selected.connect(self._allow)
        self.table.opened.connect(self.change)
        self._allow([])
        work.watch(self, {"setting"}, self.reload)

    def reload(self) -> None:
        """Read the figures again."""
        self._work.read(thresholds, then=self._show, owner=self, latest="thresholds")

    def _show(self, found: Thresholds) -> None:
        sentences = found.sentences
        self.table.set_rows(
            [
                RuleRow(rule, RULE_NAMES[rule], sentences[rule], found.is_on(rule))
                for rule in self._rules
            ]
        )

    def _allow(self, rows: list[RuleRow]) -> None:
        self._change.setEnabled(len(rows) == 1)

    def change(self, _row: object = None) -> None:
        """Open the form of the chosen rule."""
        chosen = self.table.chosen()
        if len(chosen) == 1:
            then = partial(self._open, chosen[0])
            self._work.read(station_settings, then=then, owner=self, latest="figures")

    def _open(self, row: RuleRow, values: dict[str, Any]) -> None:
        form = Form([_field(setting) for setting in SETTINGS[row.rule]])
        form.set_values({setting.key: values[setting.key] for setting in SETTINGS[row.rule]})
        form.closed.connect(self._drawer.dismiss)
        form.submitted.connect(partial(self._save, form))
        self._drawer.show_content(f"预警规则：{row.name}", form)
        form.focus_first()

    def _save(self, form: Form, values: dict[str, Any]) -> None:
        form.set_busy(True)
        then = partial(self._saved, form)
        self._work.write(
            change_thresholds, values=values, then=then, failed=form.show_error, owner=form
        )

    def _saved(self, form: Form, _result: object) -> None:
        form.saved()
        self._drawer.dismiss()


def _key(row: Any) -> Rule:
    rule: Rule = row.rule
    return rule


def _field(setting: Setting[int]) -> Field:
    lowest, highest = LIMITS[setting.key]
    limits = f"{lowest} 到 {highest}"
    hint = f"{setting.hint}（{limits}）" if setting.hint else limits
    return Field(
        setting.key,
        setting.label,
        "number",
        required=True,
        minimum=lowest,
        maximum=highest,
        hint=hint,
        width=120,
    )
