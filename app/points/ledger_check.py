"""Is the ledger whole? Recomputes chain, balances, stock; names the first entry that is broken.

Entries that came by bundle have no chain: text and number are not sent (``rules/exchange.toml``).
They are the ledgers of the offices below, or our own entries that a restored backup lacked and the
superior gave back. Their sums are checked like all others.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.points.ledger import CHAINED, START, link
from app.points.models import (
    PointsAccount,
    PointsBalance,
    PointsTransfer,
    RewardStock,
    StockMove,
)
from app.points.terms import AccountKind
from db.changelog import Replica

Finding = tuple[bool, str]
AT_ONCE = 2_000


@dataclass
class _Walk:
    """What has been seen while the entries go by."""

    own_file: UUID
    """The database file that this is: none of its entries came by bundle."""
    sums: Counter[UUID] = field(default_factory=Counter)
    ends: dict[UUID, tuple[int, str]] = field(default_factory=dict)
    brought: int = 0
    """Entries without a chain."""
    count: int = 0

    def past(self, row: Any) -> str:
        """What is wrong with an entry, in words; empty: nothing."""
        self.count += 1
        self.sums[row.from_account] -= row.amount
        self.sums[row.to_account] += row.amount
        if not row.chain and row.origin != self.own_file:
            self.brought += 1
            return ""
        sequence, previous = self.ends.get(row.origin, (0, START))
        if row.sequence != sequence + 1:
            return f"第 {sequence + 1} 笔分录缺失"
        if row.chain != link(previous, row, row.origin):
            return f"第 {row.sequence} 笔分录（{row.text}）与哈希链不符"
        self.ends[row.origin] = row.sequence, row.chain
        return ""


def check_ledger(session: Session) -> Finding:
    """Numbers without gaps, every hash right, every balance the sum of its entries, none below.

    What two lives of one office (a restored backup and its lost future) spent together may be more
    than there was: that is told, and no fault of the ledger.
    """
    walk = _Walk(session.scalars(select(Replica.id).where(Replica.is_current)).one())
    for row in session.execute(_entries()).yield_per(AT_ONCE):
        if wrong := walk.past(row):
            return False, wrong
    wrong, to_tell = _balances(session, walk.sums)
    return (False, wrong) if wrong else (True, "；".join([_looked_at(walk), *to_tell]))


def _looked_at(walk: _Walk) -> str:
    if 0 < walk.brought == walk.count:
        return f"{walk.count} 笔分录，都由报送包带来，余额相符"
    brought = f"（其中 {walk.brought} 笔由报送包带来）" if walk.brought else ""
    return f"{walk.count} 笔分录{brought}，逐笔相接，余额相符"


def _entries() -> Any:
    columns = [getattr(PointsTransfer, name) for name in CHAINED]
    return select(*columns, PointsTransfer.chain, PointsTransfer.origin).order_by(
        PointsTransfer.origin, PointsTransfer.sequence
    )


def _balances(session: Session, sums: Counter[UUID]) -> tuple[str, list[str]]:
    """What is wrong with the kept balances (empty: nothing), and what is to be told of them."""
    rows = session.execute(
        select(PointsBalance.account_id, PointsBalance.balance, PointsAccount).outerjoin(
            PointsAccount, PointsAccount.id == PointsBalance.account_id
        )
    )
    left, below, excused = dict(sums), list[PointsAccount](), _of_two_lives(session)
    for account_id, balance, account in rows:
        name = account_id.hex if account is None else _name(account)
        if balance != left.pop(account_id, 0):
            return f"账户 {name} 的余额 {balance} 与分录不符", []
        if balance < 0 and (account is None or account.kind != AccountKind.ISSUED):
            if account is None or account.owner not in excused:
                return f"账户 {name} 的余额是 {balance}", []
            below.append(account)
    missing = next((account_id for account_id, points in left.items() if points), None)
    return (f"账户 {missing.hex} 没有余额", []) if missing else ("", _overspent(below))


def _name(account: PointsAccount) -> str:
    return account.card or account.kind


def _of_two_lives(session: Session) -> set[UUID]:
    """Stations that went on from a restored backup, so that we know several files of theirs."""
    several = (
        select(Replica.station_id).group_by(Replica.station_id).having(func.count(Replica.id) > 1)
    )
    return set(session.scalars(several))


def _overspent(accounts: Iterable[PointsAccount]) -> list[str]:
    names = "、".join(_name(account) for account in accounts)
    return [f"账户 {names} 余额为负：恢复备份前后各有一次兑换，请核对"] if names else []


def check_stock(session: Session) -> Finding:
    """Every stock is the sum of its moves."""
    moved: dict[UUID, int] = {
        reward_id: quantity
        for reward_id, quantity in session.execute(
            select(StockMove.reward_id, func.sum(StockMove.quantity)).group_by(StockMove.reward_id)
        )
    }
    kept: dict[UUID, int] = {
        reward_id: quantity
        for reward_id, quantity in session.execute(
            select(RewardStock.reward_id, RewardStock.quantity)
        )
    }
    wrong = sum(kept.get(each, 0) != moved.get(each, 0) for each in {*kept, *moved})
    if wrong:
        return False, f"{wrong} 种商品的库存与出入库不符"
    return True, f"{len(kept)} 种商品，库存与出入库相符"
