"""Backups in the settings: what there is, one more at once, a copy on a stick."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from app import settings
from app.accounts.backups import BackupRow, back_up_now, backup_folder, backup_rows, note_copy
from app.accounts.station import Station
from app.desk import theme
from app.desk.columns import Column
from app.desk.labels import Elided, button, label
from app.desk.machine_memory import MachineMemory
from app.desk.messages import show_error
from app.desk.settings_tab import SettingsTab
from app.desk.tables import RecordTable
from app.desk.work import Work
from app.errors import LirenError

ABOUT = (
    "每天打开程序后自动备份一次，写完逐页核对。保留最近 14 天、8 周和 24 个月的备份。"
    "备份和站点一样是加密的，用原来的密码打开；要恢复时，在开始页选“恢复备份”。"
)
COLUMNS = (
    Column("day", "日期", lambda row: row.day, width=120, kind="date"),
    Column("size", "大小（MB）", lambda row: row.megabytes, width=100, kind="number"),
    Column("name", "文件", lambda row: row.name, width=380),
)


class BackupsTab(SettingsTab):
    """What it is about, the buttons, the list."""

    def __init__(self, work: Work, station: Station, memory: MachineMemory):
        super().__init__()
        self._work, self._station, self._memory = work, station, memory
        self.now = button("立即备份", "primary", "database-backup", press=self.back_up)
        self.copy = button("存一份到U盘", "plain", "download", press=self._ask_stick)
        self.said = Elided()
        self.said.setProperty("role", "soft")
        self._where = Elided()
        self.table = RecordTable(COLUMNS, name="backups", unit="份")
        self.table.set_empty("还没有备份。", "立即备份")
        self.table.first_asked.connect(self.back_up)
        self._arrange()

    def _arrange(self) -> None:
        about = label(ABOUT, "soft", wrap=True)
        about.setMaximumWidth(theme.px(720))
        row = QHBoxLayout()
        row.addWidget(self.now)
        row.addWidget(self.copy)
        row.addSpacing(theme.px(8))
        row.addWidget(self.said)
        row.addStretch(1)
        place = QHBoxLayout()
        place.addWidget(self._where)
        place.addWidget(button("更换文件夹", "quiet", "folder-open", press=self._choose_folder))
        place.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(about)
        column.addLayout(row)
        column.addLayout(place)
        column.addWidget(self.table, 1)

    @property
    def _folder(self) -> Path:
        return backup_folder(self._station.path, self._memory.setting(settings.BACKUP_FOLDER))

    def reload(self) -> None:
        """Look into the folder again."""
        self._where.setText(f"备份文件夹：{self._folder}")
        self._work.make(
            backup_rows, self._station, self._folder, then=self._show, owner=self, latest="rows"
        )

    def _show(self, rows: list[BackupRow]) -> None:
        self.table.set_rows(rows)

    def back_up(self) -> None:
        """Back up as the station is now."""
        self._start(self._folder, self._backed_up)

    def _start(self, folder: Path, then: Callable[[Path], object]) -> None:
        self._allow(False, "正在备份…")
        self._work.make(
            back_up_now,
            self._station,
            folder,
            then=then,
            failed=self._refused,
            owner=self,
            title="正在备份",
            progress=True,
        )

    def _allow(self, allowed: bool, words: str) -> None:
        self.now.setEnabled(allowed)
        self.copy.setEnabled(allowed)
        self.said.setText(words)

    def _backed_up(self, made: Path) -> None:
        self._allow(True, "已备份并核对。")
        self.reload()

    def _refused(self, error: LirenError) -> None:
        self._allow(True, "")
        show_error(self, error)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "备份放在哪个文件夹", str(self._folder))
        if chosen:
            self._memory.put_setting(settings.BACKUP_FOLDER, chosen)
            self.reload()

    def _ask_stick(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "存到哪个U盘或文件夹")
        if chosen:
            self._start(Path(chosen), self._copied)

    def _copied(self, made: Path) -> None:
        self._allow(True, f"已存好并核对：{made}")
        self._work.write(partial(note_copy, target=made), owner=self)
        self.reload()
