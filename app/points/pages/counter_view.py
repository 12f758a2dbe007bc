"""柜台: one line that is typed and scanned into, who it is, goods, and the basket.

The focus never leaves the line; everything else has a key there.
"""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button, label
from app.points.pages.at_hand import AtHand
from app.points.pages.basket_panel import BasketPanel
from app.points.pages.counter_news import CounterNews
from app.points.pages.customer_card import CustomerCard
from app.points.pages.goods_grid import GoodsGrid
from app.points.pages.scan_line import ENTER, ScanLine, looks_scanned
from app.points.pages.serving import Serving
from app.points.queries import find_accounts
from app.points.redemptions import Redeemed
from app.points.reward_views import RewardRow

HINT = "扫积分卡，或输姓名首字母、电话尾号"
GOODS_HINT = "商品编号或首字母，回车放入"
SIDE = 256
"""Pixels of the columns beside the goods at normal text size."""
NO_GOODS = "还没有可以兑换的商品。请先在“商品”中登记名称、所需积分和库存。"
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CounterView(QWidget):
    """Shows who is served and hands what is typed to :class:`Serving`."""

    register_asked = Signal()

    def __init__(self, hand: AtHand):
        super().__init__()
        self.serving = Serving(hand, self)
        self.scan = ScanLine(hand.work, find_accounts, HINT)
        self.scan.on_key = self._key
        self.customer, self.goods = CustomerCard(hand.work), GoodsGrid()
        self.panel, self.news = BasketPanel(), CounterNews()
        self._no_goods = label(NO_GOODS, "soft", wrap=True)
        self._no_goods.hide()
        self._lay_out()
        self._connect()
        self._draw()

    def _lay_out(self) -> None:
        left, middle = QWidget(), QWidget()
        left.setFixedWidth(theme.px(SIDE))
        self.panel.setFixedWidth(theme.px(SIDE))
        first = QVBoxLayout(left)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(theme.px(10))
        for part in (self.scan, self.customer, self.news):
            first.addWidget(part)
        first.addStretch(1)
        register = button("兑换登记簿 F6", "quiet", "clipboard-list", press=self._ask_register)
        register.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        first.addWidget(register, 0, Qt.AlignmentFlag.AlignLeft)
        second = QVBoxLayout(middle)
        second.setContentsMargins(0, 0, 0, 0)
        second.addWidget(self._no_goods)
        second.addWidget(self.goods, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        row.addWidget(left)
        row.addWidget(middle, 1)
        row.addWidget(self.panel)

    def _connect(self) -> None:
        serving = self.serving
        serving.changed.connect(self._draw)
        serving.goods_came.connect(self._show_goods)
        serving.quiet.connect(self.news.clear)
        serving.warned.connect(self.news.warn)
        serving.redeemed.connect(self._say_done)
        self.scan.scanned.connect(serving.read_card)
        self.scan.taken.connect(serving.read_person)
        self.goods.pressed.connect(self._add)
        self.panel.changed.connect(serving.change)
        self.panel.removed.connect(serving.remove)
        self.panel.confirmed.connect(serving.confirm)
        self.panel.ended.connect(serving.end)

    def reload(self) -> None:
        """Read again what is shown, and let the line have the keys."""
        self.serving.reload()

    def take_focus(self) -> None:
        """The keys belong to the line."""
        self.scan.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_register(self) -> None:
        self.register_asked.emit()

    # -- keys ---------------------------------------------------------------------------------

    def _key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, typed = Qt.Key(event.key()), self.scan.line.text().strip()
        whole = {
            Qt.Key.Key_F6: self._ask_register,
            Qt.Key.Key_F8: self.news.ask_receipt,
            Qt.Key.Key_F9: self.news.ask_cancel,
        }
        if key in whole:
            whole[key]()
        elif key in ENTER and held == Qt.KeyboardModifier.ControlModifier:
            self.serving.confirm()
        elif key == Qt.Key.Key_Escape and not typed and self.serving.basket is not None:
            self.serving.end()
        elif self.serving.basket is None or held not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            return False
        else:
            return self._goods_key(key, event.text(), typed)
        return True

    def _goods_key(self, key: Qt.Key, text: str, typed: str) -> bool:
        """A key while somebody is served; False: it is typed into the line."""
        marked = self.goods.marked
        if key in ENTER:
            return self._enter(marked, typed)
        if marked is None or typed:
            return False
        if key in ARROWS:
            self.goods.move_mark(*ARROWS[key])
        elif text in ("+", "="):
            self._change(marked.id, 1)
        elif text == "-":
            self._change(marked.id, -1)
        elif key == Qt.Key.Key_Delete:
            self.serving.remove(marked.id)
        else:
            return False
        return True

    def _enter(self, marked: RewardRow | None, typed: str) -> bool:
        """A number or initials mean goods; the digits of a card, or who was found, somebody."""
        if looks_scanned(typed) or self.scan.people.isVisible():
            return False
        found = self.goods.find_goods(typed) if typed else marked
        basket = self.serving.basket
        if found is None and typed and basket is not None and not basket.pieces:
            self.scan.look_up()
        elif found is None:
            self.scan.clear()
            self.news.warn(f"没有“{typed}”这种商品。", "请输入商品左上角的编号，或名称首字母。")
        else:
            self.scan.clear()
            self._add(found.id)
        return True

    def _add(self, reward_id: UUID) -> None:
        self._change(reward_id, 1)

    def _change(self, reward_id: UUID, by: int) -> None:
        self.goods.mark_goods(reward_id)
        self.serving.change(reward_id, by)

    # -- drawing ------------------------------------------------------------------------------

    def _show_goods(self, rows: list[RewardRow]) -> None:
        self._no_goods.setVisible(not rows)
        self.goods.show_goods(rows)

    def _say_done(self, name: str, done: Redeemed) -> None:
        self.news.done(name, done)

    def _draw(self) -> None:
        serving = self.serving
        basket, detail = serving.basket, serving.detail
        self.scan.searches = basket is None
        self.scan.line.setPlaceholderText(HINT if basket is None else GOODS_HINT)
        self.customer.show_account(detail)
        self.goods.show_basket(basket.pieces if basket else {})
        balance = detail.row.balance if detail else 0
        self.panel.show_basket(basket, serving.goods, balance, busy=serving.busy)
