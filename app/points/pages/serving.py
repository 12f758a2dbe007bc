"""Serving one person after the other: whose turn it is, the basket, and the redemption.

Nothing is shared between two people: a basket belongs to whom it was begun for, and a card that is
scanned while there is something in it is refused in words.
"""

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.errors import LirenError
from app.points.account_views import AccountDetail, account_by_card, account_detail
from app.points.pages.at_hand import AtHand
from app.points.pages.basket import Basket
from app.points.redemptions import Redeemed, redeem
from app.points.reward_views import RewardRow, rewards


class Serving(QObject):
    """Knows no widget; says when it has changed, and what there is to say."""

    changed = Signal()
    goods_came = Signal(list)
    quiet = Signal()
    """What was said no longer holds."""
    warned = Signal(str, str)
    """(what happened, what to do)"""
    redeemed = Signal(str, object)
    """(name, Redeemed)"""

    def __init__(self, hand: AtHand, parent: QObject):
        super().__init__(parent)
        self._work = hand.work
        self.basket: Basket | None = None
        self.detail: AccountDetail | None = None
        self.goods: list[RewardRow] = []
        self.busy = False
        self._asked_to_end = False

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read goods, and the account of who stands here, again."""
        self._work.read(rewards, then=self._take_goods, owner=self, latest="goods")
        if self.basket is not None:
            self._work.read(
                account_detail, resident_id=self.basket.resident_id, then=self._refresh,
                owner=self, latest="again",
            )  # fmt: skip

    def _take_goods(self, rows: list[RewardRow]) -> None:
        self.goods = rows
        if self.basket is not None:
            for gone in set(self.basket.pieces) - {row.id for row in rows}:
                self.basket.remove(gone)
        self.goods_came.emit(rows)
        self.changed.emit()

    def read_card(self, card: str) -> None:
        """Whoever holds this card is here."""
        self._work.read(
            account_by_card, card=card, then=self._arrive, failed=self._refuse, owner=self,
            latest="customer",
        )  # fmt: skip

    def read_person(self, resident_id: UUID, _name: str = "") -> None:
        """This person is here."""
        self._work.read(
            account_detail, resident_id=resident_id, then=self._arrive, failed=self._refuse,
            owner=self, latest="customer",
        )  # fmt: skip

    # -- people -------------------------------------------------------------------------------

    def _arrive(self, detail: AccountDetail) -> None:
        if self.basket is not None and self.basket.resident_id == detail.row.id:
            self._refresh(detail)
            return
        if self.detail is not None and (self.busy or (self.basket and self.basket.pieces)):
            name = self.detail.row.name
            self.warned.emit(
                f"{name}的兑换还没有完成，现在扫到的是{detail.row.name}。",
                f"请先按 Ctrl+Enter 确认{name}的兑换，或按两次 Esc 放弃，再重新扫卡。",
            )
            return
        self.basket, self.detail = Basket(detail.row.id), detail
        self._asked_to_end = False
        self.quiet.emit()
        self.reload()
        self.changed.emit()

    def _refresh(self, detail: AccountDetail) -> None:
        if self.basket is not None and self.basket.resident_id == detail.row.id:
            self.detail = detail
            self.changed.emit()

    def end(self) -> None:
        """This person is done; a basket that is not empty asks once."""
        if self.busy:
            return
        if self.basket is not None and self.basket.pieces and not self._asked_to_end:
            self._asked_to_end = True
            self.warned.emit(f"篮子里还有 {self.basket.count} 件。", "再按一次 Esc 放弃。")
            return
        self.basket = self.detail = None
        self._asked_to_end = False
        self.quiet.emit()
        self.changed.emit()

    def _refuse(self, error: LirenError) -> None:
        self.busy = False
        self.warned.emit(error.what_happened, error.what_to_do)
        self.changed.emit()

    # -- the basket ---------------------------------------------------------------------------

    def add(self, reward_id: UUID) -> None:
        """One more of these."""
        self.change(reward_id, 1)

    def change(self, reward_id: UUID, by: int) -> None:
        """Some more of these, or fewer."""
        if self.basket is None:
            self.warned.emit("还没有确定是谁来兑换。", "请先扫积分卡，或输入姓名。")
        elif not self.busy:
            self.basket.add(reward_id, by)
            self._touched()

    def remove(self, reward_id: UUID) -> None:
        """None of these."""
        if self.basket is not None and not self.busy:
            self.basket.remove(reward_id)
            self._touched()

    def _touched(self) -> None:
        self._asked_to_end = False
        self.quiet.emit()
        self.changed.emit()

    def confirm(self) -> None:
        """Redeem what is in the basket; pressed twice it happens once."""
        basket = self.basket
        if basket is None or not basket.pieces or self.busy:
            return
        self.busy = True
        self._work.write(
            redeem, key=basket.key, resident_id=basket.resident_id, pieces=basket.asked(),
            expected=basket.total(self.goods), then=self._done, failed=self._refused, owner=self,
        )  # fmt: skip
        self.changed.emit()

    def _refused(self, error: LirenError) -> None:
        """Another counter was faster, or a price has changed: look again, keep the basket."""
        self._refuse(error)
        self.reload()

    def _done(self, done: Redeemed) -> None:
        self.busy = False
        if self.basket is not None and self.detail is not None:
            self.basket = Basket(self.basket.resident_id)
            self.redeemed.emit(self.detail.row.name, done)
        self.reload()
        self.changed.emit()
