"""示范单位: every office below with the mark it holds; opening one grants it or takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.levels import Level
from app.desk import theme
from app.desk.columns import Column
from app.desk.labels import label
from app.desk.tables import RecordTable
from app.directing.pages.at_hand import MARK_KINDS, AtHand
from app.directing.pages.search_line import SearchLine
from app.directing.queries import MarkRow, OfficeRow, marks, offices_below

WORDS = "双击单位，或选中后按回车：没有称号的授牌，已有的撤牌。"


@dataclass(frozen=True)
class MarkedOffice:
    """An office and the mark it holds now; one taken back shows since when."""

    office: OfficeRow
    mark: MarkRow | None

    @property
    def id(self) -> UUID:
        """Of the office."""
        return self.office.id

    @property
    def state(self) -> tuple[str, str] | None:
        """The mark as a pill."""
        if self.mark is None:
            return None
        return (self.mark.name, "good") if self.mark.is_held else ("已撤牌", "plain")


def _granted(row: MarkedOffice) -> date | None:
    return row.mark.granted_on if row.mark is not None else None


def _revoked(row: MarkedOffice) -> date | None:
    return row.mark.revoked_on if row.mark is not None else None


COLUMNS = (
    Column("name", "单位", lambda r: r.office.name, width=200),
    Column("level", "级别", lambda r: r.office.level_name, width=70),
    Column("street", "所属街道", lambda r: _street(r.office), width=160),
    Column("state", "称号", lambda r: r.state, kind="pill", width=110),
    Column("granted_on", "授牌日期", _granted, kind="date", width=110),
    Column("revoked_on", "撤牌日期", _revoked, kind="date", width=110),
    Column("note", "说明", lambda r: r.mark.note if r.mark else "", width=260),
)


class MarksView(QWidget):
    """Search and the list."""

    asked = Signal(object)
    """The :class:`MarkedOffice` whose mark is to be granted or taken back."""

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self._rows: Sequence[MarkedOffice] = ()
        self.search = SearchLine("单位或街道")
        self.table = RecordTable(COLUMNS, name="marks", memory=hand.memory, unit="个")
        self.table.set_empty("还没有下级单位。先与下级单位配对、收取它们的报送包。")
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(self.search, 1)
        row.addWidget(label(WORDS if hand.assigns else "", "hint"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.search.asked.connect(self._filter)
        self.table.clear_asked.connect(self.search.clear)
        if hand.assigns:
            self.table.opened.connect(self.asked)
        hand.work.watch(self, MARK_KINDS, self.reload)

    def reload(self) -> None:
        """Read offices and marks again."""
        self._hand.work.read(_marked, then=self._take, owner=self, latest="marks")

    def _take(self, rows: Sequence[MarkedOffice]) -> None:
        self._rows = rows
        self._filter()

    def _filter(self) -> None:
        words = self.search.words
        self.table.set_filtered(bool(words))
        found = [row for row in self._rows if words in f"{row.office.name} {_street(row.office)}"]
        self.table.set_rows(found)


def _street(office: OfficeRow) -> str:
    return office.street_name if office.level is Level.COMMUNITY else ""


def _marked(session: Any) -> list[MarkedOffice]:
    """Offices with their newest mark: those that hold one first."""
    newest: dict[UUID, MarkRow] = {}
    for mark in marks(session):  # what is held comes first
        newest.setdefault(mark.office_id, mark)
    rows = [MarkedOffice(office, newest.get(office.id)) for office in offices_below(session)]
    return sorted(rows, key=lambda row: row.mark is None or not row.mark.is_held)
