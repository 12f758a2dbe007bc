"""商品: what points are redeemed for, with its stock."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, stacked
from app.desk.fields import Choice
from app.desk.fields_reading import money_text
from app.desk.labels import button, label
from app.desk.page import Page
from app.errors import NotFound
from app.points.pages.at_hand import AtHand
from app.points.pages.list_view import ListView
from app.points.pages.lists import REWARD_COLUMNS, table
from app.points.pages.reward_forms import RewardForms
from app.points.pages.shown_record import ShownRecord
from app.points.reward_views import RewardRow, StockLine, rewards, stock_moves
from app.points.stock import retire_reward

EMPTY = "还没有商品。登记居民可以兑换的物品和服务，柜台上就能点选。"
SHOWN = 30
"""Stock moves in the drawer, the latest."""
ALL, LOW = "all", "low"
Seen = tuple[RewardRow, list[StockLine]]


class RewardsView(ListView):
    """Goods in the office's order."""

    def __init__(self, hand: AtHand):
        empty = (EMPTY, "新增商品" if hand.edits else "")
        super().__init__(table(hand, REWARD_COLUMNS, "rewards", "种", empty), "商品名称")
        self._hand = hand
        self.first_words = "新增商品" if hand.edits else ""
        self.kind = self.add_box("正在兑换的")
        self.kind.offer([Choice(LOW, "库存少的"), Choice(ALL, "含已停用的")])
        self.row.addStretch(0)

    def load(self) -> None:
        """Read the list."""
        only = self.kind.value() != ALL
        self._hand.work.read(
            rewards, active_only=only, then=self._show, owner=self, latest="rewards"
        )

    def _show(self, rows: list[RewardRow]) -> None:
        low = self.kind.value() == LOW
        found = [row for row in rows if self.text in row.name and (row.is_low or not low)]
        self.table.set_rows(found)
        few = [row.name for row in rows if row.is_low and row.is_active]
        self.said.emit(f"{len(few)} 种库存少，请补货" if few else "")


class RewardDrawer(ShownRecord):
    """Shows goods in a page's drawer."""

    kind = "reward"

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page, hand)
        self.forms = RewardForms(page, hand, self.again)
        self.forms.begun.connect(self.forget)
        self.forms.added.connect(self.show_record)

    def query(self, session: Any, record_id: UUID) -> Seen:
        """The goods with their stock ledger."""
        for row in rewards(session, active_only=False):
            if row.id == record_id:
                return row, stock_moves(session, reward_id=record_id)
        raise NotFound("没有找到这种商品。", "可能已被撤销，请刷新后再试。")

    def title(self, detail: Seen) -> str:
        """What it is called."""
        return detail[0].name

    def panel(self, detail: Seen) -> QWidget:
        """Price, stock and its moves."""
        row, moves = detail
        low = None
        if row.is_low and row.is_active:
            words = "已兑完" if row.is_out else f"只剩 {row.stock} {row.unit}"
            low = Notice("waiting", words, ["请补货后登记购入。"])
        facts = FactList(
            (
                ("类别", row.kind_name),
                ("所需积分", f"{row.price} 分/{row.unit}"),
                ("库存", f"{row.stock} {row.unit}" if row.stock is not None else "服务，不计库存"),
                ("提醒线", f"{row.low_stock} {row.unit}" if row.stock is not None else ""),
                ("备注", row.note),
                ("状态", "" if row.is_active else "已停用"),
            )
        )
        lines = [
            (written(one.at, "date"), _move(one, row.unit)) for one in reversed(moves[-SHOWN:])
        ]
        ledger = FactList(lines) if lines else label("还没有进出", "soft")
        of_goods = row.stock is not None
        return stacked(
            low, facts, section("进出记录") if of_goods else None, ledger if of_goods else None
        )

    def buttons(self, detail: Seen) -> tuple[QPushButton, ...]:
        """Purchase, loss, changes."""
        row, made = detail[0], []
        if self._hand.edits:
            more = button("其他操作")
            menu = QMenu(more)
            menu.addAction("修改名称、价格").triggered.connect(partial(self.forms.change, row))
            word = "停止兑换" if row.is_active else "恢复兑换"
            menu.addAction(word).triggered.connect(partial(self._retire, row))
            more.setMenu(menu)
            made.append(more)
        if self._hand.redeems and row.stock is not None:
            made.append(button("损耗", press=partial(self.forms.write_off, row)))
            buy = partial(self.forms.purchase, row)
            made.append(button("登记购入", "primary", "plus", press=buy))
        return tuple(made)

    def _retire(self, row: RewardRow, _checked: bool = False) -> None:
        self.do(retire_reward, reward_id=row.id, retired=row.is_active)


def _move(line: StockLine, unit: str) -> str:
    cost = f"　{money_text(line.cost)} 元" if line.cost is not None else ""
    note = f"　{line.note}" if line.note else ""
    return f"{line.kind_name} {line.quantity:+d}，余 {line.stock} {unit}{cost}{note}　{line.actor}"
