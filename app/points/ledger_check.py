"""Is the ledger whole? Recomputes chain, balances, stock; names the first entry that is broken."""

from collections import Counter
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

Finding = tuple[bool, str]
AT_ONCE = 2_000


def check_ledger(session: Session) -> Finding:
    """Numbers without gaps, every hash right, every balance the sum of its entries, none below."""
    sums: Counter[UUID] = Counter()
    count = 0
    ends: dict[UUID, tuple[int, str]] = {}
    for row in session.execute(_entries()).yield_per(AT_ONCE):
        sequence, previous = ends.get(row.origin, (0, START))
        if row.sequence != sequence + 1:
            return False, f"第 {sequence + 1} 笔分录缺失"
        if row.chain != link(previous, row, row.origin):
            return False, f"第 {row.sequence} 笔分录（{row.text}）与哈希链不符"
        ends[row.origin] = row.sequence, row.chain
        sums[row.from_account] -= row.amount
        sums[row.to_account] += row.amount
        count += 1
    wrong = _wrong_balance(session, sums)
    return (False, wrong) if wrong else (True, f"{count} 笔分录，逐笔相接，余额相符")


def _entries() -> Any:
    columns = [getattr(PointsTransfer, name) for name in CHAINED]
    return select(*columns, PointsTransfer.chain, PointsTransfer.origin).order_by(
        PointsTransfer.origin, PointsTransfer.sequence
    )


def _wrong_balance(session: Session, sums: Counter[UUID]) -> str:
    """What is wrong with the kept balances, in words; empty: nothing."""
    rows = session.execute(
        select(PointsBalance.account_id, PointsBalance.balance, PointsAccount).outerjoin(
            PointsAccount, PointsAccount.id == PointsBalance.account_id
        )
    )
    left = dict(sums)
    for account_id, balance, account in rows:
        name = (account.card or account.kind) if account is not None else account_id.hex
        if balance != left.pop(account_id, 0):
            return f"账户 {name} 的余额 {balance} 与分录不符"
        if balance < 0 and (account is None or account.kind != AccountKind.ISSUED):
            return f"账户 {name} 的余额是 {balance}"
    missing = next((account_id for account_id, points in left.items() if points), None)
    return f"账户 {missing.hex} 没有余额" if missing else ""


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
