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

KEYS = ("number", "title", "detail")


def _columns(titles: Sequence[str], widths: Sequence[int]) -> tuple[Column, ...]:
    told = zip(KEYS, titles, widths, strict=True)
    return tuple(Column(key, title, attrgetter(key), width=width) for key, title, width in told)


RECORDS = _columns(("编号", "内容", "情况"), (78, 182, 116))
OTHERS = _columns(("编号", "内容", "社区、情况"), (84, 124, 152))
ENTRIES = _columns(("进出", "内容", "合计"), (78, 182, 116))
"""Columns of records that can be opened, of those of communities, and of entries of the ledger."""
HEIGHT = 420


class BehindList(QObject):
    """Fills the drawer of a page."""

    opened = Signal(str, object)
    """(room key, record) of a line somebody wants to see."""

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
        column.setContentsMargins(0, 0, 0, 0)
        self.table = table = RecordTable(_columns_of(lines), row_id=_key, unit="条")
        table.set_empty("这个数里没有可以列出的记录。")
        table.setMinimumHeight(theme.px(HEIGHT))
        table.set_rows(lines)
        table.opened.connect(self._open)
        column.addWidget(table, 1)
        self._page.drawer.show_content(words, body)

    def _open(self, line: Line) -> None:
        if line.id is not None:
            self.opened.emit(line.room, line.record)


def _columns_of(lines: Sequence[Line]) -> tuple[Column, ...]:
    if any(line.place for line in lines):
        return OTHERS
    return RECORDS if any(line.id for line in lines) else ENTRIES


def _key(line: Line) -> Any:
    return line.id or (line.number, line.title)
