"""兑换登记簿: every redemption, found by number, person and day; shown, cancelled, exported."""

from functools import partial
from typing import Any

from app.desk.export_flow import Chosen
from app.desk.fields import Choice
from app.desk.list_keys import ListKeys
from app.desk.page import Page
from app.points.pages.at_hand import POINTS_KINDS, AtHand
from app.points.pages.exports import export_of
from app.points.pages.list_view import EVERYTHING, ListView
from app.points.pages.lists import REDEMPTION_COLUMNS, table
from app.points.pages.papers import PointsPapers
from app.points.pages.periods import periods
from app.points.pages.redemption_drawer import RedemptionDrawer
from app.points.reward_views import (
    RedemptionFilter,
    RedemptionRow,
    count_redemptions,
    redemptions,
)

STATES = (Choice("no", "未取消的"), Choice("yes", "已取消的"))
EMPTY = ("还没有兑换。居民在柜台兑换的，都记在这里。", "")


class RegisterView(ListView):
    """The list with its filter."""

    def __init__(self, hand: AtHand):
        super().__init__(
            table(hand, REDEMPTION_COLUMNS, "redemptions", "笔", EMPTY), "编号、姓名、首字母、住址"
        )
        self._hand = hand
        self.period = self.add_box("全部时间")
        self.state = self.add_box("全部状态")
        self.period.offer(periods(hand.today()))
        self.state.offer(STATES)
        self.row.addStretch(0)

    def where(self) -> RedemptionFilter:
        """What the list shows."""
        days: Any = self.period.value() or (None, None)
        cancelled = {"no": False, "yes": True}.get(str(self.state.value()))
        return RedemptionFilter(
            text=self.text, from_day=days[0], until_day=days[1], cancelled=cancelled
        )

    def chosen(self) -> Chosen:
        """Every line of the filter as it stands, for the export."""
        return Chosen(partial(_all, self.where()), self.said_filter)

    def load(self) -> None:
        """Read the list."""
        self.table.load_pages(self._hand.work, count_redemptions, redemptions, where=self.where())


class RegisterPage(Page):
    """The register at full width."""

    def __init__(self, hand: AtHand):
        super().__init__("兑换登记簿")
        self._hand = hand
        self.view = RegisterView(hand)
        self.search = self.view.search
        self.body.addWidget(self.view, 1)
        self.redemption = RedemptionDrawer(self, hand)
        self.papers = PointsPapers(self, hand)
        self.redemption.receipt_asked.connect(self.papers.show_receipt)
        self._keys = ListKeys(self.view.table, self.drawer, self._open)
        self.export = export_of(self, hand, "积分兑换登记簿", REDEMPTION_COLUMNS, self.view.chosen)
        hand.work.watch(self, POINTS_KINDS, self._refresh)

    def _open(self, row: RedemptionRow) -> None:
        self.redemption.open(row.id)

    def reload(self) -> None:
        """Read again what is shown."""
        self.view.reload()
        self.redemption.refresh()
        self.view.table.view.setFocus()

    def _refresh(self) -> None:
        self.view.load()
        self.redemption.refresh()

    def print_page(self) -> None:
        """Ctrl+P: the register as it is filtered."""
        if self.entered is not None:
            super().print_page()
        elif (shown := self.redemption.record_id) is not None:
            self.papers.show_receipt(shown)
        else:
            self.papers.show_register(self.view.where())


def _all(where: RedemptionFilter, session: Any, *, masked: bool) -> list[RedemptionRow]:
    return redemptions(session, limit=EVERYTHING, where=where)
