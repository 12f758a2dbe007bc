"""Goods with their stock, stock moves, and the register of redemptions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.grids.models import Building, ResidentialUnit
from app.points.models import (
    PointsAccount,
    Redemption,
    RedemptionLine,
    Reward,
    RewardStock,
    StockMove,
)
from app.points.people import records_of, standing_for
from app.points.rows import own_station, the
from app.points.terms import REWARD_KIND_NAMES, STOCK_MOVE_NAMES, RewardKind, StockMoveKind
from app.residents.models import Household, Resident, ResidentPlace
from app.residents.search import matching
from db import clock


@dataclass(frozen=True)
class RewardRow:
    """Goods or a service."""

    id: UUID
    name: str
    kind: RewardKind
    kind_name: str
    price: int
    unit: str
    stock: int | None
    """None: a service."""
    low_stock: int
    is_low: bool
    is_active: bool
    note: str

    @property
    def is_out(self) -> bool:
        """None left."""
        return self.stock == 0


def rewards(session: Session, *, active_only: bool = True) -> list[RewardRow]:
    """What is offered, in the office's order."""
    chosen = (
        select(Reward, func.coalesce(RewardStock.quantity, 0))
        .outerjoin(RewardStock, RewardStock.reward_id == Reward.id)
        .where(Reward.owner == own_station(session))
        .order_by(Reward.is_active.desc(), Reward.position, Reward.id)
    )
    if active_only:
        chosen = chosen.where(Reward.is_active)
    return [_reward(reward, stock) for reward, stock in session.execute(chosen)]


def low_stock(session: Session) -> list[RewardRow]:
    """Goods on offer of which few are left."""
    return [row for row in rewards(session) if row.is_low]


def _reward(reward: Reward, stock: int) -> RewardRow:
    kind = RewardKind(reward.kind)
    goods = kind is RewardKind.GOODS
    return RewardRow(
        reward.id,
        reward.name,
        kind,
        REWARD_KIND_NAMES[kind],
        reward.price,
        reward.unit,
        stock if goods else None,
        reward.low_stock,
        goods and stock <= reward.low_stock,
        reward.is_active,
        reward.note,
    )


@dataclass(frozen=True)
class StockLine:
    """One move of goods with the stock after it."""

    at: datetime
    kind_name: str
    quantity: int
    stock: int
    cost: int | None
    """In fen."""
    note: str
    actor: str


def stock_moves(session: Session, *, reward_id: UUID) -> list[StockLine]:
    """The stock ledger of one kind, oldest first."""
    moves = session.scalars(
        select(StockMove)
        .where(StockMove.reward_id == reward_id)
        .order_by(StockMove.at, StockMove.id)
    )
    stock, found = 0, []
    for move in moves:
        stock += move.quantity
        name = STOCK_MOVE_NAMES[StockMoveKind(move.kind)]
        found.append(
            StockLine(move.at, name, move.quantity, stock, move.cost, move.note, move.actor_name)
        )
    return found


@dataclass(frozen=True)
class RedemptionRow:
    """One line of the register of redemptions."""

    id: UUID
    number: str
    at: datetime
    resident_id: UUID
    name: str
    address: str
    card: str
    what: str
    """大米×1、洗衣液×2"""
    points: int
    clerk: str
    cancelled_at: datetime | None
    cancelled_by: str
    cancelled_reason: str


@dataclass(frozen=True)
class RedemptionFilter:
    """Which redemptions; what is not given does not matter."""

    id: UUID | None = None
    text: str = ""
    """Number, or name, initials, address of the resident."""
    resident_id: UUID | None = None
    reward_id: UUID | None = None
    from_day: date | None = None
    until_day: date | None = None
    cancelled: bool | None = None


ALL = RedemptionFilter()
SORTS: dict[str, tuple[Any, ...]] = {
    "number": (func.length(Redemption.number), Redemption.number),
    "at": (Redemption.at,),
    "name": (Resident.name_pinyin,),
    "points": (Redemption.points,),
    "clerk": (Redemption.clerk,),
}
_LINE: tuple[Any, ...] = (
    Redemption.id,
    Redemption.number,
    Redemption.at,
    Redemption.points,
    Redemption.clerk,
    Redemption.cancelled_at,
    Redemption.cancelled_by,
    Redemption.cancelled_reason,
    PointsAccount.resident_id,
    PointsAccount.card,
    Resident.name,
    Building.number.label("building"),
    ResidentialUnit.number.label("stairs"),
    Household.room,
)


