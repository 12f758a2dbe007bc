"""What stands behind a number, in the drawer: records to open, or entries that add up to it."""

from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import theme
from app.desk.columns import Column
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.figures.behind import Line
from app.figures.pages.at_hand import AtHand
from app.figures.pages.panel import Lines

COLUMNS = (
    Column("number", "编号", attrgetter("number"), width=84),
    Column("title", "内容", attrgetter("title"), width=168),
    Column("detail", "情况", attrgetter("detail"), width=120),
)
HEIGHT = 420


class BehindList(QObject):
    """Fills the drawer of a page."""

    opened = Signal(str, object)
    """(room key, (kind, id)) of a record somebody wants to see."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self.table: RecordTable | None = None

    def show(self, lines: Lines) -> None:
        """Read the lines and show them under their words."""
        self._hand.work.read(
            lines.read, then=partial(self._show, lines.words), owner=self, latest="behind",
            title="正在查找",
        )  # fmt: skip

    def _show(self, words: str, lines: Sequence[Line]) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        self.table = table = RecordTable(COLUMNS, row_id=_key, unit="条")
        table.set_empty("这个数里没有可以列出的记录。")
        table.setMinimumHeight(theme.px(HEIGHT))
        table.set_rows(lines)
        table.opened.connect(self._open)
        column.addWidget(table, 1)
        self._page.drawer.show_content(words, body)

    def _open(self, line: Line) -> None:
        if line.id is not None:
            self.opened.emit(line.room, (line.kind, line.id))


def _key(line: Line) -> Any:
    return line.id or (line.number, line.title)
