"""The log in the settings: who did what, newest first, found by a word."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from app.accounts.queries import audit_page, count_audit
from app.desk import theme
from app.desk.columns import Column
from app.desk.icons import icon
from app.desk.machine_memory import MachineMemory
from app.desk.settings_tab import SettingsTab
from app.desk.tables import RecordTable
from app.desk.work import Work

COLUMNS = (
    Column("at", "时间", lambda row: row.at, width=150, kind="datetime", sortable=False),
    Column("who", "谁", lambda row: row.account_name, width=100, sortable=False),
    Column("what", "做了什么", lambda row: row.sentence, width=560, sortable=False),
)
HINT = "查姓名或做过的事"


class LogTab(SettingsTab):
    """A search field over the log; nobody can change what stands there."""

    def __init__(self, work: Work, memory: MachineMemory):
        super().__init__()
        self._work = work
        self.search = QLineEdit()
        self.search.setPlaceholderText(HINT)
        self.search.setAccessibleName(HINT)
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(theme.px(420))
        self.search.textChanged.connect(self._find)
        self.table = RecordTable(COLUMNS, name="audit", memory=memory, unit="条")
        self.table.clear_asked.connect(self.search.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.search)
        column.addWidget(self.table, 1)

    def reload(self) -> None:
        """Read the log again."""
        self._find(self.search.text())

    def _find(self, text: str) -> None:
        self.table.set_filtered(bool(text.strip()))
        self.table.load_pages(self._work, count_audit, audit_page, text=text.strip())
