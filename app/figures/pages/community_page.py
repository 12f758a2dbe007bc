"""One community in detail: what it sent, to be read and not to be changed; its mark."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from app.accounts.permissions import Permission
from app.desk.columns import Column
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.labels import button
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.directing.marks import grant_mark, revoke_mark
from app.directing.terms import MarkKind
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
        may_mark: bool,
    ):
        super().__init__(row.name)
        self._hand, self._row, self._period = hand, row, period
        self._may_mark = may_mark and hand.actor.may(Permission.ASSIGN)
        self._forms = DrawerForms(self, hand)
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
        self.mark_button.setVisible(self._may_mark)
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
        if self.drawer.may_leave():
            ask = self._ask_revoke if self._row.marks else self._ask_grant
            ask()

    def _ask_grant(self) -> None:
        fields = [
            Field("granted_on", "授牌日期", "date", required=True, default=self._hand.today()),
            Field("note", "说明", hint="如文件号"),
        ]
        use_case = partial(grant_mark, addressee=self._row.id, kind=MarkKind.DEMONSTRATION)
        title = f"授予{self._row.name}“示范社区”"
        self._forms.ask_and_write(title, fields, use_case, self.drawer.dismiss, save="授牌")

    def _ask_revoke(self) -> None:
        fields = [
            Field("on", "撤牌日期", "date", required=True, default=self._hand.today()),
            Field("reason", "原因", "long_text", required=True),
        ]
        use_case = partial(revoke_mark, mark_id=self._row.marks[0].id)
        title = f"撤销{self._row.name}“{self._row.mark_words}”"
        self._forms.ask_and_write(title, fields, use_case, self.drawer.dismiss, save="撤牌")
