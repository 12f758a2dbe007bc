"""The counter: points for goods and services, and taking a redemption back.

Points and stock move in one transaction that holds the write lock from its beginning, so two
counters never give away the same piece or the same point. The key is made when the counter begins
to serve somebody: a double click redeems once.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line
from app.accounts.permissions import Actor, Permission
from app.announcements import announce
from app.errors import InvalidInput, RuleBroken
from app.points import ledger
from app.points.accounts import accounts_of, system_account
from app.points.facts import PointsRedeemed
from app.points.ledger import Entry
from app.points.models import (
    PointsAccount,
    PointsTransfer,
    Redemption,
    RedemptionLine,
    Reward,
    StockMove,
)
from app.points.postings import Purse, purse
from app.points.rows import next_number, own_station, the, within
from app.points.stock import Move, move_stock, stock_of
from app.points.terms import AccountKind, RewardKind, StockMoveKind, TransferKind
from app.residents.models import Resident
from db import clock
from db.ids import new_id
from db.replicated import transaction_of

MOST_PIECES = 999


@dataclass(frozen=True)
class Piece:
    """Some of one kind in the basket."""

    reward_id: UUID
    quantity: int = 1


@dataclass(frozen=True)
class Redeemed:
    """What was done at the counter."""

    redemption_id: UUID
    number: str
    points: int
    balance: int
    """What is left."""
    is_again: bool
    """This key was redeemed before; nothing was done now."""


def new_key() -> str:
    """A key for one visit to the counter."""
    return f"counter:{new_id().hex}"


def redeem(
    session: Session,
    actor: Actor,
    *,
    key: str,
    resident_id: UUID,
    pieces: Sequence[Piece],
    expected: int | None = None,
) -> Redeemed:
    """Give goods and services for points; ``expected`` is the sum that the screen showed.

    Raises:
        NotAllowed.
        NotFound: no account, or goods that are gone.
        InvalidInput: an empty basket or an impossible quantity.
        RuleBroken: points or stock do not suffice (says by how much), the account is closed, goods
            are no longer offered, or a price has changed meanwhile.
    """
    actor.require(Permission.REDEEM_POINTS)
    again = _redeemed(session, key)
    if again is not None:
        balance = purse(session, resident_id).balance
        return Redeemed(again.id, again.number, again.points, balance, True)
    lines = _lines(session, pieces)
    points = sum(reward.price * quantity for reward, quantity in lines)
    if expected is not None and points != expected:
        raise RuleBroken(f"价格已变，现在共 {points} 分。", "请核对后再确认。")
    there = purse(session, resident_id)
    _refuse(session, there, points, lines)
    row = _row(session, actor, key, resident_id, points)
    _write(session, actor, row, there, lines)
    resident = session.get_one(Resident, resident_id)
    sentence = f"积分兑换 {row.number}：{resident.name}，{_words(lines)}，{points} 分"
    audit.record(session, actor, "points.redeem", sentence, subject=("redemption", row.id))
    announce(session, actor, PointsRedeemed(row.id, row.number, points))
    return Redeemed(row.id, row.number, points, there.balance - points, False)


def _redeemed(session: Session, key: str) -> Redemption | None:
    return session.scalars(
        select(Redemption).where(Redemption.owner == own_station(session), Redemption.key == key)
    ).first()


def _lines(session: Session, pieces: Sequence[Piece]) -> list[tuple[Reward, int]]:
    quantities: Counter[UUID] = Counter()
    for piece in pieces:
        within(piece.quantity, 1, MOST_PIECES, "数量", "quantity")
        quantities[piece.reward_id] += piece.quantity
    if not quantities:
        raise InvalidInput("还没有选择商品。", "请点选要兑换的商品。", field="pieces")
    found = [(the(session, Reward, reward_id), many) for reward_id, many in quantities.items()]
    for reward, _ in found:
        if not reward.is_active:
            raise RuleBroken(f"“{reward.name}”已停止兑换。", "请另选一种。")
    return found


def _refuse(session: Session, there: Purse, points: int, lines: list[tuple[Reward, int]]) -> None:
    if there.closed_on is not None:
        raise RuleBroken(f"这个账户已于 {there.closed_on} 停用。", "请由积分管理员恢复后再兑换。")
    if points > there.balance:
        raise RuleBroken(
            f"需要 {points} 分，余额 {there.balance} 分，还差 {points - there.balance} 分。",
            "请减少商品。",
        )
    for reward, quantity in lines:
        if reward.kind != RewardKind.GOODS:
            continue
        left = stock_of(session, reward.id)
        if quantity > left:
            raise RuleBroken(
                f"“{reward.name}”只剩 {left} {reward.unit}，要 {quantity} {reward.unit}。",
                "请减少数量；实物与账面不符的请盘点。",
            )


def _row(session: Session, actor: Actor, key: str, resident_id: UUID, points: int) -> Redemption:
    now = transaction_of(session).at
    row = Redemption(
        id=new_id(),
        number=next_number(session, Redemption, clock.local(now).year),
        key=key,
        account_id=accounts_of(session, resident_id)[0].id,
        points=points,
        at=now,
        clerk=actor.name,
    )
    session.add(row)
    session.flush()
    return row


def _write(
    session: Session,
    actor: Actor,
    row: Redemption,
    there: Purse,
    lines: list[tuple[Reward, int]],
) -> None:
    for reward, quantity in lines:
        session.add(
            RedemptionLine(
                id=new_id(),
                redemption_id=row.id,
                reward_id=reward.id,
                name=reward.name,
                quantity=quantity,
                price=reward.price,
            )
        )
    spent = system_account(session, AccountKind.REDEEMED)
    entries = [
        Entry(
            key=f"redeem:{row.id.hex}:{account_id.hex}",
            kind=TransferKind.REDEEM,
            from_account=account_id,
            to_account=spent,
            amount=part,
            text=_words(lines),
            redemption_id=row.id,
        )
        for account_id, part in there.share(row.points).items()
    ]
    ledger.write(session, actor, entries)
    goods = [(reward, many) for reward, many in lines if reward.kind == RewardKind.GOODS]
    moves = [
        Move(reward.id, StockMoveKind.REDEEM, -many, f"redeem:{row.id.hex}:{reward.id.hex}", row.id)
        for reward, many in goods
    ]
    move_stock(session, actor, moves)


def _words(lines: list[tuple[Reward, int]]) -> str:
    return "、".join(f"{reward.name}×{quantity}" for reward, quantity in lines)


def cancel_redemption(session: Session, actor: Actor, *, redemption_id: UUID, reason: str) -> int:
    """Take a redemption back: points return to the resident, goods to the stock; returns points.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no reason given.
        RuleBroken: it was cancelled before.
    """
    actor.require(Permission.REDEEM_POINTS)
    row = the(session, Redemption, redemption_id)
    reason = line(reason, "原因", "reason", required=True)
    if row.cancelled_at is not None:
        raise RuleBroken(f"兑换 {row.number} 已经取消过。", "请刷新后再看。")
    entries = session.scalars(
        select(PointsTransfer.id).where(
            PointsTransfer.redemption_id == redemption_id,
            PointsTransfer.kind == TransferKind.REDEEM,
        )
    )
    ledger.reverse(session, actor, list(entries), text=f"取消兑换 {row.number}")
    went = session.scalars(
        select(StockMove).where(
            StockMove.redemption_id == redemption_id, StockMove.kind == StockMoveKind.REDEEM
        )
    )
    moves = [
        Move(
            move.reward_id,
            StockMoveKind.RETURN,
            -move.quantity,
            f"return:{move.id.hex}",
            redemption_id,
            reason,
        )
        for move in went
    ]
    move_stock(session, actor, moves)
    row.cancelled_at, row.cancelled_by = transaction_of(session).at, actor.name
    row.cancelled_reason = reason
    account = session.get_one(PointsAccount, row.account_id)
    name = session.get_one(Resident, account.resident_id).name
    sentence = f"取消兑换 {row.number}：{name}，退回 {row.points} 分，{reason}"
    audit.record(session, actor, "points.cancel", sentence, subject=("redemption", row.id))
    return row.points
