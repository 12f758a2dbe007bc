"""The office in the settings: what it is called and where it is, as printed on every sheet."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from app.accounts.levels import LEVEL_NAMES
from app.accounts.office import change_office
from app.accounts.pages.settings_form import SettingsForm
from app.accounts.pages.tab import readable, scrolled
from app.accounts.station import OfficeProfile, Station, profile
from app.desk.drafts import Drafts
from app.desk.fields import Field
from app.desk.settings_tab import SettingsTab
from app.desk.work import Work

FIELDS = (
    Field("name", "单位名称", required=True, max_length=50, hint="印在每一份文书上"),
    Field("street_name", "所属街道", max_length=50),
    Field("district_name", "所属区", max_length=50),
    Field("address", "地址", max_length=100),
    Field("phone", "电话", max_length=100),
    Field("area_code", "级别和区划代码", read_only=True, hint="建站时定下，不能更改"),
)


class OfficeTab(SettingsTab):
    """The form of the office."""

    def __init__(self, work: Work, station: Station, drafts: Drafts):
        super().__init__()
        self._work, self._station = work, station
        self.form = SettingsForm(FIELDS, work, drafts, "settings/office")
        self.form.submitted.connect(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(readable(self.form)))
        work.watch(self, {"office"}, self.reload)

    def reload(self) -> None:
        """Read the office again."""
        self._work.read(profile, then=self._show, owner=self)

    def _show(self, office: OfficeProfile) -> None:
        shown = {field.key: getattr(office, field.key) for field in FIELDS}
        shown["area_code"] = f"{LEVEL_NAMES[office.level]} {office.area_code}"
        self.form.show_stored(shown)

    def _save(self, values: dict[str, Any]) -> None:
        texts = {key: text for key, text in values.items() if key != "area_code"}
        self.form.save_by(partial(change_office, office_id=self._station.office.id, **texts))
