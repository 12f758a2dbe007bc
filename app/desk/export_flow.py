"""Exporting a list with Ctrl+E: what for, masked or not, where to; logged, written, shown.

A page gives what only it knows (what the list is called, the query, the filter in words) and the
two things the desk may not know: who writes the workbook and who logs. Nothing is written before
the log has it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QRadioButton, QVBoxLayout, QWidget

from app.desk.at_hand import AtHand
from app.desk.labels import label
from app.desk.messages import MessageBox, choose_target, show_error
from app.desk.page import Page
from app.desk.toast import Toast
from app.errors import Cancelled, LirenError

PURPOSES = ("上报街道", "核对名单", "走访入户", "开会签到", "上墙公示", "存档")
WORKBOOK = "Excel 工作簿 (*.xlsx)"
KEYS = "Ctrl+E"


@dataclass(frozen=True)
class Chosen:
    """The rows of a filter as it stands."""

    read: Callable[..., Sequence[Any]]
    """``read(session, *, masked)``: all of them; runs where the database is."""
    filters: str = ""
    """The filter in words, empty for everything."""


@dataclass(frozen=True)
class Asked:
    """What the user said about an export."""

    purpose: str
    masked: bool
    chosen: Chosen


@dataclass(frozen=True)
class Exported:
    """What a page exports, and by whom."""

    what: str
    """居民名单; also the name of the file."""
    chosen: Callable[[], Chosen]
    """What the filter asks for when the user asks."""
    write: Callable[..., Path]
    """``write(path, rows, *, asked, step)``: the workbook, away from the database."""
    log: Callable[..., None]
    """``log(session, actor, *, what, count, filter_text, purpose, masked)``."""
    personal: bool = False
    """Whether the rows hold identity numbers and phones, so that masking is asked about."""
    may_reveal: bool = False
    """Whether this account may export them in full."""


class ExportDialog(MessageBox):
    """Asks for the purpose and, for personal data, how much of it."""

    def __init__(self, parent: QWidget, export: Exported, filters: str):
        chosen = f"范围：{filters or '全部'}。导出会记入操作日志，表尾写明导出人、时间和用途。"
        super().__init__(parent, f"导出{export.what}", chosen, ("download", "accent"))
        self.purpose = QComboBox()
        self.purpose.setEditable(True)
        self.purpose.addItems(list(PURPOSES))
        self.purpose.setCurrentText("")
        self.purpose.setAccessibleName("用途")
        line = self.purpose.lineEdit()
        if line is not None:
            line.setPlaceholderText("用途，如：上报街道")
            line.setMaxLength(100)
        self.masked = QRadioButton("遮盖证件号和电话（130302**********1X、138****1234）")
        self.whole = QRadioButton("完整的证件号和电话")
        self.masked.setChecked(True)
        self.error = label(role="error")
        self._place(export)
        self.stay = self.add_button("取消", "plain", 0)
        self.go = self.add_button("导出…", "primary", 1)
        self.go.setDefault(True)
        self.purpose.setFocus()

    def _place(self, export: Exported) -> None:
        inserted: list[QWidget] = [label("用途（必填）"), self.purpose]
        if export.personal:
            inserted += [self.masked, self.whole]
            self.whole.setEnabled(export.may_reveal)
            if not export.may_reveal:
                self.whole.setText("完整的证件号和电话（这个账号不能）")
        inserted.append(self.error)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            for place, one in enumerate(inserted, start=1):
                column.insertWidget(place, one)

    def accept(self) -> None:
        """Close only when a purpose is given."""
        if self.purpose.currentText().strip():
            super().accept()
        else:
            self.error.setText("请写明用途。")
            self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)


class ExportFlow(QObject):
    """One page's export."""

    def __init__(self, page: Page, hand: AtHand[Any], export: Exported):
        super().__init__(page)
        self._page, self._hand, self._export = page, hand, export
        self.toast = Toast(page)
        self.dialog: ExportDialog | None = None
        self._keys = QShortcut(QKeySequence(KEYS), page)
        self._keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._keys.activated.connect(self.ask)
        self._entry: QAction | None = None

    def add_to_menu(self) -> None:
        """Put the export into the page's menu 更多."""
        self._entry = self._page.add_action(f"导出表格…（{KEYS}）", self.ask, "download")

    def set_on(self, on: bool) -> None:
        """Whether what is in sight can be exported: a page with several views turns it off."""
        self._keys.setEnabled(on)
        if self._entry is not None:
            self._entry.setVisible(on)

    def ask(self) -> None:
        """Ask what for, and go on when answered."""
        if self._page.entered is not None:
            return  # another page stands in its place
        chosen = self._export.chosen()
        self.dialog = ExportDialog(self._page, self._export, chosen.filters)
        self.dialog.accepted.connect(partial(self._choose_target, self.dialog, chosen))
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()

    def _choose_target(self, dialog: ExportDialog, chosen: Chosen) -> None:
        masked = not (self._export.personal and dialog.whole.isChecked())
        asked = Asked(dialog.purpose.currentText().strip(), masked, chosen)
        day = self._hand.today()
        suggested = f"{self._export.what}-{day:%Y%m%d}.xlsx"
        target = choose_target(self._page, f"导出{self._export.what}", suggested, WORKBOOK)
        if target is not None:
            self.export_to(target, asked)

    def export_to(self, target: Path, asked: Asked) -> None:
        """Read, log, write; each only after the one before."""
        self._hand.work.read(
            asked.chosen.read, masked=asked.masked, then=partial(self._log, target, asked),
            failed=self._say, owner=self._page, title="正在读取",
        )  # fmt: skip

    def _log(self, target: Path, asked: Asked, rows: Sequence[Any]) -> None:
        use_case = partial(
            self._export.log,
            what=self._export.what,
            count=len(rows),
            filter_text=asked.chosen.filters,
            purpose=asked.purpose,
            masked=asked.masked if self._export.personal else None,
        )
        self._hand.work.write(
            use_case, then=partial(self._write, target, asked, rows), failed=self._say,
            owner=self._page,
        )  # fmt: skip

    def _write(self, target: Path, asked: Asked, rows: Sequence[Any], _logged: object) -> None:
        self._hand.work.make(
            self._export.write, target, rows, asked=asked, then=partial(self._saved, len(rows)),
            failed=self._say, owner=self._page, title="正在导出", progress=True,
        )  # fmt: skip

    def _saved(self, count: int, path: Path) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path.parent)))
        self.toast.say(f"已导出 {count:,} 条：{path.name}", "打开所在文件夹", show)

    def _say(self, error: LirenError) -> None:
        if not isinstance(error, Cancelled):
            show_error(self._page, error)