def _chosen(session: Session, where: RedemptionFilter, *columns: Any) -> Select[Any]:
    chosen = (
        select(*columns)
        .select_from(Redemption)
        .join(PointsAccount, PointsAccount.id == Redemption.account_id)
        .join(Resident, Resident.id == PointsAccount.resident_id)
        .join(Household, Household.id == Resident.household_id)
        .join(ResidentialUnit, ResidentialUnit.id == Household.unit_id)
        .join(Building, Building.id == ResidentialUnit.building_id)
        .where(Redemption.owner == own_station(session))
    )
    if where.id is not None:
        chosen = chosen.where(Redemption.id == where.id)
    if where.resident_id is not None:
        root = standing_for(session, [where.resident_id])[where.resident_id]
        chosen = chosen.where(PointsAccount.resident_id.in_(records_of(session, [root])))
    if where.reward_id is not None:
        lines = select(RedemptionLine.redemption_id)
        chosen = chosen.where(
            Redemption.id.in_(lines.where(RedemptionLine.reward_id == where.reward_id))
        )
    if where.from_day:
        chosen = chosen.where(Redemption.at >= clock.moment(where.from_day))
    if where.until_day:
        chosen = chosen.where(Redemption.at < clock.moment(where.until_day + timedelta(days=1)))
    if where.cancelled is not None:
        done = Redemption.cancelled_at.is_not(None)
        chosen = chosen.where(done if where.cancelled else ~done)
    if text := where.text.strip():
        people = select(ResidentPlace.resident_id).where(ResidentPlace.number.in_(matching(text)))
        chosen = chosen.where(
            or_(Redemption.number.contains(text, autoescape=True), Resident.id.in_(people))
        )
    return chosen


def count_redemptions(session: Session, *, where: RedemptionFilter = ALL) -> int:
    """How many the register has."""
    return session.scalar(_chosen(session, where, func.count())) or 0


def redemptions(
    session: Session,
    offset: int = 0,
    limit: int = 200,
    sort: str | None = None,
    descending: bool = False,
    *,
    where: RedemptionFilter = ALL,
) -> list[RedemptionRow]:
    """A page of the register; without ``sort`` the latest first."""
    downwards = descending or sort is None
    order = [key.desc() if downwards else key for key in SORTS[sort or "at"]]
    last = Redemption.id.desc() if downwards else Redemption.id
    chosen = _chosen(session, where, *_LINE).order_by(*order, last)
    found = session.execute(chosen.offset(offset).limit(limit)).all()
    what = _words(session, [line.id for line in found])
    return [
        RedemptionRow(
            line.id,
            line.number,
            line.at,
            line.resident_id,
            line.name,
            f"{line.building}-{line.stairs}-{line.room}",
            line.card or "",
            what[line.id],
            line.points,
            line.clerk,
            line.cancelled_at,
            line.cancelled_by,
            line.cancelled_reason,
        )
        for line in found
    ]


AT_ONCE = 5_000


def _words(session: Session, ids: list[UUID]) -> dict[UUID, str]:
    found: dict[UUID, list[str]] = {redemption_id: [] for redemption_id in ids}
    for start in range(0, len(ids), AT_ONCE):
        rows = session.execute(
            select(RedemptionLine.redemption_id, RedemptionLine.name, RedemptionLine.quantity)
            .where(RedemptionLine.redemption_id.in_(ids[start : start + AT_ONCE]))
            .order_by(RedemptionLine.id)
        )
        for redemption_id, name, quantity in rows:
            found[redemption_id].append(f"{name}×{quantity}")
    return {redemption_id: "、".join(words) for redemption_id, words in found.items()}


@dataclass(frozen=True)
class ReceiptLine:
    """One kind on a receipt."""

    name: str
    quantity: int
    unit: str
    price: int
    points: int


@dataclass(frozen=True)
class RedemptionDetail:
    """A redemption with its lines, as on the receipt."""

    row: RedemptionRow
    lines: tuple[ReceiptLine, ...]


def redemption_detail(session: Session, *, redemption_id: UUID) -> RedemptionDetail:
    """One redemption.

    Raises:
        NotFound: it is gone.
    """
    the(session, Redemption, redemption_id)
    row = redemptions(session, where=RedemptionFilter(id=redemption_id))[0]
    lines = session.execute(
        select(RedemptionLine, Reward.unit)
        .join(Reward, Reward.id == RedemptionLine.reward_id)
        .where(RedemptionLine.redemption_id == redemption_id)
        .order_by(RedemptionLine.id)
    )
    return RedemptionDetail(
        row,
        tuple(
            ReceiptLine(line.name, line.quantity, unit, line.price, line.price * line.quantity)
            for line, unit in lines
        ),
    )
