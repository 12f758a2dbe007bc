"""The drawer of one bundle in the history."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, stacked
from app.desk.labels import button, pill
from app.desk.page import Page
from app.exchange.history_views import BundleSheet, bundle_sheet
from app.exchange.pages.at_hand import AtHand
from app.exchange.pages.pieces import contents, large_code
from app.exchange.terms import Direction
from app.exchange.words import file_size


class BundleDrawer(QObject):
    """Shows one bundle in a page's drawer."""

    slip_asked = Signal(object)

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand

    def open(self, record_id: UUID) -> None:
        """Show a bundle, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._hand.work.read(
                bundle_sheet, record_id, then=self._show, owner=self, latest="bundle"
            )

    def _show(self, sheet: BundleSheet) -> None:
        row = sheet.row
        way = "给" if row.direction is Direction.OUT else "收自"
        title = f"{way}{row.peer}的第 {row.serial} 包"
        self._page.drawer.show_content(title, _panel(sheet), self._buttons(sheet))

    def _buttons(self, sheet: BundleSheet) -> tuple[QPushButton, ...]:
        if sheet.row.direction is not Direction.OUT:
            return ()
        press = partial(self._ask_slip, sheet.row.id)
        return (button("打印移交单", "primary", "printer", press=press),)

    def _ask_slip(self, record_id: UUID, _checked: bool = False) -> None:
        self.slip_asked.emit(record_id)


def _panel(sheet: BundleSheet) -> QWidget:
    row = sheet.row
    is_out = row.direction is Direction.OUT
    changed = [section("本站变动"), contents(sheet.changed, "没有变动。")]
    return stacked(
        pill(*row.result.pair),
        large_code(row.check_code),
        FactList(
            (
                ("制作时间", written(row.made_at, "datetime")),
                ("收取时间", "" if is_out else written(row.at, "datetime")),
                ("内容期间", row.period),
                ("记录", f"{row.records:,} 条"),
                ("照片附件", f"{row.contents:,} 份" if row.contents else ""),
                ("大小", file_size(row.size)),
                ("经手人", row.account),
                ("文件", row.file_name),
            )
        ),
        section("包里的内容"),
        contents(sheet.counts, "没有新的记录，只有回执。"),
        Notice("waiting", "含个人信息", sheet.named) if sheet.named else None,
        *([] if is_out else changed),
    )
