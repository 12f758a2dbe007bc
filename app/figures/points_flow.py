"""How points flowed, by months: issued, deducted, redeemed, expired, from the ledger itself.

What was taken back (冲正) lessens the month in which it was taken back: an entry of the ledger
is never changed, and so no month that is over changes any more.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.figures.areas import owned
from app.figures.event_trends import in_span
from app.figures.headline import Figure
from app.figures.local_days import local_day
from app.figures.periods import Grain, Period, Span, spans
from app.grids.models import Building, ResidentialUnit
from app.points.models import Activity, Participation, PointsAccount, PointsTransfer
from app.points.rows import own_station
from app.points.terms import EARNING, ActivityState, TransferKind
from app.residents.models import Household, Resident
from db import clock

FLOWS: dict[str, tuple[TransferKind, ...]] = {
    "issued": EARNING,
    "deducted": (TransferKind.DEDUCT,),
    "redeemed": (TransferKind.REDEEM, TransferKind.OPENING_SPENT),
    "expired": (TransferKind.EXPIRE,),
}
"""Which entries make up a flow; an entry that takes one back counts against it."""
FLOW_OF = {kind.value: key for key, kinds in FLOWS.items() for kind in kinds}
FLOW_NAMES = {"issued": "发放", "deducted": "扣减", "redeemed": "兑换", "expired": "清零"}
FORMULAS = {
    "issued": "期内入账的加分（含期初结转），减去期内冲正的",
    "deducted": "期内扣减的积分，减去期内冲正的",
    "redeemed": "期内兑换的积分（含期初已兑换），减去期内取消的",
    "expired": "期内到期清零的积分，减去期内撤销的",
}


@dataclass(frozen=True)
class FlowMonth:
    """What happened in a month, in points."""

    span: Span
    issued: int
    deducted: int
    redeemed: int
    expired: int

    @property
    def label(self) -> str:
        """2026-11."""
        return self.span.label


def points_flow(
    session: Session, *, period: Period, grid_id: UUID | None = None, area: str | None = None
) -> list[FlowMonth]:
    """The months of a period, the first and last cut at its ends; a grid: of its residents."""
    by_day: dict[str, Counter[date]] = {key: Counter() for key in FLOWS}
    chosen = entries(session, (local_day(PointsTransfer.at),), period, grid_id, area)
    for day, kind, _, points in session.execute(chosen):
        by_day[FLOW_OF[kind]][day] += points
    return [
        FlowMonth(span, *(in_span(by_day[key], span) for key in FLOWS))
        for span in spans(period, Grain.MONTH)
    ]


def flow_figures(months: Iterable[FlowMonth]) -> list[Figure]:
    """The sums over a period."""
    told = list(months)
    return [
        Figure(
            f"points_{key}",
            f"积分{FLOW_NAMES[key]}",
            sum(getattr(month, key) for month in told),
            FORMULAS[key],
        )
        for key in FLOWS
    ]


def activity_figures(session: Session, *, period: Period) -> list[Figure]:
    """Activities held in a period, and how many came."""
    held = and_(
        Activity.owner == own_station(session),
        Activity.state == ActivityState.FINISHED,
        *_within(Activity.starts_at, period),
    )
    came = (
        select(func.count())
        .select_from(Participation)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(held, Participation.signed_in_at.is_not(None))
    )
    count = select(func.count()).select_from(Activity).where(held)
    return [
        Figure("activities_held", "活动", session.scalar(count) or 0, "期内举办、已结束的活动"),
        Figure("came", "参加人次", session.scalar(came) or 0, "这些活动中签到的人次"),
    ]


def _within(column: Any, period: Period) -> tuple[Any, Any]:
    end = clock.moment(period.until_day + timedelta(days=1))
    return column >= clock.moment(period.from_day), column < end


def entries(
    session: Session,
    by: tuple[Any, ...],
    period: Period,
    grid_id: UUID | None,
    area: str | None = None,
) -> Select[Any]:
    """``(*by, kind, entries, points)``, grouped by the first and the kind.

    What takes an entry back stands under the kind of that entry, as less than nothing.
    """
    back = aliased(PointsTransfer)
    kind = func.coalesce(back.kind, PointsTransfer.kind)
    is_back = back.id.is_not(None)
    amount = case((is_back, -PointsTransfer.amount), else_=PointsTransfer.amount)
    owners = owned(PointsTransfer.owner, area) or (PointsTransfer.owner == own_station(session),)
    columns: tuple[Any, ...] = (*by, kind, func.count(), func.sum(amount))
    chosen = (
        select(*columns)
        .outerjoin(back, back.id == PointsTransfer.reverses_id)
        .where(*owners)
        .where(kind.in_(list(FLOW_OF)))
        .where(*_within(PointsTransfer.at, period))
        .group_by(*by, kind)
    )
    if grid_id is None:
        return chosen
    earned = kind.in_(EARNING)
    gets = or_(and_(earned, ~is_back), and_(~earned, is_back))
    account = case((gets, PointsTransfer.to_account), else_=PointsTransfer.from_account)
    return chosen.where(account.in_(_accounts_of(grid_id)))


def _accounts_of(grid_id: UUID) -> Select[Any]:
    return (
        select(PointsAccount.id)
        .join(Resident, Resident.id == PointsAccount.resident_id)
        .join(Household, Household.id == Resident.household_id)
        .join(ResidentialUnit, ResidentialUnit.id == Household.unit_id)
        .join(Building, Building.id == ResidentialUnit.building_id)
        .where(Building.grid_id == grid_id)
    )
