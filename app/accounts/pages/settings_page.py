"""The settings' room: office, rules, accounts, look of this PC, backups, the log, about."""

from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app import settings
from app.accounts.backups import back_up_today, list_backups
from app.accounts.office import LIMITS, change_office, change_settings
from app.accounts.pages.accounts_tab import AccountsTab
from app.accounts.permissions import Permission
from app.accounts.queries import audit_page, count_audit, station_settings
from app.accounts.station import OfficeProfile, Station, profile
from app.desk import theme
from app.desk.columns import Column
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.labels import button, label
from app.desk.machine_memory import MachineMemory
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.desk.work import Work

OFFICE_FIELDS = (
    Field("name", "单位名称", required=True, max_length=50, hint="印在每一份文书上"),
    Field("address", "地址", max_length=100),
    Field("phone", "电话", max_length=100),
)
NUMBERS = (
    settings.NOTICE_DAYS_AHEAD,
    settings.RESULT_NOTICE_DAYS,
    settings.SATISFACTION_THRESHOLD,
    settings.IDLE_LOCK_MINUTES,
)
RULE_FIELDS = (
    *(
        Field(
            item.key,
            item.label,
            kind="number",
            required=True,
            hint=item.hint,
            width=120,
            minimum=LIMITS[item.key][0],
            maximum=LIMITS[item.key][1],
        )
        for item in NUMBERS
    ),
    Field(
        settings.OBJECTION_PHONE.key,
        settings.OBJECTION_PHONE.label,
        max_length=30,
        width=220,
        hint="印在结果公示上",
    ),
)
LOG_COLUMNS = (
    Column("at", "时间", lambda row: row.at, width=150, kind="datetime", sortable=False),
    Column("who", "谁", lambda row: row.account_name, width=100, sortable=False),
    Column("what", "做了什么", lambda row: row.sentence, width=560, sortable=False),
)


