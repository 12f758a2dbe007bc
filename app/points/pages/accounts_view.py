"""账户: who has how many points; the list."""

from functools import partial
from typing import Any

from app.desk.export_flow import Chosen
from app.desk.fields import Choice
from app.grids.queries import Choice as Place
from app.grids.queries import grid_choices
from app.points.pages.at_hand import AtHand
from app.points.pages.list_view import EVERYTHING, ListView
from app.points.pages.lists import ACCOUNT_COLUMNS, table
from app.points.queries import AccountFilter, AccountRow, accounts, count_accounts

EMPTY = ("还没有积分账户。给居民登记第一笔积分时会自动开立，并给一个卡号。", "")
SOME, CLOSED = "some", "closed"


class AccountsView(ListView):
    """Accounts by address."""

    def __init__(self, hand: AtHand):
        made = table(hand, ACCOUNT_COLUMNS, "accounts", "户", EMPTY)
        super().__init__(made, "姓名、首字母、电话尾号、住址、卡号")
        self._hand = hand
        self.grid, self.state = self.add_box("全部网格"), self.add_box("全部账户")
        self.state.offer([Choice(SOME, "有积分的"), Choice(CLOSED, "已停用的")])
        self.row.addStretch(0)

    def reload(self) -> None:
        """Read the list and which grids there are."""
        self._hand.work.read(grid_choices, then=self._offer, owner=self, latest="grids")
        self.filter()

    def _offer(self, grids: list[Place]) -> None:
        self.grid.offer([Choice(grid.id, grid.title) for grid in grids])

    def where(self) -> AccountFilter:
        """What the list shows."""
        state = self.state.value()
        closed = True if state == CLOSED else None
        return AccountFilter(
            self.text, self.grid.value_id(), with_points=state == SOME, closed=closed
        )

    def load(self) -> None:
        """Read the list."""
        self.table.load_pages(self._hand.work, count_accounts, accounts, where=self.where())

    def chosen(self) -> Chosen:
        """Every line of the filter as it stands, for the export."""
        return Chosen(partial(_all, self.where()), self.said_filter)


def _all(where: AccountFilter, session: Any, *, masked: bool) -> list[AccountRow]:
    return accounts(session, limit=EVERYTHING, where=where)
