"""Goods and services, and the stock of goods as a ledger of moves; the stock is their sum.

A stock-take writes down what was counted; the difference becomes a move. The database refuses
changes of moves and a stock below zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, RuleBroken
from app.points.models import Reward, RewardStock, StockMove
from app.points.rows import own_station, the, within
from app.points.terms import RewardKind, StockMoveKind
from db.ids import new_id
from db.replicated import transaction_of

MOST_POINTS, MOST_PIECES, MOST_FEN = 100_000, 100_000, 10**9


@dataclass(frozen=True)
class RewardText:
    """What the form of goods or a service says."""

    name: str
    price: int
    """Points for one."""
    kind: RewardKind = RewardKind.GOODS
    unit: str = "件"
    low_stock: int = 0
    """At or below this many a warning is shown."""
    note: str = ""


def add_reward(
    session: Session, actor: Actor, *, text: RewardText, stock: int = 0, cost: int | None = None
) -> UUID:
    """Offer goods or a service; ``stock`` pieces are there already, for ``cost`` fen.

    Raises:
        NotAllowed.
        InvalidInput: names the field: no name, a name that is taken, no price, a service with a
            stock.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    reward = Reward(id=new_id(), is_active=True, position=_next_position(session))
    _fill(session, reward, text)
    session.add(reward)
    session.flush()
    _tell(session, actor, reward, "add", f"新增兑换品：{reward.name}，{reward.price} 分")
    if stock:
        purchase(session, actor, reward_id=reward.id, quantity=stock, cost=cost)
    return reward.id


def change_reward(session: Session, actor: Actor, *, reward_id: UUID, text: RewardText) -> None:
    """Change name or price from now on; what was redeemed keeps its price.

    Raises:
        NotAllowed, NotFound, InvalidInput: as for :func:`add_reward`.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    reward = the(session, Reward, reward_id)
    if text.kind is RewardKind.SERVICE and stock_of(session, reward_id):
        raise InvalidInput("还有库存，不能改成服务。", "请先盘点为零。", field="kind")
    _fill(session, reward, text)
    _tell(session, actor, reward, "change", f"修改兑换品：{reward.name}，{reward.price} 分")


def retire_reward(session: Session, actor: Actor, *, reward_id: UUID, retired: bool = True) -> None:
    """Offer it no longer, or again.

    Raises:
        NotAllowed, NotFound.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    reward = the(session, Reward, reward_id)
    reward.is_active = not retired
    _tell(session, actor, reward, "retire", f"{'停用' if retired else '恢复'}兑换品：{reward.name}")


def purchase(
    session: Session,
    actor: Actor,
    *,
    reward_id: UUID,
    quantity: int,
    cost: int | None = None,
    note: str = "",
) -> None:
    """Note goods that came in; ``cost`` of all of them, in fen.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no quantity, or a service.
    """
    actor.require(Permission.REDEEM_POINTS)
    reward = _goods(session, reward_id)
    within(quantity, 1, MOST_PIECES, "数量", "quantity")
    if cost is not None:
        within(cost, 0, MOST_FEN, "金额", "cost")
    note = line(note, "备注", "note")
    move = Move(reward_id, StockMoveKind.PURCHASE, quantity, note=note, cost=cost)
    move_stock(session, actor, [move])
    sentence = f"购入{reward.name} {quantity} {reward.unit}"
    _tell(session, actor, reward, "purchase", sentence)


def write_off(
    session: Session, actor: Actor, *, reward_id: UUID, quantity: int, reason: str
) -> None:
    """Note goods that were lost, spoilt or out of date.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no quantity or no reason.
        RuleBroken: there are not so many.
    """
    actor.require(Permission.REDEEM_POINTS)
    reward = _goods(session, reward_id)
    reason = line(reason, "原因", "reason", required=True)
    within(quantity, 1, MOST_PIECES, "数量", "quantity")
    there = stock_of(session, reward_id)
    if quantity > there:
        raise RuleBroken(f"{reward.name}只有 {there} {reward.unit}。", "请核对数量。")
    move_stock(session, actor, [Move(reward_id, StockMoveKind.LOSS, -quantity, note=reason)])
    sentence = f"{reward.name}损耗 {quantity} {reward.unit}：{reason}"
    _tell(session, actor, reward, "loss", sentence)


