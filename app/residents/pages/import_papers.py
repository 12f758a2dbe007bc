"""The workbooks an import saves: rows to be mended, and an empty list to fill in."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.desk.messages import choose_target, show_error
from app.desk.page import Page
from app.desk.toast import Toast
from app.errors import Cancelled, LirenError
from app.residents.importing import RowProblem
from app.residents.importing_file import write_refused_rows, write_template
from app.residents.pages.at_hand import AtHand
from app.spreadsheets.reading import Sheet

WORKBOOK = "Excel 工作簿 (*.xlsx)"


class ImportPapers(QObject):
    """Asks where to, writes away from the page, and says where the workbook is."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self.toast = Toast(page)

    def save_refused(self, sheet: Sheet, problems: Sequence[RowProblem]) -> None:
        """Save the rows that cannot be imported, with the reasons."""
        stem = Path(sheet.file_name).stem
        target = choose_target(self._page, "保存不能导入的行", f"{stem}-需改正.xlsx", WORKBOOK)
        if target is not None:
            self.write_to(target, partial(write_refused_rows, sheet=sheet, problems=problems))

    def save_template(self) -> None:
        """Save an empty list."""
        target = choose_target(self._page, "保存空白表", "居民登记表.xlsx", WORKBOOK)
        if target is not None:
            self.write_to(target, write_template)

    def write_to(self, target: Path, write: Callable[..., Path]) -> None:
        """Write a workbook and say so."""
        self._hand.work.make(
            write, target, then=self._saved, failed=self.say, owner=self._page,
            title="正在保存表格", progress=True,
        )  # fmt: skip

    def _saved(self, path: Path) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path.parent)))
        self.toast.say(f"已保存：{path.name}", "打开所在文件夹", show)

    def say(self, error: Any) -> None:
        """Say what went wrong, unless the user stopped it himself."""
        if isinstance(error, LirenError) and not isinstance(error, Cancelled):
            show_error(self._page, error)
