"""One community in detail: what it sent, to be read and not to be changed; its mark."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from app.accounts.levels import Level
from app.accounts.permissions import Permission
from app.desk.columns import Column
from app.desk.labels import button
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.figures.communities import CommunityRow
from app.figures.community_detail import CommunityDetail, community_detail
from app.figures.community_records import activities_of, events_of, matters_of, meetings_of
from app.figures.pages.at_hand import AtHand
from app.figures.pages.community_lists import (
    ACTIVITIES,
    BUNDLES,
    EVENTS,
    GRIDS,
    MATTERS,
    MEETINGS,
)
from app.figures.pages.community_overview import CommunityOverview
from app.figures.periods import Period

AskMark = Callable[[UUID, str, Level, Callable[[], object]], object]
"""``ask(office, name, level, back)``: grant or take back a mark; ``back()`` when that is done."""
MarksIn = Callable[[Page], AskMark]
"""How it is asked in a page's drawer; bootstrap knows the room that grants marks."""
Query = Callable[..., Sequence[Any]]
LISTS: tuple[tuple[str, tuple[Column, ...], Query | None, str], ...] = (
    ("网格", GRIDS, None, "个网格"),
    ("事项", EVENTS, events_of, "件"),
    ("议题", MATTERS, matters_of, "个议题"),
    ("会议", MEETINGS, meetings_of, "次会议"),
    ("活动", ACTIVITIES, activities_of, "次活动"),
    ("报送", BUNDLES, None, "包"),
)
"""Title, columns, the query of the period (None: comes with the detail), unit."""


class CommunityPage(Page):
    """Entered from the list; the figures come with it, the lists are read when looked at."""

    def __init__(
        self,
        hand: AtHand,
        rows: Sequence[CommunityRow],
        row: CommunityRow,
        period: Period,
        *,
        marks_in: MarksIn | None = None,
    ):
        super().__init__(row.name)
        self._hand, self._row, self._period = hand, row, period
        self._marks_in = marks_in
        self.overview = CommunityOverview(hand)
        self.views = QStackedWidget()
        self.views.addWidget(self.overview)
        self.tables = {
            title: self._table(title, columns, unit) for title, columns, _, unit in LISTS
        }
        self.tabs = self.add_views(["概况", *self.tables], self._look)
        self.tabs.setUsesScrollButtons(False)
        self.body.addWidget(self.views, 1)
        self.mark_button = button("授牌", icon_name="award", press=self._ask_mark)
        self.mark_button.setVisible(marks_in is not None and hand.actor.may(Permission.ASSIGN))
        self.add_header_button(self.mark_button)
        self.show_row(rows, row)

    @property
    def community(self) -> UUID:
        """Whose page it is."""
        return self._row.id

    def show_row(self, rows: Sequence[CommunityRow], row: CommunityRow) -> None:
        """Show the figures as they were counted last."""
        self._row = row
        self.overview.show_row(rows, row)
        self.set_subtitle(self._words())
        self.mark_button.setText("撤牌" if row.marks else "授牌")
        self.mark_button.setToolTip("撤销示范社区" if row.marks else "授予示范社区")

    def _table(self, title: str, columns: tuple[Column, ...], unit: str) -> RecordTable:
        table = RecordTable(
            columns, name=f"figures.community.{title}", memory=self._hand.memory, unit=unit
        )
        table.set_empty("这段时间没有收到这方面的记录。")
        self.views.addWidget(table)
        return table

    def _words(self) -> str:
        row, fresh = self._row, self._row.reported
        apart = " " if fresh.days else ""
        as_of = fresh.words if fresh.days is None else f"数据截至{apart}{fresh.words}"
        parts = (row.street, row.mark_words, as_of, self._period.text)
        return " · ".join(part for part in parts if part)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the detail, and the list in sight."""
        self._hand.work.read(
            community_detail, office_id=self._row.id, period=self._period,
            then=self._show_detail, owner=self, latest="detail", title="正在统计",
        )  # fmt: skip
        self._look(self.tabs.currentIndex())

    def _show_detail(self, detail: CommunityDetail) -> None:
        self.overview.show_detail(detail)
        self.tables["网格"].set_rows(detail.grids)
        self.tables["报送"].set_rows(detail.bundles)

    def _look(self, place: int) -> None:
        self.views.setCurrentIndex(place)
        if place < 1:
            return
        title, _, query, _ = LISTS[place - 1]
        if query is not None:
            self.tables[title].load(
                self._hand.work, query, office_id=self._row.id, period=self._period
            )

    # -- the mark -------------------------------------------------------------------------------

    def _ask_mark(self) -> None:
        if self._marks_in is not None:
            ask = self._marks_in(self)
            ask(self._row.id, self._row.name, Level.COMMUNITY, self.drawer.dismiss)