class SettingsPage(Page):
    """Tabs; each saves by itself, and every change is logged."""

    def __init__(
        self,
        work: Work,
        station: Station,
        memory: MachineMemory,
        restyle: Callable[[], object],
    ):
        super().__init__("设置")
        self._work, self._station, self._memory, self._restyle = work, station, memory, restyle
        self._may_change = station.actor.may(Permission.CHANGE_SETTINGS)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.body.addWidget(self.tabs, 1)
        self.office = self._form(OFFICE_FIELDS, self._save_office)
        self.rules = self._form(RULE_FIELDS, self._save_rules)
        self.tabs.addTab(_column(self.office), "单位")
        self.tabs.addTab(_column(self.rules), "规则")
        if station.actor.may(Permission.MANAGE_ACCOUNTS):
            self.tabs.addTab(AccountsTab(work, station, self.drawer), "账号")
        self.tabs.addTab(self._look(), "外观")
        if station.actor.may(Permission.BACK_UP):
            self.tabs.addTab(self._backups(), "备份")
        if station.actor.may(Permission.SEE_AUDIT):
            self.tabs.addTab(self._log(), "操作日志")
        self.tabs.addTab(self._about(), "关于")
        work.watch(self, {"office", "setting"}, self._read)

    def reload(self) -> None:
        """Read office, rules and log again."""
        self._read()
        if self._station.actor.may(Permission.SEE_AUDIT):
            self.log.load_pages(self._work, count_audit, audit_page)

    def _read(self) -> None:
        self._work.read(profile, then=self._show_office, owner=self)
        self._work.read(station_settings, then=self._show_rules, owner=self)

    def _form(self, fields: tuple[Field, ...], save: Callable[..., object]) -> Form:
        form = Form(fields)
        form.submitted.connect(partial(save, form))
        form.setEnabled(self._may_change)
        return form

    def _show_office(self, office: OfficeProfile) -> None:
        if not self.office.dirty:
            self.office.set_values(
                {"name": office.name, "address": office.address, "phone": office.phone}
            )

    def _show_rules(self, values: dict[str, Any]) -> None:
        if not self.rules.dirty:
            self.rules.set_values({field.key: values[field.key] for field in RULE_FIELDS})

    def _save_office(self, form: Form, values: dict[str, Any]) -> None:
        self._work.write(
            change_office,
            self._station.office.id,
            **values,
            then=form.saved,
            failed=form.show_error,
            owner=form,
        )

    def _save_rules(self, form: Form, values: dict[str, Any]) -> None:
        self._work.write(
            change_settings, values=values, then=form.saved, failed=form.show_error, owner=form
        )

    # -- this PC ------------------------------------------------------------------------------

    def _look(self) -> QWidget:
        self.look = _box((("浅色", "light"), ("深色", "dark"), ("跟随系统", "system")))
        self.look.setCurrentIndex(
            max(self.look.findData(self._memory.setting(settings.DARK_THEME)), 0)
        )
        self.scale = _box((("标准", 1.0), ("大", 1.25), ("特大", 1.5)))
        self.scale.setCurrentIndex(
            max(self.scale.findData(self._memory.setting(settings.TEXT_SCALE)), 0)
        )
        self.look.currentIndexChanged.connect(self._relook)
        self.scale.currentIndexChanged.connect(self._relook)
        holder = QWidget()
        form = QFormLayout(holder)
        form.setVerticalSpacing(theme.px(14))
        form.addRow(label("颜色"), self.look)
        form.addRow(label("字号"), self.scale)
        form.addRow(label("字号在重新打开程序后完全生效。", "hint"))
        return _column(holder)

    def _relook(self, index: int) -> None:
        self._memory.put_setting(settings.DARK_THEME, self.look.currentData())
        self._memory.put_setting(settings.TEXT_SCALE, self.scale.currentData())
        self._restyle()

    # -- backups ------------------------------------------------------------------------------

    @property
    def _folder(self) -> Path:
        chosen = self._memory.setting(settings.BACKUP_FOLDER)
        return Path(chosen) if chosen else self._station.path.parent / "备份"

    def _backups(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setSpacing(theme.px(12))
        column.addWidget(
            label(
                "每天第一次打开时自动备份，写完后逐页核对。保留最近 14 天、8 周和 24 个月。"
                "备份和站点一样是加密的，用原来的密码打开。",
                "soft",
                wrap=True,
            )
        )
        self.folder = label(f"备份文件夹：{self._folder}", wrap=True)
        column.addWidget(self.folder)
        row = QHBoxLayout()
        row.addWidget(button("立即备份", "primary", "database-backup", press=self._back_up))
        row.addWidget(button("更换文件夹", icon_name="folder-open", press=self._choose_folder))
        row.addStretch(1)
        column.addLayout(row)
        self.backups = label("", wrap=True)
        column.addWidget(self.backups)
        column.addStretch(1)
        self._list_backups()
        return _column(holder, 640)

    def _back_up(self) -> None:
        self._work.make(
            back_up_today,
            self._station,
            self._folder,
            then=self._list_backups,
            owner=self,
            title="正在备份",
            progress=True,
        )

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "备份放在哪个文件夹", str(self._folder))
        if chosen:
            self._memory.put_setting(settings.BACKUP_FOLDER, chosen)
            self.folder.setText(f"备份文件夹：{chosen}")
            self._list_backups()

    def _list_backups(self, made: object = None) -> None:
        self._work.make(
            list_backups, self._station, self._folder, then=self._show_backups, owner=self
        )

    def _show_backups(self, found: list[Path]) -> None:
        lines = "\n".join(path.name for path in found[:12])
        self.backups.setText(f"现有 {len(found)} 份：\n{lines}" if found else "还没有备份。")

    # -- log and about ------------------------------------------------------------------------

    def _log(self) -> QWidget:
        self.log = RecordTable(LOG_COLUMNS, name="audit", memory=self._memory, unit="条")
        return self.log

    def _about(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setSpacing(theme.px(8))
        column.addWidget(label("里仁", "brand"))
        column.addWidget(label(f"版本 {version('liren')}"))
        column.addWidget(label("“里仁为美。”——《论语》", "soft"))
        text = (
            "本程序不联网，数据只在这台电脑的站点文件里。"
            "以 GPL-3.0 或更新版本许可发布；界面用 Qt（LGPL-3.0），字体用思源、霞鹜文楷（OFL）"
            "和 Fandol（GPL 附字体例外）。"
        )
        column.addWidget(label(text, "soft", wrap=True))
        column.addWidget(label(f"站点文件：{self._station.path}", "hint", wrap=True))
        column.addStretch(1)
        return _column(holder)


def _column(content: QWidget, width: int = 520) -> QWidget:
    """The content as a column of readable width, at the left."""
    content.setMaximumWidth(theme.px(width))
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, theme.px(16), 0, 0)
    row.addWidget(content, 1)
    row.addStretch(1)
    return holder


def _box(choices: tuple[tuple[str, Any], ...]) -> QComboBox:
    box = QComboBox()
    for text, value in choices:
        box.addItem(text, value)
    box.setMinimumWidth(theme.px(180))
    return box