def take_stock(
    session: Session, actor: Actor, *, counted: Mapping[UUID, int], note: str = ""
) -> int:
    """Write down what was counted; returns of how many kinds the stock was wrong.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: a service, or an impossible number.
    """
    actor.require(Permission.REDEEM_POINTS)
    note = line(note, "备注", "note")
    moves = []
    for reward_id, quantity in counted.items():
        _goods(session, reward_id)
        within(quantity, 0, MOST_PIECES, "实盘数", "quantity")
        difference = quantity - stock_of(session, reward_id)
        if difference:
            moves.append(Move(reward_id, StockMoveKind.COUNT, difference, note=note))
    move_stock(session, actor, moves)
    sentence = f"盘点 {len(counted)} 种，{len(moves)} 种与账面不符" if moves else "盘点，账实相符"
    audit.record(session, actor, "reward.count", sentence)
    return len(moves)


@dataclass(frozen=True)
class Move:
    """Goods that come (positive) or go."""

    reward_id: UUID
    kind: StockMoveKind
    quantity: int
    key: str = ""
    """Names what it is for; empty: by hand."""
    redemption_id: UUID | None = None
    note: str = ""
    cost: int | None = None


def move_stock(session: Session, actor: Actor, moves: list[Move]) -> None:
    """Write moves down; one with a known key is there already.

    Raises:
        RuleBroken: a stock would fall below zero.
    """
    keys = [move.key for move in moves if move.key]
    known = set(
        session.scalars(
            select(StockMove.key)
            .where(StockMove.owner == own_station(session))
            .where(StockMove.key.in_(keys))
        )
    )
    for move in moves:
        if move.key in known:
            continue
        row_id = new_id()
        session.add(
            StockMove(
                id=row_id,
                key=move.key or f"hand:{row_id.hex}",
                reward_id=move.reward_id,
                kind=move.kind,
                quantity=move.quantity,
                at=transaction_of(session).at,
                redemption_id=move.redemption_id,
                cost=move.cost,
                note=move.note,
                actor_name=actor.name,
            )
        )
    try:
        session.flush()
    except DBAPIError as error:
        if "stock below zero" in str(error.orig):
            raise RuleBroken("库存不足。", "请刷新后再试，或先盘点。") from error
        raise


def stock_of(session: Session, reward_id: UUID) -> int:
    """How many there are, moves of the running transaction included."""
    session.flush()
    found = select(RewardStock.quantity).where(RewardStock.reward_id == reward_id)
    return session.scalar(found) or 0


def _goods(session: Session, reward_id: UUID) -> Reward:
    reward = the(session, Reward, reward_id)
    if reward.kind != RewardKind.GOODS:
        raise InvalidInput(f"“{reward.name}”是服务，没有库存。", "请选择物品。", field="reward_id")
    return reward


def _next_position(session: Session) -> int:
    last = session.scalar(select(Reward.position).order_by(Reward.position.desc()).limit(1))
    return (last or 0) + 1


def _fill(session: Session, reward: Reward, text: RewardText) -> None:
    reward.name = line(text.name, "名称", "name", required=True)
    taken = session.scalar(
        select(Reward.id)
        .where(Reward.owner == own_station(session), Reward.name == reward.name)
        .where(Reward.id != reward.id)
        .limit(1)
    )
    if taken is not None:
        raise InvalidInput(f"已有“{reward.name}”。", "请换一个名称，或修改那一种。", field="name")
    reward.price = within(text.price, 1, MOST_POINTS, "所需积分", "price")
    reward.unit = line(text.unit, "单位", "unit", required=True)
    reward.low_stock = within(text.low_stock, 0, MOST_PIECES, "库存提醒", "low_stock")
    reward.kind, reward.note = text.kind, line(text.note, "备注", "note")


def _tell(session: Session, actor: Actor, reward: Reward, action: str, sentence: str) -> None:
    subject = ("reward", reward.id)
    audit.record(session, actor, f"reward.{action}", sentence, subject=subject)
