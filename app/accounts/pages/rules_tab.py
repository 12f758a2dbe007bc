"""The rules in the settings: the numbers an office may choose, within the limits of the law."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from app import settings
from app.accounts.office import LIMITS, change_settings
from app.accounts.pages.settings_form import SettingsForm
from app.accounts.pages.tab import readable, scrolled
from app.accounts.queries import station_settings
from app.desk.drafts import Drafts
from app.desk.fields import Field
from app.desk.settings_tab import SettingsTab
from app.desk.work import Work
from app.settings import Setting


def _number(item: Setting[int]) -> Field:
    lowest, highest = LIMITS[item.key]
    return Field(
        item.key,
        item.label,
        kind="number",
        required=True,
        hint=f"{item.hint}（{lowest} 到 {highest}）" if item.hint else f"{lowest} 到 {highest}",
        width=120,
        minimum=lowest,
        maximum=highest,
    )


WIDTH = 400
FIELDS = (
    _number(settings.NOTICE_DAYS_AHEAD),
    _number(settings.RESULT_NOTICE_DAYS),
    _number(settings.SATISFACTION_THRESHOLD),
    Field(
        settings.OBJECTION_PHONE.key,
        settings.OBJECTION_PHONE.label,
        max_length=30,
        width=220,
        hint=settings.OBJECTION_PHONE.hint,
    ),
    _number(settings.IDLE_LOCK_MINUTES),
)


class RulesTab(SettingsTab):
    """The form of the rules."""

    def __init__(self, work: Work, drafts: Drafts):
        super().__init__()
        self._work = work
        self.form = SettingsForm(FIELDS, work, drafts, "settings/rules")
        self.form.submitted.connect(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(readable(self.form, WIDTH)))
        work.watch(self, {"setting"}, self.reload)

    def reload(self) -> None:
        """Read the rules again."""
        self._work.read(station_settings, then=self._show, owner=self)

    def _show(self, values: dict[str, Any]) -> None:
        self.form.show_stored({field.key: values[field.key] for field in FIELDS})

    def _save(self, values: dict[str, Any]) -> None:
        self.form.save_by(partial(change_settings, values=values))
